//! Whatever is asked of Amazon S3, it answers as S3 does; a refusal changes nothing, and what is listed can be read.
//!
//! The input is a few requests, separated by zero bytes. Each is a line of method and path, lines of headers, an empty line and the body.
#![no_main]

mod still;

use dynatab::{Emulator, Head, Options, Request, Response};
use libfuzzer_sys::fuzz_target;
use still::Still;

/// Requests of one input that are sent.
const REQUESTS: usize = 8;
const SEPARATOR: u8 = 0;
const AUTHORIZATION: &str =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261001/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00";
/// The headers of a request that says nothing else.
const ORDINARY: [(&str, &str); 3] =
    [("host", "s3.amazonaws.com"), ("x-amz-date", "20261001T000000Z"), ("authorization", AUTHORIZATION)];

thread_local! {
    static FURNISHED: Emulator = furnished();
}

fuzz_target!(|data: &[u8]| {
    let emulator = FURNISHED.with(|furnished| furnished.fork(Box::new(Still)));
    for request in data.split(|byte| *byte == SEPARATOR).take(REQUESTS) {
        check(&emulator, request);
    }
    assert_listed_can_be_read(&emulator);
});

fn check(emulator: &Emulator, request: &[u8]) {
    let (head, body) = split_at_empty_line(request);
    let Ok(head) = str::from_utf8(head) else { return };
    let mut lines = head.lines();
    let Some((method, uri)) = lines.next().and_then(|line| line.split_once(' ')) else { return };
    let said: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
    let unsaid = ORDINARY.into_iter().filter(|(name, _)| said.iter().all(|(said, _)| !said.eq_ignore_ascii_case(name)));
    let headers: Vec<_> = unsaid.chain(said.iter().copied()).collect();
    let before = emulator.dump();
    let response = emulator.handle(&Request { head: Head { method, uri, headers: &headers }, body });
    assert!((200..500).contains(&response.status) || response.status == 501, "{} {}", response.status, text(&response));
    if response.status >= 400 {
        assert!(emulator.dump() == before, "changes something: {} {}", response.status, text(&response));
    }
}

fn split_at_empty_line(request: &[u8]) -> (&[u8], &[u8]) {
    match request.windows(2).position(|pair| pair == b"\n\n") {
        Some(place) => (&request[..place], &request[place + 2..]),
        None => (request, b""),
    }
}

/// Each object is listed once, whatever the size of a page, and is as long as the list says.
fn assert_listed_can_be_read(emulator: &Emulator) {
    let buckets = ask(emulator, "GET", "/");
    for bucket in between(&text(&buckets), "<Name>", "</Name>") {
        let whole = text(&ask(emulator, "GET", &format!("/{bucket}?list-type=2&encoding-type=url")));
        let keys = between(&whole, "<Key>", "</Key>");
        let sizes = between(&whole, "<Size>", "</Size>");
        assert_eq!(keys, keys_by_pages(emulator, &bucket));
        for (key, size) in keys.iter().zip(sizes) {
            let object = ask(emulator, "GET", &format!("/{bucket}/{key}"));
            assert_eq!((object.status, object.body.len().to_string()), (200, size), "{key}");
        }
    }
}

fn keys_by_pages(emulator: &Emulator, bucket: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut from = String::new();
    loop {
        let page = text(&ask(emulator, "GET", &format!("/{bucket}?list-type=2&encoding-type=url&max-keys=1{from}")));
        keys.extend(between(&page, "<Key>", "</Key>"));
        match between(&page, "<NextContinuationToken>", "</NextContinuationToken>").first() {
            Some(token) => from = format!("&continuation-token={}", escaped(token)),
            None => return keys,
        }
    }
}

fn escaped(token: &str) -> String {
    token.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn between(text: &str, open: &str, close: &str) -> Vec<String> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(inner, _)| inner.to_owned()).collect()
}

fn text(response: &Response) -> String {
    String::from_utf8_lossy(&response.body).into_owned()
}

fn ask(emulator: &Emulator, method: &str, uri: &str) -> Response {
    emulator.handle(&Request { head: Head { method, uri, headers: &ORDINARY }, body: b"" })
}

/// A bucket with an object, called as the cases call theirs.
fn furnished() -> Emulator {
    let emulator = Emulator::new(Box::new(Still), Options::default());
    for (uri, body) in [("/amzn-s3-demo-bucket", ""), ("/amzn-s3-demo-bucket/a", "0123456789")] {
        let response = emulator.handle(&Request { head: Head { method: "PUT", uri, headers: &ORDINARY }, body: body.as_bytes() });
        assert_eq!(response.status, 200, "{}", text(&response));
    }
    emulator
}
