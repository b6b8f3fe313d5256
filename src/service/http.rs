//! One HTTP request and response, as far as the services read and write them.

use std::borrow::Cow;

use super::RequestId;
use crate::bytes::Bytes;
use crate::checksum::crc32;
use crate::head::Head;

/// One HTTP request. The body is already decompressed.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Everything but the body.
    pub head: Head<'a>,
    /// The body.
    pub body: &'a [u8],
}

/// One HTTP response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The value of `content-type`; without one the body is plain text.
    pub content_type: Option<&'static str>,
    /// The value of `x-amzn-requestid`, of services that tell it; those tell `x-amz-crc32`, too.
    pub request_id: Option<RequestId>,
    /// All other headers: names in lower case with their values.
    pub other_headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// The body, uncompressed.
    pub body: Bytes,
}

impl Response {
    /// The CRC-32 of the body: the value of `x-amz-crc32`.
    #[must_use]
    pub fn checksum(&self) -> u32 {
        crc32(&self.body)
    }

    /// All headers, names in lower case with their values. `content-length` is the adapter's to add.
    #[must_use]
    pub fn headers(&self) -> Vec<(Cow<'static, str>, Cow<'static, str>)> {
        let mut headers = self.other_headers.clone();
        headers.extend(self.content_type.map(|value| ("content-type".into(), value.into())));
        if let Some(id) = &self.request_id {
            headers.push(("x-amzn-requestid".into(), id.to_string().into()));
            headers.push(("x-amz-crc32".into(), self.checksum().to_string().into()));
        }
        headers
    }
}
