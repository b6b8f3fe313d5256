//! `BackupDetails`, `BackupDescription` and `BackupSummary`: what is told of a backup.
//!
//! A backup tells the settings of its table at the time it was made, but for those that a restore does not bring back either: class, tags,
//! deletion protection, recovery (observed 2026-10-09).

use std::sync::Arc;

use serde::Serialize;

use super::table_description::{
    EncryptionDescription, KeySchemaElement, OnDemandDescription, ProjectionDescription, StreamSpecification, key_schema,
};
use super::vector_index_description::VectorIndexInfo;
use crate::Timestamp;
use crate::account::{Backup, BackupType, Place, TableArn};
use crate::table::{BillingMode, GlobalIndexSettings, Index, IndexKind, IndexSchema, Table, Units};

/// What a backup is going through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum BackupStatus {
    /// It is being made.
    Creating,
    /// A table can be restored from it.
    Available,
    /// It is gone.
    Deleted,
}

impl BackupStatus {
    /// That of `backup`, which is there.
    #[must_use]
    pub const fn of(backup: &Backup, now: Timestamp) -> Self {
        if backup.is_made(now) { Self::Available } else { Self::Creating }
    }
}

/// A backup as such.
#[derive(Debug, Serialize)]
pub struct BackupDetails {
    #[serde(rename = "BackupArn")]
    arn: String,
    #[serde(rename = "BackupName")]
    name: String,
    #[serde(rename = "BackupSizeBytes")]
    size: u64,
    #[serde(rename = "BackupStatus")]
    status: BackupStatus,
    #[serde(rename = "BackupType")]
    kind: BackupType,
    #[serde(rename = "BackupCreationDateTime")]
    created: f64,
    #[serde(rename = "BackupExpiryDateTime", skip_serializing_if = "Option::is_none")]
    expires: Option<f64>,
}

impl BackupDetails {
    /// `backup` under the ARN that the caller knows it by.
    #[must_use]
    pub fn new(backup: &Backup, arn: String, status: BackupStatus) -> Self {
        Self {
            arn,
            name: backup.name.to_string(),
            size: backup.table.bytes(),
            status,
            kind: backup.kind,
            created: backup.id.created.as_seconds(),
            expires: backup.expires().map(Timestamp::as_seconds),
        }
    }
}

/// A backup with what it was made of.
#[derive(Debug, Serialize)]
pub struct BackupDescription {
    #[serde(rename = "BackupDetails")]
    backup: BackupDetails,
    #[serde(rename = "SourceTableDetails")]
    table: SourceTableDetails,
    #[serde(rename = "SourceTableFeatureDetails")]
    features: SourceTableFeatureDetails,
}

impl BackupDescription {
    /// `backup`, which lies in `place`, under the ARN that the caller knows it by.
    #[must_use]
    pub fn new(backup: &Backup, place: &Place, arn: &str, status: BackupStatus) -> Self {
        Self {
            backup: BackupDetails::new(backup, arn.to_owned(), status),
            table: SourceTableDetails::new(&backup.table, place),
            features: SourceTableFeatureDetails::new(&backup.table),
        }
    }
}

/// A backup in a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct BackupSummary {
    table_name: String,
    table_id: String,
    table_arn: String,
    #[serde(flatten)]
    details: BackupDetails,
}

impl BackupSummary {
    /// `backup`, which lies in `place`.
    #[must_use]
    pub fn new(backup: &Backup, place: &Place, now: Timestamp) -> Self {
        let table = &backup.table;
        let arn = TableArn::new(place, table.name());
        Self {
            table_name: table.name().to_string(),
            table_id: table.settings().id.to_string(),
            table_arn: arn.to_string(),
            details: BackupDetails::new(backup, arn.backup(backup.id), BackupStatus::of(backup, now)),
        }
    }

    /// The ARN of the backup.
    #[must_use]
    pub fn arn(&self) -> &str {
        &self.details.arn
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct SourceTableDetails {
    table_name: String,
    table_id: String,
    table_arn: String,
    table_size_bytes: u64,
    key_schema: Vec<KeySchemaElement>,
    table_creation_date_time: f64,
    provisioned_throughput: ProvisionedThroughput,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<OnDemandDescription>,
    item_count: usize,
    billing_mode: BillingMode,
}

impl SourceTableDetails {
    fn new(table: &Table, place: &Place) -> Self {
        let settings = table.settings();
        Self {
            table_name: table.name().to_string(),
            table_id: settings.id.to_string(),
            table_arn: TableArn::new(place, table.name()).to_string(),
            table_size_bytes: table.bytes(),
            key_schema: key_schema(table.key()),
            table_creation_date_time: settings.created.as_seconds(),
            provisioned_throughput: ProvisionedThroughput::new(settings.throughput.provisioned.units),
            on_demand_throughput: OnDemandDescription::new(settings.throughput.on_demand),
            item_count: table.items().len(),
            billing_mode: settings.billing.mode,
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ProvisionedThroughput {
    read_capacity_units: i64,
    write_capacity_units: i64,
}

impl ProvisionedThroughput {
    const fn new(units: Units) -> Self {
        Self { read_capacity_units: units.read, write_capacity_units: units.write }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct SourceTableFeatureDetails {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    local_secondary_indexes: Vec<LocalIndexInfo>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    global_secondary_indexes: Vec<GlobalIndexInfo>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vector_indexes: Vec<VectorIndexInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_description: Option<StreamSpecification>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_to_live_description: Option<TimeToLiveDescription>,
    #[serde(rename = "SSEDescription", skip_serializing_if = "Option::is_none")]
    encryption: Option<EncryptionDescription>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct TimeToLiveDescription {
    time_to_live_status: &'static str,
    attribute_name: String,
}

impl TimeToLiveDescription {
    fn enabled(attribute: &Arc<str>) -> Self {
        Self { time_to_live_status: "ENABLED", attribute_name: attribute.to_string() }
    }
}

impl SourceTableFeatureDetails {
    fn new(table: &Table) -> Self {
        let settings = table.settings();
        let local = table.indexes().iter().map(Index::schema).filter(|schema| schema.kind == IndexKind::Local);
        Self {
            local_secondary_indexes: local.map(|schema| LocalIndexInfo::new(schema)).collect(),
            global_secondary_indexes: settings.indexes.iter().map(GlobalIndexInfo::new).collect(),
            vector_indexes: settings.vector_indexes.iter().map(|index| VectorIndexInfo::new(&index.schema)).collect(),
            stream_description: settings.stream.view.map(StreamSpecification::enabled),
            time_to_live_description: settings.time_to_live.attribute().map(TimeToLiveDescription::enabled),
            encryption: settings.encryption.as_ref().map(EncryptionDescription::new),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct LocalIndexInfo {
    index_name: String,
    key_schema: Vec<KeySchemaElement>,
    projection: ProjectionDescription,
}

impl LocalIndexInfo {
    fn new(schema: &IndexSchema) -> Self {
        Self {
            index_name: schema.name.to_string(),
            key_schema: key_schema(&schema.key),
            projection: ProjectionDescription::new(&schema.projection),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct GlobalIndexInfo {
    #[serde(flatten)]
    index: LocalIndexInfo,
    provisioned_throughput: ProvisionedThroughput,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<OnDemandDescription>,
}

impl GlobalIndexInfo {
    fn new(settings: &GlobalIndexSettings) -> Self {
        Self {
            index: LocalIndexInfo::new(&settings.schema),
            provisioned_throughput: ProvisionedThroughput::new(settings.throughput.provisioned.units),
            on_demand_throughput: OnDemandDescription::new(settings.throughput.on_demand),
        }
    }
}
