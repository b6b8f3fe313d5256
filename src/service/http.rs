//! One HTTP request and response, as far as the services read and write them.

use std::borrow::Cow;

use super::RequestId;
use super::checksum::crc32;

/// Everything of an HTTP request but its body.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// `POST`, `GET`, `OPTIONS`, ...
    pub method: &'a str,
    /// Path and query, for example `/`.
    pub uri: &'a str,
    /// Names in lower case with their values; those that the services read are enough.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Head<'a> {
    /// The value of the header `name`, which is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| *value)
    }

    /// The raw query parameters, names with values; a parameter without `=` has an empty value.
    pub fn query(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let query = self.uri.split_once('?').map_or("", |(_, query)| query);
        query.split('&').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")))
    }

    /// The content type without its parameters, empty if there is none.
    pub(super) fn content_type(&self) -> &'a str {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim()
    }
}

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
    /// The value of `x-amzn-requestid`.
    pub request_id: RequestId,
    /// What a page of another origin is granted, and the time where signatures are verified: names in lower case with their values.
    pub grants: Vec<(&'static str, Cow<'static, str>)>,
    /// The body, uncompressed.
    pub body: Vec<u8>,
}

impl Response {
    /// The CRC-32 of the body: the value of `x-amz-crc32`.
    #[must_use]
    pub fn checksum(&self) -> u32 {
        crc32(&self.body)
    }

    /// All headers, names in lower case with their values. `content-length` is the adapter's to add.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, Cow<'static, str>)> {
        let mut headers = self.grants.clone();
        headers.extend(self.content_type.map(|value| ("content-type", value.into())));
        headers.push(("x-amzn-requestid", self.request_id.to_string().into()));
        headers.push(("x-amz-crc32", self.checksum().to_string().into()));
        headers
    }
}
