//! `UpdateTimeToLive`. In AWS a change was observed to hold at once.

use serde::Serialize;

use super::update_table::{ReplicaFault, StrongFault};
use super::{Call, Error, named_table, simultaneous};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::{PendingChange, Status, TimeToLiveFault};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    time_to_live_specification: TimeToLiveSpecification,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TimeToLiveSpecification {
    enabled: bool,
    attribute_name: String,
}

impl From<TimeToLiveFault> for Error {
    fn from(fault: TimeToLiveFault) -> Self {
        Self::validation(fault.to_string())
    }
}

/// The response repeats the request.
pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find_known(call, input)?;
    if table.settings().status == Status::Creating {
        let text = format!("Attempt to change a resource which is still in use: Table {} is being created", table.name());
        return Err(Error::new(ErrorCode::ResourceInUseException, text));
    }
    call.check_key(table)?;
    let global = call.database.global_table(call.place(), table.name());
    if global.is_some_and(|global| global.consistency.is_strong()) {
        return Err(ReplicaFault::Strong(StrongFault::TimeToLive).into());
    }
    let specification = input.structure("TimeToLiveSpecification");
    let enabled = specification.and_then(|specification| specification.boolean("Enabled")).unwrap_or_default();
    let attribute = specification.and_then(|specification| specification.text("AttributeName")).unwrap_or_default();
    let before = table.settings().next_time_to_live().unwrap_or(&table.settings().time_to_live);
    let now = call.now();
    simultaneous::check_change(call)?;
    let time_to_live = if enabled { before.enabled(attribute, now)? } else { before.disabled(attribute, now)? };
    call.share(call.begun(table.clone(), [PendingChange::TimeToLive(time_to_live)]));
    let time_to_live_specification = TimeToLiveSpecification { enabled, attribute_name: attribute.to_owned() };
    Ok(Output { time_to_live_specification })
}
