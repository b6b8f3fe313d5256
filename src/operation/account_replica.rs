//! A replica in another account: `CreateTable` with the ARN of the table that it is made of (developer guide, multi-account global tables).
//! Nobody recorded AWS's texts.

use std::fmt;
use std::sync::Arc;

use super::create_table::{check_absent, policies};
use super::put_resource_policy::document;
use super::table_description::TableDescription;
use super::update_table::{of_new, replicas};
use super::{Call, Error, authorize, bulk_put, in_use, quota, simultaneous};
use crate::account::{MultiRegionConsistency, Place, table_of_arn};
use crate::model::ErrorCode;
use crate::policy::Target;
use crate::request::Structure;
use crate::table::definition;
use crate::table::{Status, Table, TableSettings};

/// What a request may say beside the table that is to be copied: everything else is as it is there.
const MEMBERS: [&str; 6] = [
    "TableName",
    "GlobalTableSourceArn",
    "GlobalTableSettingsReplicationMode",
    "ResourcePolicy",
    "Tags",
    "DeletionProtectionEnabled",
];

/// Why there is no such replica.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Mode,
    Member(String),
    Arn(String),
    OtherName(String),
    Region,
    Account,
    NoSource(String),
    NotReplicating(String),
    SameAccountTable,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::new(ErrorCode::ValidationException, fault.to_string())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("One or more parameter values were invalid: ")?;
        match self {
            Self::Mode => {
                formatter.write_str("GlobalTableSettingsReplicationMode must be ENABLED when GlobalTableSourceArn is specified")
            }
            Self::Member(member) => write!(formatter, "{member} cannot be specified with GlobalTableSourceArn"),
            Self::Arn(arn) => write!(formatter, "GlobalTableSourceArn is not the ARN of a table: {arn}"),
            Self::OtherName(name) => write!(formatter, "TableName must be that of the source table: {name}"),
            Self::Region => formatter.write_str("A global table can have only one replica per Region"),
            Self::Account => formatter.write_str("Each replica of a multi-account global table must be in a separate account"),
            Self::NotReplicating(arn) => {
                write!(formatter, "GlobalTableSettingsReplicationMode must be ENABLED on the source table: {arn}")
            }
            Self::SameAccountTable => formatter.write_str("A global table of one account cannot have replicas in other accounts"),
            Self::NoSource(arn) => write!(formatter, "GlobalTableSourceArn is the ARN of no table: {arn}"),
        }
    }
}

/// Creates the table `name` as a replica of the one with the ARN `source`.
pub fn create(call: &mut Call<'_>, input: &Structure, name: &Arc<str>, source: &str) -> Result<TableDescription, Error> {
    check_members(input)?;
    let tags = definition::read_tags(input)?;
    let policy = input.text("ResourcePolicy").map(|text| document(text, Target::Table)).transpose()?;
    let (home, table) = find(call, name, source)?;
    check_absent(call, name)?;
    quota::check_tables(call)?;
    simultaneous::check_creation(call, !table.settings().indexes.is_empty())?;
    in_use::check_replicas_free(&table)?;
    bulk_put::check_none(call, &home, &table)?;
    let origin = replicas::with_stream_in(call, &home, table.clone());
    let view = origin.settings().stream.view;
    let here = call.place().clone();
    let settings = TableSettings {
        tags,
        policies: policies(policy, call.now()),
        deletion_protection: input.boolean("DeletionProtectionEnabled").unwrap_or_default(),
        auto_scaling: table.settings().auto_scaling.clone(),
        ..of_new(call, (&home, &table), &here, view, input)?
    };
    let replica = table.with_settings(settings);
    authorize::replication::check(call, &with_replicas(call, &home, (&here, &replica)))?;
    replicas::begin(call, (home.clone(), origin), vec![(here.clone(), replica)], MultiRegionConsistency::Eventual);
    let recovery = call.database.recovery(&home, name).zip(call.database.shared(&here, name));
    let recovery = recovery.map(|(recovery, replica)| recovery.started(replica, call.now()));
    call.database.set_recovery(&here, name, recovery);
    let created = call.database.table(call.place(), name).ok_or_else(Error::table_not_found)?;
    let announced = TableSettings { status: Status::Creating, ..created.settings().clone() };
    Ok(TableDescription::new(created, &announced, call.moment()))
}

/// The replicas of the table that `replica` is made of in `home`, and the new one.
fn with_replicas(call: &Call<'_>, home: &Place, (here, replica): (&Place, &Table)) -> Vec<(Place, Table)> {
    let name = replica.name();
    let global = call.database.global_table(home, name);
    let places = global
        .map_or_else(|| vec![home.clone()], |global| global.replicas().iter().map(|replica| replica.place.clone()).collect());
    let there = places.into_iter().filter_map(|place| Some((place.clone(), call.database.table(&place, name)?.clone())));
    there.chain([(here.clone(), replica.clone())]).collect()
}

fn check_members(input: &Structure) -> Result<(), Fault> {
    if input.text("GlobalTableSettingsReplicationMode") != Some("ENABLED") {
        return Err(Fault::Mode);
    }
    let other = input.iter().map(|(member, _)| member).find(|member| !MEMBERS.contains(member));
    other.map_or(Ok(()), |member| Err(Fault::Member(member.to_owned())))
}

/// The table with the ARN `source`, which has the `name` of the new one, and where it is.
fn find(call: &Call<'_>, name: &str, source: &str) -> Result<(Place, Table), Fault> {
    let (home, there) = table_of_arn(source).ok_or_else(|| Fault::Arn(source.to_owned()))?;
    if there != name {
        return Err(Fault::OtherName(there.to_owned()));
    }
    let table = call.database.table(&home, name).ok_or_else(|| Fault::NoSource(source.to_owned()))?;
    let global = call.database.global_table(&home, name);
    let members = global.map(crate::account::GlobalTable::replicas).unwrap_or_default().iter().map(|replica| &replica.place);
    let mut others = members.chain([&home]);
    let own = call.place();
    if others.clone().any(|place| place.account == own.account) {
        return Err(Fault::Account);
    }
    if others.any(|place| place.region == own.region) {
        return Err(Fault::Region);
    }
    match global {
        Some(global) if !global.spans_accounts() => Err(Fault::SameAccountTable),
        None if table.settings().global.replicates_settings != Some(true) => Err(Fault::NotReplicating(source.to_owned())),
        _ => Ok((home.clone(), table.clone())),
    }
}
