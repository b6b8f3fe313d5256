//! What item operations give back: values, projections, counts, pages of 1 MB, what a batch left over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::Emulator;
use harness::{call, emulator};
use serde_json::{Value, json};

/// A table with a local and a global index of keys.
fn table() -> Emulator {
    let emulator = emulator();
    let attribute = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
    let element = |name: &str, kind: &str| json!({"AttributeName": name, "KeyType": kind});
    let keys_only = json!({"ProjectionType": "KEYS_ONLY"});
    let table = json!({
        "TableName": "Rows",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk"), attribute("sk"), attribute("l"), attribute("g")],
        "KeySchema": [element("pk", "HASH"), element("sk", "RANGE")],
        "LocalSecondaryIndexes": [
            {"IndexName": "local", "KeySchema": [element("pk", "HASH"), element("l", "RANGE")], "Projection": keys_only}],
        "GlobalSecondaryIndexes": [{"IndexName": "global", "KeySchema": [element("g", "HASH")], "Projection": keys_only}],
    });
    call(&emulator, "CreateTable", &table).unwrap();
    emulator
}

fn key(sort: &str) -> Value {
    json!({"pk": {"S": "p"}, "sk": {"S": sort}})
}

fn item(sort: &str, mut attributes: Value) -> Value {
    let mut item = key(sort);
    item.as_object_mut().unwrap().append(attributes.as_object_mut().unwrap());
    item
}

fn ask(emulator: &Emulator, operation: &str, mut request: Value) -> Value {
    request["TableName"] = json!("Rows");
    call(emulator, operation, &request).unwrap()
}

fn put(emulator: &Emulator, item: &Value) {
    assert_eq!(ask(emulator, "PutItem", json!({"Item": item})), json!({}));
}

#[test]
fn replaced_and_deleted_items_are_given_back() {
    let emulator = table();
    let first = item("a", json!({"x": {"N": "1"}}));
    let put = json!({"Item": first, "ReturnValues": "ALL_OLD"});
    assert_eq!(ask(&emulator, "PutItem", put.clone()), json!({}));
    assert_eq!(ask(&emulator, "PutItem", put), json!({"Attributes": first}));
    let delete = json!({"Key": key("a"), "ReturnValues": "ALL_OLD"});
    assert_eq!(ask(&emulator, "DeleteItem", delete.clone()), json!({"Attributes": first}));
    assert_eq!(ask(&emulator, "DeleteItem", delete), json!({}));
}

#[test]
fn an_update_gives_back_what_was_asked_for() {
    let emulator = table();
    let update = |returns: &str| {
        let values = json!({":one": {"N": "1"}, ":m": {"M": {"kept": {"S": "k"}}}});
        json!({
            "Key": key("a"), "UpdateExpression": "SET m = if_not_exists(m, :m) ADD n :one", "ExpressionAttributeValues": values,
            "ReturnValues": returns,
        })
    };
    let state = |n: &str| json!({"n": {"N": n}, "m": {"M": {"kept": {"S": "k"}}}});
    assert_eq!(ask(&emulator, "UpdateItem", update("ALL_OLD")), json!({}), "there was no item");
    assert_eq!(ask(&emulator, "UpdateItem", update("UPDATED_NEW")), json!({"Attributes": state("2")}));
    assert_eq!(ask(&emulator, "UpdateItem", update("UPDATED_OLD")), json!({"Attributes": state("2")}));
    assert_eq!(ask(&emulator, "UpdateItem", update("ALL_NEW")), json!({"Attributes": item("a", state("4"))}));
    assert_eq!(ask(&emulator, "UpdateItem", update("ALL_OLD")), json!({"Attributes": item("a", state("4"))}));
    let remove = json!({"Key": key("a"), "UpdateExpression": "REMOVE n", "ReturnValues": "UPDATED_NEW"});
    assert_eq!(ask(&emulator, "UpdateItem", remove), json!({}), "what is gone is not given back");
    let nested = json!({
        "Key": key("a"), "UpdateExpression": "SET m.child = :c", "ExpressionAttributeValues": {":c": {"S": "c"}},
        "ReturnValues": "UPDATED_NEW"});
    assert_eq!(ask(&emulator, "UpdateItem", nested), json!({"Attributes": {"m": {"M": {"child": {"S": "c"}}}}}));
}

