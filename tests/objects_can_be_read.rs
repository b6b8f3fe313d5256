//! What is put can be read, whatever a caller in process says of it: over a port such headers do not arrive.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::{Emulator, Response};
use harness::objects::{s3, send};

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().into_iter().find(|(told, _)| told == name).map(|(_, value)| value.into_owned())
}

fn with_bucket() -> Emulator {
    let emulator = harness::emulator();
    s3(&emulator, "PUT", "bucket", b"");
    emulator
}

/// Objects with such metadata could be put, and were answered 500 for ever after.
#[test]
fn metadata_is_encoded_or_counted() {
    let emulator = with_bucket();
    let said = [("x-amz-meta-m", "\u{2713}"), ("x-amz-meta-n", "\u{1}"), ("x-amz-meta-o", "plain")];
    assert_eq!(send(&emulator, "PUT", "bucket/a", &said, b"ab").status, 200);
    let head = send(&emulator, "HEAD", "bucket/a", &[], b"");
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
        let refused = send(&emulator, "PUT", "bucket/a", &[said], b"a");
        assert_eq!(refused.status, 400, "{said:?}");
        assert!(String::from_utf8_lossy(&refused.body).contains("<Code>InvalidArgument</Code>"), "{said:?}");
    }
    assert_eq!(send(&emulator, "GET", "bucket/a", &[], b"").status, 404);
}
