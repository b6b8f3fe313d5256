//! `DescribeTable`.

use serde::Serialize;

use super::table_description::TableDescription;
use super::{Call, Error, named_table};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table: TableDescription,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find(call, input)?;
    Ok(Output { table: TableDescription::new(table, table.settings(), call.moment()) })
}
