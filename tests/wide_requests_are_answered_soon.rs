//! The time that a request takes grows with its size, not with the square of it: 16 MB are a few hundred thousand members.
//!
//! A batch of 300,000 deletions once took two minutes in WebAssembly, as many attributes to get of an item half a minute, and so did looking for
//! one binary in another.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dynatab::{Emulator, Options};
use harness::TestHost;
use harness::objects::s3;
use serde_json::{Value, json};

const WIDTH: usize = 20_000;
/// Several times what a debug build takes, and a fraction of what the square of the width would.
const SOON: Duration = Duration::from_secs(5);

#[test]
fn wide_requests_are_answered_soon() {
    for enforce_policies in [false, true] {
        answer_wide_requests(Options { enforce_policies, ..Options::default() });
    }
}

fn answer_wide_requests(options: Options) {
    let emulator = Emulator::new(Box::new(TestHost::default()), options);
    let table = json!({ "TableName": "things", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }] });
    harness::call(&emulator, "CreateTable", &table).unwrap();
    harness::call(&emulator, "PutItem", &json!({ "TableName": "things", "Item": wide_item() })).unwrap();
    for (operation, input) in requests(&table).into_iter().chain(requests_of_replicas()) {
        let body = input.to_string();
        let start = Instant::now();
        harness::send(&emulator, operation, "us-east-1", "AKIDEXAMPLE", body.as_bytes());
        assert!(start.elapsed() < SOON, "{operation} {} takes {:?}", body.chars().take(200).collect::<String>(), start.elapsed());
    }
}

