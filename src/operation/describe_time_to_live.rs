//! `DescribeTimeToLive`. Nothing tells a table whose time to live was disabled from one that never had any (observed 2026-10-08).

use serde::Serialize;

use super::{Call, Error, named_table};
use crate::request::Structure;
use crate::table::{self, TimeToLive};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    time_to_live_description: TimeToLiveDescription,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TimeToLiveDescription {
    time_to_live_status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute_name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Status {
    Enabling,
    Enabled,
    Disabling,
    Disabled,
}

/// While it is being disabled, the attribute is still told: items still expire.
pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let settings = named_table::find_made(call, input)?.settings();
    check_there(settings.status)?;
    let current = settings.time_to_live.attribute();
    let next = settings.next_time_to_live().map(TimeToLive::attribute);
    let (time_to_live_status, attribute) = match (current, next) {
        (None, Some(Some(next))) => (Status::Enabling, Some(next)),
        (Some(current), Some(None)) => (Status::Disabling, Some(current)),
        (Some(current), _) => (Status::Enabled, Some(current)),
        (None, _) => (Status::Disabled, None),
    };
    let attribute_name = attribute.map(ToString::to_string);
    Ok(Output { time_to_live_description: TimeToLiveDescription { time_to_live_status, attribute_name } })
}

fn check_there(status: table::Status) -> Result<(), Error> {
    let state = match status {
        table::Status::Creating => "CREATING",
        table::Status::Deleting => "DELETING",
        _ => return Ok(()),
    };
    Err(Error::validation(format!(
        "Cannot describe time to live while table is in {state} state: Current table state is {state}"
    )))
}
