//! Which attributes make up a key: of a table one hash and at most one range attribute, of a global secondary index up to
//! four of each.

use std::sync::Arc;

use super::ScalarType;
use crate::stored::{self, Input, Stored, stored_struct};

/// One attribute of a key and its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    /// The name of the attribute.
    pub name: Arc<str>,
    /// The only type that its values may have.
    pub scalar: ScalarType,
}

impl KeyAttribute {
    /// The attribute `name` of type `scalar`.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, scalar: ScalarType) -> Self {
        Self { name: name.into(), scalar }
    }
}

/// The attributes of a key in the order of its `KeySchema`: hash attributes, then range attributes, every name once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySchema {
    hash: Box<[KeyAttribute]>,
    range: Box<[KeyAttribute]>,
}

impl KeySchema {
    /// `None` unless there are one to four hash attributes, at most four range attributes, and no name occurs twice.
    #[must_use]
    pub fn new(hash: Vec<KeyAttribute>, range: Vec<KeyAttribute>) -> Option<Self> {
        let schema = Self { hash: hash.into(), range: range.into() };
        let counts = (1..=4).contains(&schema.hash.len()) && schema.range.len() <= 4;
        let distinct = schema.attributes().enumerate().all(|(at, attribute)| schema.position(&attribute.name) == Some(at));
        (counts && distinct).then_some(schema)
    }

    /// A key of one hash attribute.
    #[must_use]
    pub fn simple(hash: KeyAttribute) -> Self {
        Self { hash: Box::new([hash]), range: Box::default() }
    }

    /// The hash attributes, at least one.
    #[must_use]
    pub fn hash(&self) -> &[KeyAttribute] {
        &self.hash
    }

    /// The range attributes, possibly none.
    #[must_use]
    pub fn range(&self) -> &[KeyAttribute] {
        &self.range
    }

    /// All attributes: hash, then range.
    #[must_use]
    pub fn attributes(&self) -> impl DoubleEndedIterator<Item = &KeyAttribute> + Clone {
        self.hash.iter().chain(&*self.range)
    }

    /// How many attributes there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a key has at least one attribute")]
    pub fn len(&self) -> usize {
        self.hash.len() + self.range.len()
    }

    /// Whether the attribute `name` is part of the key.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// The attribute called `name`, if it is part of the key.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&KeyAttribute> {
        self.attributes().find(|attribute| &*attribute.name == name)
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.attributes().position(|attribute| &*attribute.name == name)
    }
}

stored_struct!(KeyAttribute { name, scalar });

impl Stored for KeySchema {
    fn store(&self, output: &mut Vec<u8>) {
        stored::store_all(&self.hash, output);
        stored::store_all(&self.range, output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Self::new(Stored::load(input)?, Stored::load(input)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(names: &[&str]) -> Vec<KeyAttribute> {
        names.iter().map(|name| KeyAttribute::new(*name, ScalarType::S)).collect()
    }

    #[test]
    fn a_key_has_one_to_four_hash_and_up_to_four_range_attributes() {
        let schema = |hash: &[&str], range: &[&str]| KeySchema::new(attributes(hash), attributes(range)).is_some();
        assert!(schema(&["a"], &[]));
        assert!(schema(&["a", "b", "c", "d"], &["e", "f", "g", "h"]));
        assert!(!schema(&[], &["a"]));
        assert!(!schema(&["a", "b", "c", "d", "e"], &[]));
        assert!(!schema(&["a"], &["b", "c", "d", "e", "f"]));
    }

    #[test]
    fn a_name_occurs_once_in_a_key() {
        assert_eq!(KeySchema::new(attributes(&["a"]), attributes(&["a"])), None);
        assert_eq!(KeySchema::new(attributes(&["a", "a"]), Vec::new()), None);
    }
}
