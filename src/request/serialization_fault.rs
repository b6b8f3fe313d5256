//! Why a body cannot be read as a request: mostly a `SerializationException`, with AWS's sentence where it has one.

use crate::value::{Dialect, INTERNAL_TYPE};

/// A body that is not a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerializationFault {
    message: Option<String>,
    is_validation: bool,
}

impl SerializationFault {
    /// Not JSON, not an object, or too deep: AWS says no more than the error code.
    pub(super) const BARE: Self = Self { message: None, is_validation: false };

    /// The sentence that AWS answers, if any.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Whether AWS answers a `ValidationException` instead.
    #[must_use]
    pub const fn is_validation(&self) -> bool {
        self.is_validation
    }

    /// The fault in a body of `dialect`.
    pub(super) fn from_json(error: &serde_json::Error, dialect: Dialect) -> Self {
        match dialect {
            Dialect::Java => Self::from_java(error),
            Dialect::Rust => Self::from_rust(error),
        }
    }

    /// What `serde_json` says is AWS's own text, position included.
    fn from_rust(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let begins = |words: &str| text.starts_with(words);
        if begins(INTERNAL_TYPE) {
            return Self { message: Some(INTERNAL_TYPE.to_owned()), is_validation: true };
        }
        let is_validation = begins("missing field ") || begins("unknown variant ");
        let is_told = is_validation || begins("invalid type: ") || begins("invalid value: ");
        Self { message: is_told.then_some(text), is_validation }
    }

    /// A refused conversion carries its sentence through `serde_json`, which appends a position. What `serde_json` itself
    /// refuses is not JSON.
    fn from_java(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let sentence = text.rsplit_once(" at line ").map_or(text.as_str(), |(sentence, _)| sentence);
        if !error.is_data() || sentence.is_empty() {
            return Self::BARE;
        }
        Self { message: Some(sentence.to_owned()), is_validation: false }
    }
}
