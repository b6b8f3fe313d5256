//! What both restores share: a new table with the items of another one, with that one's settings or with those that the request puts in their place.
//!
//! Keys, indexes, throughput and encryption come from the source; stream, time to live, recovery, tags, class and protection do not (observed
//! 2026-10-09). Once the table is complete, nothing tells any more where its items come from.

mod fault;
mod indexes;
mod throughput;

use std::sync::Arc;

use serde::Serialize;

use super::table_description::TableDescription;
use super::{Call, Error, create_table, encryption_key, quota, resource_id, simultaneous};
use crate::account::RegionName;
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::definition::{self, GlobalIndexDefinition};
use crate::table::{
    BillingMode, Encryption, EncryptionStatus, IndexSchema, Origin, PendingChange, Subject, Table, TableSchema, TableSettings,
    Throughput, VectorIndexSchema, VectorIndexSettings,
};

use fault::RestoreFault;
use throughput::{Mode, Requested};

/// What is restored.
pub struct Restoration<'a> {
    /// The table as it was at the time that is restored.
    pub items: &'a Table,
    /// The table whose settings hold.
    pub source: &'a Table,
    /// What is said of it meanwhile.
    pub origin: Origin,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Output {
    table_description: TableDescription,
}

/// A table of another region is restored only with an encryption of this one (observed 2026-10-09).
pub fn check_region(call: &Call<'_>, input: &Structure, region: &RegionName) -> Result<(), Error> {
    if *region == call.place().region || input.has("SSESpecificationOverride") {
        return Ok(());
    }
    Err(RestoreFault::CrossRegion.into())
}

/// The table that a restore makes.
pub struct RestoredTable {
    name: Arc<str>,
    billing: BillingMode,
    throughput: Throughput,
    local_indexes: Vec<Arc<IndexSchema>>,
    global_indexes: Vec<GlobalIndexDefinition>,
    vector_indexes: Vec<Arc<VectorIndexSchema>>,
    encryption: Option<Encryption>,
}

impl RestoredTable {
    /// What the request `input` makes of `source`.
    pub fn read(call: &Call<'_>, input: &Structure, restoration: &Restoration<'_>) -> Result<Self, Error> {
        let source = restoration.source.settings();
        let mode = Mode::read(input, source.billing.mode);
        let throughput = Requested::for_table(input, source.throughput).settled(mode)?;
        let local_indexes = indexes::local(input, restoration.source)?;
        let global_indexes = indexes::global(input, source, mode)?;
        let vector_indexes = indexes::vector(input, source, mode)?;
        let secondary = local_indexes.iter().chain(global_indexes.iter().map(|index| &index.schema)).map(|schema| &schema.name);
        indexes::check_distinct(secondary.chain(vector_indexes.iter().map(|schema| &schema.name)))?;
        let name = input.text("TargetTableName").unwrap_or_default().into();
        let encryption = encryption(call, input, source)?;
        Ok(Self { name, billing: mode.effective, throughput, local_indexes, global_indexes, vector_indexes, encryption })
    }

    /// Makes it.
    pub fn create(self, call: &mut Call<'_>, restoration: Restoration<'_>) -> Result<Output, Error> {
        quota::check_creation(call, self.throughput, &self.global_indexes)?;
        check_absent(call, &self.name)?;
        quota::check_tables(call)?;
        simultaneous::check_restore(call)?;
        let settings = self.settings(call);
        let global = self.global_indexes.into_iter().map(|index| index.schema);
        let indexes: Vec<_> = self.local_indexes.into_iter().chain(global).collect();
        let schema = TableSchema { key: restoration.items.key().clone(), indexes, vector_indexes: self.vector_indexes };
        let table = restoration.items.copied(self.name, &schema).with_settings(settings);
        let restoration = PendingChange::Restoration(restoration.origin.into());
        let table = call.begun(table, [restoration, PendingChange::Backups { restored: true }]);
        let announced = create_table::announced(table.settings(), false);
        let table_description = TableDescription::new(&table, &announced, call.moment());
        call.put(table);
        Ok(Output { table_description })
    }

    /// What holds once the table is complete.
    fn settings(&self, call: &Call<'_>) -> TableSettings {
        let now = call.now();
        TableSettings {
            id: resource_id::random(call.caller.host).into(),
            created: now,
            billing: create_table::billing(self.billing, now),
            throughput: self.throughput,
            indexes: self.global_indexes.iter().map(create_table::index).collect(),
            vector_indexes: self.vector_indexes.iter().cloned().map(VectorIndexSettings::active).collect(),
            encryption: self.encryption.clone(),
            ..TableSettings::default()
        }
    }
}

fn check_absent(call: &Call<'_>, name: &str) -> Result<(), Error> {
    let Some(table) = call.database.table(call.place(), name) else { return Ok(()) };
    let Some(origin) = table.settings().origin() else {
        return Err(Error::new(ErrorCode::TableAlreadyExistsException, format!("Table already exists: {name}")));
    };
    let source = origin.backup.as_ref().map_or_else(|| format!("table: {}", origin.table), |backup| format!("backup: {backup}"));
    let text = format!("Table: {name} is already being restored from {source}");
    Err(Error::new(ErrorCode::TableInUseException, text))
}

/// The key that the source is encrypted with, whatever is on its way there, or the one that the request names.
fn encryption(call: &Call<'_>, input: &Structure, source: &TableSettings) -> Result<Option<Encryption>, Error> {
    let key = match input.structure("SSESpecificationOverride") {
        Some(specification) => encryption_key::arn(call, &definition::encryption_key(Some(specification))?),
        None => source.encryption.as_ref().and_then(|encryption| encryption.key.clone()),
    };
    Ok(key.map(|key| Encryption { status: EncryptionStatus::Enabled, key: Some(key) }))
}
