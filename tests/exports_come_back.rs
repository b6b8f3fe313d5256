//! What is exported can be imported: the same table, in every format and compression.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::account::RecoveryDelay;
use dynatab::{Emulator, Options};
use harness::objects::{frame, s3, unpacked};
use serde_json::{Value, json};

const BUCKET: &str = "amzn-s3-demo-bucket";

fn call(emulator: &Emulator, operation: &str, input: &Value) -> Value {
    harness::call(emulator, operation, input).unwrap_or_else(|error| panic!("{operation}: {error:?}"))
}

fn definition(name: &str) -> Value {
    json!({
        "TableName": name, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}, {"AttributeName": "b", "AttributeType": "B"},
        ],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        "GlobalSecondaryIndexes": [
            {"IndexName": "binary", "KeySchema": [{"AttributeName": "b", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}},
        ],
    })
}

/// A bucket, and a table whose items have values of all types.
fn filled() -> Emulator {
    let emulator = harness::emulator();
    s3(&emulator, "PUT", BUCKET, b"");
    call(&emulator, "CreateTable", &definition("source"));
    let enabled = json!({"TableName": "source", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}});
    call(&emulator, "UpdateContinuousBackups", &enabled);
    for number in 0..50 {
        let item = json!({
            "pk": {"S": format!("{} '\"\\\n ü", number % 7)}, "sk": {"N": format!("{number}.5")}, "b": {"B": "AAH/"},
            "all of them": {"L": [
                {"S": ""}, {"N": "-1.5E-120"}, {"N": "1E125"}, {"B": ""}, {"BOOL": true}, {"NULL": true}, {"SS": ["a", "b\u{1}"]},
                {"NS": ["1", "-20"]}, {"BS": ["AAE=", ""]}, {"M": {"null": {"M": {}}, "$ion_1_0": {"L": []}, "a'b": {"S": "{{x}}"}}},
            ]},
        });
        call(&emulator, "PutItem", &json!({"TableName": "source", "Item": item}));
    }
    emulator
}

fn scanned(emulator: &Emulator, table: &str) -> Value {
    call(emulator, "Scan", &json!({"TableName": table}))["Items"].clone()
}

fn export(emulator: &Emulator, format: &str) -> Value {
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/source";
    let input = json!({"TableArn": arn, "S3Bucket": BUCKET, "S3Prefix": format, "ExportFormat": format, "ClientToken": format});
    let begun = call(emulator, "ExportTableToPointInTime", &input)["ExportDescription"].clone();
    assert_eq!(begun["ExportStatus"], "IN_PROGRESS");
    assert_eq!(call(emulator, "ExportTableToPointInTime", &input)["ExportDescription"]["ExportArn"], begun["ExportArn"]);
    call(emulator, "DescribeExport", &json!({"ExportArn": begun["ExportArn"]}))["ExportDescription"].clone()
}

/// The one data file of an export, by its manifests.
fn data_file(emulator: &Emulator, export: &Value) -> (String, Vec<u8>) {
    let read = |key: &str| s3(emulator, "GET", &format!("{BUCKET}/{key}"), b"");
    let summary: Value = serde_json::from_slice(&read(export["ExportManifest"].as_str().unwrap())).unwrap();
    assert_eq!((&summary["itemCount"], &summary["exportArn"]), (&json!(50), &export["ExportArn"]));
    let files: Value = serde_json::from_slice(&read(summary["manifestFilesS3Key"].as_str().unwrap())).unwrap();
    let key = files["dataFileS3Key"].as_str().unwrap().to_owned();
    let bytes = read(&key);
    (key, bytes)
}

fn import(emulator: &Emulator, name: &str, prefix: &str, format: &str, compression: &str) -> Value {
    let input = json!({
        "S3BucketSource": {"S3Bucket": BUCKET, "S3KeyPrefix": prefix}, "InputFormat": format, "InputCompressionType": compression,
        "TableCreationParameters": definition(name), "ClientToken": name,
    });
    let begun = call(emulator, "ImportTable", &input)["ImportTableDescription"].clone();
    let (code, _) = harness::call(emulator, "ImportTable", &input).unwrap_err();
    assert_eq!(code, "ResourceInUseException", "the table is there, so that its token is not looked at");
    call(emulator, "DescribeImport", &json!({"ImportArn": begun["ImportArn"]}))["ImportTableDescription"].clone()
}

