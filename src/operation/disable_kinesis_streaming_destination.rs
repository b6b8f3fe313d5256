//! `DisableKinesisStreamingDestination`: changes are sent to a data stream no more. What was sent stays there.

use serde::Serialize;

use super::streaming_destination::{ChangedDestination, DestinationFault, named, precision, with_destination};
use super::{Call, Error, named_table};
use crate::request::Structure;
use crate::table::{DestinationStatus, PendingChange, StreamingDestination};

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find_known(call, input)?;
    if precision(input, "EnableKinesisStreamingConfiguration").is_some() {
        return Err(DestinationFault::Configured.into());
    }
    let destination = named(table, input).ok_or(DestinationFault::NotActive)?;
    match destination.status {
        DestinationStatus::Active => {}
        // Once more, while it is being disabled, is no fault (observed 2026-10-09).
        DestinationStatus::Disabling => return Ok(ChangedDestination::new(table, destination)),
        _ => return Err(DestinationFault::NotActive.into()),
    }
    let announced = StreamingDestination { status: DestinationStatus::Disabling, ..destination.clone() };
    let output = ChangedDestination::new(table, &announced);
    let settled = StreamingDestination { status: DestinationStatus::Disabled, precision: None, ..announced.clone() };
    call.put(call.begun(with_destination(table, announced), [PendingChange::Destination(settled)]));
    Ok(output)
}
