//! Scaling of the indexes of provisioned global tables: every index scales, and a new one by itself (observed 2026-10-09).

use std::sync::Arc;

use super::index_action::IndexAction;
use super::replica_fault::ReplicaFault;
use super::replicas;
use super::update::Update;
use crate::operation::policy_name;
use crate::table::{AutoScaling, BillingMode, Dimension, ScalingPolicy, ScalingTarget};

/// Whether indexes can be changed: those that are there have to scale.
///
/// # Errors
///
/// One does not.
pub fn check(update: &Update, actions: &[IndexAction<'_>]) -> Result<(), ReplicaFault> {
    if concerns(update) && !actions.is_empty() { replicas::check_scaled_indexes(update.table.settings()) } else { Ok(()) }
}

/// Has new indexes scale.
pub fn register(update: &mut Update, actions: &[IndexAction<'_>]) {
    if !concerns(update) {
        return;
    }
    for action in actions.iter().filter(|action| action.creates()) {
        let scaling = scaling_of(update.table.name(), action.name());
        for settings in [&mut update.announced, &mut update.settled] {
            settings.auto_scaling.set((Some(Arc::from(action.name())), Dimension::Write), Some(scaling.clone()));
        }
    }
}

fn concerns(update: &Update) -> bool {
    update.is_replica && update.table.settings().billing.mode == BillingMode::Provisioned
}

fn scaling_of(table: &str, index: &str) -> AutoScaling {
    let policy = ScalingPolicy {
        name: policy_name(table, Some(index), Dimension::Write).into(),
        target: ScalingTarget::new(70.0),
        disable_scale_in: None,
        scale_in_cooldown: None,
        scale_out_cooldown: None,
    };
    AutoScaling { minimum: 1, maximum: 10, policy }
}
