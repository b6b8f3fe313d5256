//! What contributor insights count of keys adds up to what the same requests report as consumed, on the table and on its index, and is counted for the keys
//! that were named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::Emulator;
use harness::{call, emulator};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A request for the item or partition of these numbers.
#[derive(Debug, Clone)]
enum Action {
    Put { pk: u8, sk: u8, g: Option<u8>, size: usize },
    Delete { pk: u8, sk: u8 },
    Get { pk: u8, sk: u8, consistent: bool },
    Query { pk: u8, forward: bool, limit: u8 },
    QueryIndex { g: u8 },
    Transact { pk: u8, sk: u8, checked: u8 },
    Batch { pk: u8, sk: u8 },
}

fn action() -> impl Strategy<Value = Action> {
    let key = || (0..4_u8, 0..4_u8);
    prop_oneof![
        (key(), prop::option::of(0..3_u8), 0..5000_usize).prop_map(|((pk, sk), g, size)| Action::Put { pk, sk, g, size }),
        key().prop_map(|(pk, sk)| Action::Delete { pk, sk }),
        (key(), any::<bool>()).prop_map(|((pk, sk), consistent)| Action::Get { pk, sk, consistent }),
        (0..4_u8, any::<bool>(), 1..4_u8).prop_map(|(pk, forward, limit)| Action::Query { pk, forward, limit }),
        (0..3_u8).prop_map(|g| Action::QueryIndex { g }),
        (key(), 4..8_u8).prop_map(|((pk, sk), checked)| Action::Transact { pk, sk, checked }),
        key().prop_map(|(pk, sk)| Action::Batch { pk, sk }),
    ]
}

fn counted() -> Emulator {
    let emulator = emulator();
    let attribute = |name: &str, kind: &str| json!({"AttributeName": name, "AttributeType": kind});
    let element = |name: &str, kind: &str| json!({"AttributeName": name, "KeyType": kind});
    let table = json!({
        "TableName": "Rows", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk", "B"), attribute("sk", "N"), attribute("g", "S")],
        "KeySchema": [element("pk", "HASH"), element("sk", "RANGE")],
        "GlobalSecondaryIndexes": [{"IndexName": "global", "KeySchema": [element("g", "HASH")], "Projection": {"ProjectionType": "ALL"}}],
    });
    call(&emulator, "CreateTable", &table).unwrap();
    for target in [json!({}), json!({"IndexName": "global"})] {
        let mut request = json!({"TableName": "Rows", "ContributorInsightsAction": "ENABLE"});
        request.as_object_mut().unwrap().extend(target.as_object().unwrap().clone());
        call(&emulator, "UpdateContributorInsights", &request).unwrap();
    }
    emulator
}

fn key(pk: u8, sk: u8) -> Value {
    // With zero bytes in partition keys, and numbers on both sides of zero.
    let binaries = ["AA==", "AAE=", "AP8=", "/w==", "AQ==", "Ag==", "Aw==", "BA=="];
    let numbers = ["0", "-1.5", "0.0000002", "10"];
    json!({"pk": {"B": binaries[usize::from(pk)]}, "sk": {"N": numbers[usize::from(sk)]}})
}

