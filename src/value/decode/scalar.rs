//! Strings, booleans, binaries and lists as members of attribute values. `None` stands for JSON null, which counts as absent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::SeqAccess;

use super::shape::{Reader, Shape, Token};
use super::{Decoding, Expected};
use crate::value::{Number, NumberFault};

/// A string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text;

impl<'de> Shape<'de> for Text {
    type Value = Option<String>;

    fn expected(&self) -> Expected {
        Expected::String
    }

    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String> {
        match token {
            Token::Text(text) => Ok(Some(text.into_owned())),
            Token::Null => Ok(None),
            token => Err(self.expected().scalar(&token)),
        }
    }
}

/// A number, written as a string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numeral;

impl<'de> Shape<'de> for Numeral {
    type Value = Option<Result<Number, NumberFault>>;

    fn expected(&self) -> Expected {
        Expected::String
    }

    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String> {
        match token {
            Token::Text(text) => Ok(Some(Number::parse(&text))),
            Token::Null => Ok(None),
            token => Err(self.expected().scalar(&token)),
        }
    }
}

/// Bytes, written in Base64.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blob;

impl<'de> Shape<'de> for Blob {
    type Value = Option<Vec<u8>>;

    fn expected(&self) -> Expected {
        Expected::Blob
    }

    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String> {
        match token {
            Token::Text(text) => bytes_of(&text).map(Some),
            Token::Null => Ok(None),
            token => Err(self.expected().scalar(&token)),
        }
    }
}

/// AWS wants padding, and no bits beyond the last byte. The misspelling is AWS's.
fn bytes_of(base64: &str) -> Result<Vec<u8>, String> {
    if !base64.len().is_multiple_of(4) {
        let length = base64.encode_utf16().count();
        return Err(format!("Base64 encoded length is expected a multiple of 4 bytes but found: {length}"));
    }
    STANDARD.decode(base64).map_err(|_| "Invalid last non-pad Base64 character dectected".to_owned())
}

/// A boolean; also one of the strings that AWS takes for one, which forces the older layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boolean<'c> {
    pub(super) decoding: &'c Decoding,
}

impl<'de> Shape<'de> for Boolean<'_> {
    type Value = Option<bool>;

    fn expected(&self) -> Expected {
        Expected::Boolean
    }

    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String> {
        match &token {
            Token::Null => return Ok(None),
            Token::Boolean(value) => return Ok(Some(*value)),
            Token::Text(text) => {
                if let Some(value) = boolean_of(text) {
                    self.decoding.force_older_layer();
                    return Ok(Some(value));
                }
            }
            Token::Integer | Token::Decimal => {}
        }
        Err(self.expected().scalar(&token))
    }
}

/// The boolean that AWS reads a string as, in any case of its letters.
#[must_use]
pub fn boolean_of(text: &str) -> Option<bool> {
    let is_one_of = |words: [&str; 5]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_one_of(["true", "t", "yes", "y", "1"]) {
        return Some(true);
    }
    is_one_of(["false", "f", "no", "n", "0"]).then_some(false)
}

/// A list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List<S> {
    pub(super) element: S,
}

impl<'de, S: Shape<'de> + Copy> Shape<'de> for List<S> {
    type Value = Option<Vec<S::Value>>;

    fn expected(&self) -> Expected {
        Expected::List
    }

    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String> {
        match token {
            Token::Null => Ok(None),
            token => Err(self.expected().scalar(&token)),
        }
    }

    fn array<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = array.next_element_seed(Reader::new(self.element))? {
            members.push(member);
        }
        Ok(Some(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_base64_is_refused_in_two_ways() {
        assert_eq!(bytes_of("23456").unwrap_err(), "Base64 encoded length is expected a multiple of 4 bytes but found: 5");
        assert_eq!(bytes_of("=+/=").unwrap_err(), "Invalid last non-pad Base64 character dectected");
        assert_eq!(bytes_of("+/+=").unwrap_err(), "Invalid last non-pad Base64 character dectected");
        assert_eq!(bytes_of("").unwrap(), b"");
        assert_eq!(bytes_of("AAE=").unwrap(), [0, 1]);
    }

    #[test]
    fn ten_strings_are_read_as_booleans() {
        assert_eq!(boolean_of("TRUE"), Some(true));
        assert_eq!(boolean_of("y"), Some(true));
        assert_eq!(boolean_of("1"), Some(true));
        assert_eq!(boolean_of("No"), Some(false));
        assert_eq!(boolean_of("0"), Some(false));
        assert_eq!(boolean_of(""), None);
        assert_eq!(boolean_of("on"), None);
    }
}
