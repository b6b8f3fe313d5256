//! Bulk puts: a table gets what files hold, whatever their format and compression; what is not written is counted and reported; one that takes
//! time can be watched and cancelled, and goes on where its state was stored.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::account::{Lifecycle, Step};
use dynatab::{Emulator, Options};
use harness::TestHost;
use harness::mutation::Random;
use harness::objects::{frame, s3, unpacked};
use serde_json::{Value, json};

const BUCKET: &str = "amzn-s3-demo-bucket";

fn call(emulator: &Emulator, operation: &str, input: &Value) -> Value {
    harness::call(emulator, operation, input).unwrap_or_else(|error| panic!("{operation}: {error:?}"))
}

fn refusal(emulator: &Emulator, operation: &str, input: &Value) -> (String, String) {
    harness::call(emulator, operation, input).unwrap_err()
}

fn create(emulator: &Emulator, name: &str) {
    let key = |name: &str| json!([{"AttributeName": name, "KeyType": "HASH"}]);
    let definition = json!({
        "TableName": name, "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}, {"AttributeName": "b", "AttributeType": "B"},
        ],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        "GlobalSecondaryIndexes": [{"IndexName": "binary", "KeySchema": key("b"), "Projection": {"ProjectionType": "KEYS_ONLY"}}],
        "LocalSecondaryIndexes": [{
            "IndexName": "local", "Projection": {"ProjectionType": "ALL"},
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "b", "KeyType": "RANGE"}],
        }],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    });
    call(emulator, "CreateTable", &definition);
}

/// An emulator with a bucket and an empty table.
fn emulator() -> Emulator {
    let emulator = harness::emulator();
    s3(&emulator, "PUT", BUCKET, b"");
    create(&emulator, "target");
    emulator
}

/// The same; a bulk put takes `milliseconds`.
fn slow(host: &TestHost, milliseconds: i64) -> Emulator {
    let emulator = slow_without_bucket(host, milliseconds);
    s3(&emulator, "PUT", BUCKET, b"");
    create(&emulator, "target");
    emulator
}

/// The same without anything in it.
fn slow_without_bucket(host: &TestHost, milliseconds: i64) -> Emulator {
    let options = Options { lifecycle: Lifecycle::default().with(Step::BulkPut, milliseconds), ..Options::default() };
    Emulator::new(Box::new(host.clone()), options)
}

fn input(prefix: &str) -> Value {
    json!({
        "TableName": "target",
        "InputS3Configuration": {"S3Bucket": BUCKET, "S3KeyPrefix": prefix, "InputFormat": "DYNAMODB_JSON"},
        "OutputS3Configuration": {"S3Bucket": BUCKET, "S3KeyPrefix": "reports", "OutputType": ["ERROR", "CONDITION_CHECK_FAILURE"]},
    })
}

fn start(emulator: &Emulator, input: &Value) -> String {
    let begun = call(emulator, "StartBulkPutItems", input)["BulkOperationDescription"].clone();
    assert_eq!(begun["BulkOperationStatus"], "IN_PROGRESS");
    begun["BulkOperationArn"].as_str().unwrap().to_owned()
}

fn describe(emulator: &Emulator, arn: &str) -> Value {
    call(emulator, "DescribeBulkOperation", &json!({"BulkOperationArn": arn}))["BulkOperationDescription"].clone()
}

fn scanned(emulator: &Emulator, table: &str) -> Value {
    call(emulator, "Scan", &json!({"TableName": table}))["Items"].clone()
}

fn count(emulator: &Emulator) -> usize {
    scanned(emulator, "target").as_array().unwrap().len()
}

/// Lines with `count` items.
fn lines(count: usize) -> String {
    named_lines("", count)
}

/// The same; the partition keys of the items begin with `name`.
fn named_lines(name: &str, count: usize) -> String {
    let line = |number| json!({"Item": {"pk": {"S": format!("{name}{number}")}, "sk": {"N": "1"}}}).to_string() + "\n";
    (0..count).map(line).collect()
}

