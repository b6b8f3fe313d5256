//! Tags of buckets and objects, and what may be one (user guide, Categorizing your objects using tags).

/// Tags: keys with values, in the order in which they were given. No key occurs twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagSet {
    pub(super) tags: Vec<(String, String)>,
}

/// What is wrong with tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagFault {
    /// There are too many.
    TooMany,
    /// A key that occurs twice.
    Repeated,
    /// A key that is empty, too long, kept for AWS or has characters that none may have.
    Key,
    /// A value that is too long or has characters that none may have.
    Value,
}

impl TagSet {
    /// Checks `tags`, of which there may be at most `most`.
    ///
    /// # Errors
    ///
    /// What is wrong with the first that is wrong.
    pub fn new(tags: Vec<(String, String)>, most: usize) -> Result<Self, TagFault> {
        if tags.len() > most {
            return Err(TagFault::TooMany);
        }
        for (at, (key, value)) in tags.iter().enumerate() {
            if key.is_empty() || !is_text(key, 128) || key.starts_with("aws:") {
                return Err(TagFault::Key);
            }
            if !is_text(value, 256) {
                return Err(TagFault::Value);
            }
            if tags.iter().take(at).any(|(other, _)| other == key) {
                return Err(TagFault::Repeated);
            }
        }
        Ok(Self { tags })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// Keys with values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

/// At most `longest` letters, digits, spaces and `+ - = . _ : / @`.
fn is_text(text: &str, longest: usize) -> bool {
    text.chars().count() <= longest
        && text
            .chars()
            .all(|character| character.is_alphanumeric() || character.is_whitespace() || "+-=._:/@".contains(character))
}
