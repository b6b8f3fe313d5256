//! The tags of a resource: at most fifty, each key once, in the order in which they were first set.

use crate::stored::{self, Input, Stored, stored_struct};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

const MAXIMUM_TAGS: usize = 50;
const MAXIMUM_KEY: usize = 128;
const MAXIMUM_VALUE: usize = 256;
/// The bytes of all keys and values of a resource together.
const MAXIMUM_SIZE: usize = 10_240;
const RESERVED_PREFIX: &str = "aws:";

/// One tag; its characters and lengths are those that AWS admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    key: Arc<str>,
    value: Arc<str>,
}

/// The tags of one resource.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tags(Arc<[Tag]>);

/// What is wrong with tags that a client sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagFault {
    /// No key, an empty or long one, or one with a character that tags do not have.
    Key(Option<String>),
    /// No value, a long one, or one with a character that tags do not have.
    Value(Option<String>),
    /// The key begins with `aws:`.
    Reserved(String),
    /// The key is given twice.
    Duplicate(String),
    /// More than fifty.
    TooMany,
    /// So many bytes, more than a resource may have.
    TooLarge(usize),
}

impl Tag {
    /// A tag from what a request holds.
    ///
    /// # Errors
    ///
    /// The key or the value is missing or is not one that AWS admits.
    pub fn new(key: Option<&str>, value: Option<&str>) -> Result<Self, TagFault> {
        let key = check_key(key)?;
        match value {
            Some(value) if value.encode_utf16().count() <= MAXIMUM_VALUE && value.chars().all(is_admitted) => {
                Ok(Self { key: key.into(), value: value.into() })
            }
            _ => Err(TagFault::Value(value.map(str::to_owned))),
        }
    }

    /// The key, 1 to 128 characters.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value, up to 256 characters.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl Tags {
    /// The tags of one request.
    ///
    /// # Errors
    ///
    /// A key is given twice, or there are more than fifty or too large ones.
    pub fn new(tags: Vec<Tag>) -> Result<Self, TagFault> {
        let mut seen = BTreeSet::new();
        let size = tags.iter().map(|tag| tag.key.len() + tag.value.len()).sum();
        match tags.iter().find(|tag| !seen.insert(&*tag.key)) {
            Some(tag) => Err(TagFault::Duplicate(tag.key.to_string())),
            None if tags.len() > MAXIMUM_TAGS => Err(TagFault::TooMany),
            None if size > MAXIMUM_SIZE => Err(TagFault::TooLarge(size)),
            None => Ok(Self(tags.into())),
        }
    }

    /// The tags in their order.
    #[must_use]
    pub fn as_slice(&self) -> &[Tag] {
        &self.0
    }

    /// These tags with `tags` set.
    ///
    /// # Errors
    ///
    /// That would be more than fifty, or too large ones.
    pub fn with(&self, tags: &Self) -> Result<Self, TagFault> {
        let set = |tag: &Tag| tags.0.iter().find(|new| new.key == tag.key).unwrap_or(tag).clone();
        let mut all: Vec<_> = self.0.iter().map(set).collect();
        all.extend(tags.0.iter().filter(|tag| !self.has(&tag.key)).cloned());
        Self::new(all)
    }

    /// These tags without those called `keys`; keys that are not set do not matter.
    ///
    /// # Errors
    ///
    /// A key is not one that a tag can have, or there are more than fifty.
    pub fn without(&self, keys: &[&str]) -> Result<Self, TagFault> {
        keys.iter().try_for_each(|key| check_key(Some(key)).map(drop))?;
        if keys.len() > MAXIMUM_TAGS {
            return Err(TagFault::TooMany);
        }
        Ok(Self(self.0.iter().filter(|tag| !keys.contains(&tag.key())).cloned().collect()))
    }

    fn has(&self, key: &str) -> bool {
        self.0.iter().any(|tag| &*tag.key == key)
    }
}

fn check_key(key: Option<&str>) -> Result<&str, TagFault> {
    let invalid = || TagFault::Key(key.map(str::to_owned));
    let key = key.ok_or_else(invalid)?;
    if key.get(..RESERVED_PREFIX.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(RESERVED_PREFIX)) {
        return Err(TagFault::Reserved(key.to_owned()));
    }
    let length = key.encode_utf16().count();
    let valid = (1..=MAXIMUM_KEY).contains(&length) && key.chars().all(is_admitted);
    if valid { Ok(key) } else { Err(invalid()) }
}

/// Letters and digits of any script, blanks, and `+ - = . _ : / @` (observed 2026-10-09).
fn is_admitted(character: char) -> bool {
    character.is_alphanumeric() || character.is_whitespace() || "+-=._:/@".contains(character)
}

