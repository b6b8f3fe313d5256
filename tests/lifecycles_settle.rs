//! Whatever the control plane is asked for and however the clock jumps: once all delays have passed, nothing is in between any more, and
//! everything is as in an emulator whose changes are instant and that was asked for what was accepted here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::fs;
use std::path::Path;

use dynatab::account::{Lifecycle, Step};
use dynatab::{Emulator, Options};
use harness::{TestHost, call, state};
use proptest::prelude::*;
use serde_json::{Value, json};

const TABLES: [&str; 3] = ["one", "two", "restored"];

/// A data stream of Amazon Kinesis.
const DATA_STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

/// One step of a program.
#[derive(Debug, Clone)]
enum Action {
    /// Milliseconds pass.
    Wait(i64),
    /// Something is asked of a table; its name is filled in.
    Ask(usize, &'static str, Value),
    /// The table is restored from a backup; the number wraps around those that there are.
    Restore(usize),
}

fn update(change: Value) -> (&'static str, Value) {
    ("UpdateTable", change)
}

fn index(action: &Value) -> (&'static str, Value) {
    let artist = json!({"AttributeName": "artist", "AttributeType": "S"});
    update(json!({"AttributeDefinitions": [artist], "GlobalSecondaryIndexUpdates": [action]}))
}

fn creation(more: &Value) -> (&'static str, Value) {
    let mut input = json!({
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    ("CreateTable", input)
}

fn insights(enabled: bool, index: Option<&str>) -> (&'static str, Value) {
    let mut input = json!({"ContributorInsightsAction": if enabled { "ENABLE" } else { "DISABLE" }});
    if let Some(index) = index {
        input["IndexName"] = index.into();
    }
    ("UpdateContributorInsights", input)
}

fn precision(fine: bool) -> (&'static str, Value) {
    let precision = if fine { "MICROSECOND" } else { "MILLISECOND" };
    let configuration = json!({"ApproximateCreationDateTimePrecision": precision});
    let input = json!({"StreamArn": DATA_STREAM, "UpdateKinesisStreamingConfiguration": configuration});
    ("UpdateKinesisStreamingDestination", input)
}

/// A policy for the table of this ARN, one of several.
fn policy(number: &Value, arn: &str) -> Value {
    let statement = json!({"Sid": number, "Effect": "Allow", "Principal": "*", "Action": "dynamodb:GetItem", "Resource": arn});
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string().into()
}

fn requests() -> impl Strategy<Value = (&'static str, Value)> {
    let units = (1..5_u8).prop_map(|units| json!({"ReadCapacityUnits": units, "WriteCapacityUnits": units}));
    let by_artist = json!({
        "IndexName": "byArtist", "KeySchema": [{"AttributeName": "artist", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"},
    });
    let vector = json!({"Create": {
        "IndexName": "byVector", "VectorAttribute": {"AttributeName": "v"}, "Dimensions": 2, "DistanceFunction": "COSINE",
        "Projection": {"ProjectionType": "ALL"},
    }});
    let mut indexed = json!({"BillingMode": "PAY_PER_REQUEST", "GlobalSecondaryIndexes": [by_artist]});
    indexed["AttributeDefinitions"] =
        json!([{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "artist", "AttributeType": "S"}]);
    let control = prop_oneof![
        4 => Just(creation(&json!({"BillingMode": "PAY_PER_REQUEST", "Tags": [{"Key": "a", "Value": "0"}]}))),
        2 => Just(creation(&indexed)),
        2 => units.clone().prop_map(|units| creation(&json!({"ProvisionedThroughput": units}))),
        2 => Just(("DeleteTable", json!({}))),
        2 => units.clone().prop_map(|units| update(json!({"ProvisionedThroughput": units}))),
        1 => units.prop_map(|units| update(json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": units}))),
        1 => Just(update(json!({"BillingMode": "PAY_PER_REQUEST"}))),
        1 => Just(update(json!({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}}))),
        1 => Just(update(json!({"StreamSpecification": {"StreamEnabled": false}}))),
        1 => any::<bool>().prop_map(|standard| update(json!({"TableClass": if standard { "STANDARD" } else { "STANDARD_INFREQUENT_ACCESS" }}))),
        1 => any::<bool>().prop_map(|enabled| update(json!({"SSESpecification": {"Enabled": enabled}}))),
        1 => Just(update(json!({"WarmThroughput": {"ReadUnitsPerSecond": 13_000}}))),
        1 => (1..9_u8).prop_map(|most| update(json!({"OnDemandThroughput": {"MaxReadRequestUnits": most}}))),
        1 => any::<bool>().prop_map(|protected| update(json!({"DeletionProtectionEnabled": protected}))),
        3 => Just(index(&json!({"Create": by_artist}))),
        2 => Just(index(&json!({"Delete": {"IndexName": "byArtist"}}))),
        1 => Just(index(&json!({"Update": {"IndexName": "byArtist", "OnDemandThroughput": {"MaxReadRequestUnits": 9}}}))),
        1 => Just(update(json!({"VectorIndexUpdates": [vector]}))),
        1 => Just(update(json!({"VectorIndexUpdates": [{"Delete": {"IndexName": "byVector"}}]}))),
        1 => any::<bool>().prop_map(|enabled| ("UpdateTimeToLive", json!({"TimeToLiveSpecification": {"Enabled": enabled, "AttributeName": "ttl"}}))),
        1 => Just(("CreateBackup", json!({"BackupName": "backup"}))),
        1 => (0..3_u8).prop_map(|value| ("TagResource", json!({"Tags": [{"Key": "a", "Value": value.to_string()}]}))),
        1 => Just(("UntagResource", json!({"TagKeys": ["a"]}))),
        1 => any::<bool>().prop_map(|enabled| insights(enabled, None)),
        1 => any::<bool>().prop_map(|enabled| insights(enabled, Some("byArtist"))),
        1 => Just(("EnableKinesisStreamingDestination", json!({"StreamArn": DATA_STREAM}))),
        1 => Just(("DisableKinesisStreamingDestination", json!({"StreamArn": DATA_STREAM}))),
        1 => any::<bool>().prop_map(precision),
        1 => any::<bool>().prop_map(|enabled| {
            ("UpdateContinuousBackups", json!({"PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": enabled}}))
        }),
        1 => (0..3_u8).prop_map(|number| ("PutResourcePolicy", json!({"Policy": number.to_string()}))),
        1 => Just(("DeleteResourcePolicy", json!({}))),
    ];
    let item = (0..4_u8, 0..2_u8).prop_map(|(pk, artist)| {
        let vector = json!({"L": [{"N": "1"}, {"N": pk.to_string()}]});
        ("PutItem", json!({"Item": {"pk": {"S": pk.to_string()}, "artist": {"S": artist.to_string()}, "v": vector}}))
    });
    let gone = (0..4_u8).prop_map(|pk| ("DeleteItem", json!({"Key": {"pk": {"S": pk.to_string()}}})));
    prop_oneof![6 => control, 3 => item, 1 => gone]
}

fn actions() -> impl Strategy<Value = Action> {
    prop_oneof![
        6 => (0..3_usize, requests()).prop_map(|(table, (operation, input))| Action::Ask(table, operation, input)),
        3 => (0..7000_i64).prop_map(Action::Wait),
        1 => (0..3_i64).prop_map(|days| Action::Wait(days * 86_400_000 + 1)),
        1 => (0..9_usize).prop_map(Action::Restore),
    ]
}

/// Delays of every step; many take none.
fn lifecycles() -> impl Strategy<Value = Lifecycle> {
    let delays = proptest::collection::vec(prop_oneof![Just(0), 1..6000_i64], Step::ALL.len());
    let chosen = delays.prop_map(|delays| {
        let steps = Step::ALL.into_iter().zip(delays);
        steps.fold(Lifecycle::default(), |lifecycle, ((step, ..), delay)| lifecycle.with(step, delay))
    });
    prop_oneof![3 => chosen, 1 => Just(Lifecycle::realistic())]
}

fn arn_of(table: &str) -> String {
    format!("arn:aws:dynamodb:us-east-1:000000000000:table/{table}")
}

/// An emulator and the backups that were made in it.
struct World {
    emulator: Emulator,
    host: TestHost,
    backups: Vec<Value>,
}

impl World {
    fn new(lifecycle: Lifecycle) -> Self {
        let host = TestHost::default();
        let emulator = Emulator::new(Box::new(host.clone()), Options { lifecycle, ..Options::default() });
        Self { emulator, host, backups: Vec::new() }
    }

    /// Does what `action` says; no answer, if it asks for nothing.
    fn take(&mut self, action: &Action) -> Option<Result<Value, (String, String)>> {
        let answer = match action {
            Action::Wait(milliseconds) => {
                self.host.advance(*milliseconds);
                return None;
            }
            Action::Ask(table, operation, input) => {
                let mut input = input.clone();
                input["TableName"] = TABLES[*table].into();
                if operation.contains("Resource") {
                    input["ResourceArn"] = arn_of(TABLES[*table]).into();
                }
                if *operation == "PutResourcePolicy" {
                    input["Policy"] = policy(&input["Policy"], &arn_of(TABLES[*table]));
                }
                call(&self.emulator, operation, &input)
            }
            Action::Restore(backup) => {
                let backup = self.backups.get(backup % self.backups.len().max(1))?;
                call(&self.emulator, "RestoreTableFromBackup", &json!({"TargetTableName": TABLES[2], "BackupArn": backup}))
            }
        };
        if let Ok(output) = &answer
            && let Some(backup) = output.pointer("/BackupDetails/BackupArn")
        {
            self.backups.push(backup.clone());
        }
        Some(answer)
    }

    /// Whether what `action` changes is lost though it is accepted: it concerns a table or an index that is on its way out, asks for the way
    /// back from a change of the billing mode that is under way, or disables a destination that is being disabled.
    fn is_lost(&self, action: &Action) -> bool {
        let Action::Ask(table, operation, input) = action else { return false };
        if *operation == "DisableKinesisStreamingDestination" {
            let described = call(&self.emulator, "DescribeKinesisStreamingDestination", &json!({"TableName": TABLES[*table]}));
            if described.is_ok_and(|destinations| destinations.to_string().contains("DISABLING")) {
                return true;
            }
        }
        let described = call(&self.emulator, "DescribeTable", &json!({"TableName": TABLES[*table]}));
        let Some(table) = described.ok().and_then(|output| output.get("Table").cloned()) else { return false };
        let index = table["GlobalSecondaryIndexes"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|index| index["IndexName"] == input["IndexName"]);
        if index.is_some_and(|index| index["IndexStatus"] == "DELETING") {
            return true;
        }
        let back = input["BillingMode"] == "PAY_PER_REQUEST" && table["ProvisionedThroughput"]["ReadCapacityUnits"] != 0;
        table["TableStatus"] == "DELETING" || (back && table["TableStatus"] == "UPDATING")
    }

    /// All that is told, but for names that differ from one emulator to the next and the times at which changes were complete.
    fn everything(&self) -> Vec<Value> {
        let mut tables: Vec<Value> = state::everything(&self.emulator).into_values().collect();
        for table in &mut tables {
            let description = table[0].as_object_mut().unwrap();
            description.remove("TableId");
            for (member, time) in
                [("BillingModeSummary", "LastUpdateToPayPerRequestDateTime"), ("TableClassSummary", "LastUpdateDateTime")]
            {
                description.get_mut(member).and_then(Value::as_object_mut).and_then(|summary| summary.remove(time));
            }
        }
        let of_each = |name: String| {
            let expiry = call(&self.emulator, "DescribeTimeToLive", &json!({"TableName": name})).unwrap();
            let recovery = call(&self.emulator, "DescribeContinuousBackups", &json!({"TableName": name})).unwrap();
            let destinations = call(&self.emulator, "DescribeKinesisStreamingDestination", &json!({"TableName": name})).unwrap();
            let mut insights = call(&self.emulator, "DescribeContributorInsights", &json!({"TableName": name})).unwrap();
            for time in ["LastUpdateDateTime", "ContributorInsightsRuleList"] {
                insights.as_object_mut().unwrap().remove(time);
            }
            let policy = call(&self.emulator, "GetResourcePolicy", &json!({"ResourceArn": arn_of(&name)}));
            json!([expiry, recovery, destinations, insights, policy.ok().map(|policy| policy["Policy"].clone())])
        };
        tables.extend(state::tables(&self.emulator).into_iter().map(of_each));
        tables.extend(self.streams());
        tables
    }

    fn streams(&self) -> Vec<Value> {
        let streams = call(&self.emulator, "Streams.ListStreams", &json!({})).unwrap();
        let status = |stream: &Value| {
            let described = call(&self.emulator, "Streams.DescribeStream", &json!({"StreamArn": stream["StreamArn"]})).unwrap();
            json!([stream["StreamArn"], described["StreamDescription"]["StreamStatus"]])
        };
        state::list(&streams["Streams"]).iter().map(status).collect()
    }

    /// Nothing is created, changed or deleted.
    fn assert_settled(&self) {
        let told = json!(self.everything()).to_string();
        for status in ["CREATING", "UPDATING", "DELETING", "ENABLING", "DISABLING", "Backfilling", "RestoreSummary"] {
            assert!(!told.contains(status), "{status} in {told}");
        }
        for backup in &self.backups {
            let described = call(&self.emulator, "DescribeBackup", &json!({"BackupArn": backup})).unwrap();
            assert_eq!(described.pointer("/BackupDescription/BackupDetails/BackupStatus"), Some(&json!("AVAILABLE")));
        }
        state::assert_agrees(&self.emulator);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn after_all_delays_everything_is_as_if_changes_were_instant(
        lifecycle in lifecycles(),
        program in proptest::collection::vec(actions(), 1..60),
    ) {
        let (mut slow, mut instant) = (World::new(lifecycle), World::new(Lifecycle::default()));
        for action in &program {
            let lost = slow.is_lost(action);
            let answer = slow.take(action);
            if lost {
                slow.backups.truncate(instant.backups.len());
            } else if answer.as_ref().is_none_or(Result::is_ok) {
                let expected = instant.take(action);
                prop_assert!(expected.as_ref().is_none_or(Result::is_ok), "{:?} is {:?} but {:?}", action, answer, expected);
            }
        }
        instant.assert_settled();
        for world in [&slow, &instant] {
            world.host.advance(600_000);
        }
        slow.assert_settled();
        prop_assert_eq!(slow.everything(), instant.everything());
    }
}

/// An emulator in which every change takes a while.
fn patient() -> World {
    World::new(Step::ALL.into_iter().fold(Lifecycle::default(), |lifecycle, (step, ..)| lifecycle.with(step, 1000)))
}

fn create(name: &str, indexed: bool) -> Value {
    let attribute = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
    let key = |name: &str| json!([{"AttributeName": name, "KeyType": "HASH"}]);
    let mut input = json!({
        "TableName": name, "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [attribute("pk")], "KeySchema": key("pk"),
    });
    if indexed {
        input["AttributeDefinitions"] = json!([attribute("pk"), attribute("g")]);
        let index = json!({"IndexName": "index", "KeySchema": key("g"), "Projection": {"ProjectionType": "ALL"}});
        input["GlobalSecondaryIndexes"] = json!([index]);
    }
    input
}

fn limit(text: &str) -> Result<Value, (String, String)> {
    Err(("LimitExceededException".to_owned(), format!("Subscriber limit exceeded: Only {text} simultaneously")))
}

#[test]
fn so_many_tables_change_at_once_and_no_more() {
    let World { emulator, host, .. } = patient();
    for number in 0..250 {
        call(&emulator, "CreateTable", &create(&format!("indexed{number}"), true)).unwrap();
    }
    let one_more = call(&emulator, "CreateTable", &create("indexed", true));
    assert_eq!(one_more, limit("250 tables with secondary indexes can be created"));
    for number in 0..250 {
        call(&emulator, "CreateTable", &create(&format!("plain{number}"), false)).unwrap();
    }
    let one_more = call(&emulator, "CreateTable", &create("plain", false));
    assert_eq!(one_more, limit("500 tables can be created, updated, or deleted"));
    host.advance(1000);
    for number in 0..250 {
        call(&emulator, "DeleteTable", &json!({"TableName": format!("indexed{number}")})).unwrap();
        let stream = json!({"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"});
        call(&emulator, "UpdateTable", &json!({"TableName": format!("plain{number}"), "StreamSpecification": stream})).unwrap();
    }
    let one_more = call(&emulator, "CreateTable", &create("plain", false));
    assert_eq!(one_more, limit("500 tables can be created, updated, or deleted"));
    host.advance(1000);
    call(&emulator, "CreateTable", &create("plain", false)).unwrap();
}

#[test]
fn so_many_tables_are_restored_at_once_and_no_more() {
    let World { emulator, host, .. } = patient();
    call(&emulator, "CreateTable", &create("source", false)).unwrap();
    host.advance(2000);
    let backups: Vec<Value> = (0..51)
        .map(|_| call(&emulator, "CreateBackup", &json!({"TableName": "source", "BackupName": "backup"})).unwrap())
        .map(|output| output["BackupDetails"]["BackupArn"].clone())
        .collect();
    host.advance(1000);
    let restore = |number: usize| {
        let input = json!({"TargetTableName": format!("target{number}"), "BackupArn": backups[number]});
        call(&emulator, "RestoreTableFromBackup", &input)
    };
    for number in 0..50 {
        restore(number).unwrap();
    }
    assert_eq!(restore(50), limit("50 restore operations can be done"));
    host.advance(1000);
    restore(50).unwrap();
}

#[test]
fn what_is_pending_is_kept_by_snapshots_and_forks() {
    let World { emulator, host, .. } = patient();
    call(&emulator, "CreateTable", &create("table", true)).unwrap();
    let snapshot = emulator.snapshot();
    let fork = emulator.fork(Box::new(host.clone()));
    host.advance(1000);
    let status = |emulator: &Emulator| state::description(emulator, "table")["TableStatus"].clone();
    assert_eq!([status(&emulator), status(&fork)], ["ACTIVE", "ACTIVE"]);
    call(&emulator, "DeleteTable", &json!({"TableName": "table"})).unwrap();
    emulator.restore(&snapshot);
    assert_eq!(status(&emulator), "ACTIVE", "its time has come long ago");
    host.advance(-500);
    emulator.restore(&snapshot);
    assert_eq!(status(&emulator), "CREATING", "its time is yet to come");
}

/// A table that was restored while the key of its source was being changed used to be in the midst of that for ever.
#[test]
fn a_restored_table_has_the_key_in_force_while_another_one_is_on_its_way() {
    let World { emulator, host, .. } = patient();
    call(&emulator, "CreateTable", &create("table", false)).unwrap();
    host.advance(2000);
    call(&emulator, "UpdateTable", &json!({"TableName": "table", "SSESpecification": {"Enabled": true}})).unwrap();
    let backup = call(&emulator, "CreateBackup", &json!({"TableName": "table", "BackupName": "backup"})).unwrap();
    host.advance(1000);
    let restore = json!({"TargetTableName": "restored", "BackupArn": backup["BackupDetails"]["BackupArn"]});
    call(&emulator, "RestoreTableFromBackup", &restore).unwrap();
    host.advance(2000);
    assert_eq!(state::description(&emulator, "restored")["SSEDescription"], Value::Null);
    assert_eq!(state::description(&emulator, "table")["SSEDescription"]["Status"], "ENABLED");
}

/// A backup used to forget a vector index that was still being filled.
#[test]
fn a_restored_table_has_the_indexes_that_were_being_filled() {
    let World { emulator, host, .. } = patient();
    let string = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
    call(&emulator, "CreateTable", &create("table", false)).unwrap();
    host.advance(2000);
    let index = json!({"IndexName": "byVector", "VectorAttribute": {"AttributeName": "v"}, "Dimensions": 2, "DistanceFunction": "COSINE", "Projection": {"ProjectionType": "ALL"}});
    call(&emulator, "UpdateTable", &json!({"TableName": "table", "VectorIndexUpdates": [{"Create": index}]})).unwrap();
    let backup = call(&emulator, "CreateBackup", &json!({"TableName": "table", "BackupName": "vector"})).unwrap();
    host.advance(5000);
    let index = json!({"IndexName": "index", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}});
    let update = json!({"TableName": "table", "AttributeDefinitions": [string("pk"), string("g")], "GlobalSecondaryIndexUpdates": [{"Create": index}]});
    call(&emulator, "UpdateTable", &update).unwrap();
    let later = call(&emulator, "CreateBackup", &json!({"TableName": "table", "BackupName": "both"})).unwrap();
    host.advance(5000);
    for (target, backup) in [("first", &backup), ("second", &later)] {
        let restore = json!({"TargetTableName": target, "BackupArn": backup["BackupDetails"]["BackupArn"]});
        call(&emulator, "RestoreTableFromBackup", &restore).unwrap();
        host.advance(5000);
        assert_eq!(state::description(&emulator, target)["VectorIndexes"][0]["IndexName"], "byVector");
    }
    assert_eq!(state::description(&emulator, "second")["GlobalSecondaryIndexes"][0]["IndexName"], "index");
}

#[test]
fn what_takes_no_time_is_complete_whatever_the_clock_says() {
    let World { emulator, host, .. } = World::new(Lifecycle::default());
    call(&emulator, "CreateTable", &create("table", true)).unwrap();
    host.advance(-1_000_000_000);
    assert_eq!(state::description(&emulator, "table")["TableStatus"], "ACTIVE");
}

#[test]
fn every_request_of_every_case_is_answered_while_changes_are_under_way() {
    let World { emulator, host, .. } = World::new(Lifecycle::realistic());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut files: Vec<_> = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    files.sort();
    let mut asked = 0;
    for file in files {
        let file: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        for step in state::list(&file["cases"]).iter().flat_map(|case| state::list(&case["steps"])) {
            let (Some(operation), Some(input)) = (step["operation"].as_str(), step.get("input")) else { continue };
            let _ = call(&emulator, operation, input);
            asked += 1;
            host.advance(asked % 7 * 400);
        }
    }
    assert!(asked > 1000, "{asked}");
    host.advance(600_000);
    let page = call(&emulator, "ListTables", &json!({})).unwrap();
    for name in state::list(&page["TableNames"]) {
        let told = state::description(&emulator, name.as_str().unwrap()).to_string();
        assert!(!["CREATING", "UPDATING", "DELETING"].iter().any(|status| told.contains(status)), "{told}");
    }
}
