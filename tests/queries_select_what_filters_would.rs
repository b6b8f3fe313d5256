//! After whatever writes, an index holds what its projection of the table's items is, and a query selects what a filter would.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeSet;

use dynatab::Emulator;
use serde_json::{Map, Value, json};

/// An index: its name, its key attributes and, unless all, what else it holds.
type Index = (&'static str, &'static [&'static str], Option<&'static [&'static str]>);

const INDEXES: [Index; 4] = [
    ("everything", &["g", "h"], None),
    ("keys", &["h"], Some(&[])),
    ("some", &["g"], Some(&["x"])),
    ("local", &["pk", "h"], Some(&["y"])),
];

#[test]
fn indexes_hold_what_the_table_says() {
    for seed in 1..=6 {
        let emulator = harness::emulator();
        harness::call(&emulator, "CreateTable", &table()).unwrap();
        let mut random = Random(seed);
        for turn in 0..200 {
            write(&emulator, &mut random);
            if turn % 20 == 19 {
                assert_indexes_follow(&emulator);
            }
        }
    }
}

#[test]
fn a_query_selects_what_a_filter_would() {
    let emulator = harness::emulator();
    harness::call(&emulator, "CreateTable", &table()).unwrap();
    let mut random = Random(99);
    for _ in 0..300 {
        write(&emulator, &mut random);
    }
    for (index, hash, range) in [(None, "pk", "sk"), (Some("everything"), "g", "h"), (Some("local"), "pk", "h")] {
        for test in ["#r = :a", "#r < :a", "#r <= :a", "#r > :a", ":a <= #r", "#r BETWEEN :a AND :b"] {
            for (partition, low) in [("0", 0), ("1", 2), ("2", 5)] {
                let condition = format!("#h = :h AND {test}");
                let query = read(index, "KeyConditionExpression", &condition, (hash, range), (partition, low));
                let scan = read(index, "FilterExpression", &condition, (hash, range), (partition, low));
                assert_eq!(items(&emulator, "Query", &query), items(&emulator, "Scan", &scan), "{condition} of {index:?}");
            }
        }
    }
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
    let names = json!({ "#h": hash, "#r": range });
    json!({
        "TableName": "things", "IndexName": index, parameter: condition,
        "ExpressionAttributeNames": names, "ExpressionAttributeValues": values,
    })
}

fn assert_indexes_follow(emulator: &Emulator) {
    let whole = items(emulator, "Scan", &json!({ "TableName": "things" }));
    for (index, key, held) in INDEXES {
        let expected: BTreeSet<_> = whole.iter().filter_map(|item| entry(item, key, held)).collect();
        assert_eq!(items(emulator, "Scan", &json!({ "TableName": "things", "IndexName": index })), expected, "{index}");
    }
}

/// What an index holds of an item, if it holds it at all.
fn entry(item: &str, key: &[&str], held: Option<&[&str]>) -> Option<String> {
    let item: Map<String, Value> = serde_json::from_str(item).unwrap();
    let in_index = key.iter().all(|name| item.contains_key(*name));
    let kept = |name: &str| held.is_none_or(|held| [&["pk", "sk"], key, held].iter().any(|names| names.contains(&name)));
    in_index.then(|| Value::Object(item.into_iter().filter(|(name, _)| kept(name)).collect()).to_string())
}

fn items(emulator: &Emulator, operation: &str, input: &Value) -> BTreeSet<String> {
    let page = harness::call(emulator, operation, input).unwrap();
    let items = page["Items"].as_array().unwrap();
    let listed: BTreeSet<_> = items.iter().map(Value::to_string).collect();
    assert_eq!(listed.len(), items.len(), "{operation} repeats an item");
    listed
}

/// One write, of whatever kind; some are refused by their condition.
fn write(emulator: &Emulator, random: &mut Random) {
    let key = random.key();
    match random.below(6) {
        0 | 1 => done(emulator, "PutItem", &json!({ "Item": random.item(&key) })),
        2 => done(emulator, "DeleteItem", &json!({ "Key": key, "ConditionExpression": "attribute_not_exists(x)" })),
        3 => {
            let update = ["REMOVE g", "REMOVE h, y", "REMOVE x"][random.below(3)];
            done(emulator, "UpdateItem", &json!({ "Key": key, "UpdateExpression": update }));
        }
        4 => {
            let (name, value) = random.attribute();
            let update = format!("SET {name} = :v REMOVE z");
            done(
                emulator,
                "UpdateItem",
                &json!({ "Key": key, "UpdateExpression": update, "ExpressionAttributeValues": { ":v": value } }),
            );
        }
        _ => {
            let other = json!({ "pk": { "S": "other" }, "sk": { "N": random.below(4).to_string() } });
            let requests = json!([{ "PutRequest": { "Item": random.item(&other) } }, { "DeleteRequest": { "Key": key } }]);
            harness::call(emulator, "BatchWriteItem", &json!({ "RequestItems": { "things": requests } })).unwrap();
        }
    }
}

fn done(emulator: &Emulator, operation: &str, input: &Value) {
    let mut input = input.clone();
    input["TableName"] = "things".into();
    if let Err((code, message)) = harness::call(emulator, operation, &input) {
        assert_eq!(code, "ConditionalCheckFailedException", "{operation} {input}: {message}");
    }
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn key(&mut self) -> Value {
        json!({ "pk": { "S": self.below(3).to_string() }, "sk": { "N": self.below(8).to_string() } })
    }

    /// An attribute that an index is made of or holds.
    fn attribute(&mut self) -> (&'static str, Value) {
        match self.below(4) {
            0 => ("g", json!({ "S": self.below(3).to_string() })),
            1 => ("h", json!({ "N": self.below(9).to_string() })),
            2 => ("x", json!({ "SS": ["b", self.below(9).to_string()] })),
            _ => ("y", json!({ "M": { "n": { "N": self.below(9).to_string() } } })),
        }
    }

    fn item(&mut self, key: &Value) -> Value {
        let mut item = key.clone();
        for _ in 0..self.below(5) {
            let (name, value) = self.attribute();
            item[name] = value;
        }
        item
    }
}

fn table() -> Value {
    let element = |name: &str, kind: &str| json!({ "AttributeName": name, "KeyType": kind });
    let schema = |names: &[&str]| names.iter().zip(["HASH", "RANGE"]).map(|(name, kind)| element(name, kind)).collect::<Value>();
    let projection = |held: Option<&[&str]>| match held {
        None => json!({ "ProjectionType": "ALL" }),
        Some([]) => json!({ "ProjectionType": "KEYS_ONLY" }),
        Some(names) => json!({ "ProjectionType": "INCLUDE", "NonKeyAttributes": names }),
    };
    let index = |(name, key, held): Index| json!({ "IndexName": name, "KeySchema": schema(key), "Projection": projection(held) });
    let attribute = |name: &str, kind: &str| json!({ "AttributeName": name, "AttributeType": kind });
    let [everything, keys, some, local] = INDEXES.map(index);
    json!({
        "TableName": "things", "BillingMode": "PAY_PER_REQUEST", "KeySchema": schema(&["pk", "sk"]),
        "AttributeDefinitions": [attribute("pk", "S"), attribute("sk", "N"), attribute("g", "S"), attribute("h", "N")],
        "GlobalSecondaryIndexes": [everything, keys, some], "LocalSecondaryIndexes": [local],
    })
}
