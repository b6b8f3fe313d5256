//! What reads and writes are charged, on the table and on each index, is what AWS was observed to charge.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::Emulator;
use harness::{call, emulator};
use serde_json::{Value, json};

/// A table with a local index of keys, one that includes `y`, and a global index of everything.
fn indexed() -> Emulator {
    let emulator = emulator();
    let attribute = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
    let element = |name: &str, kind: &str| json!({"AttributeName": name, "KeyType": kind});
    let local = |name: &str, projection: Value| json!({"IndexName": name, "KeySchema": [element("pk", "HASH"), element("l", "RANGE")], "Projection": projection});
    let table = json!({
        "TableName": "Rows",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk"), attribute("sk"), attribute("l"), attribute("g")],
        "KeySchema": [element("pk", "HASH"), element("sk", "RANGE")],
        "LocalSecondaryIndexes": [
            local("keys", json!({"ProjectionType": "KEYS_ONLY"})),
            local("some", json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["y"]})),
        ],
        "GlobalSecondaryIndexes": [
            {"IndexName": "global", "KeySchema": [element("g", "HASH")], "Projection": {"ProjectionType": "ALL"}},
        ],
    });
    call(&emulator, "CreateTable", &table).unwrap();
    emulator
}

fn item(sort: &str, attributes: &[(&str, &str)]) -> Value {
    let mut item = json!({"pk": {"S": "p"}, "sk": {"S": sort}});
    for (name, text) in attributes {
        item[*name] = json!({"S": text});
    }
    item
}

fn kilobytes(count: usize) -> String {
    "x".repeat(count * 1024)
}

/// What an operation on the table reports under `INDEXES`, without the table's name.
fn charged(emulator: &Emulator, operation: &str, mut request: Value) -> Value {
    request["TableName"] = json!("Rows");
    request["ReturnConsumedCapacity"] = json!("INDEXES");
    let mut capacity = call(emulator, operation, &request).unwrap()["ConsumedCapacity"].take();
    assert_eq!(capacity.as_object_mut().unwrap().remove("TableName"), Some(json!("Rows")));
    capacity
}

fn put(emulator: &Emulator, item: &Value) -> Value {
    charged(emulator, "PutItem", json!({"Item": item}))
}

fn units(units: f64) -> Value {
    json!({"CapacityUnits": units})
}

fn on_table(count: f64) -> Value {
    json!({"CapacityUnits": count, "Table": units(count)})
}

#[test]
fn a_write_is_charged_for_the_larger_image() {
    let emulator = indexed();
    assert_eq!(put(&emulator, &item("a", &[("x", &kilobytes(2))])), on_table(3.0));
    assert_eq!(put(&emulator, &item("a", &[])), on_table(3.0));
    assert_eq!(put(&emulator, &item("a", &[])), on_table(1.0));
    assert_eq!(charged(&emulator, "DeleteItem", json!({"Key": item("b", &[])})), on_table(1.0));
}

#[test]
fn indexes_are_charged_for_their_projection() {
    let emulator = indexed();
    let written = put(&emulator, &item("a", &[("l", "l"), ("g", "g"), ("x", &kilobytes(2)), ("y", &kilobytes(1))]));
    assert_eq!(
        written,
        json!({
            "CapacityUnits": 11.0,
            "Table": units(4.0),
            "LocalSecondaryIndexes": {"keys": units(1.0), "some": units(2.0)},
            "GlobalSecondaryIndexes": {"global": units(4.0)},
        })
    );
    let update =
        json!({"Key": item("a", &[]), "UpdateExpression": "SET x = :x", "ExpressionAttributeValues": {":x": {"S": "x"}}});
    assert_eq!(
        charged(&emulator, "UpdateItem", update),
        json!({
            "CapacityUnits": 8.0, "Table": units(4.0), "GlobalSecondaryIndexes": {"global": units(4.0)},
        })
    );
}

#[test]
fn the_total_includes_indexes() {
    let emulator = indexed();
    let put = json!({"TableName": "Rows", "Item": item("a", &[("l", "l")]), "ReturnConsumedCapacity": "TOTAL"});
    let capacity = call(&emulator, "PutItem", &put).unwrap()["ConsumedCapacity"].take();
    assert_eq!(capacity, json!({"TableName": "Rows", "CapacityUnits": 3.0}));
}

