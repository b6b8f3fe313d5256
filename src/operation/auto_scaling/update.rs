//! `AutoScalingSettingsUpdate`: new scaling as a whole, or none any more.

use std::sync::Arc;

use super::PlainFault;
use crate::account::{Place, partition};
use crate::operation::{Call, resource_id};
use crate::request::Structure;
use crate::table::{AutoScaling, Dimension, ScalingPolicy, ScalingTarget};

/// What is to be scaled.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The name of the table.
    pub table: &'a str,
    /// The index; none for the table.
    pub index: Option<&'a str>,
    /// Reading or writing.
    pub dimension: Dimension,
}

/// Other scaling of a capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScalingUpdate {
    /// Nothing is scaled any more.
    Disable,
    /// It is scaled like this.
    Enable(AutoScaling),
}

/// The members of an update that enables, in the order in which AWS names those that are missing.
const MEMBERS: [&str; 3] = ["MaximumUnits", "ScalingPolicyUpdate", "MinimumUnits"];

/// The name of the policy that has none of its own, for `table` or its index (observed 2026-10-09).
#[must_use]
pub fn policy_name(table: &str, index: Option<&str>, dimension: Dimension) -> String {
    let index = index.map(|index| format!("/index/{index}")).unwrap_or_default();
    format!("{}:table/{table}{index}", metric(dimension))
}

const fn metric(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Read => "DynamoDBReadCapacityUtilization",
        Dimension::Write => "DynamoDBWriteCapacityUtilization",
    }
}

impl ScalingUpdate {
    /// What `update` says of `target`.
    ///
    /// # Errors
    ///
    /// Members are missing or too much, or what they hold is refused.
    pub fn read(call: &Call<'_>, update: &Structure, target: Target<'_>) -> Result<Self, PlainFault> {
        let present = |present: bool| MEMBERS.into_iter().filter(|member| update.has(member) == present).collect::<Vec<_>>();
        if update.boolean("AutoScalingDisabled") == Some(true) {
            let blank = present(true);
            return if blank.is_empty() { Ok(Self::Disable) } else { Err(PlainFault::NotBlank(blank)) };
        }
        let missing = present(false);
        let (Some(maximum), Some(policy), Some(minimum)) =
            (update.integer("MaximumUnits"), update.structure("ScalingPolicyUpdate"), update.integer("MinimumUnits"))
        else {
            return Err(PlainFault::Missing(missing));
        };
        let request = || resource_id::random(call.caller.host);
        let role = update.text("AutoScalingRoleArn").filter(|role| *role != service_role(call.place()));
        if let Some(role) = role {
            return Err(PlainFault::Role(role.to_owned(), call.place().account.to_string(), request()));
        }
        if maximum < minimum {
            return Err(PlainFault::MaximumBelowMinimum(request()));
        }
        let policy = read_policy(policy, target, request)?;
        Ok(Self::Enable(AutoScaling { minimum, maximum, policy }))
    }

    /// The scaling that holds from then on.
    #[must_use]
    pub fn scaling(&self) -> Option<AutoScaling> {
        match self {
            Self::Disable => None,
            Self::Enable(scaling) => Some(scaling.clone()),
        }
    }
}

/// The role by which capacity is scaled. There is no other: the service may pass on none (observed 2026-10-09).
#[must_use]
pub fn service_role(place: &Place) -> String {
    format!(
        "arn:{}:iam::{}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/\
         AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
        partition(place),
        place.account
    )
}

fn read_policy(policy: &Structure, target: Target<'_>, request: impl Fn() -> String) -> Result<ScalingPolicy, PlainFault> {
    let configuration = policy.structure("TargetTrackingScalingPolicyConfiguration");
    let value = configuration.and_then(|configuration| configuration.double("TargetValue")).unwrap_or_default();
    if !(8.515_92E-109..=1.174_271E108).contains(&value) {
        return Err(PlainFault::TargetOutOfRange(value, request()));
    }
    if !(10.0..=90.0).contains(&value) {
        return Err(PlainFault::MetricTarget(metric(target.dimension), value, request()));
    }
    let number = |member| configuration.and_then(|configuration| configuration.integer(member));
    Ok(ScalingPolicy {
        name: policy
            .text("PolicyName")
            .map_or_else(|| policy_name(target.table, target.index, target.dimension).into(), Arc::from),
        target: ScalingTarget::new(value),
        disable_scale_in: configuration.and_then(|configuration| configuration.boolean("DisableScaleIn")),
        scale_in_cooldown: number("ScaleInCooldown"),
        scale_out_cooldown: number("ScaleOutCooldown"),
    })
}
