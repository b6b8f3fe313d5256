//! `DescribeTableReplicaAutoScaling`.

use serde::Serialize;

use super::table_auto_scaling::{TableAutoScalingDescription, find};
use super::{Call, Error, named_table};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_auto_scaling_description: TableAutoScalingDescription,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let global = find(call, named_table::name(call, input)?)?;
    Ok(Output { table_auto_scaling_description: TableAutoScalingDescription::new(call, global) })
}