/// What the manifest of an operation says, and the lines of its reports by their type.
fn reports(emulator: &Emulator, arn: &str) -> (Value, Vec<(String, Vec<Value>)>) {
    let id = arn.rsplit('/').next().unwrap();
    let read = |key: &str| s3(emulator, "GET", &format!("{BUCKET}/{key}"), b"");
    let values = |bytes: &[u8]| -> Vec<Value> {
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
    };
    let summary: Value = serde_json::from_slice(&read(&format!("reports/AWSDynamoDB/{id}/manifest-summary.json"))).unwrap();
    assert_eq!(summary["bulkOperationArn"], arn);
    let files = values(&read(summary["manifestFilesS3Key"].as_str().unwrap()));
    let reports = files.iter().map(|file| {
        let lines = values(&read(file["dataFileS3Key"].as_str().unwrap()));
        assert_eq!(file["itemCount"], lines.len());
        (file["outputType"].as_str().unwrap().to_owned(), lines)
    });
    (summary.clone(), reports.collect())
}

/// Fills `source` with items that have values of all types, and exports them: the compressed file and its key.
fn exported(emulator: &Emulator, format: &str) -> (String, Vec<u8>) {
    let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/source";
    let input = json!({"TableArn": arn, "S3Bucket": BUCKET, "S3Prefix": format, "ExportFormat": format});
    let export = call(emulator, "ExportTableToPointInTime", &input)["ExportDescription"]["ExportArn"].clone();
    let export = call(emulator, "DescribeExport", &json!({"ExportArn": export}))["ExportDescription"].clone();
    let summary = s3(emulator, "GET", &format!("{BUCKET}/{}", export["ExportManifest"].as_str().unwrap()), b"");
    let summary: Value = serde_json::from_slice(&summary).unwrap();
    let files = s3(emulator, "GET", &format!("{BUCKET}/{}", summary["manifestFilesS3Key"].as_str().unwrap()), b"");
    let key = serde_json::from_slice::<Value>(&files).unwrap()["dataFileS3Key"].as_str().unwrap().to_owned();
    let file = s3(emulator, "GET", &format!("{BUCKET}/{key}"), b"");
    (key, file)
}

#[test]
fn what_is_exported_is_put_back_in_every_format_and_compression() {
    let emulator = emulator();
    create(&emulator, "source");
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
    let expected = scanned(&emulator, "source");
    for format in ["DYNAMODB_JSON", "ION"] {
        let (gzip, file) = exported(&emulator, format);
        let (plain, zstd) = (format!("{format}-plain"), format!("{format}-zstd"));
        let content = unpacked(&file);
        s3(&emulator, "PUT", &format!("{BUCKET}/{plain}"), &content);
        s3(&emulator, "PUT", &format!("{BUCKET}/{zstd}"), &frame(&content));
        for (compression, prefix) in [(Some("GZIP"), &gzip), (Some("NONE"), &plain), (None, &plain), (Some("ZSTD"), &zstd)] {
            let mut input = input(prefix);
            input["InputS3Configuration"]["InputFormat"] = json!(format);
            input["InputS3Configuration"]["InputCompressionType"] = json!(compression);
            let name = format!("{format}.{}", compression.unwrap_or("default"));
            create(&emulator, &name);
            input["TableName"] = json!(name);
            let described = describe(&emulator, &start(&emulator, &input));
            assert_eq!((&described["BulkOperationStatus"], &described["ProcessedItemCount"]), (&json!("COMPLETED"), &json!(50)));
            assert_eq!(scanned(&emulator, &name), expected, "{name}");
            let by_index = json!({"TableName": name, "IndexName": "binary", "Select": "COUNT"});
            assert_eq!(call(&emulator, "Scan", &by_index)["Count"], 50);
        }
    }
}

