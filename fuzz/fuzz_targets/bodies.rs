//! Whatever stands in the bodies of requests, the answers are successes or refusals of DynamoDB; a refusal changes nothing and is the same the
//! next time.
//!
//! The input is a few requests, separated by zero bytes. The first byte of each chooses the operation, of either service, or that time passes;
//! the rest is the body, in which a byte 1 repeats what follows: the next byte says how often, as a power of two, the one behind it how many
//! bytes. So depth and length cost the fuzzer three bytes.
#![no_main]

use std::cell::Cell;
use std::rc::Rc;

use dynatab::model::{self, OperationModel};
use dynatab::{Emulator, Head, Host, Options, Request, Response, Timestamp};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// Requests of one input that are sent.
const REQUESTS: usize = 8;
/// Bytes that a body grows to by repetitions, at most.
const LONGEST: usize = 1 << 18;
const SEPARATOR: u8 = 0;
const REPETITION: u8 = 1;
/// The faults of its own that AWS was seen to answer (`tests/harness/known.rs`).
const FAILURES: [&str; 2] = ["com.amazon.coral.service#InternalFailure", "com.amazonaws.dynamodb.v20120810#InternalServerError"];

const AUTHORIZATION: &str =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261001/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00";
/// One table with everything that a table can have, called as the cases call theirs.
const FURNITURE: [(&str, &str); 6] = [
    (
        "DynamoDB_20120810.CreateTable",
        r#"{"TableName":"simple","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
        {"AttributeName":"sk","KeyType":"RANGE"}],"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
        {"AttributeName":"sk","AttributeType":"N"},{"AttributeName":"g","AttributeType":"B"}],
        "GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}],
        "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
        {"AttributeName":"g","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],
        "VectorIndexes":[{"IndexName":"vec","VectorAttribute":{"AttributeName":"v"},"Dimensions":2,"DistanceFunction":"COSINE",
        "Projection":{"ProjectionType":"ALL"},"SearchSchema":[{"AttributeName":"g","SearchSchemaElementType":"INLINE_FILTER"}]}],
        "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}}"#,
    ),
    (
        "DynamoDB_20120810.UpdateTimeToLive",
        r#"{"TableName":"simple","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"ttl"}}"#,
    ),
    (
        "DynamoDB_20120810.UpdateContinuousBackups",
        r#"{"TableName":"simple","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}"#,
    ),
    (
        "DynamoDB_20120810.PutItem",
        r#"{"TableName":"simple","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"B":"AA=="},"l":{"L":[{"M":{"a":{"NS":["1","2"]}}}]},
        "v":{"L":[{"N":"1"},{"N":"0.5"}]},"ttl":{"N":"1790812900"}}}"#,
    ),
    (
        "DynamoDB_20120810.PutItem",
        r#"{"TableName":"simple","Item":{"pk":{"S":"a"},"sk":{"N":"2"},"s":{"SS":["x","y"]},"m":{"M":{"n":{"N":"7"}}}}}"#,
    ),
    ("DynamoDB_20120810.CreateBackup", r#"{"TableName":"simple","BackupName":"backup"}"#),
];

/// 2026-10-01T00:00:00Z, and what has passed since.
#[derive(Debug, Clone, Default)]
struct Moved {
    passed: Rc<Cell<i64>>,
    drawn: Rc<Cell<u64>>,
}

impl Host for Moved {
    fn now(&self) -> Timestamp {
        Timestamp(1_790_812_800_000 + self.passed.get())
    }

    fn random(&self) -> u64 {
        self.drawn.set(self.drawn.get() + 1);
        self.drawn.get().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

thread_local! {
    static FURNISHED: Emulator = furnished();
}

fuzz_target!(|data: &[u8]| {
    let host = Moved::default();
    let emulator = FURNISHED.with(|furnished| furnished.fork(Box::new(host.clone())));
    for request in data.split(|byte| *byte == SEPARATOR).take(REQUESTS) {
        let Some((choice, body)) = request.split_first() else { continue };
        match model::operations().get(usize::from(*choice)) {
            Some(operation) => check(&emulator, &host, &target(operation), &expanded(body)),
            // From a millisecond to 34 years.
            None => host.passed.set(host.passed.get() + (1 << (choice % 41))),
        }
    }
    everything(&emulator);
});

fn check(emulator: &Emulator, host: &Moved, target: &str, body: &[u8]) {
    let before = emulator.fork(Box::new(host.clone()));
    let first = send(emulator, target, body);
    let answer: Value = serde_json::from_slice(&first.body).expect("a response body is JSON");
    assert_eq!(first.status == 200, answer.get("__type").is_none());
    if first.status != 200 {
        assert!(first.status == 400 || FAILURES.iter().any(|failure| answer["__type"] == **failure), "{answer}");
        assert_eq!(everything(&before), everything(emulator), "changes something: {answer}");
        assert_eq!(first.body, send(emulator, target, body).body);
    }
}

/// What requests can see of an emulator, but for the records of streams.
fn everything(emulator: &Emulator) -> Vec<Vec<u8>> {
    let read = |target: &str, body: &str| send(emulator, target, body.as_bytes()).body.into_vec();
    let tables = read("DynamoDB_20120810.ListTables", "{}");
    let lists = ["DynamoDB_20120810.ListBackups", "DynamoDBStreams_20120810.ListStreams"].map(|target| read(target, "{}"));
    let listed: Value = serde_json::from_slice(&tables).expect("a response body is JSON");
    let mut told = vec![tables];
    told.extend(lists);
    for name in listed["TableNames"].as_array().into_iter().flatten() {
        for operation in ["DescribeTable", "Scan", "DescribeTimeToLive", "DescribeContinuousBackups"] {
            told.push(read(&format!("DynamoDB_20120810.{operation}"), &format!(r#"{{"TableName":{name}}}"#)));
        }
    }
    told
}

/// The body with what is to be repeated written out.
fn expanded(body: &[u8]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let [first, after @ ..] = rest {
        rest = after;
        match after {
            [power, length, after @ ..] if *first == REPETITION => {
                let (repeated, behind) = after.split_at(usize::from(*length).min(after.len()));
                let room = LONGEST.saturating_sub(expanded.len()) / repeated.len().max(1);
                expanded.extend(repeated.repeat((1 << (power % 16)).min(room)));
                rest = behind;
            }
            _ => expanded.push(*first),
        }
    }
    expanded
}

fn furnished() -> Emulator {
    let emulator = Emulator::new(Box::new(Moved::default()), Options::default());
    for (target, body) in FURNITURE {
        let response = send(&emulator, target, body.as_bytes());
        assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
    }
    emulator
}

fn target(operation: &OperationModel) -> String {
    format!("{}.{}", operation.service.target_prefix(), operation.name)
}

fn send(emulator: &Emulator, target: &str, body: &[u8]) -> Response {
    let headers = [
        ("content-type", "application/x-amz-json-1.0"),
        ("x-amz-target", target),
        ("x-amz-date", "20261001T000000Z"),
        ("authorization", AUTHORIZATION),
    ];
    emulator.handle(&Request { head: Head { method: "POST", uri: "/", headers: &headers }, body })
}
