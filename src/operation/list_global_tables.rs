//! `ListGlobalTables`: the names of global tables of the version 2017.11.29 in the order of their bytes, a page at a time.

use serde::Serialize;

use super::legacy_global_table::{self as legacy, ReplicaDescription};
use super::{Call, Error};
use crate::account::{GlobalTable, region_of_replica};
use crate::model::ErrorCode;
use crate::order;
use crate::request::Structure;

const PAGE: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    global_tables: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_global_table_name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    global_table_name: String,
    replication_group: Vec<ReplicaDescription>,
}

/// A region that is none is an internal error (observed 2026-10-09).
pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let region = input.text("RegionName");
    if region.is_some_and(|region| region_of_replica(call.place(), region).is_none()) {
        return Err(Error::new(ErrorCode::InternalServerError, "Internal server error"));
    }
    let start = input.text("ExclusiveStartGlobalTableName").unwrap_or_default();
    let limit = input.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(PAGE);
    let is_there = |global: &&GlobalTable| {
        let mut replicas = global.replicas().iter();
        region.is_none_or(|region| replicas.any(|replica| replica.place.region.as_str() == region))
    };
    let mut tables: Vec<_> = legacy::all(call).filter(is_there).filter(|global| *global.name > *start).collect();
    order::sort_by(&mut tables, |left, right| left.name.cmp(&right.name));
    let page = tables.iter().take(limit);
    let entry = |global: &&GlobalTable| Entry {
        global_table_name: global.name.to_string(),
        replication_group: ReplicaDescription::all(global),
    };
    let global_tables: Vec<_> = page.map(entry).collect();
    let more = tables.len() > global_tables.len();
    let last_evaluated_global_table_name = global_tables.last().filter(|_| more).map(|entry| entry.global_table_name.clone());
    Ok(Output { global_tables, last_evaluated_global_table_name })
}
