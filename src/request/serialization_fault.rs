//! Why a body cannot be read as a request: a `SerializationException`, with AWS's sentence where it has one.

/// A body that is not a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerializationFault {
    message: Option<String>,
}

impl SerializationFault {
    /// Not JSON, not an object, or too deep: AWS says no more than the error code.
    pub(super) const BARE: Self = Self { message: None };

    /// The sentence that AWS answers, if any.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// A refused conversion carries its sentence through `serde_json`, which appends a position. What `serde_json` itself
    /// refuses is not JSON.
    pub(super) fn from_json(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let sentence = text.rsplit_once(" at line ").map_or(text.as_str(), |(sentence, _)| sentence);
        if !error.is_data() || sentence.is_empty() {
            return Self::BARE;
        }
        Self { message: Some(sentence.to_owned()) }
    }
}
