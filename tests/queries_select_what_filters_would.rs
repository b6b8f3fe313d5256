//! A query, of a table or of an index, selects what a scan of it selects by a filter that says the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeSet;

use dynatab::Emulator;
use harness::mutation::Random;
use serde_json::{Value, json};

/// What is read: the table or an index, and its key.
const SOURCES: [(Option<&str>, &str, &str); 3] = [(None, "pk", "sk"), (Some("global"), "g", "h"), (Some("local"), "pk", "h")];
const TESTS: [&str; 6] = ["#r = :a", "#r < :a", "#r <= :a", "#r > :a", ":a <= #r", "#r BETWEEN :a AND :b"];

#[test]
fn a_query_selects_what_a_filter_would() {
    let emulator = harness::emulator();
    harness::call(&emulator, "CreateTable", &table()).unwrap();
    let mut random = Random::new(99);
    for _ in 0..300 {
        harness::call(&emulator, "PutItem", &json!({ "TableName": "things", "Item": item(&mut random) })).unwrap();
    }
    let mut selected = 0;
    for (index, hash, range) in SOURCES {
        for test in TESTS {
            for (partition, low) in [("0", 0), ("1", 2), ("2", 5)] {
                let condition = format!("#h = :h AND {test}");
                let read = |parameter| read(index, parameter, &condition, (hash, range), (partition, low));
                let queried = items(&emulator, "Query", &read("KeyConditionExpression"));
                assert_eq!(queried, items(&emulator, "Scan", &read("FilterExpression")), "{condition} of {index:?}");
                selected += queried.len();
            }
        }
    }
    assert!(selected > 100, "{selected} items were selected");
}

fn read(
    index: Option<&str>,
    parameter: &str,
    condition: &str,
    (hash, range): (&str, &str),
    (partition, low): (&str, u64),
) -> Value {
    let mut values = json!({ ":h": { "S": partition }, ":a": { "N": low.to_string() } });
    if condition.contains(":b") {
        values[":b"] = json!({ "N": (low + 3).to_string() });
    }
    json!({
        "TableName": "things", "IndexName": index, parameter: condition,
        "ExpressionAttributeNames": { "#h": hash, "#r": range }, "ExpressionAttributeValues": values,
    })
}

fn items(emulator: &Emulator, operation: &str, input: &Value) -> BTreeSet<String> {
    let page = harness::call(emulator, operation, input).unwrap();
    let items = page["Items"].as_array().unwrap();
    let listed: BTreeSet<_> = items.iter().map(Value::to_string).collect();
    assert_eq!(listed.len(), items.len(), "{operation} repeats an item");
    listed
}

/// An item that is in an index or is not.
fn item(random: &mut Random) -> Value {
    let mut number = |below| random.below(below).to_string();
    let mut item = json!({ "pk": { "S": number(3) }, "sk": { "N": number(20) } });
    for (name, kind, below) in [("g", "S", 3), ("h", "N", 9)] {
        if number(4) != "0" {
            item[name] = json!({ kind: number(below) });
        }
    }
    item["x"] = json!({ "L": [{ "N": number(9) }] });
    item
}

fn table() -> Value {
    let element = |name: &str, kind: &str| json!({ "AttributeName": name, "KeyType": kind });
    let schema = |hash: &str, range: &str| json!([element(hash, "HASH"), element(range, "RANGE")]);
    let attribute = |(name, kind): (&str, &str)| json!({ "AttributeName": name, "AttributeType": kind });
    let attributes = [("pk", "S"), ("sk", "N"), ("g", "S"), ("h", "N")].map(attribute);
    let index = |(name, hash, range): (Option<&str>, &str, &str)| {
        let schema = schema(hash, range);
        json!({ "IndexName": name, "KeySchema": schema, "Projection": { "ProjectionType": "KEYS_ONLY" } })
    };
    let [_, global, local] = SOURCES.map(index);
    json!({
        "TableName": "things", "BillingMode": "PAY_PER_REQUEST", "KeySchema": schema("pk", "sk"),
        "AttributeDefinitions": attributes, "GlobalSecondaryIndexes": [global], "LocalSecondaryIndexes": [local],
    })
}
