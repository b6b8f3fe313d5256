//! A refused request leaves everything as it was, is refused in the same words the next time, and with an error that its
//! operation knows; an accepted one leaves counts, sizes and indexes that agree with the items.
//!
//! `SEED=7 ROUNDS=100 cargo test --test refusals_change_nothing` bends more requests, others with each seed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod harness;

use std::panic::{AssertUnwindSafe, catch_unwind};

use dynatab::{Emulator, Response};
use harness::known::{assert_known, fails_on_aws_too};
use harness::mutation::{Mutation, furnished};
use harness::state::{assert_agrees, everything};
use serde_json::Value;

/// Requests before the emulator is furnished anew.
const REQUESTS: usize = 150;

#[test]
fn refused_requests_change_nothing() {
    let mut mutation = Mutation::new(number("SEED", 1));
    for _ in 0..number("ROUNDS", 5) {
        let emulator = furnished();
        for _ in 0..REQUESTS {
            let (operation, body) = mutation.next_request();
            answer(&emulator, &operation, &body);
        }
        assert_agrees(&emulator);
    }
}

fn answer(emulator: &Emulator, operation: &str, body: &[u8]) {
    let told = format!("{operation} {}", shortened(body));
    let changes = !["Get", "Query", "Scan", "List", "Describe", "BatchGet"].iter().any(|read| operation.starts_with(read));
    let before = changes.then(|| everything(emulator));
    let response =
        catch_unwind(AssertUnwindSafe(|| send(emulator, operation, body))).unwrap_or_else(|_| panic!("panics: {told}"));
    let answer: Value = serde_json::from_slice(&response.body).unwrap_or_else(|_| panic!("no JSON: {told}"));
    match response.status {
        200 => assert!(answer.get("__type").is_none(), "{told}: {answer}"),
        400 | 500 => {
            assert!(response.status == 400 || fails_on_aws_too(operation, &answer), "{told}: {answer}");
            assert_known(operation, &answer, &told);
            assert!(before.is_none_or(|before| before == everything(emulator)), "changes something: {told}: {answer}");
            assert_eq!(worded(&send(emulator, operation, body)), worded(&response), "{told}");
        }
        status => panic!("{status}: {told}"),
    }
}

/// The words of a refusal, up to the id that DynamoDB quotes of a request of its own to another service.
fn worded(response: &Response) -> String {
    let text = String::from_utf8_lossy(&response.body);
    text.split("; Request ID: ").next().unwrap_or_default().to_owned()
}

fn send(emulator: &Emulator, operation: &str, body: &[u8]) -> Response {
    harness::send(emulator, operation, "us-east-1", "AKIDEXAMPLE", body)
}

fn shortened(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().take(4000).collect()
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}
