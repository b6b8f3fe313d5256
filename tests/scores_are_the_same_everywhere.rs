//! Vectors whose products cancel out have the same scores natively and in WebAssembly, although both compute four numbers at a time in
//! their own way.
//!
//! `tests/vector-scores.json` holds requests and the bodies of their responses; `tests/node/scores.test.js` plays it too. Its requests come
//! from here: `WRITE=1 cargo test --test scores_are_the_same_everywhere` writes the file anew.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// Less than a group of lanes, and more, with every number of numbers left over.
const DIMENSIONS: [usize; 7] = [1, 3, 4, 6, 9, 16, 23];
const FUNCTIONS: [&str; 3] = ["COSINE", "DOT_PRODUCT", "EUCLIDEAN"];
const ITEMS: usize = 6;

#[test]
fn scores_are_those_that_were_written_down() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vector-scores.json");
    let played = play(&requests());
    if std::env::var_os("WRITE").is_some() {
        let lines: Vec<String> = played.iter().map(Value::to_string).collect();
        fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    let written: Vec<Value> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(played, written);
}

/// Each request as `[operation, input]` with the text of what is answered, where it is the answer of a search.
fn play(requests: &[(&str, Value)]) -> Vec<Value> {
    let emulator = harness::emulator();
    let answers = requests.iter().map(|(operation, input)| {
        let response = harness::send(&emulator, operation, "us-east-1", "AKIDEXAMPLE", input.to_string().as_bytes());
        let body = String::from_utf8(response.body.into_vec()).unwrap();
        assert_eq!(response.status, 200, "{operation} {input} {body}");
        if *operation == "SearchVectors" { json!([operation, input, body]) } else { json!([operation, input]) }
    });
    answers.collect()
}

fn requests() -> Vec<(&'static str, Value)> {
    let mut numbers = Numbers(1);
    let mut requests = Vec::new();
    for dimensions in DIMENSIONS {
        let table = format!("vectors-{dimensions}");
        requests.push(("CreateTable", definition(&table, dimensions)));
        for item in 0..ITEMS {
            let vector = json!({ "L": numbers.vector(dimensions) });
            requests.push(("PutItem", json!({ "TableName": table, "Item": { "pk": { "S": item.to_string() }, "v": vector } })));
        }
        for function in FUNCTIONS {
            let vector = numbers.vector(dimensions);
            let search = json!({ "TableName": table, "IndexName": function, "SearchVector": vector, "TopK": ITEMS });
            requests.push(("SearchVectors", search));
        }
    }
    requests
}

fn definition(table: &str, dimensions: usize) -> Value {
    let index = |function: &&str| {
        json!({
            "IndexName": function, "VectorAttribute": { "AttributeName": "v" }, "Dimensions": dimensions,
            "DistanceFunction": function, "Projection": { "ProjectionType": "KEYS_ONLY" },
        })
    };
    json!({
        "TableName": table, "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
        "VectorIndexes": FUNCTIONS.iter().map(index).collect::<Vec<_>>(),
    })
}

/// Numbers of seven digits, and some so large that the order of a sum decides what is left of the others.
struct Numbers(u64);

impl Numbers {
    fn draw(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn vector(&mut self, dimensions: usize) -> Vec<Value> {
        (0..dimensions).map(|_| json!({ "N": self.number() })).collect()
    }

    fn number(&mut self) -> String {
        let sign = if self.draw(2) == 0 { "" } else { "-" };
        if self.draw(2) == 0 {
            return format!("{sign}1E15");
        }
        format!("{sign}{}.{:06}", self.draw(9) + 1, self.draw(1_000_000))
    }
}
