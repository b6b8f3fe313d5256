//! Which tables can be replicas of a global table of the version 2017.11.29.

use super::LegacyFault;
use crate::account::{Place, RegionName};
use crate::operation::{Call, bulk_put, in_use};
use crate::table::{IndexKind, IndexSchema, StreamViewType, Table};

/// The regions that ever had such tables, in AWS's order (observed 2026-10-09).
pub const REGIONS: [&str; 11] = [
    "eu-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-2",
    "eu-central-1",
    "ap-northeast-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// Whether such global tables can be created and added to where the caller is.
///
/// # Errors
///
/// They cannot.
pub fn check_supported(call: &Call<'_>) -> Result<(), LegacyFault> {
    let region = call.place().region.as_str();
    if !REGIONS.contains(&region) {
        return Err(LegacyFault::NotSupportedIn(region.to_owned()));
    }
    if call.caller.refuses_legacy_global_tables { Err(LegacyFault::NotSupported) } else { Ok(()) }
}

/// The place of a replica in `region`.
///
/// # Errors
///
/// It cannot have one.
pub fn place_of(call: &Call<'_>, region: &str) -> Result<Place, LegacyFault> {
    let found = REGIONS.contains(&region).then(|| RegionName::new(region)).flatten();
    let region = found.ok_or_else(|| LegacyFault::NotSupportedIn(region.to_owned()))?;
    Ok(Place { region, ..call.place().clone() })
}

/// Whether the tables `name` in `places` can be replicas of one global table (API reference, `CreateGlobalTable`).
///
/// # Errors
///
/// One is missing, or cannot be.
pub fn check_alike(call: &Call<'_>, name: &str, places: &[Place]) -> Result<(), LegacyFault> {
    let mut first: Option<&Table> = None;
    for place in places {
        let region = || place.region.to_string();
        let table = call.database.table(place, name).ok_or_else(|| LegacyFault::NoReplicaTable(name.to_owned(), region()))?;
        let first = *first.get_or_insert(table);
        let is_filled = bulk_put::check_none(call, place, table).is_err();
        if let Some(why) = unfit(table, first).or(is_filled.then_some("items are being put into it")) {
            return Err(LegacyFault::Unfit(name.to_owned(), region(), why));
        }
    }
    Ok(())
}

/// Whether no table `name` in `places` is a replica of a global table already, of whatever version.
///
/// # Errors
///
/// One is.
pub fn check_regional(call: &Call<'_>, name: &str, places: &[Place]) -> Result<(), LegacyFault> {
    let taken = places.iter().find(|place| call.database.global_table(place, name).is_some());
    let fault = |place: &Place| LegacyFault::Unfit(name.to_owned(), place.region.to_string(), "it is one already");
    taken.map_or(Ok(()), |place| Err(fault(place)))
}

/// Why `table` cannot be a replica beside `first`.
fn unfit(table: &Table, first: &Table) -> Option<&'static str> {
    let of_kind = |kind| indexes(table, kind) == indexes(first, kind);
    if in_use::check_there(table).is_err() {
        return Some("it is being created or deleted");
    }
    if table.settings().stream.view != Some(StreamViewType::NewAndOldImages) {
        return Some("it has no stream of new and old images");
    }
    if !table.items().is_empty() {
        return Some("it is not empty");
    }
    if table.key() != first.key() {
        return Some("its key is another");
    }
    if !of_kind(IndexKind::Global) {
        return Some("its global secondary indexes are others");
    }
    (!of_kind(IndexKind::Local)).then_some("its local secondary indexes are others")
}

/// Names and keys of the indexes of a kind, whatever their order.
fn indexes(table: &Table, kind: IndexKind) -> Vec<(&str, &crate::table::KeySchema)> {
    let schemas = table.index_schemas().filter(|schema| schema.kind == kind);
    let mut indexes: Vec<_> = schemas.map(|schema: &IndexSchema| (&*schema.name, &schema.key)).collect();
    crate::order::sort_by(&mut indexes, |(left, _), (right, _)| left.cmp(right));
    indexes
}
