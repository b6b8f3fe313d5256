//! `EnableKinesisStreamingDestination`: the changes of a table's items are sent to a data stream of Amazon Kinesis from then on.

use serde::Serialize;

use super::streaming_destination::{ChangedDestination, DestinationFault, precision, with_destination};
use super::{Call, Error, named_table};
use crate::account;
use crate::request::Structure;
use crate::table::{DestinationStatus, PendingChange, StreamingDestination};

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find_known(call, input)?;
    if table.settings().destinations.iter().any(StreamingDestination::is_live) {
        return Err(DestinationFault::Live.into());
    }
    let stream = input.text("StreamArn").unwrap_or_default();
    let precision = precision(input, "EnableKinesisStreamingConfiguration");
    let announced = StreamingDestination { stream: stream.into(), status: DestinationStatus::Enabling, failure: None, precision };
    let output = ChangedDestination::new(table, &announced).enabled_with(precision);
    let failure = account::destination_failure(call.place(), stream);
    let status = if failure.is_some() { DestinationStatus::EnableFailed } else { DestinationStatus::Active };
    let settled = PendingChange::Destination(StreamingDestination { status, failure, ..announced.clone() });
    call.put(call.begun(with_destination(table, announced), [settled]));
    Ok(output)
}
