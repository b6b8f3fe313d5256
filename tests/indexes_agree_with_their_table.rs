//! Whatever is written, and whenever indexes come and go in between: an index holds what its definition takes from the items, and
//! counts and sizes are sums.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::Emulator;
use harness::mutation::Random;
use harness::state::assert_agrees;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Attributes that are keys of indexes, and the type that an index expects of each.
const ATTRIBUTES: [(&str, &str); 6] = [("pk", "S"), ("sk", "N"), ("g", "S"), ("h", "N"), ("h2", "S"), ("b", "B")];
/// Names of global indexes, few enough to be used again after a deletion.
const INDEXES: [&str; 3] = ["one", "two", "three"];
/// Keys of global indexes.
const KEYS: [&[&str]; 7] = [&["g"], &["g", "h"], &["h", "g"], &["b"], &["b", "sk"], &["sk", "pk"], &["h", "h2"]];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn indexes_agree_with_their_table(seed: u64, length in 1..120_usize) {
        let mut random = Random::new(seed);
        let emulator = harness::emulator();
        harness::call(&emulator, "CreateTable", &table()).unwrap();
        for _ in 0..length {
            step(&emulator, &mut random);
        }
        assert_agrees(&emulator);
    }
}

/// One request. It may be refused: an index key of a wrong type is no item, and there may be no index to delete.
fn step(emulator: &Emulator, random: &mut Random) {
    let (operation, mut input) = match random.below(12) {
        0 | 1 => ("UpdateTable", creation(random)),
        2 => ("UpdateTable", json!({ "GlobalSecondaryIndexUpdates": [{ "Delete": { "IndexName": random.of(&INDEXES) } }] })),
        3 => ("DeleteItem", json!({ "Key": key(random) })),
        4..=6 => ("UpdateItem", update(random)),
        7 | 8 => return drop(harness::call(emulator, "BatchWriteItem", &batch(random))),
        _ => ("PutItem", json!({ "Item": item(random) })),
    };
    input["TableName"] = json!("things");
    let changed = harness::call(emulator, operation, &input).is_ok();
    if changed && operation == "UpdateTable" {
        assert_agrees(emulator);
    }
}

fn table() -> Value {
    let sorted_by_h = key_schema(&["pk", "h"]);
    json!({
        "TableName": "things", "BillingMode": "PAY_PER_REQUEST", "KeySchema": key_schema(&["pk", "sk"]), "AttributeDefinitions": definitions(&["pk", "sk", "h"]),
        "LocalSecondaryIndexes": [
            { "IndexName": "local", "KeySchema": sorted_by_h, "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["x"] } },
            { "IndexName": "whole", "KeySchema": sorted_by_h, "Projection": { "ProjectionType": "ALL" } },
        ],
    })
}

/// A global index with one key or another, and one projection or another.
fn creation(random: &mut Random) -> Value {
    let key = *random.of(&KEYS);
    let projection = match random.below(3) {
        0 => json!({ "ProjectionType": "ALL" }),
        1 => json!({ "ProjectionType": "KEYS_ONLY" }),
        _ => json!({ "ProjectionType": "INCLUDE", "NonKeyAttributes": ["x"] }),
    };
    let create = json!({ "IndexName": random.of(&INDEXES), "KeySchema": key_schema(key), "Projection": projection });
    json!({ "AttributeDefinitions": definitions(key), "GlobalSecondaryIndexUpdates": [{ "Create": create }] })
}

fn key_schema(attributes: &[&str]) -> Value {
    attributes.iter().zip(["HASH", "RANGE"]).map(|(name, kind)| json!({ "AttributeName": name, "KeyType": kind })).collect()
}

fn definitions(attributes: &[&str]) -> Value {
    let types: BTreeMap<&str, &str> = ATTRIBUTES.into_iter().collect();
    attributes.iter().map(|name| json!({ "AttributeName": name, "AttributeType": types[name] })).collect()
}

fn key(random: &mut Random) -> Value {
    json!({ "pk": { "S": random.of(&["a", "b", "c"]) }, "sk": { "N": random.of(&["0", "1", "1.5", "-7", "1e3"]) } })
}

fn item(random: &mut Random) -> Value {
    let mut item = key(random);
    for (name, _) in &ATTRIBUTES[2..] {
        if let Some(value) = value(random) {
            item[*name] = value;
        }
    }
    item["x"] = json!({ "L": [{ "S": "x".repeat(random.below(30)) }, { "NS": ["1", "-2.50"] }] });
    item
}

/// A value of any type that keys have, a value of another type, or nothing.
fn value(random: &mut Random) -> Option<Value> {
    let values = [
        json!({ "S": "a" }),
        json!({ "S": "a\u{0}b" }),
        json!({ "S": "" }),
        json!({ "N": "1" }),
        json!({ "N": "-123.45" }),
        json!({ "B": "AAE=" }),
        json!({ "B": "" }),
        json!({ "BOOL": true }),
    ];
    (random.below(4) > 0).then(|| random.of(&values).clone())
}

fn update(random: &mut Random) -> Value {
    let name = *random.of(&["g", "h", "h2", "b", "x"]);
    match value(random) {
        Some(value) => {
            json!({ "Key": key(random), "UpdateExpression": format!("SET {name} = :v"), "ExpressionAttributeValues": { ":v": value } })
        }
        None => json!({ "Key": key(random), "UpdateExpression": format!("REMOVE {name}") }),
    }
}

fn batch(random: &mut Random) -> Value {
    let requests: Vec<Value> = (0..=random.below(4))
        .map(|_| match random.below(3) {
            0 => json!({ "DeleteRequest": { "Key": key(random) } }),
            _ => json!({ "PutRequest": { "Item": item(random) } }),
        })
        .collect();
    json!({ "RequestItems": { "things": requests } })
}