#[test]
fn an_update_without_an_expression_makes_the_item() {
    let emulator = table();
    assert_eq!(
        ask(&emulator, "UpdateItem", json!({"Key": key("a"), "ReturnValues": "ALL_NEW"})),
        json!({"Attributes": key("a")})
    );
    assert_eq!(ask(&emulator, "GetItem", json!({"Key": key("a")})), json!({"Item": key("a")}));
}

#[test]
fn legacy_parameters_do_what_expressions_do() {
    let emulator = table();
    put(&emulator, &item("a", json!({"x": {"N": "1"}, "l": {"S": "1"}})));
    put(&emulator, &item("b", json!({"x": {"N": "2"}, "l": {"S": "2"}})));
    let update = json!({
        "Key": key("a"), "AttributeUpdates": {"x": {"Action": "ADD", "Value": {"N": "1"}}, "l": {"Action": "DELETE"}},
        "Expected": {"x": {"Value": {"N": "1"}}}, "ReturnValues": "ALL_NEW"});
    assert_eq!(ask(&emulator, "UpdateItem", update), json!({"Attributes": item("a", json!({"x": {"N": "2"}}))}));
    let get = json!({"Key": key("a"), "AttributesToGet": ["x", "nothing"]});
    assert_eq!(ask(&emulator, "GetItem", get), json!({"Item": {"x": {"N": "2"}}}));
    let condition = |operator: &str, value: Value| json!({"ComparisonOperator": operator, "AttributeValueList": [value]});
    let query = json!({
        "KeyConditions": {"pk": condition("EQ", json!({"S": "p"})), "sk": condition("GT", json!({"S": "a"}))},
        "QueryFilter": {"x": condition("LE", json!({"N": "2"}))}, "AttributesToGet": ["sk"]});
    assert_eq!(ask(&emulator, "Query", query), json!({"Items": [{"sk": {"S": "b"}}], "Count": 1, "ScannedCount": 1}));
    let scan = json!({
        "ScanFilter": {"l": condition("EQ", json!({"S": "2"})), "x": condition("EQ", json!({"N": "7"}))},
        "ConditionalOperator": "OR", "Select": "COUNT"});
    assert_eq!(ask(&emulator, "Scan", scan), json!({"Count": 1, "ScannedCount": 2}));
}

#[test]
fn an_index_gives_what_it_projects_and_a_local_one_the_rest_if_asked() {
    let emulator = table();
    let whole = item("a", json!({"l": {"S": "l"}, "g": {"S": "g"}, "x": {"S": "x"}}));
    put(&emulator, &whole);
    put(&emulator, &item("b", json!({})));
    let scan = |more: Value| {
        let mut request = json!({"IndexName": "local"});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ask(&emulator, "Scan", request)
    };
    let keys = item("a", json!({"l": {"S": "l"}}));
    assert_eq!(scan(json!({})), json!({"Items": [keys], "Count": 1, "ScannedCount": 1}));
    assert_eq!(scan(json!({"Select": "ALL_ATTRIBUTES"}))["Items"], json!([whole]));
    assert_eq!(scan(json!({"ProjectionExpression": "x"}))["Items"], json!([{"x": {"S": "x"}}]));
    assert_eq!(scan(json!({"FilterExpression": "attribute_exists(x)"}))["Count"], 0, "the index does not have it");
    let fetching = json!({"FilterExpression": "attribute_exists(x)", "Select": "ALL_ATTRIBUTES"});
    assert_eq!(scan(fetching)["Count"], 1);
    let global = ask(&emulator, "Scan", json!({"IndexName": "global"}));
    assert_eq!(global["Items"], json!([item("a", json!({"g": {"S": "g"}}))]));
}

#[test]
fn a_page_ends_with_the_item_that_fills_a_megabyte() {
    let emulator = table();
    for sort in ["a", "b", "c", "d"] {
        put(&emulator, &item(sort, json!({"x": {"S": "x".repeat(399 * 1024)}})));
    }
    let query = json!({
        "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "p"}},
        "FilterExpression": "attribute_not_exists(x)"});
    let page = ask(&emulator, "Query", query.clone());
    assert_eq!(page, json!({"Items": [], "Count": 0, "ScannedCount": 3, "LastEvaluatedKey": key("c")}));
    let mut rest = query;
    rest["ExclusiveStartKey"] = key("c");
    assert_eq!(ask(&emulator, "Query", rest), json!({"Items": [], "Count": 0, "ScannedCount": 1}));
}

