//! What is put can be read, whatever a caller in process says of it: over a port such headers do not arrive.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::{Emulator, Head, Request, Response};
use serde_json::json;

const AUTHORIZATION: &str =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261001/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00";

fn send(emulator: &Emulator, method: &str, uri: &str, said: &[(&str, &str)], body: &[u8]) -> Response {
    let ordinary = [("host", "s3.amazonaws.com"), ("x-amz-date", "20261001T000000Z"), ("authorization", AUTHORIZATION)];
    let headers: Vec<_> = ordinary.iter().chain(said).copied().collect();
    emulator.handle(&Request { head: Head { method, uri, headers: &headers }, body })
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().into_iter().find(|(told, _)| told == name).map(|(_, value)| value.into_owned())
}

fn with_bucket() -> Emulator {
    let emulator = harness::emulator();
    assert_eq!(send(&emulator, "PUT", "/bucket", &[], b"").status, 200);
    emulator
}

/// Objects with such metadata could be put, and were answered 500 for ever after.
#[test]
fn metadata_is_encoded_or_counted() {
    let emulator = with_bucket();
    let said = [("x-amz-meta-m", "\u{2713}"), ("x-amz-meta-n", "\u{1}"), ("x-amz-meta-o", "plain")];
    assert_eq!(send(&emulator, "PUT", "/bucket/a", &said, b"ab").status, 200);
    let head = send(&emulator, "HEAD", "/bucket/a", &[], b"");
    let told = ["x-amz-meta-m", "x-amz-meta-n", "x-amz-meta-o", "x-amz-missing-meta", "content-length"];
    let expected = [Some("=?UTF-8?B?4pyT?="), None, Some("plain"), Some("1"), Some("2")];
    assert_eq!(told.map(|name| header(&head, name)), expected.map(|value| value.map(str::to_owned)));
    assert!(head.body.is_empty());
}

#[test]
fn what_no_header_can_hold_is_refused() {
    let emulator = with_bucket();
    for said in
        [("content-type", "\u{2713}"), ("cache-control", "a\u{1}"), ("content-encoding", "\u{7f}"), ("x-amz-meta-a b", "c")]
    {
        let refused = send(&emulator, "PUT", "/bucket/a", &[said], b"a");
        assert_eq!(refused.status, 400, "{said:?}");
        assert!(String::from_utf8_lossy(&refused.body).contains("<Code>InvalidArgument</Code>"), "{said:?}");
    }
    assert_eq!(send(&emulator, "GET", "/bucket/a", &[], b"").status, 404);
}

/// A record of so many values was too much for the memory of WebAssembly; one of more than an item can have is no item.
#[test]
fn records_of_more_values_than_an_item_has_are_refused() {
    let many = 500_000;
    let files = [
        ("CSV", format!("pk{}\n", ",".repeat(many))),
        ("CSV", format!("pk\n{}\nb\n", ",".repeat(many))),
        ("ION", format!("{{Item:{{pk:\"a\",v:[{}]}}}}\n{{Item:{{pk:\"b\"}}}}\n", "1,".repeat(many))),
        ("ION", format!("{{Item:{{pk:\"a\",v:[{}]}}}}\n", "[1,1],".repeat(many / 2))),
    ];
    for (number, (format, file)) in files.iter().enumerate() {
        let emulator = with_bucket();
        assert_eq!(send(&emulator, "PUT", "/bucket/file", &[], file.as_bytes()).status, 200);
        let input = json!({
            "S3BucketSource": {"S3Bucket": "bucket"}, "InputFormat": format,
            "TableCreationParameters": {
                "TableName": "table", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            },
        });
        let begun = harness::call(&emulator, "ImportTable", &input).unwrap();
        let arn = &begun["ImportTableDescription"]["ImportArn"];
        let ended = harness::call(&emulator, "DescribeImport", &json!({"ImportArn": arn})).unwrap();
        let count = &ended["ImportTableDescription"]["ErrorCount"];
        assert_eq!(count.as_u64().unwrap(), u64::from(number > 0), "{number}");
    }
}

/// Each line was searched to the end of the file for braces that are nowhere.
#[test]
fn broken_blobs_are_read_in_linear_time() {
    let emulator = with_bucket();
    let file = "{a:{{\n".repeat(200_000);
    assert_eq!(send(&emulator, "PUT", "/bucket/file", &[], file.as_bytes()).status, 200);
    let input = json!({
        "S3BucketSource": {"S3Bucket": "bucket"}, "InputFormat": "ION",
        "TableCreationParameters": {
            "TableName": "table", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        },
    });
    let begun = harness::call(&emulator, "ImportTable", &input).unwrap();
    let arn = &begun["ImportTableDescription"]["ImportArn"];
    let ended = harness::call(&emulator, "DescribeImport", &json!({"ImportArn": arn})).unwrap();
    assert_eq!(ended["ImportTableDescription"]["ErrorCount"], 200_000);
}
