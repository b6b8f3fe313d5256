//! `CreateTable`.
//!
//! The response announces a table that is being created.

use std::sync::Arc;

use serde::Serialize;

use super::put_resource_policy::document;
use super::table_description::TableDescription;
use super::update_table::UpdateFault;
use super::{Call, Error, account_replica, encryption_key, in_use, named_table, quota, resource_id, simultaneous};
use crate::Timestamp;
use crate::account::Place;
use crate::model::ErrorCode;
use crate::policy::{Document, Slot, Target};
use crate::request::Structure;
use crate::table::definition::{DefinitionFault, GlobalIndexDefinition, TableDefinition};
use crate::table::{
    AutoScalings, Billing, BillingMode, ContributorInsights, Encryption, EncryptionStatus, GlobalIndexSettings, GlobalSettings,
    PendingChange, Policies, Status, StreamSettings, StreamViewType, Table, TableClass, TableClassSetting, TableSettings,
    Throughput, TimeToLive, VectorIndexSettings, WarmThroughput,
};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_description: TableDescription,
}

impl From<DefinitionFault> for Error {
    fn from(fault: DefinitionFault) -> Self {
        Self::validation(fault.to_string())
    }
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    if let Some(source) = input.text("GlobalTableSourceArn") {
        let name: Arc<str> = named_table::name(call, input)?.into();
        return Ok(Output { table_description: account_replica::create(call, input, &name, source)? });
    }
    let table = new_table(call, input)?;
    let announced = announced(table.settings(), input.has("WarmThroughput"));
    let table_description = TableDescription::new(&table, &announced, call.moment());
    call.put(call.begun(table, [PendingChange::Creation, PendingChange::Backups { restored: false }]));
    Ok(Output { table_description })
}

/// The table that `input` describes, which may be created.
///
/// # Errors
///
/// It may not.
pub(super) fn new_table(call: &Call<'_>, input: &Structure) -> Result<Table, Error> {
    let name: Arc<str> = named_table::name(call, input)?.into();
    let mode = input.text("GlobalTableSettingsReplicationMode");
    if mode == Some("ENABLED_WITH_OVERRIDES") {
        return Err(UpdateFault::OverridesOfRegionalTable.into());
    }
    let definition = TableDefinition::read(input)?;
    let policy = input.text("ResourcePolicy").map(|text| document(text, Target::Table)).transpose()?;
    quota::check_creation(call, definition.throughput, &definition.global_indexes)?;
    check_absent(call, &name)?;
    quota::check_tables(call)?;
    simultaneous::check_creation(call, !definition.schema.indexes.is_empty())?;
    let mut settings = settings(call, &name, &definition, policy);
    settings.global.replicates_settings = mode.map(|mode| mode == "ENABLED");
    Ok(Table::new(name, definition.schema).with_settings(settings))
}

pub(super) fn check_absent(call: &Call<'_>, name: &str) -> Result<(), Error> {
    let Some(table) = call.database.table(call.place(), name) else { return Ok(()) };
    in_use::check_made(table)?;
    Err(Error::new(ErrorCode::ResourceInUseException, format!("Table already exists: {name}")))
}

/// What holds once the table has been created.
fn settings(call: &Call<'_>, name: &str, definition: &TableDefinition, policy: Option<Document>) -> TableSettings {
    let now = call.now();
    let key = encryption_key::arn(call, &definition.encryption);
    TableSettings {
        id: resource_id::random(call.caller.host).into(),
        created: now,
        status: Status::Active,
        pending: Vec::new(),
        condition: None,
        billing: billing(definition.billing, now),
        throughput: definition.throughput,
        indexes: definition.global_indexes.iter().map(index).collect(),
        vector_indexes: definition.schema.vector_indexes.iter().cloned().map(VectorIndexSettings::active).collect(),
        class: class(definition.class),
        encryption: key.map(|key| Encryption { status: EncryptionStatus::Enabled, key: Some(key) }),
        stream: definition.stream.map(|view| stream_in(call, call.place(), name, view)).unwrap_or_default(),
        time_to_live: TimeToLive::default(),
        deletion_protection: definition.deletion_protection,
        auto_scaling: AutoScalings::default(),
        global: GlobalSettings::default(),
        tags: definition.tags.clone(),
        policies: policies(policy, now),
        insights: ContributorInsights::default(),
        destinations: Vec::new(),
    }
}

