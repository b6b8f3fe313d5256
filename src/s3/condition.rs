//! What a request demands of an object before it is read, overwritten or deleted.

use super::error::code;
use super::{Error, Request};
use crate::bucket::Object;
use crate::calendar;

/// The names of the four headers that demand something of an object that is read.
#[derive(Debug)]
pub struct ReadConditions {
    pub matches: &'static str,
    pub differs: &'static str,
    pub modified: &'static str,
    pub unmodified: &'static str,
}

/// Those of a read.
pub static OF_READ: ReadConditions = ReadConditions {
    matches: "if-match",
    differs: "if-none-match",
    modified: "if-modified-since",
    unmodified: "if-unmodified-since",
};

/// Those of the source of a copy.
pub static OF_SOURCE: ReadConditions = ReadConditions {
    matches: "x-amz-copy-source-if-match",
    differs: "x-amz-copy-source-if-none-match",
    modified: "x-amz-copy-source-if-modified-since",
    unmodified: "x-amz-copy-source-if-unmodified-since",
};

/// Why an object is not read.
#[derive(Debug, PartialEq, Eq)]
pub enum Unmet {
    /// It is what the caller has already.
    NotModified,
    /// It is another than the caller wants; the condition is named as S3 names it.
    Failed(&'static str),
}

impl ReadConditions {
    /// Whether `object` is what the request wants. An entity tag that matches counts for more than a time (RFC 9110, 13.2.2).
    pub fn check(&self, request: &Request<'_>, object: &Object) -> Result<(), Unmet> {
        let second = object.modified.0.div_euclid(1000);
        let time = |name: &str| request.header(name).and_then(calendar::parse_http);
        match request.header(self.matches) {
            Some(tags) if !names(tags, &object.etag) => return Err(Unmet::Failed("If-Match")),
            None if time(self.unmodified).is_some_and(|time| second > time) => return Err(Unmet::Failed("If-Unmodified-Since")),
            _ => {}
        }
        match request.header(self.differs) {
            Some(tags) if names(tags, &object.etag) => Err(Unmet::NotModified),
            None if time(self.modified).is_some_and(|time| second <= time) => Err(Unmet::NotModified),
            _ => Ok(()),
        }
    }
}

/// Checks what the request demands of the object that it overwrites or completes.
///
/// # Errors
///
/// The object is another one, or there is one where there should be none.
pub fn check_overwrite(request: &Request<'_>, object: Option<&Object>) -> Result<(), Error> {
    if let Some(tags) = request.header("if-none-match") {
        if tags.trim() != "*" {
            let error = Error::new(&code::NOT_IMPLEMENTED).with("Header", "If-None-Match");
            return Err(
                error.with("additionalMessage", "We don't accept the provided value of If-None-Match header for this API")
            );
        }
        if object.is_some() {
            return Err(failed("If-None-Match"));
        }
    }
    check_match(request, object)
}

/// Checks which object the request demands to be there.
///
/// # Errors
///
/// It is not there, or another one is.
pub fn check_match(request: &Request<'_>, object: Option<&Object>) -> Result<(), Error> {
    let Some(tags) = request.header("if-match") else { return Ok(()) };
    let key = request.key.as_deref().unwrap_or_default();
    let object = object.ok_or_else(|| Error::new(&code::NO_SUCH_KEY).with("Key", key))?;
    if names(tags, &object.etag) { Ok(()) } else { Err(failed("If-Match")) }
}

/// The refusal of a request whose condition does not hold.
pub fn failed(condition: &str) -> Error {
    Error::new(&code::PRECONDITION_FAILED).with("Condition", condition)
}

/// Whether a list of entity tags names `etag`. Quotes may be left out.
pub fn names(tags: &str, etag: &str) -> bool {
    tags.split(',').map(str::trim).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        tag == "*" || tag.trim_matches('"') == etag
    })
}
