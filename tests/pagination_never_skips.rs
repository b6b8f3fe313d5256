//! Paging never skips and never repeats: whatever the limit, pages and segments put together are the whole.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeSet;

use dynatab::Emulator;
use serde_json::{Value, json};

const PARTITIONS: i64 = 7;
const ITEMS: i64 = 12;

#[test]
fn query_pages_put_together_are_the_query() {
    let emulator = with_items();
    for (index, key, value) in [(None, "pk", "3"), (Some("by_group"), "group", "1"), (Some("by_size"), "pk", "3")] {
        for forward in [true, false] {
            let query = json!({
                "TableName": "things", "IndexName": index, "ScanIndexForward": forward,
                "KeyConditionExpression": "#k = :v", "ExpressionAttributeNames": { "#k": key },
                "ExpressionAttributeValues": { ":v": { "S": value } },
            });
            assert_pages_are_the_whole(&emulator, "Query", &query);
        }
    }
}

#[test]
fn scan_pages_put_together_are_the_scan() {
    let emulator = with_items();
    for index in [None, Some("by_group"), Some("by_size")] {
        assert_pages_are_the_whole(&emulator, "Scan", &json!({ "TableName": "things", "IndexName": index }));
    }
}

#[test]
fn a_filter_changes_what_pages_hold_but_not_where_they_end() {
    let emulator = with_items();
    let filtered = json!({
        "TableName": "things", "FilterExpression": "size_ < :n", "ExpressionAttributeValues": { ":n": { "N": "5" } },
    });
    assert_pages_are_the_whole(&emulator, "Scan", &filtered);
    let ends = |input: &Value| {
        pages(&emulator, "Scan", input, 5).iter().map(|page| page["LastEvaluatedKey"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ends(&filtered), ends(&json!({ "TableName": "things" })));
}

#[test]
fn segments_divide_a_scan() {
    let emulator = with_items();
    for index in [None, Some("by_group"), Some("by_size")] {
        let whole = listed(&pages(&emulator, "Scan", &json!({ "TableName": "things", "IndexName": index }), 1000));
        for total in [1, 2, 3, 4, 7, 16, 100] {
            let segments = (0..total).map(|segment| {
                let scan = json!({ "TableName": "things", "IndexName": index, "Segment": segment, "TotalSegments": total });
                assert_pages_are_the_whole(&emulator, "Scan", &scan);
                listed(&pages(&emulator, "Scan", &scan, 3))
            });
            let segments: Vec<_> = segments.flatten().collect();
            assert_eq!(segments.len(), whole.len(), "{total} segments repeat or skip");
            assert_eq!(segments.into_iter().collect::<BTreeSet<_>>(), whole.iter().cloned().collect(), "{total} segments");
        }
    }
}

#[test]
fn a_starting_key_of_another_segment_is_refused() {
    let emulator = with_items();
    let segment = |segment: usize| json!({ "TableName": "things", "Segment": segment, "TotalSegments": 2 });
    let of_first = pages(&emulator, "Scan", &segment(0), 1)[0]["LastEvaluatedKey"].clone();
    let mut second = segment(1);
    second["ExclusiveStartKey"] = of_first;
    let (code, message) = harness::call(&emulator, "Scan", &second).unwrap_err();
    assert_eq!(code, "ValidationException");
    assert!(message.ends_with("Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 1"), "{message}");
}

/// A query of a small index once gave 23 MB of items that it fetched from the table, in one page.
#[test]
fn what_a_local_index_fetches_counts_towards_the_page() {
    let emulator = harness::emulator();
    harness::call(&emulator, "CreateTable", &table()).unwrap();
    for number in 0..25 {
        let filling = json!({ "S": "x".repeat(100_000) });
        let item = json!({ "pk": { "S": "p" }, "sk": { "N": number.to_string() }, "size_": { "N": "1" }, "filling": filling });
        harness::call(&emulator, "PutItem", &json!({ "TableName": "things", "Item": item })).unwrap();
    }
    let query = json!({
        "TableName": "things", "IndexName": "by_size", "Select": "ALL_ATTRIBUTES", "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": { ":p": { "S": "p" } },
    });
    let scan = json!({ "TableName": "things", "IndexName": "by_size", "Select": "ALL_ATTRIBUTES" });
    for (operation, input) in [("Query", query), ("Scan", scan)] {
        let counts: Vec<_> = pages(&emulator, operation, &input, 1000).iter().map(|page| page["Count"].clone()).collect();
        assert_eq!(counts, [11, 11, 3], "{operation}");
    }
    let statement = json!({ "Statement": "SELECT * FROM things.by_size WHERE pk = 'p'" });
    assert_eq!(harness::call(&emulator, "ExecuteStatement", &statement).unwrap()["Items"].as_array().unwrap().len(), 25);
    let fetching = json!({ "Statement": "SELECT filling FROM things.by_size WHERE pk = 'p'" });
    assert_eq!(harness::call(&emulator, "ExecuteStatement", &fetching).unwrap()["Items"].as_array().unwrap().len(), 11);
}

/// Pages of every limit hold the items of the one big page, in its order.
fn assert_pages_are_the_whole(emulator: &Emulator, operation: &str, input: &Value) {
    let whole = listed(&pages(emulator, operation, input, 1000));
    for limit in [1, 2, 3, 5, 8, 13] {
        assert_eq!(listed(&pages(emulator, operation, input, limit)), whole, "{operation} {input} Limit {limit}");
    }
}

fn pages(emulator: &Emulator, operation: &str, input: &Value, limit: usize) -> Vec<Value> {
    let mut input = input.clone();
    input["Limit"] = limit.into();
    let mut pages: Vec<Value> = Vec::new();
    loop {
        let page = harness::call(emulator, operation, &input).unwrap();
        assert!(page["ScannedCount"].as_u64().unwrap() <= limit as u64, "{page}");
        let last = page.get("LastEvaluatedKey").cloned();
        pages.push(page);
        match last {
            Some(last) => input["ExclusiveStartKey"] = last,
            None => return pages,
        }
        assert!(pages.len() <= 100, "{operation} {input} does not end");
    }
}

fn listed(pages: &[Value]) -> Vec<String> {
    pages.iter().flat_map(|page| page["Items"].as_array().unwrap()).map(Value::to_string).collect()
}

/// Items whose index keys repeat, so that pages end between entries with one key; some lack an index key.
fn with_items() -> Emulator {
    let emulator = harness::emulator();
    harness::call(&emulator, "CreateTable", &table()).unwrap();
    for partition in 0..PARTITIONS {
        for number in 0..ITEMS {
            let mut item = json!({ "pk": { "S": partition.to_string() }, "sk": { "N": (number * 7 % 12 - 6).to_string() } });
            if (partition + number) % 5 != 0 {
                item["group"] = json!({ "S": (number % 3).to_string() });
            }
            item["size_"] = json!({ "N": (number / 4 * 3).to_string() });
            harness::call(&emulator, "PutItem", &json!({ "TableName": "things", "Item": item })).unwrap();
        }
    }
    emulator
}

fn table() -> Value {
    let key = |hash: &str, range: &str| json!([{ "AttributeName": hash, "KeyType": "HASH" }, { "AttributeName": range, "KeyType": "RANGE" }]);
    let attribute = |name: &str, kind: &str| json!({ "AttributeName": name, "AttributeType": kind });
    json!({
        "TableName": "things", "BillingMode": "PAY_PER_REQUEST", "KeySchema": key("pk", "sk"),
        "AttributeDefinitions": [attribute("pk", "S"), attribute("sk", "N"), attribute("group", "S"), attribute("size_", "N")],
        "GlobalSecondaryIndexes": [{ "IndexName": "by_group", "KeySchema": key("group", "size_"), "Projection": { "ProjectionType": "ALL" } }],
        "LocalSecondaryIndexes": [{ "IndexName": "by_size", "KeySchema": key("pk", "size_"), "Projection": { "ProjectionType": "KEYS_ONLY" } }],
    })
}
