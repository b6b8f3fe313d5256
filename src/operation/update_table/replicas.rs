//! Replicas of a table in other regions: created, changed and deleted.
//!
//! A replica is a table like any other, in the place that its region is. From then on `account::replication` brings to it what is written to
//! others, and `table::following` what is set for them.

use std::sync::Arc;

use super::fault::UpdateFault;
use super::replica_action::ReplicaActions;
use super::replica_fault::ReplicaFault;
use super::strong;
use super::update::Update;
use super::{disassociation, replica_settings};
use crate::account::{GlobalTable, GlobalTableVersion, MultiRegionConsistency, Place, region_of_replica};
use crate::operation::table_description::TableDescription;
use crate::operation::{Call, Error, bulk_put, create_table, delete_table, in_use, named_table};
use crate::request::Structure;
use crate::table::{
    BillingMode, Dimension, GlobalIndexSettings, PendingChange, ReplicaChange, Status, StreamViewType, Table, TableClassSetting,
    TableSettings,
};

/// How long a replica cannot be deleted after another one was made from it.
const DAY: i64 = 86_400_000;

/// Does what the `ReplicaUpdates` of `input` ask for and gives what the response tells.
pub fn change(call: &mut Call<'_>, input: &Structure) -> Result<TableDescription, Error> {
    let actions = ReplicaActions::read(input)?;
    let consistency = strong::consistency(call.place(), input, &actions)?;
    match actions {
        ReplicaActions::Create(created) => create(call, input, &created, consistency),
        ReplicaActions::Update(changes) => update(call, input, &changes),
        ReplicaActions::Delete(regions) => delete(call, input, &regions),
        ReplicaActions::Disassociate(region) => disassociation::begin(call, input, region),
    }
}

fn create(
    call: &mut Call<'_>,
    input: &Structure,
    created: &[(&str, &Structure)],
    consistency: MultiRegionConsistency,
) -> Result<TableDescription, Error> {
    if created.len() > 1 && !consistency.is_strong() {
        return Err(ReplicaFault::SeveralActions.into());
    }
    let places = created.iter().map(|(region, _)| new_place(call, input, region)).collect::<Result<Vec<_>, _>>()?;
    let table = named_table::find(call, input)?.clone();
    check_version(call, &table)?;
    check_accounts(call, &table)?;
    strong::check_addition(call, &table, input, &consistency)?;
    check_scaled(&table)?;
    check_names(call, &table, &places)?;
    check_free(call, &table)?;
    // Regions that agree on each write need no stream for that (developer guide).
    let source = if consistency.is_strong() { table.clone() } else { with_stream_in(call, call.place(), table.clone()) };
    let view = source.settings().stream.view;
    let mut replicas = Vec::new();
    for (place, (_, create)) in places.into_iter().zip(created) {
        let settings = replica_settings::of_new(call, (call.place(), &table), &place, view, create)?;
        replicas.push((place, table.clone().with_settings(settings)));
    }
    let announced = TableSettings { status: Status::Updating, ..source.settings().clone() };
    let description = TableDescription::new(&source, &announced, call.moment()).becoming_global(&consistency);
    begin(call, (call.place().clone(), source), replicas, consistency);
    Ok(description)
}

/// Begins to make `replicas` of `source`, which is at `home`.
pub fn begin(
    call: &mut Call<'_>,
    (home, source): (Place, Table),
    replicas: Vec<(Place, Table)>,
    consistency: MultiRegionConsistency,
) {
    let (name, here, now) = (Arc::clone(source.name()), home, call.now());
    let source = call.begun(source, [PendingChange::Replica(ReplicaChange::Create)]);
    call.put_in(&here, source);
    let mut places = vec![here.clone()];
    for (place, replica) in replicas {
        call.put_in(&place, call.begun(replica, [PendingChange::ReplicaCreation]));
        places.push(place);
    }
    if call.database.global_table(&here, &name).is_none() {
        let id = call.database.found_global_table(&name, GlobalTableVersion::Current, &places, now);
        return call.database.global_tables_mut().set_consistency(id, consistency);
    }
    for place in places.iter().filter(|place| **place != here) {
        call.database.join_global_table(&name, place, &here, now);
    }
}

/// Whether the name of `table` is free in `places`, or has just begun to be that of its replica.
fn check_names(call: &Call<'_>, table: &Table, places: &[Place]) -> Result<(), ReplicaFault> {
    let is_taken =
        |place: &Place| call.database.table(place, table.name()).is_some_and(|other| !is_joining(call, table, place, other));
    if places.iter().any(is_taken) { Err(ReplicaFault::Exists(table.name().to_string())) } else { Ok(()) }
}

