//! The services beside DynamoDB. DynamoDB's requests name their operation in `x-amz-target`; nobody else is asked about those.

use std::borrow::Cow;
use std::fmt::Debug;

use super::s3::S3;
use super::{Emulator, Response};
use crate::head::Head;

/// A service: it says whether a request is its own, and answers it.
pub(super) trait Service: Debug + Sync {
    /// Whether the request of `head` is one of its own.
    fn owns(&self, head: &Head<'_>) -> bool;

    /// Answers a request that is.
    fn answer(&self, emulator: &Emulator, head: &Head<'_>, body: Cow<'_, [u8]>) -> Response;
}

/// All of them.
static SERVICES: &[&dyn Service] = &[&S3];

/// Whose the request of `head` is, if not DynamoDB's.
pub(super) fn owner(head: &Head<'_>) -> Option<&'static dyn Service> {
    if head.header("x-amz-target").is_some() {
        return None;
    }
    SERVICES.iter().copied().find(|service| service.owns(head))
}

/// A head that is kept.
#[derive(Debug, Clone)]
pub(super) struct KeptHead {
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
}

impl KeptHead {
    /// Keeps `head`.
    pub(super) fn new(head: &Head<'_>) -> Self {
        let headers = head.headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { method: head.method.to_owned(), uri: head.uri.to_owned(), headers: headers.collect() }
    }

    /// Lends the head to `use_it`.
    pub(super) fn with<T>(&self, use_it: impl FnOnce(&Head<'_>) -> T) -> T {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        use_it(&Head { method: &self.method, uri: &self.uri, headers: &headers })
    }
}
