//! Requests to Amazon S3, and the files that are written there.
#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

use dynatab::{Emulator, Head, Request, Response};

const AUTHORIZATION: &str =
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261001/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00";

/// Sends a request, whose head says `said` beside the ordinary.
pub fn send(emulator: &Emulator, method: &str, path: &str, said: &[(&str, &str)], body: &[u8]) -> Response {
    let ordinary = [("host", "s3.amazonaws.com"), ("x-amz-date", "20261001T000000Z"), ("authorization", AUTHORIZATION)];
    let headers: Vec<_> = ordinary.iter().chain(said).copied().collect();
    emulator.handle(&Request { head: Head { method, uri: &format!("/{path}"), headers: &headers }, body })
}

/// Sends a request that must succeed, and gives the body of the answer.
pub fn s3(emulator: &Emulator, method: &str, path: &str, body: &[u8]) -> Vec<u8> {
    let response = send(emulator, method, path, &[], body);
    assert!(response.status < 300, "{method} {path}: {}", String::from_utf8_lossy(&response.body));
    response.body.into_vec()
}

/// What is in a file of gzip whose blocks are stored.
pub fn unpacked(file: &[u8]) -> Vec<u8> {
    let (mut rest, mut content) = (&file[10..], Vec::new());
    loop {
        let (head, body) = rest.split_at(5);
        let length = usize::from(u16::from_le_bytes([head[1], head[2]]));
        content.extend(&body[..length]);
        rest = &body[length..];
        if head[0] == 1 {
            return content;
        }
    }
}

/// A frame of zstd whose one block is stored.
pub fn frame(content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len()).expect("a file of a test is short");
    let [a, b, c, _] = (size << 3 | 1).to_le_bytes();
    [&[0x28, 0xB5, 0x2F, 0xFD, 0xA0][..], &size.to_le_bytes(), &[a, b, c], content].concat()
}
