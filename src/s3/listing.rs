//! What listings share: limits, tokens, encodings, the form of times, and what is told of an object.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::code;
use super::xml::Writer;
use super::{Error, Request};
use crate::Timestamp;
use crate::bucket::Checksum;
use crate::calendar::Label;
use crate::head::encoded;

/// Where a listing goes on: behind this key or prefix.
#[derive(Debug, PartialEq, Eq)]
pub struct Token(pub String);

impl Token {
    /// The token that `text` is.
    pub fn read(text: &str) -> Option<Self> {
        String::from_utf8(STANDARD.decode(text.strip_prefix('1')?).ok()?).ok().map(Self)
    }

    /// The token as callers see it.
    pub fn write(&self) -> String {
        ["1", &STANDARD.encode(&self.0)].concat()
    }
}

/// The parameter `name`, which says how much a page holds, at most `most`.
pub fn limit(request: &Request<'_>, name: &str, most: usize) -> Result<usize, Error> {
    let Some(text) = request.parameter(name).filter(|text| !text.is_empty()) else { return Ok(most) };
    match text.parse::<i64>() {
        Ok(number @ 0..=2_147_483_647) => Ok(usize::try_from(number).unwrap_or(most).min(most)),
        Ok(number) if number < 0 => {
            Err(Error::saying(&code::INVALID_ARGUMENT, format!("Argument {name} must be an integer between 0 and 2147483647"))
                .with("ArgumentName", name)
                .with("ArgumentValue", text))
        }
        _ => Err(Error::saying(&code::INVALID_ARGUMENT, format!("Provided {name} not an integer or within integer range"))
            .with("ArgumentName", name)
            .with("ArgumentValue", text)),
    }
}

/// How keys are written: as they are, or as queries write them.
#[derive(Debug, Clone, Copy)]
pub struct KeyEncoding {
    is_url: bool,
}

impl KeyEncoding {
    /// The one that the request asks for.
    pub fn read(request: &Request<'_>) -> Result<Self, Error> {
        match request.parameter("encoding-type") {
            None | Some("") => Ok(Self { is_url: false }),
            Some("url") => Ok(Self { is_url: true }),
            Some(other) => Err(Error::argument("Invalid Encoding Method specified in Request", "encoding-type", other)),
        }
    }

    /// `key` in this encoding.
    pub fn of(self, key: &str) -> String {
        if !self.is_url {
            return key.to_owned();
        }
        encoded(key, b"/* ").replace(' ', "+").replace('~', "%7E")
    }

    /// What a listing says of it.
    pub fn name(self) -> Option<&'static str> {
        self.is_url.then_some("url")
    }
}

/// `2026-10-01T00:00:00.000Z`.
pub fn time(time: Timestamp) -> String {
    [&Label(time).to_string(), "Z"].concat()
}

/// Writes the checksum of an object, and of what it was computed.
pub fn write_checksum(xml: &mut Writer, checksum: Option<&Checksum>) {
    if let Some(checksum) = checksum {
        xml.text(checksum.algorithm.element(), &checksum.value).text("ChecksumType", checksum.kind.name());
    }
}

/// The common prefix of `key` and its like: up to the first `delimiter` behind `prefix`.
pub fn common_prefix<'k>(key: &'k str, prefix: &str, delimiter: &str) -> Option<&'k str> {
    if delimiter.is_empty() {
        return None;
    }
    let behind = key.strip_prefix(prefix)?;
    key.get(..prefix.len() + behind.find(delimiter)? + delimiter.len())
}