/// The operation and its request.
fn request(action: &Action) -> (&'static str, Value) {
    match action {
        Action::Put { pk, sk, g, size } => {
            let mut item = key(*pk, *sk);
            item["data"] = json!({"S": "x".repeat(*size)});
            if let Some(g) = g {
                item["g"] = json!({"S": g.to_string()});
            }
            ("PutItem", json!({"TableName": "Rows", "Item": item}))
        }
        Action::Delete { pk, sk } => ("DeleteItem", json!({"TableName": "Rows", "Key": key(*pk, *sk)})),
        Action::Get { pk, sk, consistent } => {
            ("GetItem", json!({"TableName": "Rows", "Key": key(*pk, *sk), "ConsistentRead": consistent}))
        }
        Action::Query { pk, forward, limit } => (
            "Query",
            json!({
                "TableName": "Rows", "KeyConditionExpression": "pk = :p AND sk > :s", "ScanIndexForward": forward, "Limit": limit,
                "ExpressionAttributeValues": {":p": key(*pk, 0)["pk"], ":s": {"N": "-1.5"}},
            }),
        ),
        Action::QueryIndex { g } => (
            "Query",
            json!({
                "TableName": "Rows", "IndexName": "global", "KeyConditionExpression": "g = :g",
                "ExpressionAttributeValues": {":g": {"S": g.to_string()}},
            }),
        ),
        Action::Transact { pk, sk, checked } => {
            let update = json!({"TableName": "Rows", "Key": key(*pk, *sk), "UpdateExpression": "SET n = :n", "ExpressionAttributeValues": {":n": {"N": "1"}}});
            let check =
                json!({"TableName": "Rows", "Key": key(*checked, 0), "ConditionExpression": "attribute_not_exists(absent)"});
            ("TransactWriteItems", json!({"TransactItems": [{"Update": update}, {"ConditionCheck": check}]}))
        }
        Action::Batch { pk, sk } => {
            let writes = json!([{"DeleteRequest": {"Key": key(*pk, *sk)}}, {"PutRequest": {"Item": key(7 - *pk, 3 - *sk)}}]);
            ("BatchWriteItem", json!({"RequestItems": {"Rows": writes}}))
        }
    }
}

/// What the table and its index reported, in `ConsumedThroughputUnits`.
fn reported(operation: &str, output: &Value) -> [f64; 2] {
    let reports = &output["ConsumedCapacity"];
    let report = if reports.is_array() { &reports[0] } else { reports };
    let units = |part: &Value| part["CapacityUnits"].as_f64().unwrap_or_default();
    let weight = if matches!(operation, "GetItem" | "Query") { 1.0 } else { 3.0 };
    [&report["Table"], &report["GlobalSecondaryIndexes"]["global"]].map(|part| weight * units(part))
}

fn counts(emulator: &Emulator, index: Option<&str>) -> Value {
    let target = json!({"tableName": "Rows", "indexName": index, "limit": 1000});
    serde_json::from_slice(&emulator.control("contributorInsights", target.to_string().as_bytes()).unwrap()).unwrap()
}

fn sum(contributors: &Value) -> f64 {
    contributors.as_array().unwrap().iter().map(|contributor| contributor["value"].as_f64().unwrap()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_counted_is_what_is_consumed(actions in prop::collection::vec(action(), 1..40)) {
        let emulator = counted();
        let mut totals = [0.0, 0.0];
        let mut gets = BTreeMap::<String, f64>::new();
        for action in &actions {
            let (operation, mut request) = request(action);
            request["ReturnConsumedCapacity"] = json!("INDEXES");
            let output = call(&emulator, operation, &request).unwrap();
            let [table, index] = reported(operation, &output);
            totals = [totals[0] + table, totals[1] + index];
            if let Action::Get { pk, sk, .. } = action {
                *gets.entry(key(*pk, *sk).to_string()).or_default() += table;
            }
        }
        let [table, index] = [counts(&emulator, None), counts(&emulator, Some("global"))];
        let sums = [sum(&table["mostAccessedPartitionKeys"]), sum(&index["mostAccessedPartitionKeys"])];
        for (sum, total) in sums.into_iter().zip(totals) {
            prop_assert!((sum - total).abs() < 1e-6, "{} counted, {} consumed", sum, total);
        }
        let items: BTreeMap<_, _> = table["mostAccessedItems"].as_array().unwrap().iter()
            .map(|item| (item["key"].to_string(), item["value"].as_f64().unwrap())).collect();
        for (key, units) in gets {
            prop_assert!(items.get(&key).is_some_and(|counted| *counted >= units), "{} was read", key);
        }
        prop_assert!(sum(&table["mostAccessedItems"]) <= totals[0]);
    }
}