#[test]
fn conditions_that_do_not_hold_are_reported_and_are_no_errors() {
    let emulator = emulator();
    call(&emulator, "PutItem", &json!({"TableName": "target", "Item": {"pk": {"S": "a"}, "sk": {"N": "1"}, "v": {"N": "5"}}}));
    let guarded = |pk: &str, version: u32| {
        json!({
            "Item": {"pk": {"S": pk}, "sk": {"N": "1"}, "v": {"N": version.to_string()}},
            "ConditionExpression": "attribute_not_exists(pk) OR #v < :v",
            "ExpressionAttributeNames": {"#v": "v"}, "ExpressionAttributeValues": {":v": {"N": version.to_string()}},
        })
    };
    let absent = json!({"Item": {"pk": {"S": "b"}, "sk": {"N": "1"}}, "ConditionExpression": "attribute_exists(pk)"});
    let lines = [guarded("a", 4), absent, guarded("a", 6), guarded("c", 1), guarded("c", 1)].map(|line| line.to_string());
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines.join("\n").as_bytes());
    let arn = start(&emulator, &input("in"));
    let described = describe(&emulator, &arn);
    assert_eq!(described["BulkOperationStatus"], "COMPLETED");
    assert_eq!((&described["ProcessedItemCount"], &described["FailedItemCount"]), (&json!(5), &json!(0)));
    let expected =
        json!([{"pk": {"S": "a"}, "sk": {"N": "1"}, "v": {"N": "6"}}, {"pk": {"S": "c"}, "sk": {"N": "1"}, "v": {"N": "1"}}]);
    let mut found = scanned(&emulator, "target").as_array().unwrap().clone();
    found.sort_by_key(ToString::to_string);
    assert_eq!(json!(found), expected);
    let (summary, reports) = reports(&emulator, &arn);
    assert_eq!((&summary["conditionCheckFailureCount"], &summary["failedItemCount"]), (&json!(3), &json!(0)));
    let [(kind, lines)] = &reports[..] else { panic!("{reports:?}") };
    assert_eq!(kind, "CONDITION_CHECK_FAILURE");
    let told: Vec<_> = lines.iter().map(|line| (line["RecordNumber"].clone(), line["ExistingItem"]["v"].clone())).collect();
    assert_eq!(json!(told), json!([[1, {"N": "5"}], [2, null], [5, {"N": "1"}]]));
    assert_eq!((&lines[0]["Item"]["v"]["N"], &lines[0]["S3Key"]), (&json!("4"), &json!("in")));
}