#[test]
fn every_format_and_compression_gives_the_same_table() {
    let emulator = filled();
    let expected = scanned(&emulator, "source");
    for format in ["DYNAMODB_JSON", "ION"] {
        let (key, file) = data_file(&emulator, &export(&emulator, format));
        let content = unpacked(&file);
        s3(&emulator, "PUT", &format!("{BUCKET}/{format}-plain"), &content);
        s3(&emulator, "PUT", &format!("{BUCKET}/{format}-zstd"), &frame(&content));
        let zstd = format!("{format}-zstd");
        let plain = format!("{format}-plain");
        for (compression, prefix) in [("GZIP", key.as_str()), ("NONE", &plain), ("ZSTD", &zstd)] {
            let name = format!("{format}.{compression}");
            let imported = import(&emulator, &name, prefix, format, compression);
            assert_eq!((&imported["ImportStatus"], &imported["ImportedItemCount"]), (&json!("COMPLETED"), &json!(50)), "{name}");
            assert_eq!(scanned(&emulator, &name), expected, "{name}");
            let by_index = json!({"TableName": name, "IndexName": "binary", "Select": "COUNT"});
            assert_eq!(call(&emulator, "Scan", &by_index)["Count"], 50);
        }
    }
}

#[test]
fn an_export_is_of_the_time_that_is_asked_for() {
    let host = harness::TestHost::default();
    let options = Options { recovery_delay: RecoveryDelay(0), ..Options::default() };
    let emulator = Emulator::new(Box::new(host.clone()), options);
    s3(&emulator, "PUT", BUCKET, b"");
    call(&emulator, "CreateTable", &definition("source"));
    let enabled = json!({"TableName": "source", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}});
    call(&emulator, "UpdateContinuousBackups", &enabled);
    for number in 0..3 {
        host.advance(10_000);
        let item = json!({"pk": {"S": "a"}, "sk": {"N": number.to_string()}});
        call(&emulator, "PutItem", &json!({"TableName": "source", "Item": item}));
    }
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/source";
    let start = harness::START.0 / 1000;
    for (seconds, count) in [(5, 0), (10, 1), (29, 2), (30, 3)] {
        let input = json!({"TableArn": arn, "S3Bucket": BUCKET, "ExportTime": start + seconds});
        let export = call(&emulator, "ExportTableToPointInTime", &input)["ExportDescription"]["ExportArn"].clone();
        let described = call(&emulator, "DescribeExport", &json!({"ExportArn": export}));
        assert_eq!(described["ExportDescription"]["ItemCount"], count, "{seconds}");
    }
}

#[test]
fn broken_records_are_counted() {
    let emulator = harness::emulator();
    s3(&emulator, "PUT", BUCKET, b"");
    let lines = [
        r#"{"Item":{"pk":{"S":"a"},"sk":{"N":"1"}}}"#,
        r#"{"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"again":{"BOOL":true}}}"#,
        r#"{"Item":{"pk":{"S":"a"}}}"#,
        r#"{"Item":{"pk":{"S":"a"},"sk":{"S":"1"}}}"#,
        r#"{"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"b":{"S":"no binary"}}}"#,
        r#"{"Other":{}}"#,
        r#"{"Item":{"pk":{"S":1}}}"#,
        "",
        &format!(r#"{{"Item":{{"pk":{{"S":"a"}},"sk":{{"N":"2"}},"x":{{"S":"{}"}}}}}}"#, "x".repeat(410_000)),
        r#"{"Item":{"pk":{"S":"b"},"sk":{"N":"1"}}}"#,
        "{",
        r#"{"Item":{"pk":{"S":"behind a line that cannot be read"},"sk":{"N":"1"}}}"#,
    ];
    s3(&emulator, "PUT", &format!("{BUCKET}/lines"), lines.join("\n").as_bytes());
    s3(&emulator, "PUT", &format!("{BUCKET}/no gzip").replace(' ', "%20"), b"no gzip");
    let imported = import(&emulator, "json", "lines", "DYNAMODB_JSON", "NONE");
    let counts =
        |imported: &Value| ["ProcessedItemCount", "ImportedItemCount", "ErrorCount"].map(|name| imported[name].as_u64().unwrap());
    assert_eq!(counts(&imported), [10, 3, 7]);
    assert_eq!((&imported["ImportStatus"], &imported["FailureCode"]), (&json!("FAILED"), &json!("ItemValidationError")));
    assert_eq!(scanned(&emulator, "json").as_array().unwrap().len(), 2);
    assert_eq!(counts(&import(&emulator, "packed", "no gzip", "DYNAMODB_JSON", "GZIP")), [1, 0, 1]);
    let rows = "pk,sk,b,note\na,1,AAH/,\"first, \"\"quoted\"\"\"\na,x,AAH/,wrong\na,2\nb,1,AAH/,c,too many\n";
    s3(&emulator, "PUT", &format!("{BUCKET}/rows"), rows.as_bytes());
    let imported = import(&emulator, "csv", "rows", "CSV", "NONE");
    assert_eq!(counts(&imported), [4, 2, 2]);
    let first = json!({"pk": {"S": "a"}, "sk": {"N": "1"}, "b": {"B": "AAH/"}, "note": {"S": "first, \"quoted\""}});
    assert_eq!(scanned(&emulator, "csv"), json!([first, {"pk": {"S": "a"}, "sk": {"N": "2"}}]));
}
