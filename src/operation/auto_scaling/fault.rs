//! Why settings of a global table are not changed as a request asks, and AWS's sentence for it. Both versions of global tables share them; all
//! were observed 2026-10-09 of `UpdateTableReplicaAutoScaling` but those whose origin stands at them.

use std::fmt;

use crate::model::ErrorCode;
use crate::operation::Error;

/// The first thing that keeps settings of a global table from being changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ScalingFault {
    /// The name of the global table.
    pub table: String,
    /// What it is.
    pub fault: PlainFault,
}

/// The same without the name.
#[derive(Debug, Clone, PartialEq)]
pub enum PlainFault {
    /// There is no such global table.
    NoTable,
    /// Nothing is to be changed.
    NothingToChange,
    /// Nothing is to be changed in the region.
    NothingInRegion(String),
    /// These regions are named twice.
    RepeatedRegions(Vec<String>),
    /// The region has no replica; nobody recorded AWS's text.
    NoReplica(String),
    /// The table has no such index; nobody recorded AWS's text.
    NoIndex(String),
    /// These members are missing.
    Missing(Vec<&'static str>),
    /// These members are too much beside `AutoScalingDisabled`.
    NotBlank(Vec<&'static str>),
    /// These parameters are for provisioned tables; the regions of the replicas.
    OnDemand(Vec<String>, Vec<&'static str>),
    /// The most units are fewer than the fewest; an id of the request.
    MaximumBelowMinimum(String),
    /// A target that no metric has; an id of the request.
    TargetOutOfRange(f64, String),
    /// A target that the metric of that name does not have; an id of the request.
    MetricTarget(&'static str, f64, String),
    /// Another role than the service's own; its ARN, the account, an id of the request.
    Role(String, String, String),
}

impl From<ScalingFault> for Error {
    fn from(fault: ScalingFault) -> Self {
        let code = match &fault.fault {
            PlainFault::NoTable | PlainFault::NoReplica(_) | PlainFault::NoIndex(_) => ErrorCode::ResourceNotFoundException,
            _ => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

impl fmt::Display for ScalingFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, fault } = self;
        let failed = format!("Failed to update settings for global table with name: \u{2018}{table}\u{2019}");
        match fault {
            PlainFault::NoTable => write!(formatter, "Global table with name: '{table}' does not exist."),
            PlainFault::NothingToChange => write!(formatter, "{failed} because at least one update parameter must be specified."),
            PlainFault::NothingInRegion(region) => write!(
                formatter,
                "{failed} because at least one update parameter must be specified for region: \u{2018}{region}\u{2019}."
            ),
            PlainFault::RepeatedRegions(regions) => write!(
                formatter,
                "{failed} because the regions: \u{2018}[{}]\u{2019} were specified more than once.",
                regions.join(", ")
            ),
            PlainFault::NoReplica(region) => {
                write!(formatter, "{failed} because it has no replica in region: \u{2018}{region}\u{2019}.")
            }
            PlainFault::NoIndex(index) => {
                write!(formatter, "{failed} because it has no index with name: \u{2018}{index}\u{2019}.")
            }
            PlainFault::Missing(members) => {
                write!(formatter, "{failed}: Parameters {} are required unless auto scaling is being disabled.", quoted(members))
            }
            PlainFault::NotBlank(members) => write!(
                formatter,
                "Failed to update settings for global table with name \u{2018}{table}\u{2019}: Parameters {} must be left blank when \
                 disabling auto scaling.",
                quoted(members)
            ),
            PlainFault::OnDemand(regions, parameters) => write!(
                formatter,
                "Failed to update global table with name \u{2018}{table}\u{2018}. Replicas {} BillingMode is PayPerRequest. You must \
                 convert table's BillingMode to PROVISIONED to set parameters: {}.",
                quoted(&regions.iter().map(|region| region.to_uppercase()).collect::<Vec<_>>()),
                quoted(parameters)
            ),
            fault => fault.passed_on(formatter),
        }
    }
}

impl PlainFault {
    /// What Application Auto Scaling says, which AWS passes on.
    fn passed_on(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sentence, request) = match self {
            Self::MaximumBelowMinimum(request) => ("Maximum capacity cannot be less than minimum capacity".to_owned(), request),
            Self::TargetOutOfRange(target, request) => (
                format!(
                    "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '{target:?}'."
                ),
                request,
            ),
            Self::MetricTarget(metric, target, request) => (
                format!(
                    "For predefined metric type {metric}, target value must be between '10.0' and '90.0', but was '{target:?}'."
                ),
                request,
            ),
            Self::Role(role, account, request) => (
                format!(
                    "User: arn:aws:sts::{account}:assumed-role/AWSServiceRoleForDynamoDBReplication/dynamodb is not authorized to \
                     perform: iam:PassRole on resource: {role} because no identity-based policy allows the iam:PassRole action"
                ),
                request,
            ),
            _ => return Ok(()),
        };
        write!(
            formatter,
            "{sentence} (Service: AWSApplicationAutoScaling; Status Code: 400; Error Code: ValidationException; Request ID: {request}; \
             Proxy: null)"
        )
    }
}

fn quoted(names: &[impl fmt::Display]) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}
