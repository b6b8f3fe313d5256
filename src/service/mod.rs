//! Whose request is it, and the protocol: bytes in, bytes out.

use crate::Host;

/// One HTTP request, as far as the services read it.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `POST`, `GET`, `OPTIONS`, ...
    pub method: &'a str,
    /// Path and query, for example `/`.
    pub uri: &'a str,
    /// Names in lower case with their values; those that the services read are enough.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, already decompressed.
    pub body: &'a [u8],
}

/// One HTTP response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case with their values, `x-amzn-requestid` and `x-amz-crc32` included.
    pub headers: Vec<(&'static str, String)>,
    /// The body, uncompressed.
    pub body: Vec<u8>,
}

/// All services, accounts and regions behind one call.
#[derive(Debug)]
pub struct Emulator {
    #[expect(dead_code, reason = "the dispatch that asks it for the time comes next")]
    host: Box<dyn Host>,
}

impl Emulator {
    /// An emulator without tables.
    #[must_use]
    pub fn new(host: Box<dyn Host>) -> Self {
        Self { host }
    }

    /// Answers one request. Whatever arrives leaves as the response that AWS would send.
    #[must_use]
    pub fn handle(&self, _request: &Request<'_>) -> Response {
        Response {
            status: 400,
            headers: Vec::new(),
            body: br#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#.to_vec(),
        }
    }
}
