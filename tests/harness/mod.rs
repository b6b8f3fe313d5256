//! An emulator for tests: a clock that stands still until told, seeded entropy, and calls in JSON.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

pub mod known;
pub mod mutation;
pub mod objects;
pub mod state;
pub mod vectors;

use std::cell::Cell;
use std::rc::Rc;

use dynatab::{Emulator, Head, Host, Options, Request, Response, Timestamp};
use serde_json::Value;

/// 2026-10-01T00:00:00Z.
pub const START: Timestamp = Timestamp(1_790_812_800_000);

/// A clock that moves only when told, and a counter for entropy.
#[derive(Debug, Clone)]
pub struct TestHost {
    now: Rc<Cell<i64>>,
    drawn: Rc<Cell<u64>>,
}

impl Default for TestHost {
    fn default() -> Self {
        Self { now: Rc::new(Cell::new(START.0)), drawn: Rc::default() }
    }
}

impl TestHost {
    /// Another host that tells the same time and gives the same entropy from now on.
    pub fn fork(&self) -> Self {
        Self { now: Rc::new(Cell::new(self.now.get())), drawn: Rc::new(Cell::new(self.drawn.get())) }
    }

    /// Moves the clock on.
    pub fn advance(&self, milliseconds: i64) {
        self.now.set(self.now.get() + milliseconds);
    }

    /// Sets the clock.
    pub fn set(&self, time: Timestamp) {
        self.now.set(time.0);
    }

    /// What the clock says.
    pub fn time(&self) -> Timestamp {
        Timestamp(self.now.get())
    }
}

impl Host for TestHost {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.get())
    }

    fn random(&self) -> u64 {
        self.drawn.set(self.drawn.get() + 1);
        self.drawn.get().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// An emulator without tables whose time stands at [`START`].
pub fn emulator() -> Emulator {
    emulator_on(&TestHost::default())
}

/// An emulator without tables that asks `host` for the time.
pub fn emulator_on(host: &TestHost) -> Emulator {
    Emulator::new(Box::new(host.clone()), Options::default())
}

/// The `Authorization` header of `access_key` for `region`.
pub fn authorization(access_key: &str, region: &str) -> String {
    format!("AWS4-HMAC-SHA256 Credential={access_key}/20261001/{region}/dynamodb/aws4_request, SignedHeaders=host, Signature=00")
}

/// The target header of an operation; `Streams.` before its name means DynamoDB Streams.
pub fn target(operation: &str) -> String {
    match operation.strip_prefix("Streams.") {
        Some(name) => format!("DynamoDBStreams_20120810.{name}"),
        None => format!("DynamoDB_20120810.{operation}"),
    }
}

/// Sends one call of an operation.
pub fn send(emulator: &Emulator, operation: &str, region: &str, access_key: &str, body: &[u8]) -> Response {
    let (target, authorization) = (target(operation), authorization(access_key, region));
    let headers = [
        ("content-type", "application/x-amz-json-1.0"),
        ("x-amz-target", target.as_str()),
        ("x-amz-date", "20261001T000000Z"),
        ("authorization", authorization.as_str()),
    ];
    emulator.handle(&Request { head: Head { method: "POST", uri: "/", headers: &headers }, body })
}

/// Calls an operation and gives its output, or its error as (type, message).
pub fn call(emulator: &Emulator, operation: &str, input: &Value) -> Result<Value, (String, String)> {
    call_in(emulator, "us-east-1", operation, input)
}

/// The same in a region.
pub fn call_in(emulator: &Emulator, region: &str, operation: &str, input: &Value) -> Result<Value, (String, String)> {
    let response = send(emulator, operation, region, "AKIDEXAMPLE", input.to_string().as_bytes());
    let body: Value = serde_json::from_slice(&response.body).expect("a response body is JSON");
    if response.status == 200 {
        return Ok(body);
    }
    let text = |member: &str| body.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let code = text("__type").rsplit('#').next().unwrap_or_default().to_owned();
    Err((code, text("message") + &text("Message")))
}