impl fmt::Display for TagFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |value: &Option<String>| value.as_deref().unwrap_or("null").to_owned();
        match self {
            Self::Key(key) => write!(formatter, "The Tag Key provided is invalid, Key: {}", text(key)),
            Self::Value(value) => write!(formatter, "The Tag Value provided is invalid, Value: {}", text(value)),
            Self::Reserved(key) => write!(formatter, "Tag Key cannot be prefixed with aws:, Key: {key}"),
            Self::Duplicate(key) => {
                write!(formatter, "Duplicate Tag Keys provided as input: Duplicate Tag Key found {key}")
            }
            Self::TooMany => formatter.write_str("Number of Tags exceed the current limit for the provided ResourceArn"),
            Self::TooLarge(size) => {
                write!(formatter, "Tag set size {size} bytes is above max size limit of {MAXIMUM_SIZE} bytes")
            }
        }
    }
}

impl Stored for Tags {
    fn store(&self, output: &mut Vec<u8>) {
        stored::store_all(&self.0, output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Self::new(Stored::load(input)?).ok()
    }
}

stored_struct!(Tag { key, value });

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag::new(Some(key), Some(value)).unwrap()
    }

    fn fault(key: Option<&str>, value: Option<&str>) -> String {
        Tag::new(key, value).unwrap_err().to_string()
    }

    fn tags(count: usize) -> Result<Tags, TagFault> {
        Tags::new((0..count).map(|at| tag(&format!("k{at}"), "")).collect())
    }

    #[test]
    fn keys_have_1_to_128_characters() {
        assert!(Tag::new(Some(&"ж".repeat(128)), Some("")).is_ok());
        let long = "k".repeat(129);
        assert_eq!(fault(Some(&long), Some("")), format!("The Tag Key provided is invalid, Key: {long}"));
        assert_eq!(fault(Some(""), Some("")), "The Tag Key provided is invalid, Key: ");
        assert_eq!(fault(None, Some("")), "The Tag Key provided is invalid, Key: null");
    }

    #[test]
    fn values_have_up_to_256_characters() {
        assert!(Tag::new(Some("k"), Some(&"v".repeat(256))).is_ok());
        let long = "v".repeat(257);
        assert_eq!(fault(Some("k"), Some(&long)), format!("The Tag Value provided is invalid, Value: {long}"));
        assert_eq!(fault(Some("k"), None), "The Tag Value provided is invalid, Value: null");
    }

    #[test]
    fn letters_of_any_script_are_admitted_and_other_punctuation_is_not() {
        for text in ["ключ", "café", "表", "sp ace", "a+b-c=d.e_f:g/h@i", "\u{a0}", "\u{3000}"] {
            assert!(Tag::new(Some(text), Some(text)).is_ok(), "{text}");
        }
        for text in ["🔑", "100%", "a,b", "it's", "(x)", "a&b", "a*b", "a;b", "a?b", "a|b", "a\\b", "<a>", "~a", "#"] {
            assert!(Tag::new(Some("k"), Some(text)).is_err(), "{text}");
            assert!(Tag::new(Some(text), Some("v")).is_err(), "{text}");
        }
    }

    #[test]
    fn keys_that_begin_with_aws_are_reserved() {
        assert_eq!(fault(Some("AWS:foo"), Some("")), "Tag Key cannot be prefixed with aws:, Key: AWS:foo");
        assert_eq!(Tags::default().without(&["aws:x"]), Err(TagFault::Reserved("aws:x".to_owned())));
        assert!(Tag::new(Some("myaws:foo"), Some("")).is_ok());
    }

    #[test]
    fn a_request_names_a_key_once() {
        let twice = Tags::new(vec![tag("dup", "1"), tag("dup", "2")]).unwrap_err();
        assert_eq!(twice.to_string(), "Duplicate Tag Keys provided as input: Duplicate Tag Key found dup");
    }

    #[test]
    fn there_are_at_most_fifty_tags() {
        let full = tags(50).unwrap();
        assert!(full.with(&Tags::new(vec![tag("k7", "new")]).unwrap()).is_ok());
        let over = full.with(&Tags::new(vec![tag("more", "")]).unwrap()).unwrap_err();
        assert_eq!(over.to_string(), "Number of Tags exceed the current limit for the provided ResourceArn");
        assert_eq!(tags(51), Err(TagFault::TooMany));
    }

    #[test]
    fn all_tags_have_at_most_10240_bytes_together() {
        let large = |count: usize| Tags::new((10..10 + count).map(|at| tag(&format!("{at}"), &"v".repeat(254))).collect());
        let full = large(40).unwrap();
        let over = full.with(&Tags::new(vec![tag("k", "")]).unwrap()).unwrap_err();
        assert_eq!(over.to_string(), "Tag set size 10241 bytes is above max size limit of 10240 bytes");
        assert_eq!(large(41), Err(TagFault::TooLarge(10_496)));
    }

    #[test]
    fn setting_a_tag_again_replaces_its_value_in_place() {
        let before = Tags::new(vec![tag("a", "1"), tag("b", "2")]).unwrap();
        let after = before.with(&Tags::new(vec![tag("c", "3"), tag("a", "4")]).unwrap()).unwrap();
        let pairs: Vec<_> = after.as_slice().iter().map(|tag| (tag.key(), tag.value())).collect();
        assert_eq!(pairs, [("a", "4"), ("b", "2"), ("c", "3")]);
        assert_eq!(after.without(&["b", "absent"]).unwrap().as_slice().len(), 2);
    }
}
