//! Whatever stands in a body, the answer is a success or a refusal of DynamoDB, and the same refusal the next time.
//!
//! The first byte chooses the operation; the rest is the body.
#![no_main]

use dynatab::model::{self, Service};
use dynatab::{Emulator, Head, Host, Options, Request, Response, Timestamp};
use libfuzzer_sys::fuzz_target;

const AUTHORIZATION: &str =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261001/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00";
const TABLE: &str = r#"{"TableName":"simple","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
    {"AttributeName":"sk","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
    {"AttributeName":"sk","AttributeType":"N"},{"AttributeName":"g","AttributeType":"B"}],
    "GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}],
    "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
    {"AttributeName":"g","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]}"#;
const ITEM: &str =
    r#"{"TableName":"simple","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"B":"AA=="},"l":{"L":[{"M":{"a":{"NS":["1","2"]}}}]}}}"#;

#[derive(Debug)]
struct Still;

impl Host for Still {
    fn now(&self) -> Timestamp {
        Timestamp(1_790_812_800_000)
    }

    fn random(&self) -> u64 {
        7
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((choice, body)) = data.split_first() else { return };
    let names: Vec<&str> = model::operations()
        .iter()
        .filter(|operation| operation.service == Service::DynamoDb)
        .map(|operation| operation.name)
        .collect();
    let operation = names[usize::from(*choice) % names.len()];
    let emulator = furnished();
    let first = send(&emulator, operation, body);
    let answer: serde_json::Value = serde_json::from_slice(&first.body).expect("a response body is JSON");
    assert_eq!(first.status == 200, answer.get("__type").is_none());
    if first.status != 200 {
        assert!(first.status == 400 || answer["__type"] == "com.amazon.coral.service#InternalFailure", "{answer}");
        assert_eq!(first.body, send(&emulator, operation, body).body);
        assert_eq!(
            send(&emulator, "Scan", br#"{"TableName":"simple"}"#),
            send(&furnished(), "Scan", br#"{"TableName":"simple"}"#)
        );
    }
});

fn furnished() -> Emulator {
    let emulator = Emulator::new(Box::new(Still), Options::default());
    for (operation, body) in [("CreateTable", TABLE), ("PutItem", ITEM)] {
        assert_eq!(send(&emulator, operation, body.as_bytes()).status, 200);
    }
    emulator
}

fn send(emulator: &Emulator, operation: &str, body: &[u8]) -> Response {
    let target = format!("DynamoDB_20120810.{operation}");
    let headers = [
        ("content-type", "application/x-amz-json-1.0"),
        ("x-amz-target", target.as_str()),
        ("x-amz-date", "20261001T000000Z"),
        ("authorization", AUTHORIZATION),
    ];
    emulator.handle(&Request { head: Head { method: "POST", uri: "/", headers: &headers }, body })
}
