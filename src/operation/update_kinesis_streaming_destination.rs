//! `UpdateKinesisStreamingDestination`: the records of a table's changes tell their time in another precision from then on.

use std::sync::Arc;

use serde::Serialize;

use super::streaming_destination::{ChangedDestination, DestinationFault, named, precision, with_destination};
use super::{Call, Error, named_table};
use crate::request::Structure;
use crate::table::{DestinationStatus, PendingChange, StreamingDestination};

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find_known(call, input)?;
    let wanted = precision(input, "UpdateKinesisStreamingConfiguration").ok_or(DestinationFault::NoConfiguration)?;
    let arn = || input.text("StreamArn").unwrap_or_default().to_owned();
    let destination = named(table, input).ok_or_else(|| DestinationFault::Unknown(arn()))?;
    if destination.status != DestinationStatus::Active {
        return Err(DestinationFault::NotUpdated(table.name().to_string(), arn()).into());
    }
    if destination.precision.unwrap_or_default() == wanted {
        return Err(DestinationFault::Same(wanted, Arc::clone(&table.settings().id), arn()).into());
    }
    let announced = StreamingDestination { status: DestinationStatus::Updating, precision: Some(wanted), ..destination.clone() };
    let output = ChangedDestination::new(table, &announced).updated_to(wanted);
    let settled = PendingChange::Precision(Arc::clone(&announced.stream));
    call.put(call.begun(with_destination(table, announced), [settled]));
    Ok(output)
}
