//! What requests ask for that concern several replicas, in the places of all of them (developer guide, DynamoDB global tables security and
//! Using IAM with global tables). Their demands on Application Auto Scaling and on keys of encryption are none of DynamoDB's.

use std::slice;

use super::demand::Demand;
use crate::account::{GlobalTable, GlobalTableVersion, Place, region_of_replica, table_of_arn};
use crate::operation::{Call, legacy_global_table};
use crate::request::Structure;

/// What whoever makes a replica may do where it will be. That `Scan` is asked first was seen on 2026-10-09, where the region was empty.
const CREATION: &[&str] =
    &["Scan", "CreateTable", "CreateTableReplica", "Query", "UpdateItem", "PutItem", "GetItem", "DeleteItem", "BatchWriteItem"];
/// What whoever deletes one may do where it is.
const DELETION: &[&str] = &["DeleteTable", "DeleteTableReplica"];

/// `UpdateTable`: what it does to replicas and witnesses is asked where they are. `demand` is that on the table itself.
pub fn update(call: &Call<'_>, demand: Demand, input: &Structure) -> Vec<Demand> {
    let mut demands = vec![demand];
    for (member, kind, actions) in [
        ("ReplicaUpdates", "Create", CREATION),
        ("ReplicaUpdates", "Delete", DELETION),
        ("ReplicaUpdates", "Disassociate", &["DisassociateTableReplica"]),
        ("GlobalTableWitnessUpdates", "Create", &["CreateGlobalTableWitness"]),
        ("GlobalTableWitnessUpdates", "Delete", &["DeleteGlobalTableWitness"]),
    ] {
        let places = places(call, Vec::new(), input.structures(member).filter_map(|update| update.structure(kind)));
        demands.extend(places.iter().flat_map(|place| replica(call, place, name(input), actions)));
    }
    demands
}

/// `CreateTable` with the ARN of a `source` in another account: what a replica needs where it will be, and that all that are there let it join.
pub fn association(call: &Call<'_>, input: &Structure, source: &str) -> Vec<Demand> {
    let created = replica(call, call.place(), name(input), CREATION);
    let mut demands: Vec<_> = created.filter(|demand| demand.action != "CreateTable").collect();
    let Some((home, name)) = table_of_arn(source) else { return demands };
    let present = replicas(call, &home, name);
    let present = if present.is_empty() { vec![home] } else { present };
    demands.extend(present.iter().flat_map(|place| replica(call, place, name, &["AssociateTableReplica"])));
    demands
}

/// `DeleteTable`: a replica among several accounts leaves them, too.
pub fn deletion(call: &Call<'_>, demand: Demand, input: &Structure) -> Vec<Demand> {
    let demand = demand.on_table(call, name(input), None);
    let global = call.database.global_table(&demand.place, name(input));
    let leaves = global.is_some_and(GlobalTable::spans_accounts);
    let leaving =
        leaves.then(|| Demand::new(call, "DeleteTableReplica").on_table_in(call, demand.place.clone(), name(input), None));
    [demand].into_iter().chain(leaving).collect()
}

/// `UpdateTimeToLive`: asked wherever the account has a replica.
pub fn time_to_live(call: &Call<'_>, demand: Demand, input: &Structure) -> Vec<Demand> {
    let demand = demand.on_table(call, name(input), None);
    let here = demand.place.clone();
    let others = replicas(call, &here, name(input)).into_iter().filter(|place| place.account == here.account && *place != here);
    let others = others.map(|place| demand.clone().on_table_in(call, place, name(input), None));
    [demand.clone()].into_iter().chain(others).collect()
}

/// The operations of version 2017.11.29: the global table and, if it changes, the tables that are its replicas or are named as such.
pub fn legacy(call: &Call<'_>, demand: &Demand, input: &Structure) -> Vec<Demand> {
    let name = legacy_global_table::name(input);
    let mut demands = vec![demand.clone().on_global_table(call, name)];
    if demand.action.starts_with("Describe") {
        return demands;
    }
    let present = legacy_global_table::find(call, name).into_iter().flat_map(GlobalTable::replicas);
    let updates = input.structures("ReplicaUpdates").flat_map(|update| ["Create", "Delete"].map(|kind| update.structure(kind)));
    let named = input.structures("ReplicationGroup").chain(updates.flatten());
    let places = places(call, present.map(|replica| replica.place.clone()).collect(), named);
    demands.extend(places.iter().flat_map(|place| replica(call, place, name, slice::from_ref(&demand.action))));
    demands
}

/// Where the replicas of the table `name` in `place` are, if it is one.
fn replicas(call: &Call<'_>, place: &Place, name: &str) -> Vec<Place> {
    let global = call.database.global_table(place, name).filter(|global| global.version == GlobalTableVersion::Current);
    global.into_iter().flat_map(GlobalTable::replicas).map(|replica| replica.place.clone()).collect()
}

/// `actions` on the table `name` in `place`.
fn replica<'a>(
    call: &'a Call<'_>,
    place: &'a Place,
    name: &'a str,
    actions: &'a [&'static str],
) -> impl Iterator<Item = Demand> + 'a {
    actions.iter().map(|action| Demand::new(call, action).on_table_in(call, place.clone(), name, None))
}

/// The places that are `present` and those of the `named` replicas, each once. Regions that are none are for the operation to refuse.
fn places<'i>(call: &Call<'_>, present: Vec<Place>, named: impl Iterator<Item = &'i Structure>) -> Vec<Place> {
    let mut places = present;
    for region in named.filter_map(|replica| region_of_replica(call.place(), replica.text("RegionName")?)) {
        let place = Place { region, ..call.place().clone() };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

fn name(input: &Structure) -> &str {
    let given = input.text("TableName").unwrap_or_default();
    table_of_arn(given).map_or(given, |(_, name)| name)
}