#[test]
fn broken_records_are_counted_and_reported_and_the_operation_goes_on() {
    let emulator = emulator();
    let long = format!(r#"{{"Item":{{"pk":{{"S":"a"}},"sk":{{"N":"2"}},"x":{{"S":"{}"}}}}}}"#, "x".repeat(410_000));
    let lines = [
        r#"{"Item":{"pk":{"S":"a"},"sk":{"N":"1"}}}"#,
        r#"{"Item":{"pk":{"S":"a"}}}"#,
        r#"{"Item":{"pk":{"S":"a"},"sk":{"S":"1"}}}"#,
        r#"{"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"b":{"S":"no binary"}}}"#,
        r#"{"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"n":{"N":"no number"}}}"#,
        r#"{"Other":{}}"#,
        "{",
        "",
        &long,
        r#"{"Item":{"pk":{"S":"x"},"sk":{"N":"1"}},"ConditionExpression":"no condition"}"#,
        r#"{"Item":{"pk":{"S":"x"},"sk":{"N":"1"}},"ConditionExpression":"a = :missing"}"#,
        r#"{"Item":{"pk":{"S":"x"},"sk":{"N":"1"}},"ExpressionAttributeValues":{":unused":{"N":"1"}}}"#,
        r#"{"Item":{"pk":{"S":"b"},"sk":{"N":"1"}}}"#,
    ];
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines.join("\n").as_bytes());
    let arn = start(&emulator, &input("in"));
    let described = describe(&emulator, &arn);
    assert_eq!(described["BulkOperationStatus"], "COMPLETED_WITH_ERRORS");
    assert_eq!((&described["ProcessedItemCount"], &described["FailedItemCount"]), (&json!(12), &json!(10)));
    assert_eq!(count(&emulator), 2);
    let (_, reports) = reports(&emulator, &arn);
    let [(kind, lines)] = &reports[..] else { panic!("{reports:?}") };
    assert_eq!((kind.as_str(), lines.len()), ("ERROR", 10));
    assert!(lines.iter().all(|line| line["ErrorCode"] == "ValidationException" && line["ErrorMessage"].is_string()));
    assert_eq!(lines[0]["Item"], json!({"pk": {"S": "a"}}));
    // Of what is not asked for nothing is told.
    let mut silent = input("in");
    silent["OutputS3Configuration"]["OutputType"] = json!(["CONDITION_CHECK_FAILURE"]);
    assert!(self::reports(&emulator, &start(&emulator, &silent)).1.is_empty());
    // A file that is not in the compression counts as one record.
    silent["InputS3Configuration"]["InputCompressionType"] = json!("GZIP");
    let described = describe(&emulator, &start(&emulator, &silent));
    assert_eq!((&described["ProcessedItemCount"], &described["FailedItemCount"]), (&json!(1), &json!(1)));
}

#[test]
fn one_that_takes_time_writes_as_it_goes_and_stops_in_the_middle_when_it_is_cancelled() {
    let host = TestHost::default();
    let emulator = slow(&host, 16_000);
    for part in 0..4 {
        s3(&emulator, "PUT", &format!("{BUCKET}/in/{part}"), named_lines(&format!("{part}."), 40).as_bytes());
    }
    let arn = start(&emulator, &input("in/"));
    let described = describe(&emulator, &arn);
    assert_eq!((&described["TotalInputBytes"], &described["ProcessedItemCount"]), (&Value::Null, &json!(0)));
    assert!(described["EndTime"].is_null());
    let mut other = input("in/");
    other["ClientToken"] = json!("another");
    assert_eq!(refusal(&emulator, "StartBulkPutItems", &other).0, "LimitExceededException");
    let replica = json!({"TableName": "target", "ReplicaUpdates": [{"Create": {"RegionName": "eu-west-1"}}]});
    assert_eq!(refusal(&emulator, "UpdateTable", &replica).0, "ResourceInUseException");
    for seconds in 1..=5 {
        host.advance(1000);
        assert_eq!(count(&emulator), seconds * 10);
        assert_eq!(describe(&emulator, &arn)["ProcessedItemCount"], seconds * 10);
    }
    let described = describe(&emulator, &arn);
    assert!(described["ProcessedInputBytes"].as_u64().unwrap() < described["TotalInputBytes"].as_u64().unwrap());
    let cancelled = call(&emulator, "CancelBulkOperation", &json!({"BulkOperationArn": arn}));
    assert_eq!(cancelled, json!({"BulkOperationArn": arn, "BulkOperationStatus": "CANCELLING"}));
    assert_eq!(describe(&emulator, &arn)["BulkOperationStatus"], "CANCELLING");
    host.advance(20_000);
    let described = describe(&emulator, &arn);
    assert_eq!((&described["BulkOperationStatus"], &described["ProcessedItemCount"]), (&json!("CANCELLED"), &json!(50)));
    assert_eq!(described["FailureCode"], "Cancelled");
    let [began, ended] = ["StartTime", "EndTime"].map(|name| described[name].as_f64().unwrap());
    assert!((ended - began - 6.0).abs() < 0.001, "{began} {ended}");
    assert_eq!(count(&emulator), 50);
    assert_eq!(reports(&emulator, &arn).0["bulkOperationStatus"], "CANCELLED");
    let again = refusal(&emulator, "CancelBulkOperation", &json!({"BulkOperationArn": arn}));
    assert_eq!(again.0, "ValidationException");
    // Nothing is in the way of the next one.
    let arn = start(&emulator, &other);
    host.advance(16_000);
    assert_eq!((describe(&emulator, &arn)["BulkOperationStatus"].clone(), count(&emulator)), (json!("COMPLETED"), 160));
}

