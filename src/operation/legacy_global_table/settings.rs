//! `ReplicaSettingsDescription`: the settings of a replica of a global table of the version 2017.11.29.

use serde::Serialize;

use crate::account::{GlobalTable, Place};
use crate::operation::Call;
use crate::operation::auto_scaling::ScalingDescription;
use crate::operation::table_description::{BillingModeSummary, TableClassSummary};
use crate::order;
use crate::table::{Dimension, GlobalIndexSettings, Status, Table, TableSettings};

/// What is set for a replica.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicaSettings {
    region_name: String,
    replica_status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    replica_billing_mode_summary: Option<BillingModeSummary>,
    replica_provisioned_read_capacity_units: i64,
    replica_provisioned_read_capacity_auto_scaling_settings: ScalingDescription,
    replica_provisioned_write_capacity_units: i64,
    replica_provisioned_write_capacity_auto_scaling_settings: ScalingDescription,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replica_global_secondary_index_settings: Vec<IndexSettings>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replica_table_class_summary: Option<TableClassSummary>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct IndexSettings {
    index_name: String,
    index_status: Status,
    provisioned_read_capacity_units: i64,
    provisioned_read_capacity_auto_scaling_settings: ScalingDescription,
    provisioned_write_capacity_units: i64,
    provisioned_write_capacity_auto_scaling_settings: ScalingDescription,
}

impl ReplicaSettings {
    /// The settings of all replicas of `global` in the order of their regions. Without `status` each has its own.
    #[must_use]
    pub fn all(call: &Call<'_>, global: &GlobalTable, status: Option<Status>) -> Vec<Self> {
        let described = |place: &Place| {
            let settings = call.database.table(place, &global.name).map(Table::settings)?;
            Some(Self::new(settings, place, status.unwrap_or(settings.status)))
        };
        let mut replicas: Vec<_> = global.replicas().iter().filter_map(|replica| described(&replica.place)).collect();
        order::sort_by(&mut replicas, |left, right| left.region_name.cmp(&right.region_name));
        replicas
    }

    fn new(settings: &TableSettings, place: &Place, replica_status: Status) -> Self {
        let scaling = |dimension| ScalingDescription::new(settings, place, None, dimension, false);
        let units = settings.throughput.provisioned.units;
        Self {
            region_name: place.region.to_string(),
            replica_status,
            replica_billing_mode_summary: BillingModeSummary::new(settings.billing),
            replica_provisioned_read_capacity_units: units.read,
            replica_provisioned_read_capacity_auto_scaling_settings: scaling(Dimension::Read),
            replica_provisioned_write_capacity_units: units.write,
            replica_provisioned_write_capacity_auto_scaling_settings: scaling(Dimension::Write),
            replica_global_secondary_index_settings: settings
                .indexes
                .iter()
                .map(|index| IndexSettings::new(index, settings, place))
                .collect(),
            replica_table_class_summary: settings.class.map(TableClassSummary::new),
        }
    }
}

impl IndexSettings {
    fn new(index: &GlobalIndexSettings, settings: &TableSettings, place: &Place) -> Self {
        let name = &*index.schema.name;
        let scaling = |dimension| ScalingDescription::new(settings, place, Some(name), dimension, false);
        let units = index.throughput.provisioned.units;
        Self {
            index_name: name.to_owned(),
            index_status: index.status,
            provisioned_read_capacity_units: units.read,
            provisioned_read_capacity_auto_scaling_settings: scaling(Dimension::Read),
            provisioned_write_capacity_units: units.write,
            provisioned_write_capacity_auto_scaling_settings: scaling(Dimension::Write),
        }
    }
}
