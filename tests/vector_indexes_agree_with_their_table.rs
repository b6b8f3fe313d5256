//! Whatever is written, and whenever vector indexes come and go in between: an index holds what its definition takes from the items, and a search
//! finds what a plain loop over them finds nearest.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::Emulator;
use harness::mutation::Random;
use harness::state::{assert_agrees, everything};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Names of vector indexes, few enough to be used again after a deletion.
const INDEXES: [&str; 3] = ["one", "two", "three"];
/// Attributes that hold vectors, and their dimensions, around the four numbers that are computed at once.
const VECTORS: [(&str, usize); 3] = [("v", 3), ("w", 9), ("u", 1)];
/// Members of vectors. None is so large that the order in which products are summed would tell.
const NUMBERS: [&str; 11] = ["0", "1", "-1", "2", "0.5", "-0.25", "3.75", "1e3", "123.456", "-7", "1e-20"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn vector_indexes_agree_with_their_table(seed: u64, length in 1..100_usize) {
        let mut random = Random::new(seed);
        let emulator = harness::emulator();
        harness::call(&emulator, "CreateTable", &table()).unwrap();
        for _ in 0..length {
            step(&emulator, &mut random);
        }
        assert_agrees(&emulator);
    }
}

/// One request. What it is refused for, such as a vector of another length, changes nothing.
fn step(emulator: &Emulator, random: &mut Random) {
    let (operation, mut input) = match random.below(14) {
        0 | 1 => ("UpdateTable", creation(random)),
        2 => ("UpdateTable", json!({ "VectorIndexUpdates": [{ "Delete": { "IndexName": random.of(&INDEXES) } }] })),
        3 => ("DeleteItem", json!({ "Key": key(random) })),
        4..=7 => ("UpdateItem", update(random)),
        8 => ("BatchWriteItem", json!({ "RequestItems": { "things": puts(random, "PutRequest") } })),
        9 => ("TransactWriteItems", json!({ "TransactItems": puts(random, "Put") })),
        _ => ("PutItem", json!({ "Item": item(random) })),
    };
    if !matches!(operation, "BatchWriteItem" | "TransactWriteItems") {
        input["TableName"] = json!("things");
    }
    let before = everything(emulator);
    match harness::call(emulator, operation, &input) {
        Ok(_) if operation == "UpdateTable" => assert_agrees(emulator),
        Ok(_) => {}
        Err(error) => assert_eq!(everything(emulator), before, "{error:?} {input}"),
    }
}

fn table() -> Value {
    json!({
        "TableName": "things", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        "AttributeDefinitions": definitions(&["pk", "tenant", "year"]),
        "VectorIndexes": [index("first", "v", 3, "COSINE", &["tenant", "year"], &json!({ "ProjectionType": "KEYS_ONLY" }))],
    })
}

fn definitions(names: &[&str]) -> Value {
    let kind = |name: &str| if name == "year" { "N" } else { "S" };
    names.iter().map(|name| json!({ "AttributeName": name, "AttributeType": kind(name) })).collect()
}

fn index(name: &str, vector: &str, dimensions: usize, function: &str, search: &[&str], projection: &Value) -> Value {
    let kind = |name: &str| if name == "tenant" { "HASH" } else { "INLINE_FILTER" };
    let search: Vec<Value> =
        search.iter().map(|name| json!({ "AttributeName": name, "SearchSchemaElementType": kind(name) })).collect();
    let mut index = json!({
        "IndexName": name, "VectorAttribute": { "AttributeName": vector }, "Projection": projection, "Dimensions": dimensions,
        "DistanceFunction": function,
    });
    if !search.is_empty() {
        index["SearchSchema"] = json!(search);
    }
    index
}

fn creation(random: &mut Random) -> Value {
    let projections = [
        json!({ "ProjectionType": "ALL" }),
        json!({ "ProjectionType": "KEYS_ONLY" }),
        json!({ "ProjectionType": "INCLUDE", "NonKeyAttributes": ["x", "v"] }),
    ];
    let search: [&[&str]; 4] = [&[], &["tenant"], &["year"], &["tenant", "year"]];
    let (vector, dimensions) = *random.of(&VECTORS);
    let (search, projection) = (*random.of(&search), random.of(&projections).clone());
    let (name, function) = (*random.of(&INDEXES), *random.of(&["COSINE", "DOT_PRODUCT", "EUCLIDEAN"]));
    let create = index(name, vector, dimensions, function, search, &projection);
    json!({ "AttributeDefinitions": definitions(search), "VectorIndexUpdates": [{ "Create": create }] })
}

fn key(random: &mut Random) -> Value {
    json!({ "pk": { "S": random.of(&["a", "b", "c", "d", "e", "f", "g", "h"]) } })
}

fn item(random: &mut Random) -> Value {
    let mut item = key(random);
    for name in ["v", "w", "u", "tenant", "year", "x"] {
        if let Some(value) = value(random, name) {
            item[name] = value;
        }
    }
    item
}

/// Mostly what fits the attribute, sometimes nothing, rarely something else.
fn value(random: &mut Random, name: &str) -> Option<Value> {
    let others = [json!({ "S": "" }), json!({ "S": "a" }), json!({ "N": "1" }), json!({ "L": [{ "N": "1" }, { "S": "a" }] })];
    match (random.below(24), name) {
        (0..=3, _) => None,
        (4, _) => Some(random.of(&others).clone()),
        (_, "tenant") => Some(json!({ "S": random.of(&["t1", "t2"]) })),
        (_, "year") => Some(json!({ "N": random.of(&["2025", "2026"]) })),
        (_, "x") => Some(json!({ "S": "x".repeat(random.below(1500)) })),
        (5, _) => Some(json!({ "L": [{ "N": "1e39" }] })),
        (_, name) => {
            let dimensions = VECTORS.iter().find(|(vector, _)| *vector == name).unwrap().1;
            let members: Vec<Value> = (0..dimensions).map(|_| json!({ "N": random.of(&NUMBERS) })).collect();
            Some(json!({ "L": members }))
        }
    }
}

fn update(random: &mut Random) -> Value {
    let name = *random.of(&["v", "w", "u", "tenant", "year", "x", "v[0]", "w[8]"]);
    let value = if name.ends_with(']') { Some(json!({ "N": random.of(&NUMBERS) })) } else { value(random, name) };
    let path = name.replace("year", "#y");
    let mut input = match value {
        Some(value) => json!({ "UpdateExpression": format!("SET {path} = :v"), "ExpressionAttributeValues": { ":v": value } }),
        None => json!({ "UpdateExpression": format!("REMOVE {path}") }),
    };
    if path == "#y" {
        input["ExpressionAttributeNames"] = json!({ "#y": "year" });
    }
    input["Key"] = key(random);
    input
}

fn puts(random: &mut Random, action: &str) -> Vec<Value> {
    let put = |random: &mut Random| match action {
        "Put" => json!({ "Put": { "TableName": "things", "Item": item(random) } }),
        _ => json!({ action: { "Item": item(random) } }),
    };
    (0..=random.below(3)).map(|_| put(random)).collect()
}