#[test]
fn a_rate_makes_it_take_longer() {
    let host = TestHost::default();
    let emulator = slow(&host, 1000);
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines(4096).as_bytes());
    let mut limited = input("in");
    limited["MaxWriteRequestUnits"] = json!(1024);
    let arn = start(&emulator, &limited);
    for (milliseconds, items) in [(2000, 2048), (2000, 4096)] {
        host.advance(milliseconds);
        assert_eq!(describe(&emulator, &arn)["ProcessedItemCount"], items);
    }
    assert_eq!(describe(&emulator, &arn)["BulkOperationStatus"], "COMPLETED");
    limited["MaxWriteRequestUnits"] = json!(1023);
    assert_eq!(refusal(&emulator, "StartBulkPutItems", &limited).0, "ValidationException");
}

#[test]
fn it_fails_when_what_it_needs_is_gone_and_keeps_what_it_has_written() {
    type Break = fn(&Emulator);
    let breaks: [(&str, Break); 3] = [
        ("InputObjectModified", |emulator| drop(s3(emulator, "PUT", &format!("{BUCKET}/in"), b"{}"))),
        ("InputObjectModified", |emulator| drop(s3(emulator, "DELETE", &format!("{BUCKET}/in"), b""))),
        ("ResourceNotFound", |emulator| {
            call(emulator, "DeleteTable", &json!({"TableName": "target"}));
            create(emulator, "target");
        }),
    ];
    for (code, spoil) in breaks {
        let host = TestHost::default();
        let emulator = slow(&host, 16_000);
        s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines(160).as_bytes());
        let arn = start(&emulator, &input("in"));
        host.advance(2000);
        assert_eq!(count(&emulator), 20);
        spoil(&emulator);
        host.advance(1000);
        let described = describe(&emulator, &arn);
        assert_eq!((&described["BulkOperationStatus"], &described["FailureCode"]), (&json!("FAILED"), &json!(code)));
        assert_eq!(described["ProcessedItemCount"], 20);
        assert_eq!(count(&emulator), if code == "ResourceNotFound" { 0 } else { 20 });
    }
    let emulator = emulator();
    s3(&emulator, "PUT", "owned-by-me", b"");
    let failures: [(&str, &str, Value, &str); 4] = [
        ("InputS3Configuration", "S3Bucket", json!("missing"), "S3NoSuchBucket"),
        ("InputS3Configuration", "S3BucketOwner", json!("111122223333"), "S3AccessDenied"),
        ("InputS3Configuration", "S3KeyPrefix", json!("nothing"), "S3NoSuchKey"),
        ("OutputS3Configuration", "S3Bucket", json!("missing"), "S3NoSuchBucket"),
    ];
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines(1).as_bytes());
    for (of, name, value, code) in failures {
        let mut input = input("in");
        input[of][name] = value;
        let described = describe(&emulator, &start(&emulator, &input));
        assert_eq!(
            (&described["BulkOperationStatus"], &described["FailureCode"]),
            (&json!("FAILED"), &json!(code)),
            "{of} {name}"
        );
        assert!(described["FailureMessage"].is_string() && described["TotalInputBytes"].is_null());
    }
    assert_eq!(count(&emulator), 0);
}

