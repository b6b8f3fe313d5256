//! Whatever arrives is answered as an error or a success of DynamoDB, and what is refused changes nothing.
//!
//! The bodies are those of all cases, cut short, bent and filled with what JSON parsers choke on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod harness;

use std::fs;
use std::path::Path;

use dynatab::{Emulator, Response};
use serde_json::{Value, json};

/// Bytes that bend a body: structure, escapes, signs, controls and bytes that UTF-8 does not have.
const BENDS: [&[u8]; 14] =
    [b"{", b"}", b"[", b"]", b"\"", b":", b",", b"\\", b"-", b"9e9", b"null", b"\0", b"\xFF", b"\xED\xA0\x80"];

#[test]
fn bodies_cut_short_are_refused() {
    let emulator = with_table();
    for (operation, body) in bodies().into_iter().step_by(37) {
        for end in (0..body.len()).filter(|end| body.is_char_boundary(*end)).step_by(5.max(body.len() / 400)) {
            let response = send(&emulator, &operation, &body.as_bytes()[..end]);
            assert_eq!(error_type(&response), "SerializationException", "{operation} {}", &body[..end]);
        }
    }
    assert_unharmed(&emulator);
}

#[test]
fn bent_bodies_are_answered() {
    let emulator = with_table();
    for (turn, (operation, body)) in bodies().into_iter().enumerate().filter(|(_, (operation, _))| is_read(operation)) {
        for (offset, bend) in BENDS.iter().enumerate() {
            let at = (turn * 31 + offset * 17) % body.len();
            let bent = [&body.as_bytes()[..at], *bend, &body.as_bytes()[at + 1..]].concat();
            assert_answered(&send(&emulator, &operation, &bent));
        }
    }
    assert_unharmed(&emulator);
}

#[test]
fn members_of_every_type_in_every_place_are_answered() {
    let emulator = with_table();
    let strangers = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("a"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"": {}}),
    ];
    for (operation, body) in bodies().into_iter().filter(|(operation, _)| is_read(operation)) {
        let Ok(Value::Object(input)) = serde_json::from_str::<Value>(&body) else { continue };
        for name in input.keys() {
            for stranger in &strangers {
                let mut changed = input.clone();
                changed.insert(name.clone(), stranger.clone());
                assert_answered(&send(&emulator, &operation, Value::Object(changed).to_string().as_bytes()));
            }
        }
    }
    assert_unharmed(&emulator);
}

#[test]
fn bodies_that_no_parser_likes_are_refused() {
    let emulator = with_table();
    let long = |text: &str| text.repeat(100_000).into_bytes();
    let hostile: [Vec<u8>; 14] = [
        long("["),
        long("{\"a\":"),
        long("{\"TableName\":{\"M\":"),
        [long("["), long("]")].concat(),
        b"\xEF\xBB\xBF{}".to_vec(),
        b"{\"TableName\":\"\xC3\x28\"}".to_vec(),
        b"{\"TableName\":\"\xED\xA0\x80\"}".to_vec(),
        b"{\"TableName\":\"\\ud800\"}".to_vec(),
        b"{\"TableName\":\"a\nb\"}".to_vec(),
        b"{\"Limit\":01}".to_vec(),
        b"{\"Limit\":+1}".to_vec(),
        b"{\"Limit\":NaN}".to_vec(),
        b"{'TableName':'a'}".to_vec(),
        b"{\"TableName\":\"a\",}".to_vec(),
    ];
    for body in hostile {
        let response = send(&emulator, "Scan", &body);
        assert_eq!(error_type(&response), "SerializationException", "{}", String::from_utf8_lossy(&body[..body.len().min(60)]));
    }
    assert_unharmed(&emulator);
}

#[test]
fn odd_bodies_are_answered() {
    let emulator = with_table();
    let odd: [&[u8]; 9] = [
        b"null",
        b"true",
        b"[]",
        b"\"\"",
        b"0",
        b"{\"TableName\":\"absent\",\"TableName\":\"simple\"}",
        b"{\"Limit\":1e400,\"TableName\":\"simple\"}",
        b"{\"Limit\":123456789012345678901234567890,\"TableName\":\"simple\"}",
        b"{\"\":0,\"TableName\":\"simple\"}",
    ];
    for body in odd {
        assert_answered(&send(&emulator, "Scan", body));
    }
    assert_unharmed(&emulator);
}

fn with_table() -> Emulator {
    let emulator = harness::emulator();
    let key = json!([{ "AttributeName": "pk", "KeyType": "HASH" }]);
    let definitions = json!([{ "AttributeName": "pk", "AttributeType": "S" }]);
    let table =
        json!({ "TableName": "simple", "KeySchema": key, "AttributeDefinitions": definitions, "BillingMode": "PAY_PER_REQUEST" });
    harness::call(&emulator, "CreateTable", &table).unwrap();
    harness::call(&emulator, "PutItem", &json!({ "TableName": "simple", "Item": { "pk": { "S": "a" } } })).unwrap();
    emulator
}

/// The one item is there, and no other.
fn assert_unharmed(emulator: &Emulator) {
    let page = harness::call(emulator, "Scan", &json!({ "TableName": "simple" })).unwrap();
    assert_eq!(page, json!({ "Count": 1, "Items": [{ "pk": { "S": "a" } }], "ScannedCount": 1 }));
}

/// Operations that change nothing even if the bent body happens to be valid.
fn is_read(operation: &str) -> bool {
    matches!(operation, "Query" | "Scan" | "GetItem" | "BatchGetItem" | "DescribeTable" | "ListTables")
}

fn send(emulator: &Emulator, operation: &str, body: &[u8]) -> Response {
    harness::send(emulator, operation, "us-east-1", "AKIDEXAMPLE", body)
}

fn assert_answered(response: &Response) {
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(response.status == 200, body.get("__type").is_none(), "{body}");
    assert!(matches!(response.status, 200 | 400), "{body}");
}

fn error_type(response: &Response) -> String {
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    body["__type"].as_str().unwrap_or("a success").rsplit('#').next().unwrap_or_default().to_owned()
}

/// The operation and body of every step of every case, as far as it has an input.
fn bodies() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut files: Vec<_> = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    files.sort();
    files.iter().flat_map(|file| steps(&serde_json::from_slice(&fs::read(file).unwrap()).unwrap())).collect()
}

fn steps(file: &Value) -> Vec<(String, String)> {
    let cases = file["cases"].as_array().into_iter().flatten();
    let steps = cases.flat_map(|case| case["steps"].as_array().into_iter().flatten());
    steps.filter_map(|step| Some((step["operation"].as_str()?.to_owned(), step.get("input")?.to_string()))).collect()
}
