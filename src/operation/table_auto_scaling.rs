//! `TableAutoScalingDescription`: how the capacity of all replicas of a global table is scaled.

use serde::Serialize;

use super::auto_scaling::{PlainFault, ScalingDescription, ScalingFault};
use super::global_description::status;
use super::{Call, Error};
use crate::account::{GlobalTable, GlobalTableVersion, Place};
use crate::order;
use crate::table::{Dimension, GlobalIndexSettings, Status, TableSettings};

/// The replicas in the order of their regions, the caller's own among them (observed 2026-10-09).
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TableAutoScalingDescription {
    table_name: String,
    table_status: Status,
    replicas: Vec<ReplicaDescription>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ReplicaDescription {
    region_name: String,
    global_secondary_indexes: Vec<IndexDescription>,
    replica_provisioned_read_capacity_auto_scaling_settings: ScalingDescription,
    replica_provisioned_write_capacity_auto_scaling_settings: ScalingDescription,
    replica_status: Status,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct IndexDescription {
    index_name: String,
    index_status: Status,
    provisioned_read_capacity_auto_scaling_settings: ScalingDescription,
    provisioned_write_capacity_auto_scaling_settings: ScalingDescription,
}

/// The global table of the current version that the table `name` of the caller is part of.
///
/// # Errors
///
/// It is part of none.
pub fn find<'c>(call: &'c Call<'_>, name: &str) -> Result<&'c GlobalTable, Error> {
    let global = call.database.global_table(call.place(), name);
    let global = global.filter(|global| global.version == GlobalTableVersion::Current);
    global.ok_or_else(|| ScalingFault { table: name.to_owned(), fault: PlainFault::NoTable }.into())
}

impl TableAutoScalingDescription {
    /// How the replicas of `global` are scaled.
    #[must_use]
    pub fn new(call: &Call<'_>, global: &GlobalTable) -> Self {
        let settings = |place: &Place| call.database.table(place, &global.name).map(crate::table::Table::settings);
        let described = |place: &Place| settings(place).map(|settings| ReplicaDescription::new(settings, place));
        let mut replicas: Vec<_> = global.replicas().iter().filter_map(|replica| described(&replica.place)).collect();
        order::sort_by(&mut replicas, |left, right| left.region_name.cmp(&right.region_name));
        let table_status = settings(call.place()).map_or(Status::Active, |settings| settings.status);
        Self { table_name: global.name.to_string(), table_status, replicas }
    }
}

impl ReplicaDescription {
    fn new(settings: &TableSettings, place: &Place) -> Self {
        let scaling = |dimension| ScalingDescription::new(settings, place, None, dimension, true);
        let active = settings.indexes.iter().filter(|index| index.status != Status::Creating);
        Self {
            region_name: place.region.to_string(),
            global_secondary_indexes: active.map(|index| IndexDescription::new(index, settings, place)).collect(),
            replica_provisioned_read_capacity_auto_scaling_settings: scaling(Dimension::Read),
            replica_provisioned_write_capacity_auto_scaling_settings: scaling(Dimension::Write),
            replica_status: status(settings),
        }
    }
}

impl IndexDescription {
    fn new(index: &GlobalIndexSettings, settings: &TableSettings, place: &Place) -> Self {
        let name = &*index.schema.name;
        let scaling = |dimension| ScalingDescription::new(settings, place, Some(name), dimension, true);
        Self {
            index_name: name.to_owned(),
            index_status: index.status,
            provisioned_read_capacity_auto_scaling_settings: scaling(Dimension::Read),
            provisioned_write_capacity_auto_scaling_settings: scaling(Dimension::Write),
        }
    }
}