#[test]
fn a_token_stands_for_one_operation_for_eight_hours() {
    let host = TestHost::default();
    let emulator = slow(&host, 0);
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines(1).as_bytes());
    let mut input = input("in");
    input["ClientToken"] = json!("token");
    let arn = start(&emulator, &input);
    let again = || call(&emulator, "StartBulkPutItems", &input)["BulkOperationDescription"].clone();
    assert_eq!((&again()["BulkOperationArn"], &again()["BulkOperationStatus"]), (&json!(arn), &json!("COMPLETED")));
    assert_eq!(again()["ClientToken"], "token");
    let mut other = input.clone();
    other["PerformanceTier"] = json!("ACCELERATED");
    let (code, _) = refusal(&emulator, "StartBulkPutItems", &other);
    assert_eq!(code, "IdempotentParameterMismatchException");
    host.advance(8 * 3_600_000);
    assert_ne!(again()["BulkOperationArn"], json!(arn));
}

#[test]
fn operations_are_listed_a_page_at_a_time_for_ninety_days() {
    let host = TestHost::default();
    let emulator = slow(&host, 0);
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines(1).as_bytes());
    let mut arns: Vec<_> = (0..12)
        .map(|_| {
            host.advance(1000);
            start(&emulator, &input("in"))
        })
        .collect();
    arns.reverse();
    let page = |input: &Value| {
        let page = call(&emulator, "ListBulkOperations", input);
        let summaries = page["BulkOperationsSummaryList"].as_array().unwrap().clone();
        (
            summaries.iter().map(|one| one["BulkOperationArn"].as_str().unwrap().to_owned()).collect::<Vec<_>>(),
            page["NextToken"].clone(),
        )
    };
    let (first, token) = page(&json!({}));
    assert_eq!(first, arns[..10]);
    assert_eq!(page(&json!({"NextToken": token})), (arns[10..].to_vec(), Value::Null));
    assert_eq!(page(&json!({"MaxResults": 12})), (arns.clone(), Value::Null));
    let summary = call(&emulator, "ListBulkOperations", &json!({"MaxResults": 1}))["BulkOperationsSummaryList"][0].clone();
    assert_eq!(summary.as_object().unwrap().len(), 4);
    assert_eq!(refusal(&emulator, "ListBulkOperations", &json!({"NextToken": "0123456789abcdef"})).0, "ValidationException");
    host.advance(90 * 86_400_000);
    assert_eq!(page(&json!({})), (Vec::new(), Value::Null));
}

