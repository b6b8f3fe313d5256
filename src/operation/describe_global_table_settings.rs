//! `DescribeGlobalTableSettings`.

use serde::Serialize;

use super::legacy_global_table::{self as legacy, ReplicaSettings};
use super::{Call, Error};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    global_table_name: String,
    replica_settings: Vec<ReplicaSettings>,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let global = legacy::found(call, legacy::name(input))?;
    Ok(Output { global_table_name: global.name.to_string(), replica_settings: ReplicaSettings::all(call, global, None) })
}
