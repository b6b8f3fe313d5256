//! Destinations of a table's changes as requests name them, and why they are not changed.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::Error;
use crate::request::Structure;
use crate::table::{DestinationStatus, StreamingDestination, Table, TableSettings, TimePrecision};

/// What the operations that change a destination answer. What one of them is told, its response repeats.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ChangedDestination {
    table_name: String,
    stream_arn: String,
    destination_status: DestinationStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    enable_kinesis_streaming_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_kinesis_streaming_configuration: Option<Configuration>,
}

/// How exactly records tell their time.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration {
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_creation_date_time_precision: Option<TimePrecision>,
}

impl ChangedDestination {
    /// The destination of `table` as it is announced.
    #[must_use]
    pub fn new(table: &Table, announced: &StreamingDestination) -> Self {
        Self {
            table_name: table.name().to_string(),
            stream_arn: announced.stream.to_string(),
            destination_status: announced.status,
            enable_kinesis_streaming_configuration: None,
            update_kinesis_streaming_configuration: None,
        }
    }

    /// The same, enabled with this precision. A configuration without members is repeated, too (observed 2026-10-09).
    #[must_use]
    pub fn enabled_with(self, precision: Option<TimePrecision>) -> Self {
        Self { enable_kinesis_streaming_configuration: Some(Configuration::new(precision)), ..self }
    }

    /// The same, updated to this precision.
    #[must_use]
    pub fn updated_to(self, precision: TimePrecision) -> Self {
        Self { update_kinesis_streaming_configuration: Some(Configuration::new(Some(precision))), ..self }
    }
}

impl Configuration {
    const fn new(precision: Option<TimePrecision>) -> Self {
        Self { approximate_creation_date_time_precision: precision }
    }
}

/// Why a destination is not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DestinationFault {
    /// Changes are sent to one already, or about to be.
    Live,
    /// It is to be disabled, and is not active.
    NotActive,
    /// It is to be updated, and is not active: the name of its table, its ARN.
    NotUpdated(String, String),
    /// It is to be updated, and is none of the table's: its ARN.
    Unknown(String),
    /// It is to be updated to what it is: precision, id of the table, ARN.
    Same(TimePrecision, Arc<str>, String),
    /// It is to be updated to nothing.
    NoConfiguration,
    /// It is to be disabled in some way.
    Configured,
}

/// All observed 2026-10-09. What follows the ARN of an unknown destination was not recorded.
impl fmt::Display for DestinationFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const STATE: &str = "Table is not in a valid state to enable Kinesis Streaming Destination:";
        match self {
            Self::Live => write!(
                formatter,
                "{STATE} EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation."
            ),
            Self::NotActive => {
                write!(formatter, "{STATE} KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.")
            }
            Self::NotUpdated(table, arn) => write!(
                formatter,
                "{STATE} Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: {table}, \
                 kdsArn: {arn}"
            ),
            Self::Unknown(arn) => write!(formatter, "{STATE} No streaming destination with streamArn: {arn}"),
            Self::Same(precision, table, arn) => write!(
                formatter,
                "Invalid Request: Precision is already set to the desired value of {precision} for tableId: {table}, kdsArn: {arn}"
            ),
            Self::NoConfiguration => formatter.write_str(
                "Streaming destination cannot be updated with given parameters: \
                 UpdateKinesisStreamingConfiguration cannot be null or contain only null values",
            ),
            Self::Configured => {
                formatter.write_str("Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters")
            }
        }
    }
}

impl From<DestinationFault> for Error {
    fn from(fault: DestinationFault) -> Self {
        Self::validation(fault.to_string())
    }
}

/// The precision in the configuration `name` of `input`, if there is one.
#[must_use]
pub fn precision(input: &Structure, name: &str) -> Option<TimePrecision> {
    let configuration = input.structure(name)?;
    configuration.text("ApproximateCreationDateTimePrecision").and_then(TimePrecision::from_name)
}

/// The destination of `table` that `input` names.
#[must_use]
pub fn named<'t>(table: &'t Table, input: &Structure) -> Option<&'t StreamingDestination> {
    let arn = input.text("StreamArn").unwrap_or_default();
    table.settings().destinations.iter().find(|destination| *destination.stream == *arn)
}

/// `table` with `destination` among its destinations.
#[must_use]
pub fn with_destination(table: &Table, destination: StreamingDestination) -> Table {
    let settings = table.settings().clone();
    table.clone().with_settings(TableSettings { destinations: settings.destinations_with(destination), ..settings })
}