#[test]
fn the_last_evaluated_key_of_an_index_has_both_keys() {
    let emulator = table();
    put(&emulator, &item("a", json!({"g": {"S": "g"}})));
    put(&emulator, &item("b", json!({"g": {"S": "g"}})));
    let query = json!({
        "IndexName": "global", "KeyConditionExpression": "g = :g", "ExpressionAttributeValues": {":g": {"S": "g"}}, "Limit": 1});
    let page = ask(&emulator, "Query", query);
    assert_eq!(page["LastEvaluatedKey"], item("a", json!({"g": {"S": "g"}})));
}

#[test]
fn what_does_not_fit_into_16_megabytes_is_left_over_with_its_settings() {
    let emulator = table();
    let sorts: Vec<_> = (10..55).map(|number| number.to_string()).collect();
    for sort in &sorts {
        put(&emulator, &item(sort, json!({"x": {"S": "x".repeat(400 * 1024 - 20)}})));
    }
    let keys: Vec<_> = sorts.iter().map(|sort| key(sort)).collect();
    let request = json!({
        "Keys": keys, "ProjectionExpression": "#s", "ExpressionAttributeNames": {"#s": "sk"}, "ConsistentRead": true});
    let output = call(&emulator, "BatchGetItem", &json!({"RequestItems": {"Rows": request}})).unwrap();
    let found = output["Responses"]["Rows"].as_array().unwrap();
    assert_eq!((found.len(), &found[0]), (39, &json!({"sk": {"S": "10"}})));
    let mut rest = request;
    rest["Keys"] = json!(keys[39..]);
    assert_eq!(output["UnprocessedKeys"], json!({"Rows": rest}));
    let output = call(&emulator, "BatchGetItem", &json!({"RequestItems": output["UnprocessedKeys"]})).unwrap();
    assert_eq!((output["Responses"]["Rows"].as_array().unwrap().len(), &output["UnprocessedKeys"]), (6, &json!({})));
}

#[test]
fn item_collections_are_measured_where_there_is_a_local_index() {
    let emulator = table();
    let metrics = json!({"ItemCollectionKey": {"pk": {"S": "p"}}, "SizeEstimateRangeGB": [0.0, 1.0]});
    let put = json!({"Item": key("a"), "ReturnItemCollectionMetrics": "SIZE"});
    assert_eq!(ask(&emulator, "PutItem", put), json!({"ItemCollectionMetrics": metrics}));
    let write = json!({
        "RequestItems": {"Rows": [{"PutRequest": {"Item": key("b")}}, {"DeleteRequest": {"Key": key("a")}}]},
        "ReturnItemCollectionMetrics": "SIZE"});
    let output = call(&emulator, "BatchWriteItem", &write).unwrap();
    assert_eq!(output, json!({"UnprocessedItems": {}, "ItemCollectionMetrics": {"Rows": [metrics]}}));
}

#[test]
fn number_sets_are_ascending_but_for_scan() {
    let emulator = table();
    let numbers = json!({"NS": ["5", "1", "2"]});
    put(&emulator, &item("a", json!({"n": numbers, "m": {"M": {"n": numbers}}})));
    let ascending = json!({"NS": ["1", "2", "5"]});
    let got = ask(&emulator, "GetItem", json!({"Key": key("a")}));
    assert_eq!((&got["Item"]["n"], &got["Item"]["m"]["M"]["n"]), (&ascending, &ascending));
    let hashed = ask(&emulator, "Scan", json!({}))["Items"][0]["n"].clone();
    assert_eq!(hashed, json!({"NS": ["5", "2", "1"]}));
    let projected = ask(&emulator, "Scan", json!({"ProjectionExpression": "m.n"}));
    assert_eq!(projected["Items"][0]["m"]["M"]["n"], hashed);
}

#[test]
fn of_a_hundred_items_of_300_kilobytes_a_batch_gives_fifty_two() {
    let emulator = table();
    let keys: Vec<Value> = (0..100).map(|at| key(&format!("{at:02}"))).collect();
    // "pk" and "p", "sk" and two digits, "x".
    let text = "x".repeat(300 * 1024 - 8);
    for at in 0..100 {
        ask(&emulator, "PutItem", json!({"Item": item(&format!("{at:02}"), json!({"x": {"S": text}}))}));
    }
    let answer = call(&emulator, "BatchGetItem", &json!({"RequestItems": {"Rows": {"Keys": keys}}})).unwrap();
    assert_eq!(answer["Responses"]["Rows"].as_array().unwrap().len(), 52);
    assert_eq!(answer["UnprocessedKeys"]["Rows"]["Keys"].as_array().unwrap().len(), 48);
}