/// Whether `other` is being created in `place` as a replica of `table`.
fn is_joining(call: &Call<'_>, table: &Table, place: &Place, other: &Table) -> bool {
    let global = call.database.global_table(call.place(), table.name());
    let is_replica = global.is_some_and(|global| global.replica(place).is_some());
    is_replica && other.settings().changes().any(|change| *change == PendingChange::ReplicaCreation)
}

/// Whether nothing keeps replicas from being changed, neither of `table` nor of the others.
pub fn check_free(call: &Call<'_>, table: &Table) -> Result<(), Error> {
    in_use::check_replicas_free(table)?;
    bulk_put::check_none(call, call.place(), table)?;
    let global = call.database.global_table(call.place(), table.name());
    let others = global.into_iter().flat_map(|global| global.others(call.place()));
    others.filter_map(|other| call.database.table(&other.place, table.name())).try_for_each(in_use::check_replica)
}

/// The place of a new replica in `region`.
fn new_place(call: &Call<'_>, input: &Structure, region: &str) -> Result<Place, ReplicaFault> {
    if region == call.place().region.as_str() {
        return Err(ReplicaFault::LocalRegion);
    }
    if region.is_empty() {
        let table = crate::request::table_name(input.text("TableName").unwrap_or_default()).to_owned();
        let caller = call.caller.identity().principal.arn().to_owned();
        return Err(ReplicaFault::EmptyRegion { caller, place: call.place().clone(), table });
    }
    let found = region_of_replica(call.place(), region);
    let region = found.ok_or_else(|| ReplicaFault::NoRegion(call.place().clone(), region.to_owned()))?;
    Ok(Place { region, ..call.place().clone() })
}

pub fn check_version(call: &Call<'_>, table: &Table) -> Result<(), ReplicaFault> {
    let global = call.database.global_table(call.place(), table.name());
    let is_legacy = global.is_some_and(|global| global.version == GlobalTableVersion::Legacy);
    if is_legacy { Err(ReplicaFault::LegacyTable) } else { Ok(()) }
}

/// Replicas are written to at the rate of all: their write capacity has to follow.
fn check_scaled(table: &Table) -> Result<(), ReplicaFault> {
    let settings = table.settings();
    let is_scaled = |index| settings.auto_scaling.get(index, Dimension::Write).is_some();
    match settings.billing.mode {
        BillingMode::PayPerRequest => Ok(()),
        BillingMode::Provisioned if !is_scaled(None) => Err(ReplicaFault::NotScaled("Table")),
        BillingMode::Provisioned => check_scaled_indexes(settings),
    }
}

/// The same of its indexes.
pub fn check_scaled_indexes(settings: &TableSettings) -> Result<(), ReplicaFault> {
    let is_scaled = |index: &GlobalIndexSettings| settings.auto_scaling.get(Some(&index.schema.name), Dimension::Write).is_some();
    if settings.indexes.iter().all(is_scaled) { Ok(()) } else { Err(ReplicaFault::NotScaled("GSI")) }
}

/// A table that becomes a replica gets a stream, unless it has one of whatever view (observed 2026-10-09).
pub fn with_stream_in(call: &Call<'_>, place: &Place, table: Table) -> Table {
    if table.settings().stream.view.is_some() {
        return table;
    }
    let stream = create_table::stream_in(call, place, table.name(), StreamViewType::NewAndOldImages);
    let settings = TableSettings { stream, ..table.settings().clone() };
    table.with_settings(settings)
}

fn update(call: &mut Call<'_>, input: &Structure, changes: &[(&str, &Structure)]) -> Result<TableDescription, Error> {
    let table = named_table::find(call, input)?;
    check_version(call, table)?;
    check_accounts(call, table)?;
    let mut replicas = Vec::new();
    for (region, change) in changes {
        let replica = other_replica(call, table, region)?;
        let other = call.database.table(&replica, table.name()).ok_or_else(|| ReplicaFault::NoReplica((*region).to_owned()))?;
        let settings = replica_settings::changed(other.settings().clone(), &replica.region, change, call.now())?;
        replicas.push((replica, other.clone().with_settings(settings)));
    }
    check_free(call, table)?;
    let description = described(call, table);
    let source = call.begun(table.clone(), [PendingChange::Replica(ReplicaChange::Update)]);
    call.put(source);
    for (place, table) in replicas {
        call.put_in(&place, table);
    }
    Ok(description)
}