/// Each broken blob was looked for to the end of the file, and each member of gzip had room for the rest of it made and cleared.
#[test]
fn long_files_are_imported_soon() {
    let empty_member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (format, compression, file, errors) in [
        ("ION", "NONE", "{a:{{\n".repeat(WIDTH * 10).into_bytes(), WIDTH * 10),
        ("CSV", "GZIP", empty_member.repeat(WIDTH * 3), 0),
    ] {
        let emulator = harness::emulator();
        s3(&emulator, "PUT", "bucket", b"");
        s3(&emulator, "PUT", "bucket/file", &file);
        let input = json!({ "S3BucketSource": { "S3Bucket": "bucket" }, "InputFormat": format, "InputCompressionType": compression,
            "TableCreationParameters": { "TableName": "things", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
                "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }] } });
        let start = Instant::now();
        let begun = harness::call(&emulator, "ImportTable", &input).unwrap();
        assert!(start.elapsed() < SOON, "{format} takes {:?}", start.elapsed());
        let arn = &begun["ImportTableDescription"]["ImportArn"];
        let ended = harness::call(&emulator, "DescribeImport", &json!({ "ImportArn": arn })).unwrap();
        assert_eq!(ended["ImportTableDescription"]["ErrorCount"], errors, "{format}");
    }
}

fn requests(table: &Value) -> Vec<(&'static str, Value)> {
    let key = json!({ "pk": { "S": "a" } });
    let with = |name: &str, wide: Value| {
        let mut input = table.clone();
        input["TableName"] = json!("others");
        input[name] = wide;
        input
    };
    let wide = json!({ "pk": { "S": "wide" } });
    let binary = |ending: u8| json!({ "B": STANDARD.encode([vec![1; 100_000], vec![ending]].concat()) });
    let update = |returned: &str, update: Value| {
        (
            "UpdateItem",
            json!({ "TableName": "things", "Key": wide, "ReturnValues": returned, "AttributeUpdates": map("name", &update) }),
        )
    };
    vec![
        ("GetItem", json!({ "TableName": "things", "Key": wide, "AttributesToGet": list(|name| json!(name)) })),
        ("Scan", json!({ "TableName": "things", "ScanFilter": map("name", &json!({ "ComparisonOperator": "NOT_NULL" })) })),
        (
            "DeleteItem",
            json!({ "TableName": "things", "Key": wide, "Expected": map("name", &json!({ "Value": { "S": "other" } })), "ConditionalOperator": "OR" }),
        ),
        (
            "Scan",
            json!({ "TableName": "things", "FilterExpression": "contains(binary, :part)", "ExpressionAttributeValues": { ":part": binary(2) } }),
        ),
        update("UPDATED_OLD", json!({ "Action": "DELETE" })),
        update("UPDATED_NEW", json!({ "Value": { "S": "" } })),
        update("ALL_NEW", json!({ "Action": "DELETE" })),
        ("BatchWriteItem", json!({ "RequestItems": { "things": list(|_| json!({ "DeleteRequest": { "Key": key } })) } })),
        ("BatchGetItem", json!({ "RequestItems": { "things": { "Keys": list(|_| key.clone()) } } })),
        ("BatchGetItem", json!({ "RequestItems": map("things", &json!({ "Keys": [key] })) })),
        ("TransactWriteItems", json!({ "TransactItems": list(|_| json!({ "Delete": { "TableName": "things", "Key": key } })) })),
        ("TransactGetItems", json!({ "TransactItems": list(|_| json!({ "Get": { "TableName": "things", "Key": key } })) })),
        ("CreateTable", with("AttributeDefinitions", list(|name| json!({ "AttributeName": name, "AttributeType": "S" })))),
        ("CreateTable", with("Tags", list(|name| json!({ "Key": name, "Value": "" })))),
        (
            "UpdateTable",
            json!({ "TableName": "things", "GlobalSecondaryIndexUpdates": list(|name| json!({ "Delete": { "IndexName": name } })) }),
        ),
        ("Scan", json!({ "TableName": "things", "AttributesToGet": list(|name| json!(name)) })),
        ("Scan", json!({ "TableName": "things", "ScanFilter": map("a", &json!({ "ComparisonOperator": "NULL" })) })),
        ("PutItem", json!({ "TableName": "things", "Item": key, "Expected": map("a", &json!({ "Exists": false })) })),
        ("PutItem", json!({ "TableName": "things", "Item": { "pk": { "S": "a" }, "x": { "SS": list(|name| json!(name)) } } })),
        (
            "UpdateItem",
            json!({ "TableName": "things", "Key": key, "AttributeUpdates": map("a", &json!({ "Value": { "S": "" } })) }),
        ),
        (
            "Scan",
            json!({ "TableName": "things", "FilterExpression": "#a1 = #a2", "ExpressionAttributeNames": map("#a", &json!("a")) }),
        ),
    ]
}

/// Requests that name as many regions.
fn requests_of_replicas() -> Vec<(&'static str, Value)> {
    vec![
        (
            "UpdateTable",
            json!({ "TableName": "things", "ReplicaUpdates": list(|name| json!({ "Create": { "RegionName": name } })) }),
        ),
        (
            "UpdateTable",
            json!({ "TableName": "things", "ReplicaUpdates": list(|name| json!({ "Update": { "RegionName": name, "TableClassOverride": "STANDARD" } })) }),
        ),
        (
            "UpdateTableReplicaAutoScaling",
            json!({ "TableName": "things", "ReplicaUpdates": list(|name| json!({ "RegionName": name })) }),
        ),
        (
            "CreateGlobalTable",
            json!({ "GlobalTableName": "things", "ReplicationGroup": list(|name| json!({ "RegionName": name })) }),
        ),
    ]
}

/// An item with as many attributes as there are names in a request, and a binary.
fn wide_item() -> Value {
    let mut item = map("name", &json!({ "S": "" }));
    item["pk"] = json!({ "S": "wide" });
    item["binary"] = json!({ "B": STANDARD.encode(vec![1; 200_000]) });
    item
}

fn list(element: impl Fn(String) -> Value) -> Value {
    (0..WIDTH).map(|number| element(format!("name{number}"))).collect()
}

fn map(prefix: &str, value: &Value) -> Value {
    (0..WIDTH).map(|number| (format!("{prefix}{number}"), value.clone())).collect()
}
