//! `UpdateContinuousBackups`: point-in-time recovery enabled, disabled, or with another period, at once.

use std::sync::Arc;

use serde::Serialize;

use super::continuous_backups::ContinuousBackups;
use super::{Call, Error, backed_up_table};
use crate::Timestamp;
use crate::account::{LONGEST_PERIOD, Place, Recovery};
use crate::request::Structure;
use crate::table::Table;

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let change = Change::read(input)?;
    let name = Arc::clone(backed_up_table::find_available(call, input)?.name());
    for place in places(call, &name) {
        let Some(table) = call.database.shared(&place, &name) else { continue };
        let recovery = change.made(call.database.recovery(&place, &name), table, call.now());
        call.database.set_recovery(&place, &name, recovery);
    }
    Ok(ContinuousBackups::new(call, call.database.recovery(call.place(), &name), true))
}

/// Where the recovery of the table `name` changes: the replicas of a global table of several accounts are alike in it.
fn places(call: &Call<'_>, name: &str) -> Vec<Place> {
    match call.database.global_table(call.place(), name) {
        Some(global) if global.spans_accounts() => global.replicas().iter().map(|replica| replica.place.clone()).collect(),
        _ => vec![call.place().clone()],
    }
}

#[derive(Clone, Copy)]
enum Change {
    Disable,
    /// For a period of so many days.
    Enable(i64),
}

impl Change {
    fn read(input: &Structure) -> Result<Self, Error> {
        let specification = input.structure("PointInTimeRecoverySpecification");
        let enabled = specification.and_then(|specification| specification.boolean("PointInTimeRecoveryEnabled"));
        let days = specification.and_then(|specification| specification.integer("RecoveryPeriodInDays"));
        match (enabled, days) {
            (Some(true), days) => Ok(Self::Enable(days.unwrap_or(LONGEST_PERIOD))),
            (_, None) => Ok(Self::Disable),
            (_, Some(_)) => Err(Error::validation(
                "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.",
            )),
        }
    }

    /// What becomes of the recovery `before`. One that is enabled already goes on (observed 2026-10-08).
    fn made(self, before: Option<&Recovery>, table: &Arc<Table>, now: Timestamp) -> Option<Recovery> {
        match (self, before) {
            (Self::Disable, _) => None,
            (Self::Enable(days), None) => Some(Recovery::new(days, table, now)),
            (Self::Enable(days), Some(recovery)) => Some(recovery.clone().with_period(days, now)),
        }
    }
}