fn delete(call: &mut Call<'_>, input: &Structure, regions: &[&str]) -> Result<TableDescription, Error> {
    let name = crate::request::table_name(input.text("TableName").unwrap_or_default());
    let is_strong = call.database.global_table(call.place(), name).is_some_and(|global| global.consistency.is_strong());
    if regions.len() > 1 && !is_strong {
        return Err(ReplicaFault::SeveralActions.into());
    }
    if regions.contains(&call.place().region.as_str()) {
        return Err(ReplicaFault::LocalRegion.into());
    }
    if let Some(region) = regions.iter().find(|region| region_of_replica(call.place(), region).is_none()) {
        return Err(ReplicaFault::NoRegion(call.place().clone(), (*region).to_owned()).into());
    }
    let table = named_table::find(call, input)?;
    check_version(call, table)?;
    let replicas = regions.iter().map(|region| other_replica(call, table, region)).collect::<Result<Vec<_>, _>>()?;
    strong::check_removal(call.database.global_table(call.place(), table.name()), call.place(), regions, input)?;
    replicas.iter().try_for_each(|replica| check_deletable(call, table.name(), replica))?;
    check_free(call, table)?;
    let description = described(call, table);
    let source = call.begun(table.clone(), [PendingChange::Replica(ReplicaChange::Delete)]);
    let name = Arc::clone(table.name());
    call.put(source);
    for place in replicas {
        if let Some(other) = call.database.table(&place, &name) {
            let dying = call.begun(delete_table::dying(other), [PendingChange::ReplicaDeletion]);
            call.put_in(&place, dying);
        }
    }
    Ok(description)
}

/// Where the replica of `table` in another `region` is.
fn other_replica(call: &Call<'_>, table: &Table, region: &str) -> Result<Place, ReplicaFault> {
    let global = call.database.global_table(call.place(), table.name());
    let mut others = global.into_iter().flat_map(|global| global.others(call.place()));
    let replica = others.find(|replica| replica.place.region.as_str() == region);
    replica.map(|replica| replica.place.clone()).ok_or_else(|| ReplicaFault::NoReplica(region.to_owned()))
}

/// Whether the replica `name` in `place` may be deleted.
///
/// # Errors
///
/// It is protected, or it is the source of another replica that is younger than a day.
pub fn check_deletable(call: &Call<'_>, name: &str, place: &Place) -> Result<(), ReplicaFault> {
    let settings = call.database.table(place, name).map(Table::settings);
    if settings.is_some_and(|settings| settings.deletion_protection) {
        return Err(ReplicaFault::Protected(name.to_owned(), place.region.to_string()));
    }
    let now = call.now().0;
    let sources = |global: &GlobalTable| {
        let mut young = global.replicas().iter().filter_map(|replica| replica.source.as_ref());
        young.any(|(source, since)| source == place && now.saturating_sub(since.0) < DAY)
    };
    let is_source = call.database.global_table(place, name).is_some_and(sources);
    if is_source { Err(ReplicaFault::Source) } else { Ok(()) }
}

/// Whether all replicas that follow a change of the class may change theirs.
///
/// # Errors
///
/// The first one whose class was changed twice in 30 days (observed 2026-10-09).
pub fn check_classes(call: &Call<'_>, update: &Update) -> Result<(), UpdateFault> {
    let class = update.changes.iter().find_map(|change| match change {
        PendingChange::Class(setting) => Some(setting.class),
        _ => None,
    });
    let Some(class) = class else { return Ok(()) };
    let before = TableClassSetting::class_of(update.table.settings().class);
    let global = call.database.global_table(call.place(), update.table.name());
    for replica in global.into_iter().flat_map(|global| global.others(call.place())) {
        let own = call.database.table(&replica.place, update.table.name()).and_then(|table| table.settings().class);
        if TableClassSetting::class_of(own) == before && TableClassSetting::changed(own, class, update.now).is_err() {
            return Err(UpdateFault::ClassChangesOfReplica(replica.place.region.to_string()));
        }
    }
    Ok(())
}

/// Whether the replicas of `table` are all of one account, as the `ReplicaUpdates` of a request are.
fn check_accounts(call: &Call<'_>, table: &Table) -> Result<(), ReplicaFault> {
    let global = call.database.global_table(call.place(), table.name());
    if global.is_some_and(GlobalTable::spans_accounts) { Err(ReplicaFault::SeveralAccounts) } else { Ok(()) }
}

/// What is told of a table while one of its replicas is being changed: replicas are as they were.
pub fn described(call: &Call<'_>, table: &Table) -> TableDescription {
    let announced = TableSettings { status: Status::Updating, ..table.settings().clone() };
    TableDescription::new(table, &announced, call.moment())
}
