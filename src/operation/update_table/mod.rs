//! `UpdateTable`: one change of a table at a time, with few exceptions.
//!
//! The response announces the change. What cannot be changed together, and the order of the checks
//! where several would fail, were observed 2026-10-08 and 2026-10-09.

mod admission;
mod billing;
mod disassociation;
mod fault;
mod index_action;
mod indexes;
mod replica_action;
mod replica_fault;
mod replica_settings;
pub(super) mod replicas;
mod rules;
mod scaling;
mod specification;
pub(super) mod strong;
mod throughput;
mod update;
mod vector_action;
mod vectors;

use serde::Serialize;

use super::table_description::TableDescription;
use super::{Call, Error, in_use, named_table, quota, simultaneous};
use crate::request::Structure;

pub(super) use billing::ThroughputChange;
pub(super) use fault::UpdateFault;
pub(super) use replica_fault::{ReplicaFault, StrongFault};
pub(super) use replica_settings::of_new;
use update::Update;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_description: TableDescription,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let actions = rules::check(input)?;
    let stream = specification::stream_change(input)?;
    if input.text("GlobalTableSettingsReplicationMode") == Some("ENABLED_WITH_OVERRIDES") {
        return Err(UpdateFault::OverridesOfRegionalTable.into());
    }
    if input.has("ReplicaUpdates") {
        return Ok(Output { table_description: replicas::change(call, input)? });
    }
    let table = named_table::find_made(call, input)?;
    if !input.has("StreamSpecification") {
        in_use::check_replicas(table)?;
    }
    admission::check(table, input, &actions)?;
    let global = call.database.global_table(call.place(), table.name());
    let mut update = Update::new(table.clone(), call.now(), global);
    billing::change(&mut update, input, &actions.global)?;
    let switched = update.settled.billing.mode != update.table.settings().billing.mode;
    actions.check_online()?;
    scaling::check(&update, &actions.global)?;
    indexes::change(&mut update, &actions.global, switched)?;
    scaling::register(&mut update, &actions.global);
    vectors::change(&mut update, &actions.vector)?;
    throughput::change(&mut update, input)?;
    specification::change_stream(&mut update, stream)?;
    specification::change_encryption(&mut update, call, input)?;
    specification::change_class(&mut update, input)?;
    specification::change_protection(&mut update, input)?;
    disassociation::change_protection(&mut update, input)?;
    disassociation::change_settings_replication(&mut update, input)?;
    replicas::check_classes(call, &update)?;
    quota::check_change(call, call.place(), update.table.settings(), &update.settled)?;
    simultaneous::check_change(call)?;
    let table_description = TableDescription::new(&update.table, &update.announced, call.moment());
    let (table, changes) = update.begun();
    call.share(call.begun(table, changes));
    Ok(Output { table_description })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::operation::trial::Trial;

    const INVALID: &str = "One or more parameter values were invalid:";

    fn create(trial: &mut Trial, overrides: &Value) {
        let mut input = json!({
            "TableName": "Table", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        });
        input.as_object_mut().unwrap().extend(overrides.as_object().unwrap().clone());
        trial.call("CreateTable", &input).unwrap();
    }

    fn units(read: i64, write: i64) -> Value {
        json!({"ReadCapacityUnits": read, "WriteCapacityUnits": write})
    }

    fn on_demand() -> Trial {
        let mut trial = Trial::new();
        create(&mut trial, &json!({}));
        trial
    }

    fn provisioned(read: i64, write: i64) -> Trial {
        let mut trial = Trial::new();
        create(&mut trial, &json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(read, write)}));
        trial
    }

    fn with_name(change: &Value) -> Value {
        let mut input = change.clone();
        input["TableName"] = "Table".into();
        input
    }

    fn update(trial: &mut Trial, change: &Value) -> Value {
        let output = trial.call("UpdateTable", &with_name(change)).unwrap();
        output["TableDescription"].clone()
    }

    fn refusal(trial: &mut Trial, change: &Value) -> String {
        let (code, message) = trial.refusal("UpdateTable", &with_name(change));
        format!("{code}: {message}")
    }

    fn describe(trial: &mut Trial) -> Value {
        trial.call("DescribeTable", &json!({"TableName": "Table"})).unwrap()["Table"].clone()
    }

    fn new_index(name: &str, attribute: &str) -> Value {
        json!({"Create": {
            "IndexName": name, "KeySchema": [{"AttributeName": attribute, "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"},
        }})
    }

    fn definitions(names: &[&str]) -> Value {
        names.iter().map(|name| json!({"AttributeName": name, "AttributeType": "N"})).collect()
    }

    #[test]
    fn a_request_changes_something() {
        let mut trial = on_demand();
        for nothing in
            [json!({}), json!({"GlobalSecondaryIndexUpdates": []}), json!({"AttributeDefinitions": definitions(&["a"])})]
        {
            assert!(refusal(&mut trial, &nothing).starts_with("ValidationException: At least one of ProvisionedThroughput, "));
        }
    }

    #[test]
    fn checks_of_the_request_come_before_the_table() {
        let mut trial = Trial::new();
        assert!(refusal(&mut trial, &json!({})).starts_with("ValidationException: At least one of"));
        let missing = refusal(&mut trial, &json!({"DeletionProtectionEnabled": true}));
        assert_eq!(missing, "ResourceNotFoundException: Requested resource not found: Table: Table not found");
    }

    #[test]
    fn most_changes_are_made_alone() {
        let mut trial = on_demand();
        let alone = |change: &str| {
            format!("ValidationException: {INVALID} {change} modification must be the only operation in the request")
        };
        let both = json!({"DeletionProtectionEnabled": true, "SSESpecification": {"Enabled": true}});
        assert_eq!(refusal(&mut trial, &both), alone("Server-Side Encryption"));
        let both = json!({"DeletionProtectionEnabled": true, "TableClass": "STANDARD"});
        assert_eq!(refusal(&mut trial, &both), alone("TableClass"));
        let both = json!({"DeletionProtectionEnabled": true, "BillingMode": "PAY_PER_REQUEST"});
        assert_eq!(refusal(&mut trial, &both), alone("DeletionProtection"));
        let stream = json!({"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"});
        let warm = json!({"WarmThroughput": {"ReadUnitsPerSecond": 13_000}, "StreamSpecification": stream});
        let expected = format!("ValidationException: {INVALID} WarmThroughput must be the only operation in the request");
        assert_eq!(refusal(&mut trial, &warm), expected);
        let bounds = json!({"OnDemandThroughput": {"MaxReadRequestUnits": 1}, "StreamSpecification": stream});
        let expected = format!(
            "ValidationException: {INVALID} OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"
        );
        assert_eq!(refusal(&mut trial, &bounds), expected);
    }

    #[test]
    fn the_response_tells_the_units_from_before() {
        let mut trial = provisioned(1, 1);
        let announced = update(&mut trial, &json!({"ProvisionedThroughput": units(2, 2)}));
        assert_eq!(announced["TableStatus"], "UPDATING");
        assert_eq!(announced["ProvisionedThroughput"]["ReadCapacityUnits"], 1);
        assert!(announced["ProvisionedThroughput"]["LastIncreaseDateTime"].is_number());
        let described = describe(&mut trial);
        assert_eq!(described["TableStatus"], "ACTIVE");
        assert_eq!(described["ProvisionedThroughput"]["ReadCapacityUnits"], 2);
        assert_eq!(described["WarmThroughput"], json!({"ReadUnitsPerSecond": 2, "WriteUnitsPerSecond": 2, "Status": "ACTIVE"}));
        assert!(described.get("BillingModeSummary").is_none());
    }

    #[test]
    fn the_fifth_decrease_of_a_day_has_to_wait() {
        let mut trial = provisioned(10, 10);
        for both in (6..10).rev() {
            update(&mut trial, &json!({"ProvisionedThroughput": units(both, both)}));
        }
        let fifth = json!({"ProvisionedThroughput": units(5, 5)});
        assert!(
            refusal(&mut trial, &fifth).starts_with("LimitExceededException: Subscriber limit exceeded: Provisioned throughput")
        );
        trial.advance(3_600_000);
        assert_eq!(update(&mut trial, &fifth)["ProvisionedThroughput"]["NumberOfDecreasesToday"], 4);
        assert_eq!(describe(&mut trial)["ProvisionedThroughput"]["NumberOfDecreasesToday"], 5);
    }

    #[test]
    fn units_that_do_not_change_are_refused() {
        let mut trial = provisioned(5, 5);
        let same = refusal(&mut trial, &json!({"ProvisionedThroughput": units(5, 5)}));
        assert!(same.starts_with("ValidationException: The provisioned throughput for the table will not change."));
        let alone = refusal(&mut trial, &json!({"BillingMode": "PROVISIONED"}));
        let expected =
            format!("ValidationException: {INVALID} ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        assert_eq!(alone, expected);
    }

    #[test]
    fn a_table_changes_how_it_is_paid_for() {
        let mut trial = provisioned(5, 6);
        let announced = update(&mut trial, &json!({"BillingMode": "PAY_PER_REQUEST"}));
        assert_eq!(announced["BillingModeSummary"], json!({"BillingMode": "PAY_PER_REQUEST"}));
        let described = describe(&mut trial);
        assert_eq!(described["ProvisionedThroughput"]["ReadCapacityUnits"], 0);
        assert!(described["BillingModeSummary"]["LastUpdateToPayPerRequestDateTime"].is_number());
        assert_eq!(described["WarmThroughput"]["ReadUnitsPerSecond"], 12_000);
        let units_alone = refusal(&mut trial, &json!({"ProvisionedThroughput": units(1, 1)}));
        assert!(units_alone.ends_with("can be specified when BillingMode is PAY_PER_REQUEST"));
        let announced = update(&mut trial, &json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(7, 8)}));
        assert_eq!(announced["ProvisionedThroughput"]["ReadCapacityUnits"], 7);
        assert_eq!(describe(&mut trial)["BillingModeSummary"]["BillingMode"], "PROVISIONED");
    }

    #[test]
    fn an_index_is_created_with_the_items_that_are_there_and_deleted_again() {
        let mut trial = on_demand();
        let change = json!({
            "AttributeDefinitions": definitions(&["a", "pk", "unused"]), "GlobalSecondaryIndexUpdates": [new_index("gsi", "a")],
        });
        let announced = update(&mut trial, &change);
        let index = &announced["GlobalSecondaryIndexes"][0];
        assert_eq!((&announced["TableStatus"], &index["IndexStatus"]), (&json!("UPDATING"), &json!("CREATING")));
        assert_eq!(index["Backfilling"], false);
        let described = describe(&mut trial);
        let attributes = json!([{"AttributeName": "a", "AttributeType": "N"}, {"AttributeName": "pk", "AttributeType": "S"}]);
        assert_eq!(described["AttributeDefinitions"], attributes);
        assert_eq!(described["GlobalSecondaryIndexes"][0]["IndexStatus"], "ACTIVE");
        assert!(described["GlobalSecondaryIndexes"][0].get("Backfilling").is_none());
        assert_eq!(refusal(&mut trial, &change), "ValidationException: Attempting to create an index which already exists");
        let delete = json!({"GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "gsi"}}]});
        assert_eq!(update(&mut trial, &delete)["GlobalSecondaryIndexes"][0]["IndexStatus"], "DELETING");
        let described = describe(&mut trial);
        assert!(described.get("GlobalSecondaryIndexes").is_none());
        assert_eq!(described["AttributeDefinitions"].as_array().unwrap().len(), 1);
        let gone = refusal(&mut trial, &delete);
        assert_eq!(gone, "ResourceNotFoundException: Requested resource not found: Index gsi for table Table");
    }

    #[test]
    fn a_new_index_holds_the_items_that_have_its_key() {
        let mut trial = on_demand();
        for (key, attribute) in [("x", json!({"N": "1"})), ("y", json!({"N": "2"})), ("z", json!({"S": "no number"}))] {
            let item = json!({"pk": {"S": key}, "a": attribute});
            trial.call("PutItem", &json!({"TableName": "Table", "Item": item})).unwrap();
        }
        trial.call("PutItem", &json!({"TableName": "Table", "Item": {"pk": {"S": "w"}}})).unwrap();
        let change = json!({"AttributeDefinitions": definitions(&["a"]), "GlobalSecondaryIndexUpdates": [new_index("gsi", "a")]});
        let announced = update(&mut trial, &change);
        assert_eq!((&announced["ItemCount"], &announced["GlobalSecondaryIndexes"][0]["ItemCount"]), (&json!(4), &json!(0)));
        let index = describe(&mut trial)["GlobalSecondaryIndexes"][0].clone();
        assert_eq!((&index["ItemCount"], &index["IndexSizeBytes"]), (&json!(2), &json!(12)));
    }

    #[test]
    fn one_index_is_created_or_deleted_at_a_time() {
        let mut trial = on_demand();
        let two = json!({
            "AttributeDefinitions": definitions(&["a", "b"]),
            "GlobalSecondaryIndexUpdates": [new_index("one", "a"), new_index("two", "b")],
        });
        let expected = "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table";
        assert_eq!(refusal(&mut trial, &two), expected);
        let undefined = json!({"GlobalSecondaryIndexUpdates": [new_index("one", "a")]});
        let expected = format!("ValidationException: {INVALID} AttributeDefinitions is not specified for index: one");
        assert_eq!(refusal(&mut trial, &undefined), expected);
    }

    #[test]
    fn an_update_of_an_index_is_one_action_on_one_index() {
        let mut trial = on_demand();
        let delete = json!({"Delete": {"IndexName": "gsi"}});
        let twice = json!({"GlobalSecondaryIndexUpdates": [delete, delete]});
        assert!(
            refusal(&mut trial, &twice)
                .ends_with("Only one global secondary index update per index is allowed simultaneously. Index: gsi")
        );
        let nothing = json!({"GlobalSecondaryIndexUpdates": [{}]});
        assert!(refusal(&mut trial, &nothing).ends_with("GlobalSecondaryIndexUpdate.Delete must not be null"));
        let both = json!({"GlobalSecondaryIndexUpdates": [
            {"Delete": {"IndexName": "gsi"}, "Update": {"IndexName": "gsi", "ProvisionedThroughput": units(1, 1)}},
        ]});
        assert!(
            refusal(&mut trial, &both)
                .ends_with("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object")
        );
        let empty = json!({"GlobalSecondaryIndexUpdates": [], "DeletionProtectionEnabled": true});
        assert!(refusal(&mut trial, &empty).ends_with("List of GlobalSecondaryIndexUpdates is empty"));
    }

    #[test]
    fn indexes_follow_their_table_to_provisioned_units() {
        let mut trial = on_demand();
        let create = json!({"AttributeDefinitions": definitions(&["a"]), "GlobalSecondaryIndexUpdates": [new_index("gsi", "a")]});
        update(&mut trial, &create);
        let table_only = json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": units(5, 5)});
        assert!(refusal(&mut trial, &table_only).ends_with("ProvisionedThroughput must be specified for index: gsi"));
        let change = json!({"Update": {"IndexName": "gsi", "ProvisionedThroughput": units(3, 4)}});
        let all = json!({
            "BillingMode": "PROVISIONED", "ProvisionedThroughput": units(5, 5), "GlobalSecondaryIndexUpdates": [change],
        });
        update(&mut trial, &all);
        assert_eq!(describe(&mut trial)["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["WriteCapacityUnits"], 4);
        let raised = json!({"GlobalSecondaryIndexUpdates": [
            {"Update": {"IndexName": "gsi", "ProvisionedThroughput": units(6, 4)}},
        ]});
        let announced = update(&mut trial, &raised);
        assert_eq!(announced["TableStatus"], "ACTIVE");
        assert_eq!(announced["GlobalSecondaryIndexes"][0]["IndexStatus"], "UPDATING");
        assert_eq!(announced["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]["ReadCapacityUnits"], 3);
        let same = refusal(&mut trial, &raised);
        assert!(same.starts_with("ValidationException: The provisioned throughput for the index gsi will not change."));
    }

    #[test]
    fn bounds_of_requests_are_merged() {
        let mut trial = on_demand();
        let bounds = |read: i64, write: i64| json!({"MaxReadRequestUnits": read, "MaxWriteRequestUnits": write});
        let first = update(&mut trial, &json!({"OnDemandThroughput": bounds(1000, 500)}));
        assert_eq!((&first["TableStatus"], &first["OnDemandThroughput"]), (&json!("ACTIVE"), &bounds(1000, 500)));
        let lifted = update(&mut trial, &json!({"OnDemandThroughput": {"MaxReadRequestUnits": -1}}));
        assert_eq!(lifted["OnDemandThroughput"], bounds(-1, 500));
        assert_eq!(describe(&mut trial)["OnDemandThroughput"], json!({"MaxWriteRequestUnits": 500}));
        let zero = refusal(&mut trial, &json!({"OnDemandThroughput": {"MaxWriteRequestUnits": 0}}));
        assert!(zero.ends_with("Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range"));
        assert_eq!(refusal(&mut trial, &json!({"OnDemandThroughput": {}})), "InternalFailure: ");
        let dropped = json!({"OnDemandThroughput": {}, "BillingMode": "PAY_PER_REQUEST"});
        assert_eq!(update(&mut trial, &dropped)["TableStatus"], "UPDATING");
    }

    #[test]
    fn warm_throughput_only_grows() {
        let mut trial = on_demand();
        let warm = |read: i64| json!({"WarmThroughput": {"ReadUnitsPerSecond": read}});
        let announced = update(&mut trial, &warm(13_000));
        assert_eq!(announced["TableStatus"], "ACTIVE");
        let expected = json!({"ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000, "Status": "UPDATING"});
        assert_eq!(announced["WarmThroughput"], expected);
        assert_eq!(describe(&mut trial)["WarmThroughput"]["ReadUnitsPerSecond"], 13_000);
        let less = refusal(&mut trial, &warm(12_999));
        assert!(less.ends_with("is lower than current WarmThroughput, decreasing WarmThroughput is not supported"));
    }

    #[test]
    fn a_stream_is_enabled_and_disabled_and_keeps_its_label() {
        let mut trial = on_demand();
        let enable = json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}});
        let announced = update(&mut trial, &enable);
        assert_eq!(announced["StreamSpecification"], json!({"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}));
        let label = announced["LatestStreamLabel"].clone();
        assert_eq!(label, "2026-10-01T00:00:00.000");
        assert_eq!(refusal(&mut trial, &enable), "ValidationException: Table already has an enabled stream: TableName: Table");
        let disable = json!({"StreamSpecification": {"StreamEnabled": false}});
        update(&mut trial, &disable);
        let described = describe(&mut trial);
        assert!(described.get("StreamSpecification").is_none());
        assert_eq!(described["LatestStreamLabel"], label);
        assert_eq!(refusal(&mut trial, &disable), "ValidationException: Table has no stream to disable: TableName: Table");
        assert_ne!(update(&mut trial, &enable)["LatestStreamLabel"], label);
    }

    #[test]
    fn encryption_changes_while_the_table_stays_active() {
        let mut trial = on_demand();
        let announced = update(&mut trial, &json!({"SSESpecification": {"Enabled": true, "SSEType": "KMS"}}));
        assert_eq!((&announced["TableStatus"], &announced["SSEDescription"]), (&json!("ACTIVE"), &json!({"Status": "UPDATING"})));
        let described = describe(&mut trial)["SSEDescription"].clone();
        assert_eq!((&described["Status"], &described["SSEType"]), (&json!("ENABLED"), &json!("KMS")));
        let same =
            json!({"SSESpecification": {"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": described["KMSMasterKeyArn"]}});
        assert!(refusal(&mut trial, &same).contains("Table is already encrypted with given KMSMasterKeyId."));
        update(&mut trial, &json!({"SSESpecification": {"Enabled": false}}));
        assert!(describe(&mut trial).get("SSEDescription").is_none());
        let again = refusal(&mut trial, &json!({"SSESpecification": {"Enabled": false}}));
        assert!(again.ends_with("Table is already encrypted by default"));
    }

    #[test]
    fn the_class_changes_twice_in_thirty_days() {
        let mut trial = on_demand();
        let class = |class: &str| json!({"TableClass": class});
        update(&mut trial, &class("STANDARD"));
        assert!(describe(&mut trial).get("TableClassSummary").is_none());
        update(&mut trial, &class("STANDARD_INFREQUENT_ACCESS"));
        let summary = json!({"TableClass": "STANDARD_INFREQUENT_ACCESS", "LastUpdateDateTime": 1_790_812_800.0});
        assert_eq!(describe(&mut trial)["TableClassSummary"], summary);
        update(&mut trial, &class("STANDARD"));
        let third = refusal(&mut trial, &class("STANDARD_INFREQUENT_ACCESS"));
        assert!(third.starts_with("LimitExceededException: Subscriber limit exceeded: Updates to TableClass"));
        trial.advance(30 * 86_400_000);
        update(&mut trial, &class("STANDARD_INFREQUENT_ACCESS"));
    }

    #[test]
    fn a_protected_table_is_not_deleted() {
        let mut trial = on_demand();
        update(&mut trial, &json!({"DeletionProtectionEnabled": true}));
        let (code, message) = trial.refusal("DeleteTable", &json!({"TableName": "Table"}));
        assert_eq!(code, "ValidationException");
        assert!(message.starts_with("Resource cannot be deleted as it is currently protected against deletion."));
        assert_eq!(update(&mut trial, &json!({"DeletionProtectionEnabled": false}))["TableStatus"], "ACTIVE");
        trial.call("DeleteTable", &json!({"TableName": "Table"})).unwrap();
    }
}
