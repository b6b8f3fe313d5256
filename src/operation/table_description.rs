//! `TableDescription`: what `CreateTable`, `DescribeTable`, `UpdateTable` and `DeleteTable` tell of a table.
//!
//! Attributes and projected attributes come in the order of their names, indexes in that of their creation (observed 2026-10-08). Counts and
//! sizes are those of the moment; AWS refreshes them about every six hours.

use serde::Serialize;

use super::global_description::{self, ReplicaDescription, WitnessDescription};
use super::vector_index_description::VectorIndexDescription;
use crate::Timestamp;
use crate::account::{Database, GlobalTableVersion, MultiRegionConsistency, Place, TableArn};
use crate::order;
use crate::table::{
    Billing, BillingMode, Encryption, EncryptionStatus, GlobalIndexSettings, Index, IndexKind, IndexSchema, KeyAttribute,
    KeySchema, OnDemandThroughput, Origin, Projection, ProvisionedThroughput, Status, StreamViewType, Table, TableClass,
    TableClassSetting, TableSettings, WarmThroughput,
};

/// A table as the control plane shows it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TableDescription {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attribute_definitions: Vec<AttributeDefinition>,
    table_name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    key_schema: Vec<KeySchemaElement>,
    table_status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    creation_date_time: Option<f64>,
    provisioned_throughput: ProvisionedThroughputDescription,
    table_size_bytes: u64,
    item_count: usize,
    table_arn: String,
    table_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    billing_mode_summary: Option<BillingModeSummary>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    local_secondary_indexes: Vec<LocalIndexDescription>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    global_secondary_indexes: Vec<GlobalIndexDescription>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vector_indexes: Vec<VectorIndexDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_specification: Option<StreamSpecification>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_stream_label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_stream_arn: Option<String>,
    #[serde(rename = "SSEDescription", skip_serializing_if = "Option::is_none")]
    encryption: Option<EncryptionDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_class_summary: Option<TableClassSummary>,
    deletion_protection_enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<OnDemandDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_throughput: Option<WarmDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restore_summary: Option<RestoreSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archival_summary: Option<ArchivalSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    global_table_version: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replicas: Option<Vec<ReplicaDescription>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_region_consistency: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    global_table_witnesses: Vec<WitnessDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    global_table_settings_replication_mode: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disassociation_protection_enabled: Option<bool>,
}

const fn settings_replication(replicates: bool) -> &'static str {
    if replicates { "ENABLED" } else { "DISABLED" }
}

/// Why a table is archived, and to which backup.
#[derive(Debug, Serialize)]
struct ArchivalSummary {
    #[serde(rename = "ArchivalDateTime")]
    time: f64,
    #[serde(rename = "ArchivalReason")]
    reason: Status,
    #[serde(rename = "ArchivalBackupArn")]
    backup: String,
}

impl ArchivalSummary {
    fn new(settings: &TableSettings) -> Option<Self> {
        let condition = settings.condition.as_ref()?;
        Some(Self {
            time: condition.since.as_seconds(),
            reason: Status::InaccessibleEncryptionCredentials,
            backup: condition.backup.as_ref()?.to_string(),
        })
    }
}

/// Where the items of a table come from that is being restored.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct RestoreSummary {
    #[serde(skip_serializing_if = "Option::is_none")]
    source_backup_arn: Option<String>,
    source_table_arn: String,
    restore_date_time: f64,
    restore_in_progress: bool,
}

impl RestoreSummary {
    fn new(origin: &Origin) -> Self {
        Self {
            source_backup_arn: origin.backup.clone(),
            source_table_arn: origin.table.clone(),
            restore_date_time: origin.time.as_seconds(),
            restore_in_progress: true,
        }
    }
}

/// Where and when a description is made.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The account and region of the table.
    pub place: &'a Place,
    /// The time of the call.
    pub now: Timestamp,
    /// All tables, for replicas elsewhere.
    pub database: &'a Database,
}

impl TableDescription {
    /// `table` as described by `settings`: its own, or those that announce a change of it.
    #[must_use]
    pub fn new(table: &Table, settings: &TableSettings, moment: Moment<'_>) -> Self {
        let description = Self::full(table, settings, moment);
        match settings.origin() {
            Some(origin) => description.restoring(origin, settings.billing.mode),
            None => description,
        }
    }

