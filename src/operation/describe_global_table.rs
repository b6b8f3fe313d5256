//! `DescribeGlobalTable`.

use serde::Serialize;

use super::legacy_global_table::{self as legacy, GlobalTableDescription};
use super::{Call, Error};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Status;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    global_table_description: GlobalTableDescription,
}

/// The refusal says twice what is missing (observed 2026-10-09).
pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let name = legacy::name(input);
    let missing = || {
        let text = format!("Global table not found: Global table with name: '{name}' does not exist.");
        Error::new(ErrorCode::GlobalTableNotFoundException, text)
    };
    let global = legacy::find(call, name).ok_or_else(missing)?;
    Ok(Output { global_table_description: GlobalTableDescription::new(global, call.place(), Status::Active) })
}
