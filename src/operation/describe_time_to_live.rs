//! `DescribeTimeToLive`. Nothing tells a table whose time to live was disabled from one that never had any (observed 2026-10-08).

use serde::Serialize;

use super::{Call, Error, named_table};
use crate::request::Structure;

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
    Enabled,
    Disabled,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let attribute = named_table::find(call, input)?.settings().time_to_live.attribute();
    let time_to_live_status = if attribute.is_some() { Status::Enabled } else { Status::Disabled };
    let attribute_name = attribute.map(ToString::to_string);
    Ok(Output { time_to_live_description: TimeToLiveDescription { time_to_live_status, attribute_name } })
}