pub(super) fn policies(policy: Option<Document>, now: Timestamp) -> Policies {
    let table = policy.map(|document| Slot::default().with(document, now)).unwrap_or_default();
    Policies { table, ..Policies::default() }
}

/// A new stream of the table `name` in `place`, labelled unlike those that are there already or that an earlier table of this name left behind.
pub(super) fn stream_in(call: &Call<'_>, place: &Place, name: &str, view: StreamViewType) -> StreamSettings {
    let latest = call.database.streams(place).and_then(|streams| streams.latest(name));
    StreamSettings { view: None, latest }.enabled(view, call.now())
}

pub(super) fn billing(mode: BillingMode, now: Timestamp) -> Billing {
    Billing { mode, last_on_demand: (mode == BillingMode::PayPerRequest).then_some(now) }
}

pub(super) fn index(definition: &GlobalIndexDefinition) -> GlobalIndexSettings {
    let GlobalIndexDefinition { schema, throughput } = definition;
    GlobalIndexSettings {
        schema: Arc::clone(schema),
        status: Status::Active,
        backfilling: None,
        throughput: *throughput,
        insights: ContributorInsights::default(),
    }
}

/// A standard table tells no class.
fn class(class: Option<TableClass>) -> Option<TableClassSetting> {
    let class = class.filter(|class| *class != TableClass::Standard)?;
    Some(TableClassSetting { class, updates: [None, None] })
}

/// What the response tells: everything is being created, nothing of the time of the billing mode, and warm throughput only if it was asked for,
/// never that of indexes (observed 2026-10-08).
pub(super) fn announced(settings: &TableSettings, warm: bool) -> TableSettings {
    let mut announced = settings.clone();
    announced.status = Status::Creating;
    announced.billing.last_on_demand = None;
    announced.throughput = with_warm(settings.throughput, warm);
    for index in &mut announced.indexes {
        index.status = Status::Creating;
        index.throughput = with_warm(index.throughput, false);
    }
    for index in &mut announced.vector_indexes {
        index.status = Status::Creating;
    }
    announced
}

fn with_warm(throughput: Throughput, shown: bool) -> Throughput {
    let warm = throughput.warm.filter(|_| shown);
    Throughput { warm: warm.map(|warm| WarmThroughput { status: Status::Updating, ..warm }), ..throughput }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::operation::trial::Trial;

    #[test]
    fn a_table_is_announced_as_being_created_and_found_complete() {
        let mut trial = Trial::new();
        let input = json!({
            "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "Song", "AttributeType": "S"}, {"AttributeName": "Artist", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "Song", "KeyType": "RANGE"}],
        });
        let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";
        let mut description = json!({
            "AttributeDefinitions": [{"AttributeName": "Artist", "AttributeType": "S"}, {"AttributeName": "Song", "AttributeType": "S"}],
            "TableName": "Music",
            "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "Song", "KeyType": "RANGE"}],
            "TableStatus": "CREATING",
            "CreationDateTime": 1_790_812_800.0,
            "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
            "TableSizeBytes": 0,
            "ItemCount": 0,
            "TableArn": arn,
            "TableId": "00000000-0000-4001-8000-000000000002",
            "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
            "DeletionProtectionEnabled": false,
        });
        assert_eq!(trial.call("CreateTable", &input).unwrap(), json!({"TableDescription": description}));
        description["TableStatus"] = "ACTIVE".into();
        description["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"] = 1_790_812_800.0.into();
        description["WarmThroughput"] = json!({"ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000, "Status": "ACTIVE"});
        let described = trial.call("DescribeTable", &json!({"TableName": arn})).unwrap();
        assert_eq!(described, json!({"Table": description}));
        let again = trial.refusal("CreateTable", &input);
        assert_eq!(again, ("ResourceInUseException", "Table already exists: Music".to_owned()));
    }

    #[test]
    fn an_account_has_room_for_so_many_tables() {
        let mut trial = Trial::new();
        let input = |number: usize| {
            json!({
                "TableName": format!("Table{number}"), "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            })
        };
        for number in 0..2500 {
            trial.call("CreateTable", &input(number)).unwrap();
        }
        let refused = trial.refusal("CreateTable", &input(2500));
        let text = "Subscriber limit exceeded: There is a limit of 2500 tables per subscriber".to_owned();
        assert_eq!(refused, ("LimitExceededException", text));
        trial.call("DeleteTable", &json!({"TableName": "Table0"})).unwrap();
        trial.call("CreateTable", &input(2500)).unwrap();
    }
}
