//! Whatever the bytes of a file are, an import of it ends, and has put as many items as it says; a bulk put of it after that ends, too.
//!
//! The first byte of the input chooses format, compression and the options of CSV; the rest is the file.
#![no_main]

mod still;

use dynatab::{Emulator, Head, Options, Request};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use still::Still;

const FORMATS: [&str; 3] = ["DYNAMODB_JSON", "CSV", "ION"];
const COMPRESSIONS: [&str; 3] = ["NONE", "GZIP", "ZSTD"];

fuzz_target!(|data: &[u8]| {
    let Some((choice, file)) = data.split_first() else { return };
    let emulator = Emulator::new(Box::new(Still), Options::default());
    ask(&emulator, "PUT", "/amzn-s3-demo-bucket", b"");
    ask(&emulator, "PUT", "/amzn-s3-demo-bucket/file", file);
    let begun = call(&emulator, "ImportTable", &import(usize::from(*choice)));
    let arn = &begun["ImportTableDescription"]["ImportArn"];
    let ended = &call(&emulator, "DescribeImport", &json!({ "ImportArn": arn }))["ImportTableDescription"];
    let count = |name: &str| ended[name].as_u64().unwrap_or(0);
    assert!(count("ImportedItemCount") + count("ErrorCount") <= count("ProcessedItemCount"), "{ended}");
    match ended["ImportStatus"].as_str() {
        Some("COMPLETED") => {
            let table = call(&emulator, "DescribeTable", &json!({ "TableName": "imported" }));
            let items = table["Table"]["ItemCount"].as_u64().expect("a table counts its items");
            // Items of one key are one item.
            assert!(items <= count("ImportedItemCount") && (items > 0) == (count("ImportedItemCount") > 0), "{ended}");
        }
        Some("FAILED") => assert!(ended["FailureCode"].is_string() && ended["FailureMessage"].is_string(), "{ended}"),
        _ => panic!("{ended}"),
    }
    let choice = usize::from(*choice);
    if ended["ImportStatus"] == "COMPLETED" && FORMATS[choice % 3] != "CSV" {
        put_in_bulk(&emulator, choice, count("ProcessedItemCount"));
    }
});

/// Puts the items of the file into the table that has them already. It has as many records as the import found.
fn put_in_bulk(emulator: &Emulator, choice: usize, records: u64) {
    let bucket = "amzn-s3-demo-bucket";
    let source = json!({
        "S3Bucket": bucket, "InputFormat": FORMATS[choice % 3], "InputCompressionType": COMPRESSIONS[choice / 3 % 3],
    });
    let output = json!({ "S3Bucket": bucket, "OutputType": ["ERROR", "CONDITION_CHECK_FAILURE"] });
    let input = json!({ "TableName": "imported", "InputS3Configuration": source, "OutputS3Configuration": output });
    let begun = call(emulator, "StartBulkPutItems", &input);
    let arn = &begun["BulkOperationDescription"]["BulkOperationArn"];
    let ended = &call(emulator, "DescribeBulkOperation", &json!({ "BulkOperationArn": arn }))["BulkOperationDescription"];
    let status = if ended["FailedItemCount"] == 0 { "COMPLETED" } else { "COMPLETED_WITH_ERRORS" };
    assert_eq!((&ended["BulkOperationStatus"], &ended["ProcessedItemCount"]), (&json!(status), &json!(records)), "{ended}");
}

fn import(choice: usize) -> Value {
    let delimiter = [",", "\t", ":", ";", "|", " "][choice / 9 % 6];
    let mut csv = json!({ "Delimiter": delimiter });
    if choice / 54 % 2 == 1 {
        csv["HeaderList"] = json!(["pk", "sk", "x"]);
    }
    let format = FORMATS[choice % 3];
    let mut import = json!({
        "S3BucketSource": { "S3Bucket": "amzn-s3-demo-bucket" },
        "InputFormat": format,
        "InputCompressionType": COMPRESSIONS[choice / 3 % 3],
        "TableCreationParameters": {
            "TableName": "imported", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "sk", "AttributeType": "N" }],
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }, { "AttributeName": "sk", "KeyType": "RANGE" }],
        },
    });
    if format == "CSV" {
        import["InputFormatOptions"] = json!({ "Csv": csv });
    }
    import
}

fn call(emulator: &Emulator, operation: &str, input: &Value) -> Value {
    let body = send(emulator, "POST", "/", "dynamodb", &format!("DynamoDB_20120810.{operation}"), input.to_string().as_bytes());
    serde_json::from_slice(&body).expect("a response body is JSON")
}

fn ask(emulator: &Emulator, method: &str, uri: &str, body: &[u8]) {
    send(emulator, method, uri, "s3", "", body);
}

/// Sends a request that must succeed.
fn send(emulator: &Emulator, method: &str, uri: &str, service: &str, target: &str, body: &[u8]) -> Vec<u8> {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261001/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=00"
    );
    let mut headers = vec![("x-amz-date", "20261001T000000Z"), ("authorization", &*authorization)];
    if service == "s3" {
        headers.push(("host", "s3.amazonaws.com"));
    } else {
        headers.extend([("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target)]);
    }
    let response = emulator.handle(&Request { head: Head { method, uri, headers: &headers }, body });
    assert_eq!(response.status, 200, "{target} {uri}: {}", String::from_utf8_lossy(&response.body));
    response.body.to_vec()
}