    fn full(table: &Table, settings: &TableSettings, moment: Moment<'_>) -> Self {
        let arn = TableArn::new(moment.place, table.name());
        let global = |index| GlobalIndexDescription::new(index, table, &arn, moment.now);
        let vector = |index| VectorIndexDescription::new(index, table, &arn);
        Self {
            attribute_definitions: attribute_definitions(table, settings),
            key_schema: key_schema(table.key()),
            creation_date_time: Some(settings.created.as_seconds()),
            local_secondary_indexes: local_indexes(table, &arn),
            global_secondary_indexes: settings.indexes.iter().map(global).collect(),
            vector_indexes: settings.vector_indexes.iter().map(vector).collect(),
            stream_specification: settings.stream.view.map(StreamSpecification::enabled),
            latest_stream_label: settings.stream.label(),
            latest_stream_arn: settings.stream.label().map(|label| arn.stream(&label)),
            encryption: settings.encryption.as_ref().map(EncryptionDescription::new).map(|described| described.of(settings)),
            on_demand_throughput: OnDemandDescription::new(settings.throughput.on_demand),
            warm_throughput: settings.throughput.warm.map(WarmDescription::new),
            ..Self::brief(table, settings, moment)
        }
    }

    /// What is told of a table that is being deleted: neither keys nor indexes.
    #[must_use]
    pub fn brief(table: &Table, settings: &TableSettings, moment: Moment<'_>) -> Self {
        Self {
            attribute_definitions: Vec::new(),
            table_name: table.name().to_string(),
            key_schema: Vec::new(),
            table_status: settings.status,
            creation_date_time: None,
            provisioned_throughput: ProvisionedThroughputDescription::new(&settings.throughput.provisioned, moment.now),
            table_size_bytes: table.bytes(),
            item_count: table.items().len(),
            table_arn: TableArn::new(moment.place, table.name()).to_string(),
            table_id: settings.id.to_string(),
            billing_mode_summary: BillingModeSummary::new(settings.billing),
            local_secondary_indexes: Vec::new(),
            global_secondary_indexes: Vec::new(),
            vector_indexes: Vec::new(),
            stream_specification: None,
            latest_stream_label: None,
            latest_stream_arn: None,
            encryption: None,
            table_class_summary: settings.class.map(TableClassSummary::new),
            deletion_protection_enabled: settings.deletion_protection,
            on_demand_throughput: None,
            warm_throughput: None,
            restore_summary: None,
            archival_summary: ArchivalSummary::new(settings),
            global_table_version: None,
            replicas: None,
            multi_region_consistency: None,
            global_table_witnesses: Vec::new(),
            global_table_settings_replication_mode: settings.global.replicates_settings.map(settings_replication),
            disassociation_protection_enabled: None,
        }
        .with_replicas(global_description::replicas(table, settings, moment))
        .of_global(table, settings, moment)
    }

    /// The same with how replicas agree, and by what witness, if they do on each write; with how one of them is protected otherwise.
    fn of_global(mut self, table: &Table, settings: &TableSettings, moment: Moment<'_>) -> Self {
        let global = moment.database.global_table(moment.place, table.name());
        let Some(global) = global.filter(|global| global.version == GlobalTableVersion::Current) else { return self };
        self.global_table_settings_replication_mode = Some(global_description::settings_mode(global));
        self.multi_region_consistency = global.consistency.name();
        self.global_table_witnesses = WitnessDescription::all(global, moment);
        let is_protected = !settings.global.disassociable;
        self.disassociation_protection_enabled = (!global.consistency.is_strong()).then_some(is_protected);
        self
    }

    /// The same of a table that is part of a global table of the current version, if there are `replicas`. The billing mode of such a table is
    /// left out while it is provisioned (observed 2026-10-09).
    fn with_replicas(self, replicas: Option<Vec<ReplicaDescription>>) -> Self {
        let Some(replicas) = replicas else { return self };
        Self {
            billing_mode_summary: self.billing_mode_summary.filter(|billing| billing.billing_mode == BillingMode::PayPerRequest),
            global_table_version: Some(GlobalTableVersion::Current.name()),
            replicas: Some(replicas),
            global_table_settings_replication_mode: Some("ENABLED_WITH_OVERRIDES"),
            ..self
        }
    }

