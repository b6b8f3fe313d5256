//! `AutoScalingSettingsDescription`: how one capacity is scaled.

use serde::Serialize;

use super::update::service_role;
use crate::account::Place;
use crate::table::{AutoScaling, BillingMode, Dimension, ScalingPolicy, TableSettings};

/// How one capacity is scaled. What is not scaled is told to be disabled.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ScalingDescription {
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_units: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_units: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_scaling_disabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_scaling_role_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scaling_policies: Option<Vec<PolicyDescription>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct PolicyDescription {
    policy_name: String,
    target_tracking_scaling_policy_configuration: ConfigurationDescription,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ConfigurationDescription {
    #[serde(skip_serializing_if = "Option::is_none")]
    disable_scale_in: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale_in_cooldown: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale_out_cooldown: Option<i64>,
    target_value: f64,
}

impl ScalingDescription {
    /// How `settings`, those of a table in `place`, scale the table or the index of that name. An empty list of policies is told of tables, not of
    /// global tables of the version 2017.11.29 (AWS CLI's documentation).
    #[must_use]
    pub fn new(settings: &TableSettings, place: &Place, index: Option<&str>, dimension: Dimension, lists_none: bool) -> Self {
        let on_demand = settings.billing.mode == BillingMode::PayPerRequest;
        match settings.auto_scaling.get(index, dimension) {
            Some(scaling) => Self::enabled(scaling, place, on_demand),
            None => Self {
                minimum_units: None,
                maximum_units: None,
                auto_scaling_disabled: Some(true),
                auto_scaling_role_arn: None,
                scaling_policies: lists_none.then(Vec::new),
            },
        }
    }

    /// What is paid by the request keeps its scaling, disabled (observed 2026-10-09).
    fn enabled(scaling: &AutoScaling, place: &Place, on_demand: bool) -> Self {
        Self {
            minimum_units: Some(scaling.minimum),
            maximum_units: Some(scaling.maximum),
            auto_scaling_disabled: on_demand.then_some(true),
            auto_scaling_role_arn: Some(service_role(place)),
            scaling_policies: Some(vec![PolicyDescription::new(&scaling.policy)]),
        }
    }
}

impl PolicyDescription {
    fn new(policy: &ScalingPolicy) -> Self {
        let configuration = ConfigurationDescription {
            disable_scale_in: policy.disable_scale_in,
            scale_in_cooldown: policy.scale_in_cooldown,
            scale_out_cooldown: policy.scale_out_cooldown,
            target_value: policy.target.value(),
        };
        Self { policy_name: policy.name.to_string(), target_tracking_scaling_policy_configuration: configuration }
    }
}
