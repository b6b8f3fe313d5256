//! A full export and the increments that follow it, replayed one after the other, give the table as it was at the end of the last one, whatever was
//! written meanwhile, in both views; and each old image is what the replay had before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::account::RecoveryDelay;
use dynatab::{Emulator, Options};
use harness::objects::{s3, unpacked};
use harness::{START, TestHost, call};
use proptest::prelude::*;
use serde_json::{Value, json};

const BUCKET: &str = "amzn-s3-demo-bucket";
const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/source";

/// The records of an export, by its manifests.
fn records(emulator: &Emulator, request: &Value) -> Vec<Value> {
    let begun = call(emulator, "ExportTableToPointInTime", request).unwrap()["ExportDescription"].clone();
    let described = call(emulator, "DescribeExport", &json!({"ExportArn": begun["ExportArn"]})).unwrap();
    let description = &described["ExportDescription"];
    let read = |key: &Value| s3(emulator, "GET", &format!("{BUCKET}/{}", key.as_str().unwrap()), b"");
    let manifest = read(&description["ExportManifest"]);
    let summary: Value = serde_json::from_slice(&manifest).unwrap();
    let files = read(&summary["manifestFilesS3Key"]);
    let file: Value = serde_json::from_slice(&files).unwrap();
    let data = unpacked(&read(&file["dataFileS3Key"]));
    let lines = data.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let records: Vec<Value> = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
    let count = json!(records.len());
    assert_eq!([&description["ItemCount"], &summary["itemCount"], &file["itemCount"]], [&count; 3]);
    records
}

type Items = BTreeMap<String, Value>;

fn key(keys: &Value) -> String {
    keys["pk"]["S"].as_str().unwrap().to_owned()
}

/// Applies a record of an increment to `items`.
fn replay(items: &mut Items, record: &Value, shows_old: bool) {
    let key = key(&record["Keys"]);
    let before = match record.get("NewImage") {
        Some(image) => items.insert(key.clone(), image.clone()),
        None => items.remove(&key),
    };
    let shown = record.get("OldImage").cloned();
    assert_eq!(shown, before.filter(|_| shows_old), "the old image of {key}");
}

#[derive(Debug, Clone)]
struct Step {
    milliseconds: i64,
    key: u8,
    /// None deletes.
    value: Option<u8>,
}

fn step() -> impl Strategy<Value = Step> {
    let milliseconds = prop_oneof![6 => 0i64..2_500, 1 => 0i64..1_200_000];
    (milliseconds, 0u8..6, prop::option::weighted(0.7, any::<u8>())).prop_map(|(milliseconds, key, value)| Step {
        milliseconds,
        key,
        value,
    })
}

struct Trial {
    host: TestHost,
    emulator: Emulator,
    now: i64,
}

impl Trial {
    fn new() -> Self {
        let host = TestHost::default();
        let options = Options { recovery_delay: RecoveryDelay(0), ..Options::default() };
        let emulator = Emulator::new(Box::new(host.clone()), options);
        s3(&emulator, "PUT", BUCKET, b"");
        let create = json!({
            "TableName": "source", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        });
        call(&emulator, "CreateTable", &create).unwrap();
        let enabled = json!({"TableName": "source", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}});
        call(&emulator, "UpdateContinuousBackups", &enabled).unwrap();
        Self { host, emulator, now: START.0 }
    }

    fn advance(&mut self, milliseconds: i64) {
        self.host.advance(milliseconds);
        self.now += milliseconds;
    }

    fn write(&mut self, step: &Step) {
        self.advance(step.milliseconds);
        let key = json!({"pk": {"S": step.key.to_string()}});
        match step.value {
            Some(value) => {
                let item = json!({"pk": key["pk"], "v": {"N": value.to_string()}});
                call(&self.emulator, "PutItem", &json!({"TableName": "source", "Item": item})).unwrap();
            }
            None => drop(call(&self.emulator, "DeleteItem", &json!({"TableName": "source", "Key": key})).unwrap()),
        }
    }

    fn second(&self) -> i64 {
        self.now / 1000
    }

    fn scanned(&self) -> Items {
        let items = call(&self.emulator, "Scan", &json!({"TableName": "source"})).unwrap()["Items"].clone();
        items.as_array().unwrap().iter().map(|item| (key(item), item.clone())).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn increments_replay_to_the_table(before in prop::collection::vec(step(), 0..12), parts in prop::collection::vec(prop::collection::vec(step(), 0..20), 1..4)) {
        let mut trial = Trial::new();
        for step in &before {
            trial.write(step);
        }
        // A snapshot is that of the end of its second; what follows begins with the next one.
        trial.advance(1000);
        let mut from = trial.second();
        let full = json!({"TableArn": ARN, "S3Bucket": BUCKET, "ExportTime": from - 1});
        let mut items: Items = records(&trial.emulator, &full).iter().map(|record| (key(&record["Item"]), record["Item"].clone())).collect();
        prop_assert_eq!(&items, &trial.scanned());
        let mut shown = items.clone();
        for part in &parts {
            for step in part {
                trial.write(step);
            }
            trial.advance(1000.max((from + 900) * 1000 - trial.now));
            let to = trial.second();
            if to - from > 86_400 {
                return Ok(());
            }
            for (view, replayed) in [("NEW_IMAGE", &mut items), ("NEW_AND_OLD_IMAGES", &mut shown)] {
                let request = json!({
                    "TableArn": ARN, "S3Bucket": BUCKET, "ExportType": "INCREMENTAL_EXPORT",
                    "IncrementalExportSpecification": {"ExportFromTime": from, "ExportToTime": to, "ExportViewType": view},
                });
                let before = replayed.clone();
                for record in records(&trial.emulator, &request) {
                    let micros: i64 = record["Metadata"]["WriteTimestampMicros"]["N"].as_str().unwrap().parse().unwrap();
                    prop_assert!((from * 1_000_000..to * 1_000_000).contains(&micros));
                    replay(replayed, &record, view == "NEW_AND_OLD_IMAGES");
                }
                prop_assert_eq!(&*replayed, &trial.scanned(), "{} from {:?}", view, before);
            }
            from = to;
        }
    }
}
