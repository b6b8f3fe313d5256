//! `DescribeKinesisStreamingDestination`: the data streams that a table's changes are or were sent to.

use serde::Serialize;

use super::{Call, Error, named_table};
use crate::request::Structure;
use crate::table::{DestinationStatus, StreamingDestination, TimePrecision};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_name: String,
    kinesis_data_stream_destinations: Vec<Described>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Described {
    stream_arn: String,
    destination_status: DestinationStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_status_description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_creation_date_time_precision: Option<TimePrecision>,
}

impl From<&StreamingDestination> for Described {
    fn from(destination: &StreamingDestination) -> Self {
        Self {
            stream_arn: destination.stream.to_string(),
            destination_status: destination.status,
            destination_status_description: destination.failure.map(|failure| failure.to_string()),
            approximate_creation_date_time_precision: destination.precision,
        }
    }
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find_known(call, input)?;
    let destinations = table.settings().destinations.iter();
    Ok(Output {
        table_name: table.name().to_string(),
        kinesis_data_stream_destinations: destinations.map(Described::from).collect(),
    })
}
