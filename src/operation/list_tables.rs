//! `ListTables`: the names of the caller's tables in the order of their bytes, a page at a time.

use serde::Serialize;

use super::{Call, Error};
use crate::request::Structure;

const LARGEST_PAGE: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_table_name: Option<String>,
}

/// A page that ends with the last table names no table to go on from, however full it is (observed 2026-10-08).
#[expect(clippy::unnecessary_wraps, reason = "operations have one signature")]
pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let limit = input.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(LARGEST_PAGE);
    let start = input.text("ExclusiveStartTableName").unwrap_or_default();
    let mut names = call.database.tables_after(call.place(), start).map(|table| table.name().to_string());
    let table_names: Vec<String> = names.by_ref().take(limit).collect();
    let more = names.next().is_some();
    let last_evaluated_table_name = table_names.last().filter(|_| more).cloned();
    Ok(Output { table_names, last_evaluated_table_name })
}
