//! What the description of a table tells of its replicas in other regions.
//!
//! A replica is described by what differs from the table itself; what it has in common with it is left out (observed 2026-10-09).

use serde::Serialize;

use super::table_description::{Moment, TableClassSummary, WarmDescription};
use crate::account::{GlobalTable, GlobalTableVersion, Place, Replica, TableArn};
use crate::table::{GlobalIndexSettings, OnDemandThroughput, Status, Table, TableSettings, Throughput};

/// Another replica of a table.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicaDescription {
    region_name: String,
    replica_status: Status,
    /// Of a replica in another account, whose region alone does not tell which table it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    replica_arn: Option<String>,
    #[serde(rename = "KMSMasterKeyId", skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(flatten)]
    throughput: ReplicaThroughput,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    global_secondary_indexes: Vec<ReplicaIndexDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replica_table_class_summary: Option<TableClassSummary>,
    global_table_settings_replication_mode: &'static str,
}

/// The region that is no replica and knows what is written.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct WitnessDescription {
    region_name: String,
    witness_status: Status,
}

impl WitnessDescription {
    /// The witness of `global`, if it has one: it comes and goes with the replicas.
    pub fn all(global: &GlobalTable, moment: Moment<'_>) -> Vec<Self> {
        let status_of =
            |replica: &Replica| moment.database.table(&replica.place, &global.name).map(|table| status(table.settings()));
        let statuses = global.replicas().iter().filter_map(status_of);
        let witness_status =
            statuses.fold(Status::Active, |witness, replica| if replica == Status::Active { witness } else { replica });
        let witness = global.consistency.witness();
        witness.map(|region| Self { region_name: region.to_string(), witness_status }).into_iter().collect()
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ReplicaIndexDescription {
    index_name: String,
    #[serde(flatten)]
    throughput: ReplicaThroughput,
}

/// The throughput of a replica or of an index of one, as far as it is its own.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ReplicaThroughput {
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioned_throughput_override: Option<ProvisionedOverride>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput_override: Option<OnDemandOverride>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_throughput: Option<WarmDescription>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ProvisionedOverride {
    read_capacity_units: i64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct OnDemandOverride {
    max_read_request_units: i64,
}

/// How settings of the replicas of `global` get from one to the other (API reference).
pub fn settings_mode(global: &GlobalTable) -> &'static str {
    if global.spans_accounts() { "ENABLED" } else { "ENABLED_WITH_OVERRIDES" }
}

/// The other replicas of the global table that `table` is one of; none if it is none.
pub fn replicas(table: &Table, settings: &TableSettings, moment: Moment<'_>) -> Option<Vec<ReplicaDescription>> {
    let global = moment.database.global_table(moment.place, table.name())?;
    if global.version == GlobalTableVersion::Legacy {
        return None;
    }
    let described = |replica: &Replica| {
        let other = moment.database.table(&replica.place, table.name())?;
        Some(ReplicaDescription::new(replica, other.settings(), settings).of(global, replica, moment.place))
    };
    Some(global.others(moment.place).filter_map(described).collect())
}

impl ReplicaDescription {
    /// `replica`, for which `settings` hold, from the point of view of a table for which `own` hold.
    fn new(replica: &Replica, settings: &TableSettings, own: &TableSettings) -> Self {
        let indexes = settings.indexes.iter().map(|index| ReplicaIndexDescription::new(index, own));
        Self {
            region_name: replica.place.region.to_string(),
            replica_status: status(settings),
            replica_arn: None,
            key: settings.encryption.as_ref().and_then(|encryption| encryption.key.as_ref()).map(ToString::to_string),
            throughput: ReplicaThroughput::new(&settings.throughput, Some(&own.throughput)),
            global_secondary_indexes: indexes.collect(),
            replica_table_class_summary: settings.class.map(TableClassSummary::new),
            global_table_settings_replication_mode: "",
        }
    }

    /// The same of a `replica` of `global`, seen from `place`.
    fn of(self, global: &GlobalTable, replica: &Replica, place: &Place) -> Self {
        let is_foreign = replica.place.account != place.account;
        Self {
            replica_arn: is_foreign.then(|| TableArn::new(&replica.place, &global.name).to_string()),
            global_table_settings_replication_mode: settings_mode(global),
            ..self
        }
    }
}

/// A replica that is given other settings is told to be active (observed 2026-10-09).
pub fn status(settings: &TableSettings) -> Status {
    match settings.status {
        Status::Updating => Status::Active,
        status => status,
    }
}

impl ReplicaIndexDescription {
    fn new(index: &GlobalIndexSettings, own: &TableSettings) -> Self {
        let same = own.indexes.iter().find(|other| other.schema.name == index.schema.name);
        let throughput = ReplicaThroughput::new(&index.throughput, same.map(|index| &index.throughput));
        Self { index_name: index.schema.name.to_string(), throughput }
    }
}

impl ReplicaThroughput {
    fn new(throughput: &Throughput, own: Option<&Throughput>) -> Self {
        let units = |throughput: &Throughput| throughput.provisioned.units.read;
        let bound = |throughput: &Throughput| throughput.on_demand.read.unwrap_or(OnDemandThroughput::UNBOUNDED);
        let differs = |number: &dyn Fn(&Throughput) -> i64| own.is_some_and(|own| number(own) != number(throughput));
        Self {
            provisioned_throughput_override: differs(&units)
                .then(|| ProvisionedOverride { read_capacity_units: units(throughput) }),
            on_demand_throughput_override: differs(&bound)
                .then(|| OnDemandOverride { max_read_request_units: bound(throughput) }),
            warm_throughput: throughput.warm.map(WarmDescription::new),
        }
    }
}
