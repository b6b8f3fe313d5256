//! A request taken apart: whose bucket, which key, which parameters.

use super::error::code;
use super::{Error, address};
use crate::bucket::LONGEST_KEY;
use crate::head::{Head, decoded};

/// A request.
#[derive(Debug)]
pub struct Request<'a> {
    /// Its head.
    pub head: Head<'a>,
    /// The bucket that it names.
    pub bucket: Option<String>,
    /// The key that it names.
    pub key: Option<String>,
    /// Its parameters, with their values decoded.
    query: Vec<(String, String)>,
    /// Its body, until an operation takes it.
    pub body: Vec<u8>,
}

impl<'a> Request<'a> {
    /// Takes the head apart.
    ///
    /// # Errors
    ///
    /// Something in it is no text, or the key is too long.
    pub fn read(head: Head<'a>, body: Vec<u8>) -> Result<Self, Error> {
        let (bucket, key) = address::named(&head).ok_or(Error::new(&code::INVALID_URI))?;
        if let Some(key) = key.as_ref().filter(|key| key.len() > LONGEST_KEY) {
            let error = Error::new(&code::KEY_TOO_LONG).with("Size", key.len().to_string());
            return Err(error.with("MaxSizeAllowed", LONGEST_KEY.to_string()));
        }
        let text = |text: &str| String::from_utf8(decoded(&text.replace('+', " "))).ok();
        let query = head.query().map(|(name, value)| Some((text(name)?, text(value)?))).collect::<Option<_>>();
        Ok(Self { head, bucket, key, query: query.ok_or(Error::new(&code::INVALID_URI))?, body })
    }

    /// The parameter `name`.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The header `name`, which is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.head.header(name)
    }

    /// The header `name`, unless it is empty.
    #[must_use]
    pub fn filled_header(&self, name: &str) -> Option<&'a str> {
        self.header(name).map(str::trim).filter(|value| !value.is_empty())
    }
}