#[test]
fn streams_indexes_and_usage_tell_what_was_written() {
    let emulator = emulator();
    let item = json!({"Item": {"pk": {"S": "a"}, "sk": {"N": "1"}, "b": {"B": "AAAA"}, "text": {"S": "xxxx"}}});
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), item.to_string().as_bytes());
    let described = describe(&emulator, &start(&emulator, &input("in")));
    // pk 2+1, sk 2+2, b 1+3, text 4+4; the key of the global index is b, pk, sk.
    let usage = json!([{
        "TableName": "target", "BulkPutBytes": 19 + 19 + 11, "Table": {"BulkPutBytes": 19},
        "LocalSecondaryIndexes": {"local": {"BulkPutBytes": 19}}, "GlobalSecondaryIndexes": {"binary": {"BulkPutBytes": 11}},
    }]);
    assert_eq!(described["BulkOperationUsage"], usage);
    let arn = call(&emulator, "Streams.ListStreams", &json!({"TableName": "target"}))["Streams"][0]["StreamArn"].clone();
    let shards = call(&emulator, "Streams.DescribeStream", &json!({"StreamArn": arn}))["StreamDescription"]["Shards"].clone();
    let records: usize = shards
        .as_array()
        .unwrap()
        .iter()
        .map(|shard| {
            let from = json!({"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
            let iterator = call(&emulator, "Streams.GetShardIterator", &from)["ShardIterator"].clone();
            call(&emulator, "Streams.GetRecords", &json!({"ShardIterator": iterator}))["Records"].as_array().unwrap().len()
        })
        .sum();
    assert_eq!(records, 1);
}

#[test]
fn it_goes_on_in_a_fork_and_where_it_was_stored() {
    let host = TestHost::default();
    let emulator = slow(&host, 16_000);
    s3(&emulator, "PUT", &format!("{BUCKET}/in"), lines(160).as_bytes());
    let arn = start(&emulator, &input("in"));
    host.advance(5000);
    assert_eq!(count(&emulator), 50);
    let (snapshot, dump) = (emulator.snapshot(), emulator.dump());
    host.advance(20_000);
    assert_eq!((count(&emulator), describe(&emulator, &arn)["BulkOperationStatus"].clone()), (160, json!("COMPLETED")));
    let later = TestHost::default();
    later.advance(6000);
    let [restored, loaded] = [slow_without_bucket(&later, 16_000), slow_without_bucket(&later, 16_000)];
    restored.restore(&snapshot);
    loaded.load(&dump).unwrap();
    for other in [&restored, &loaded] {
        assert_eq!((count(other), describe(other, &arn)["ProcessedItemCount"].clone()), (60, json!(60)));
    }
    later.advance(10_000);
    for other in [&restored, &loaded] {
        assert_eq!((count(other), describe(other, &arn)["BulkOperationStatus"].clone()), (160, json!("COMPLETED")));
    }
}

/// Records of a few keys, some of them under a condition, some of them no items.
fn record(random: &mut Random) -> Value {
    let item = json!({
        "pk": {"S": random.below(4).to_string()}, "sk": {"N": random.below(2).to_string()}, "v": {"N": random.below(6).to_string()},
        "b": if random.below(9) == 0 { json!({"S": "no key"}) } else { json!({"B": "AAAA"}) },
    });
    let condition = *random.of(&["", "", "attribute_not_exists(pk)", "v < :v", "attribute_exists(", "v < :w"]);
    match condition {
        "" => json!({"Item": item}),
        "v < :v" => json!({"Item": item, "ConditionExpression": condition, "ExpressionAttributeValues": {":v": {"N": "4"}}}),
        _ => json!({"Item": item, "ConditionExpression": condition}),
    }
}

#[test]
fn a_bulk_put_is_as_many_puts_whatever_interrupts_it() {
    for seed in 0..12 {
        let (mut random, host) = (Random::new(seed), TestHost::default());
        let mut emulator = slow(&host, 16_000);
        create(&emulator, "model");
        let (mut failed, mut rejected, mut count) = (0, 0, 0);
        for file in 0..3 {
            let records: Vec<_> = (0..random.below(30)).map(|_| record(&mut random)).collect();
            let lines: Vec<_> = records.iter().map(ToString::to_string).collect();
            s3(&emulator, "PUT", &format!("{BUCKET}/in/{file}"), lines.join("\n").as_bytes());
            count += records.len();
            for mut put in records {
                put["TableName"] = json!("model");
                match harness::call(&emulator, "PutItem", &put) {
                    Ok(_) => {}
                    Err((code, _)) if code == "ConditionalCheckFailedException" => rejected += 1,
                    Err(_) => failed += 1,
                }
            }
        }
        let arn = start(&emulator, &input("in/"));
        while describe(&emulator, &arn)["EndTime"].is_null() {
            host.advance(i64::try_from(random.below(3000)).unwrap());
            let dump = emulator.dump();
            if random.below(2) == 0 {
                emulator = slow_without_bucket(&host, 16_000);
                emulator.load(&dump).unwrap();
            }
        }
        let described = describe(&emulator, &arn);
        assert_eq!((&described["ProcessedItemCount"], &described["FailedItemCount"]), (&json!(count), &json!(failed)), "{seed}");
        assert_eq!(reports(&emulator, &arn).0["conditionCheckFailureCount"], rejected, "{seed}");
        assert_eq!(scanned(&emulator, "target"), scanned(&emulator, "model"), "{seed}");
    }
}
