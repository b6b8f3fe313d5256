//! Eventually consistent reads that lag behind see exactly what a consistent read saw earlier: so many writes ago, or so long ago.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::table::{Consistency, Lag};
use dynatab::{Emulator, Options};
use harness::{TestHost, call};
use proptest::prelude::*;
use serde_json::{Value, json};

fn emulator(consistency: Consistency) -> (Emulator, TestHost) {
    let host = TestHost::default();
    let emulator = Emulator::new(Box::new(host.clone()), Options { consistency, ..Options::default() });
    let attributes = ["pk", "sk", "l", "g"].map(|name| json!({ "AttributeName": name, "AttributeType": "S" }));
    let table = json!({
        "TableName": "table", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": attributes,
        "KeySchema": key(["pk", "sk"]),
        "LocalSecondaryIndexes": [{ "IndexName": "local", "KeySchema": key(["pk", "l"]), "Projection": { "ProjectionType": "KEYS_ONLY" } }],
        "GlobalSecondaryIndexes": [{ "IndexName": "global", "KeySchema": key(["g", "sk"]), "Projection": { "ProjectionType": "ALL" } }],
    });
    call(&emulator, "CreateTable", &table).unwrap();
    (emulator, host)
}

fn key(names: [&str; 2]) -> Value {
    json!([{ "AttributeName": names[0], "KeyType": "HASH" }, { "AttributeName": names[1], "KeyType": "RANGE" }])
}

fn lagging(lag: Lag) -> Consistency {
    Consistency { tables: Some(lag), global_indexes: Some(lag) }
}

/// One write of each way in which a client changes a table.
#[derive(Debug, Clone)]
enum Step {
    Put(u8, u8),
    Update(u8, u8),
    Delete(u8),
    Batch(u8, u8),
    Transaction(u8, u8),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let (key, value) = (0..4_u8, 0..4_u8);
    prop_oneof![
        (key.clone(), value.clone()).prop_map(|(key, value)| Step::Put(key, value)),
        (key.clone(), value.clone()).prop_map(|(key, value)| Step::Update(key, value)),
        key.clone().prop_map(Step::Delete),
        (key.clone(), value.clone()).prop_map(|(key, value)| Step::Batch(key, value)),
        (key, value).prop_map(|(key, value)| Step::Transaction(key, value)),
        (1..40_i64).prop_map(Step::Wait),
    ]
}

fn item(key: u8, value: u8) -> Value {
    let text = |number: u8| json!({ "S": number.to_string() });
    json!({ "pk": { "S": "p" }, "sk": text(key), "l": text(value), "g": text(value % 2) })
}

fn key_of(key: u8) -> Value {
    json!({ "pk": { "S": "p" }, "sk": { "S": key.to_string() } })
}

fn play(emulator: &Emulator, host: &TestHost, step: &Step) {
    let (operation, input) = match step {
        Step::Wait(milliseconds) => return host.advance(*milliseconds),
        Step::Put(key, value) => ("PutItem", json!({ "TableName": "table", "Item": item(*key, *value) })),
        Step::Update(key, value) => (
            "UpdateItem",
            json!({ "TableName": "table", "Key": key_of(*key), "UpdateExpression": "SET g = :g", "ExpressionAttributeValues": { ":g": { "S": value.to_string() } } }),
        ),
        Step::Delete(key) => ("DeleteItem", json!({ "TableName": "table", "Key": key_of(*key) })),
        Step::Batch(key, value) => (
            "BatchWriteItem",
            json!({ "RequestItems": { "table": [
                { "PutRequest": { "Item": item(*key, *value) } },
                { "DeleteRequest": { "Key": key_of(*key + 1) } },
            ] } }),
        ),
        Step::Transaction(key, value) => (
            "TransactWriteItems",
            json!({ "TransactItems": [
                { "Put": { "TableName": "table", "Item": item(*key, *value) } },
                { "Delete": { "TableName": "table", "Key": key_of(*key + 1) } },
            ] }),
        ),
    };
    call(emulator, operation, &input).unwrap();
}

/// What reads of every kind find: of the table and its local index, and of the global index.
fn read(emulator: &Emulator, consistent: bool) -> [Value; 2] {
    let scan = |index: Option<&str>, consistent: bool| {
        let mut input = json!({ "TableName": "table", "ConsistentRead": consistent });
        if let Some(index) = index {
            input["IndexName"] = index.into();
        }
        call(emulator, "Scan", &input).unwrap()["Items"].take()
    };
    let query = call(
        emulator,
        "Query",
        &json!({ "TableName": "table", "ConsistentRead": consistent, "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": { ":p": { "S": "p" } } }),
    );
    let get = |key: u8| {
        call(emulator, "GetItem", &json!({ "TableName": "table", "Key": key_of(key), "ConsistentRead": consistent })).unwrap()
    };
    let batch =
        json!({ "RequestItems": { "table": { "Keys": (0..5).map(key_of).collect::<Vec<_>>(), "ConsistentRead": consistent } } });
    let batch = call(emulator, "BatchGetItem", &batch).unwrap()["Responses"].take();
    let base = json!([
        scan(None, consistent),
        scan(Some("local"), consistent),
        query.unwrap()["Items"],
        (0..5).map(get).collect::<Vec<_>>(),
        batch
    ]);
    [base, scan(Some("global"), false)]
}