    /// The same of a table that is to become part of a global table: the replicas that it is to have are not told yet (observed 2026-10-09).
    #[must_use]
    pub fn becoming_global(mut self, consistency: &MultiRegionConsistency) -> Self {
        let replicas = self.replicas.take().unwrap_or_default();
        self.multi_region_consistency = consistency.name();
        self.with_replicas(Some(replicas))
    }

    /// The same of a table that is to have items from `origin` and shows none yet. AWS tells its billing mode whatever it is, and of indexes no
    /// status (AWS CLI's documentation; observed 2026-10-09).
    fn restoring(mut self, origin: &Origin, billing_mode: BillingMode) -> Self {
        let billing_mode_summary = Some(BillingModeSummary { billing_mode, last_update_to_pay_per_request_date_time: None });
        for index in &mut self.global_secondary_indexes {
            index.index_status = None;
        }
        let global = self.global_secondary_indexes.iter_mut().map(|index| &mut index.index);
        for index in self.local_secondary_indexes.iter_mut().chain(global) {
            (index.index_size_bytes, index.item_count) = (0, 0);
        }
        for index in &mut self.vector_indexes {
            index.hide_items();
        }
        let restore_summary = Some(RestoreSummary::new(origin));
        Self { billing_mode_summary, restore_summary, table_size_bytes: 0, item_count: 0, ..self }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct AttributeDefinition {
    attribute_name: String,
    attribute_type: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct KeySchemaElement {
    attribute_name: String,
    key_type: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ProvisionedThroughputDescription {
    #[serde(skip_serializing_if = "Option::is_none")]
    last_increase_date_time: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_decrease_date_time: Option<f64>,
    number_of_decreases_today: u32,
    read_capacity_units: i64,
    write_capacity_units: i64,
}

impl ProvisionedThroughputDescription {
    fn new(throughput: &ProvisionedThroughput, now: Timestamp) -> Self {
        Self {
            last_increase_date_time: throughput.last_increase.map(Timestamp::as_seconds),
            last_decrease_date_time: throughput.last_decrease.map(Timestamp::as_seconds),
            number_of_decreases_today: throughput.decreases_today(now),
            read_capacity_units: throughput.units.read,
            write_capacity_units: throughput.units.write,
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct BillingModeSummary {
    billing_mode: BillingMode,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_update_to_pay_per_request_date_time: Option<f64>,
}

impl BillingModeSummary {
    /// Absent for a table that was never paid by the request (observed 2026-10-08).
    pub(super) fn new(billing: Billing) -> Option<Self> {
        let shown = billing.mode == BillingMode::PayPerRequest || billing.last_on_demand.is_some();
        let last_update_to_pay_per_request_date_time = billing.last_on_demand.map(Timestamp::as_seconds);
        shown.then_some(Self { billing_mode: billing.mode, last_update_to_pay_per_request_date_time })
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ProjectionDescription {
    projection_type: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    non_key_attributes: Vec<String>,
}

impl ProjectionDescription {
    pub(super) fn new(projection: &Projection) -> Self {
        let non_key_attributes = projection.non_key_attributes().iter().map(ToString::to_string).collect();
        Self { projection_type: projection.type_name(), non_key_attributes }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct LocalIndexDescription {
    index_name: String,
    key_schema: Vec<KeySchemaElement>,
    projection: ProjectionDescription,
    index_size_bytes: u64,
    item_count: usize,
    index_arn: String,
}

impl LocalIndexDescription {
    fn new(schema: &IndexSchema, table: &Table, arn: &TableArn<'_>) -> Self {
        let index = table.index(&schema.name);
        Self {
            index_name: schema.name.to_string(),
            key_schema: key_schema(&schema.key),
            projection: ProjectionDescription::new(&schema.projection),
            index_size_bytes: index.map_or(0, Index::bytes),
            item_count: index.map_or(0, |index| index.entries().len()),
            index_arn: arn.index(&schema.name),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct GlobalIndexDescription {
    #[serde(flatten)]
    index: LocalIndexDescription,
    #[serde(skip_serializing_if = "Option::is_none")]
    index_status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backfilling: Option<bool>,
    provisioned_throughput: ProvisionedThroughputDescription,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_throughput: Option<OnDemandDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_throughput: Option<WarmDescription>,
}

impl GlobalIndexDescription {
    fn new(settings: &GlobalIndexSettings, table: &Table, arn: &TableArn<'_>, now: Timestamp) -> Self {
        Self {
            index: LocalIndexDescription::new(&settings.schema, table, arn),
            index_status: Some(settings.status),
            backfilling: settings.backfilling,
            provisioned_throughput: ProvisionedThroughputDescription::new(&settings.throughput.provisioned, now),
            on_demand_throughput: OnDemandDescription::new(settings.throughput.on_demand),
            warm_throughput: settings.throughput.warm.map(WarmDescription::new),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OnDemandDescription {
    #[serde(skip_serializing_if = "Option::is_none")]
    max_read_request_units: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_write_request_units: Option<i64>,
}

impl OnDemandDescription {
    pub(super) fn new(throughput: OnDemandThroughput) -> Option<Self> {
        let OnDemandThroughput { read, write } = throughput;
        (!throughput.is_empty()).then_some(Self { max_read_request_units: read, max_write_request_units: write })
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct WarmDescription {
    read_units_per_second: i64,
    write_units_per_second: i64,
    status: Status,
}

impl WarmDescription {
    pub(super) const fn new(throughput: WarmThroughput) -> Self {
        let WarmThroughput { units, status } = throughput;
        Self { read_units_per_second: units.read, write_units_per_second: units.write, status }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct StreamSpecification {
    stream_enabled: bool,
    stream_view_type: StreamViewType,
}

impl StreamSpecification {
    pub(super) const fn enabled(stream_view_type: StreamViewType) -> Self {
        Self { stream_enabled: true, stream_view_type }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct EncryptionDescription {
    status: EncryptionStatus,
    #[serde(rename = "SSEType", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(rename = "KMSMasterKeyArn", skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(rename = "InaccessibleEncryptionDateTime", skip_serializing_if = "Option::is_none")]
    inaccessible: Option<f64>,
}

impl EncryptionDescription {
    pub(super) fn new(encryption: &Encryption) -> Self {
        let key = encryption.key.as_ref().map(ToString::to_string);
        Self { status: encryption.status, kind: key.as_ref().map(|_| "KMS"), key, inaccessible: None }
    }

    /// The same of a table with these settings: since when its key cannot be used, if it cannot.
    fn of(self, settings: &TableSettings) -> Self {
        Self { inaccessible: settings.condition.as_ref().map(|condition| condition.since.as_seconds()), ..self }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TableClassSummary {
    table_class: TableClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_update_date_time: Option<f64>,
}

impl TableClassSummary {
    pub(super) fn new(setting: TableClassSetting) -> Self {
        let [last, _] = setting.updates;
        Self { table_class: setting.class, last_update_date_time: last.map(Timestamp::as_seconds) }
    }
}

/// The attributes of all keys and search schemas with their types.
fn attribute_definitions(table: &Table, settings: &TableSettings) -> Vec<AttributeDefinition> {
    let present = table.indexes().iter().map(|index| &index.schema().key);
    let announced = settings.indexes.iter().map(|index| &index.schema.key);
    let keys = std::iter::once(table.key()).chain(present).chain(announced);
    let search = settings.vector_indexes.iter().flat_map(|index| index.schema.search.attributes());
    let attributes =
        keys.flat_map(KeySchema::attributes).chain(search).map(|attribute| (attribute.name.to_string(), attribute.scalar.name()));
    let mut attributes: Vec<_> = attributes.collect();
    order::sort(&mut attributes);
    attributes.dedup();
    attributes
        .into_iter()
        .map(|(attribute_name, attribute_type)| AttributeDefinition { attribute_name, attribute_type })
        .collect()
}

pub(super) fn key_schema(key: &KeySchema) -> Vec<KeySchemaElement> {
    let hash = key.hash().iter().map(|attribute| (attribute, "HASH"));
    let range = key.range().iter().map(|attribute| (attribute, "RANGE"));
    let element =
        |(attribute, key_type): (&KeyAttribute, _)| KeySchemaElement { attribute_name: attribute.name.to_string(), key_type };
    hash.chain(range).map(element).collect()
}

fn local_indexes(table: &Table, arn: &TableArn<'_>) -> Vec<LocalIndexDescription> {
    let local = table.indexes().iter().map(Index::schema).filter(|schema| schema.kind == IndexKind::Local);
    local.map(|schema| LocalIndexDescription::new(schema, table, arn)).collect()
}
