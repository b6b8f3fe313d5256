//! Replicas of a table in other regions: created, changed and deleted.
//!
//! A replica is a table like any other, in the place that its region is. From then on `account::replication` brings to it what is written to
//! others, and `table::following` what is set for them.

use std::sync::Arc;

use super::fault::UpdateFault;
use super::replica_action::ReplicaActions;
use super::replica_fault::ReplicaFault;
use super::replica_settings;
use super::update::Update;
use crate::account::{GlobalTable, GlobalTableVersion, Place, region_of_replica};
use crate::operation::table_description::TableDescription;
use crate::operation::{Call, Error, create_table, delete_table, in_use, named_table};
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
    match actions {
        ReplicaActions::Create(region, create) => self::create(call, input, region, create),
        ReplicaActions::Update(changes) => update(call, input, &changes),
        ReplicaActions::Delete(region) => delete(call, input, region),
    }
}

fn create(call: &mut Call<'_>, input: &Structure, region: &str, create: &Structure) -> Result<TableDescription, Error> {
    let place = new_place(call, input, region)?;
    let table = named_table::find(call, input)?.clone();
    check_version(call, &table)?;
    check_scaled(&table)?;
    if call.database.table(&place, table.name()).is_some_and(|other| !is_joining(call, &table, &place, other)) {
        return Err(ReplicaFault::Exists(table.name().to_string()).into());
    }
    check_free(call, &table)?;
    let settings = replica_settings::of_new(call, &table, &place, create)?;
    let replica = table.clone().with_settings(settings);
    let source = with_stream(call, table);
    let announced = TableSettings { status: Status::Updating, ..source.settings().clone() };
    let description = TableDescription::new(&source, &announced, call.moment()).becoming_global();
    let (name, here, now) = (Arc::clone(source.name()), call.place().clone(), call.now());
    call.put(call.begun(source, [PendingChange::Replica(ReplicaChange::Create)]));
    call.put_in(&place, call.begun(replica, [PendingChange::ReplicaCreation]));
    if call.database.global_table(&here, &name).is_some() {
        call.database.join_global_table(&name, &place, &here, now);
    } else {
        call.database.found_global_table(&name, GlobalTableVersion::Current, &[here, place], now);
    }
    Ok(description)
}

/// Whether `other` is being created in `place` as a replica of `table`.
fn is_joining(call: &Call<'_>, table: &Table, place: &Place, other: &Table) -> bool {
    let global = call.database.global_table(call.place(), table.name());
    let is_replica = global.is_some_and(|global| global.replica(place).is_some());
    is_replica && other.settings().changes().any(|change| *change == PendingChange::ReplicaCreation)
}

/// Whether nothing keeps replicas from being changed, neither of `table` nor of the others.
fn check_free(call: &Call<'_>, table: &Table) -> Result<(), Error> {
    in_use::check_replicas_free(table)?;
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

fn check_version(call: &Call<'_>, table: &Table) -> Result<(), ReplicaFault> {
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
fn with_stream(call: &Call<'_>, table: Table) -> Table {
    if table.settings().stream.view.is_some() {
        return table;
    }
    let stream = create_table::stream_in(call, call.place(), table.name(), StreamViewType::NewAndOldImages);
    let settings = TableSettings { stream, ..table.settings().clone() };
    table.with_settings(settings)
}

fn update(call: &mut Call<'_>, input: &Structure, changes: &[(&str, &Structure)]) -> Result<TableDescription, Error> {
    let table = named_table::find(call, input)?;
    check_version(call, table)?;
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

fn delete(call: &mut Call<'_>, input: &Structure, region: &str) -> Result<TableDescription, Error> {
    if region == call.place().region.as_str() {
        return Err(ReplicaFault::LocalRegion.into());
    }
    if region_of_replica(call.place(), region).is_none() {
        return Err(ReplicaFault::NoRegion(call.place().clone(), region.to_owned()).into());
    }
    let table = named_table::find(call, input)?;
    check_version(call, table)?;
    let replica = other_replica(call, table, region)?;
    check_deletable(call, table.name(), &replica)?;
    check_free(call, table)?;
    let description = described(call, table);
    let other = call.database.table(&replica, table.name()).ok_or_else(|| ReplicaFault::NoReplica(region.to_owned()))?;
    let dying = call.begun(delete_table::dying(other), [PendingChange::ReplicaDeletion]);
    let source = call.begun(table.clone(), [PendingChange::Replica(ReplicaChange::Delete)]);
    call.put(source);
    call.put_in(&replica, dying);
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

/// What is told of a table while one of its replicas is being changed: replicas are as they were.
fn described(call: &Call<'_>, table: &Table) -> TableDescription {
    let announced = TableSettings { status: Status::Updating, ..table.settings().clone() };
    TableDescription::new(table, &announced, call.moment())
}