/// The states of a table with the times at which they began, as an emulator without lag answers them.
struct History(Vec<(i64, [Value; 2])>);

impl History {
    fn state(&self, lag: Lag, now: i64) -> &[Value; 2] {
        let at = match lag {
            Lag::Writes(writes) => self.0.len().saturating_sub(1 + writes),
            Lag::Milliseconds(age) => self.0.iter().rposition(|(began, _)| *began <= now - age).unwrap_or(0),
        };
        &self.0[at].1
    }
}

fn lag() -> impl Strategy<Value = Lag> {
    prop_oneof![(0..5_usize).prop_map(Lag::Writes), (0..60_i64).prop_map(Lag::Milliseconds)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_lagging_read_equals_a_consistent_read_of_then(
        tables in lag(), global_indexes in lag(), steps in prop::collection::vec(step(), 1..14)
    ) {
        let (immediate, _) = emulator(Consistency::default());
        let (lagging, host) = emulator(Consistency { tables: Some(tables), global_indexes: Some(global_indexes) });
        let mut now = 0;
        let mut history = History(vec![(i64::MIN, read(&immediate, true))]);
        for step in &steps {
            play(&lagging, &host, step);
            match step {
                Step::Wait(milliseconds) => now += milliseconds,
                write => {
                    play(&immediate, &TestHost::default(), write);
                    history.0.push((now, read(&immediate, true)));
                }
            }
            let [base, global] = read(&lagging, false);
            prop_assert_eq!(&base, &history.state(tables, now)[0], "after {:?}", step);
            prop_assert_eq!(&global, &history.state(global_indexes, now)[1], "after {:?}", step);
            prop_assert_eq!(&read(&lagging, true)[0], &history.state(Lag::Writes(0), now)[0], "consistent, after {:?}", step);
        }
    }
}

fn get(emulator: &Emulator) -> Value {
    call(emulator, "GetItem", &json!({ "TableName": "table", "Key": key_of(0) })).unwrap()
}

#[test]
fn conditions_and_transactions_see_the_present() {
    let (emulator, _) = emulator(lagging(Lag::Writes(1)));
    call(&emulator, "PutItem", &json!({ "TableName": "table", "Item": item(0, 1) })).unwrap();
    assert_eq!(get(&emulator), json!({}));
    let put = json!({ "TableName": "table", "Item": item(0, 1), "ConditionExpression": "attribute_not_exists(pk)" });
    assert_eq!(call(&emulator, "PutItem", &put).unwrap_err().0, "ConditionalCheckFailedException");
    let transaction = json!({ "TransactItems": [{ "Get": { "TableName": "table", "Key": key_of(0) } }] });
    assert_eq!(call(&emulator, "TransactGetItems", &transaction).unwrap(), json!({ "Responses": [{ "Item": item(0, 1) }] }));
}

#[test]
fn a_clock_that_was_set_back_does_not_show_the_past_for_longer() {
    let (emulator, host) = emulator(lagging(Lag::Milliseconds(100)));
    host.advance(1_000_000);
    call(&emulator, "PutItem", &json!({ "TableName": "table", "Item": item(0, 1) })).unwrap();
    host.advance(-1_000_000);
    assert_eq!(get(&emulator), json!({ "Item": item(0, 1) }));
    call(&emulator, "PutItem", &json!({ "TableName": "table", "Item": item(0, 2) })).unwrap();
    assert_eq!(get(&emulator), json!({}), "as it was before the first of the writes that are younger than the lag");
    host.advance(100);
    assert_eq!(get(&emulator), json!({ "Item": item(0, 2) }));
}

#[test]
fn a_new_index_is_read_as_it_is_built() {
    let (emulator, _) = emulator(lagging(Lag::Writes(3)));
    call(&emulator, "PutItem", &json!({ "TableName": "table", "Item": item(0, 1) })).unwrap();
    let update = json!({
        "TableName": "table", "AttributeDefinitions": [{ "AttributeName": "l", "AttributeType": "S" }],
        "GlobalSecondaryIndexUpdates": [{ "Create": { "IndexName": "later",
            "KeySchema": [{ "AttributeName": "l", "KeyType": "HASH" }], "Projection": { "ProjectionType": "ALL" } } }],
    });
    call(&emulator, "UpdateTable", &update).unwrap();
    let scan = call(&emulator, "Scan", &json!({ "TableName": "table", "IndexName": "later" })).unwrap();
    assert_eq!(scan["Items"], json!([item(0, 1)]));
}

#[test]
fn a_deletion_of_expired_items_that_finds_none_is_no_write() {
    let (emulator, host) = emulator(lagging(Lag::Writes(1)));
    let specification = json!({ "AttributeName": "expires", "Enabled": true });
    call(&emulator, "UpdateTimeToLive", &json!({ "TableName": "table", "TimeToLiveSpecification": specification })).unwrap();
    call(&emulator, "PutItem", &json!({ "TableName": "table", "Item": item(0, 1) })).unwrap();
    host.advance(3_600_000);
    assert_eq!(emulator.expire_items(), 0);
    assert_eq!(get(&emulator), json!({}));
}