#[test]
fn a_table_named_by_arn_is_reported_by_arn() {
    let emulator = indexed();
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/Rows";
    let put = json!({"TableName": arn, "Item": item("a", &[]), "ReturnConsumedCapacity": "TOTAL"});
    assert_eq!(call(&emulator, "PutItem", &put).unwrap()["ConsumedCapacity"]["TableName"], arn);
}

#[test]
fn a_query_is_charged_for_the_sum_of_what_it_read() {
    let emulator = indexed();
    for sort in ["a", "b", "c"] {
        put(&emulator, &item(sort, &[("x", &kilobytes(3))]));
    }
    let query = json!({"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "p"}}});
    assert_eq!(charged(&emulator, "Query", query.clone()), on_table(1.5));
    let mut filtered = query.clone();
    filtered["FilterExpression"] = json!("attribute_exists(nothing)");
    filtered["ProjectionExpression"] = json!("sk");
    assert_eq!(charged(&emulator, "Query", filtered), on_table(1.5));
    let mut consistent = query;
    consistent["ConsistentRead"] = json!(true);
    assert_eq!(charged(&emulator, "Query", consistent), on_table(3.0));
    assert_eq!(charged(&emulator, "Scan", json!({})), on_table(1.5));
}

#[test]
fn an_index_read_is_charged_on_the_index() {
    let emulator = indexed();
    put(&emulator, &item("a", &[("l", "l"), ("g", "g"), ("x", &kilobytes(9))]));
    let query = json!({
        "IndexName": "global", "KeyConditionExpression": "g = :g", "ExpressionAttributeValues": {":g": {"S": "g"}}});
    assert_eq!(
        charged(&emulator, "Query", query),
        json!({
            "CapacityUnits": 1.5, "Table": units(0.0), "GlobalSecondaryIndexes": {"global": units(1.5)},
        })
    );
    assert_eq!(
        charged(&emulator, "Scan", json!({"IndexName": "keys"})),
        json!({
            "CapacityUnits": 0.5, "Table": units(0.0), "LocalSecondaryIndexes": {"keys": units(0.5)},
        })
    );
}

#[test]
fn a_local_index_is_charged_a_table_read_for_each_row_that_it_fetches() {
    let emulator = indexed();
    for sort in ["a", "b", "c"] {
        put(&emulator, &item(sort, &[("l", "l"), ("x", "x")]));
    }
    let query = json!({
        "IndexName": "keys", "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "p"}},
        "ProjectionExpression": "x"});
    let fetched = json!({"CapacityUnits": 2.0, "Table": units(1.5), "LocalSecondaryIndexes": {"keys": units(0.5)}});
    assert_eq!(charged(&emulator, "Query", query.clone()), fetched);
    let mut filtered = query.clone();
    filtered["FilterExpression"] = json!("attribute_not_exists(x)");
    assert_eq!(charged(&emulator, "Query", filtered), fetched, "rows that the filter drops are fetched too");
    let mut projected = query;
    projected["ProjectionExpression"] = json!("sk");
    assert_eq!(
        charged(&emulator, "Query", projected),
        json!({
            "CapacityUnits": 0.5, "Table": units(0.0), "LocalSecondaryIndexes": {"keys": units(0.5)},
        })
    );
}

#[test]
fn a_batch_is_charged_for_each_item() {
    let emulator = indexed();
    let write = json!({
        "RequestItems": {"Rows": [
            {"PutRequest": {"Item": item("a", &[("x", &kilobytes(1))])}},
            {"PutRequest": {"Item": item("b", &[("g", "g")])}},
            {"DeleteRequest": {"Key": item("c", &[])}},
        ]},
        "ReturnConsumedCapacity": "INDEXES",
    });
    let output = call(&emulator, "BatchWriteItem", &write).unwrap();
    assert_eq!(
        output,
        json!({
            "UnprocessedItems": {},
            "ConsumedCapacity": [{
                "TableName": "Rows", "CapacityUnits": 5.0, "Table": units(4.0), "GlobalSecondaryIndexes": {"global": units(1.0)},
            }],
        })
    );
    let get = json!({
        "RequestItems": {"Rows": {"Keys": [item("a", &[]), item("missing", &[])], "ConsistentRead": true}},
        "ReturnConsumedCapacity": "TOTAL",
    });
    let output = call(&emulator, "BatchGetItem", &get).unwrap();
    assert_eq!(output["ConsumedCapacity"], json!([{"TableName": "Rows", "CapacityUnits": 2.0}]));
}
