//! Where throughput is enforced, no window of time is granted more than what came in and was kept; what is refused changes nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::float_arithmetic, reason = "a test fails by panicking")]

mod harness;

use dynatab::account::Throttling;
use dynatab::{Emulator, Options};
use harness::{TestHost, call};
use proptest::prelude::*;
use serde_json::{Value, json};

fn emulator(burst: i64, write: i64, index_write: i64) -> (Emulator, TestHost) {
    let host = TestHost::default();
    let options = Options { throttling: Some(Throttling { burst, ..Throttling::default() }), ..Options::default() };
    let emulator = Emulator::new(Box::new(host.clone()), options);
    call(&emulator, "CreateTable", &table(write, index_write)).unwrap();
    (emulator, host)
}

fn table(write: i64, index_write: i64) -> Value {
    let units = |write: i64| json!({ "ReadCapacityUnits": 1000, "WriteCapacityUnits": write });
    json!({
        "TableName": "table",
        "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "g", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        "ProvisionedThroughput": units(write),
        "GlobalSecondaryIndexes": [{ "IndexName": "gsi", "KeySchema": [{ "AttributeName": "g", "KeyType": "HASH" }],
            "Projection": { "ProjectionType": "ALL" }, "ProvisionedThroughput": units(index_write) }],
    })
}

fn item(key: u8, kilobytes: usize) -> Value {
    json!({ "pk": { "S": key.to_string() }, "g": { "S": "g" }, "x": { "S": "x".repeat(kilobytes * 1000) } })
}

/// A write of one of the ways, which asks for what it consumed.
fn write(emulator: &Emulator, way: u8, key: u8, kilobytes: usize) -> Result<Value, (String, String)> {
    let (operation, mut input) = match way {
        0 => ("PutItem", json!({ "TableName": "table", "Item": item(key, kilobytes) })),
        1 => ("DeleteItem", json!({ "TableName": "table", "Key": { "pk": { "S": key.to_string() } } })),
        2 => (
            "BatchWriteItem",
            json!({ "RequestItems": { "table": [
                { "PutRequest": { "Item": item(key, kilobytes) } }, { "PutRequest": { "Item": item(key + 1, 1) } },
            ] } }),
        ),
        _ => (
            "TransactWriteItems",
            json!({ "TransactItems": [{ "Put": { "TableName": "table", "Item": item(key, kilobytes) } }] }),
        ),
    };
    input["ReturnConsumedCapacity"] = "INDEXES".into();
    call(emulator, operation, &input)
}

/// What a response says was consumed on the table and on the index.
fn consumed(output: &Value) -> [f64; 2] {
    let report = &output["ConsumedCapacity"];
    let report = report.get(0).unwrap_or(report);
    let units = |part: &Value| part["CapacityUnits"].as_f64().unwrap_or_default();
    [units(&report["Table"]), units(&report["GlobalSecondaryIndexes"]["gsi"])]
}

fn items(emulator: &Emulator) -> Value {
    // A fork without a past of reads, so that looking takes nothing.
    call(&emulator.fork(Box::<TestHost>::default()), "Scan", &json!({ "TableName": "table", "ConsistentRead": true })).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_window_is_granted_more_than_came_in_and_was_kept(
        units in (1..6_i32, 1..6_i32), burst in 1..8_i32,
        steps in prop::collection::vec((0..900_i32, 0..4_u8, 0..4_u8, 0..4_usize), 1..40)
    ) {
        let (emulator, host) = emulator(i64::from(burst) * 1000, units.0.into(), units.1.into());
        let (mut now, mut granted) = (0, Vec::new());
        for (wait, way, key, kilobytes) in steps {
            host.advance(wait.into());
            now += wait;
            let before = items(&emulator);
            match write(&emulator, way, key, kilobytes) {
                Ok(output) => granted.push((now, consumed(&output))),
                Err((code, _)) => {
                    prop_assert!(code == "ProvisionedThroughputExceededException" || code == "TransactionCanceledException", "{}", code);
                    prop_assert_eq!(before, items(&emulator), "what is refused changes nothing");
                }
            }
        }
        for (part, units) in [f64::from(units.0), f64::from(units.1)].into_iter().enumerate() {
            for (first, (start, _)) in granted.iter().enumerate() {
                let mut sum = 0.0;
                for (end, costs) in &granted[first..] {
                    if costs[part] == 0.0 {
                        continue;
                    }
                    // A batch is two writes, the second of which finds what the first has left: at most one write goes beyond.
                    let bound = units * (f64::from(burst) + f64::from(end - start) / 1000.0);
                    prop_assert!(sum < bound, "{sum} units of {units} a second from {start} to {end}");
                    sum += costs[part];
                }
            }
        }
    }
}

fn put(emulator: &Emulator) -> Result<Value, (String, String)> {
    write(emulator, 0, 0, 0)
}

#[test]
fn a_table_that_is_made_again_has_not_used_anything() {
    let (emulator, _) = emulator(0, 1, 1);
    put(&emulator).unwrap();
    put(&emulator).unwrap_err();
    call(&emulator, "DeleteTable", &json!({ "TableName": "table" })).unwrap();
    call(&emulator, "CreateTable", &table(1, 1)).unwrap();
    put(&emulator).unwrap();
}

#[test]
fn a_snapshot_keeps_what_is_left() {
    let (emulator, _) = emulator(0, 1, 1);
    let full = emulator.snapshot();
    put(&emulator).unwrap();
    let used = emulator.snapshot();
    emulator.restore(&full);
    put(&emulator).unwrap();
    emulator.restore(&used);
    put(&emulator).unwrap_err();
}

#[test]
fn units_that_are_raised_come_in_at_once() {
    let (emulator, host) = emulator(0, 1, 100);
    put(&emulator).unwrap();
    put(&emulator).unwrap_err();
    let raised =
        json!({ "TableName": "table", "ProvisionedThroughput": { "ReadCapacityUnits": 1000, "WriteCapacityUnits": 100 } });
    call(&emulator, "UpdateTable", &raised).unwrap();
    host.advance(1000);
    for _ in 0..100 {
        put(&emulator).unwrap();
    }
    put(&emulator).unwrap_err();
}

#[test]
fn an_emulator_that_enforces_nothing_does_not_learn_it_from_a_snapshot() {
    let (strict, _) = emulator(0, 1, 1);
    put(&strict).unwrap();
    let lenient = harness::emulator();
    lenient.restore(&strict.snapshot());
    put(&lenient).unwrap();
    strict.restore(&lenient.snapshot());
    put(&strict).unwrap();
    put(&strict).unwrap_err();
}
