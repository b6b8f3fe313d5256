//! Keys as bytes, from items and from the keys that requests name.
//!
//! A table key is the hash of the partition key, the partition key, the sort key; an index key is the same of the index's
//! attributes, followed by the table key. A [`KeyFault`] says what keeps attributes from making up a key.

use super::{KeyAttribute, KeyFault, KeySchema, ScalarType};
use crate::value::{AttributeMap, AttributeType, AttributeValue, Item, KeyBuilder, KeyBytes, KeyReader, ValueRef};

const MAXIMUM_HASH_SIZE: usize = 2048;
const MAXIMUM_RANGE_SIZE: usize = 1024;

/// Attributes that a key can be read from.
pub trait Attributes {
    /// The value of the attribute `name` as a candidate for a key.
    fn candidate(&self, name: &str) -> Option<Candidate<'_>>;
}

/// A value that may become part of a key.
#[derive(Debug, Clone, Copy)]
pub enum Candidate<'a> {
    /// A string, number or binary.
    Scalar(ScalarType, ValueRef<'a>),
    /// A value of a type that no key has.
    Other(AttributeType),
}

impl<'a> From<&'a AttributeValue> for Candidate<'a> {
    fn from(value: &'a AttributeValue) -> Self {
        match value {
            AttributeValue::S(text) => Self::Scalar(ScalarType::S, ValueRef::S(text)),
            AttributeValue::N(number) => Self::Scalar(ScalarType::N, ValueRef::N(*number)),
            AttributeValue::B(bytes) => Self::Scalar(ScalarType::B, ValueRef::B(bytes)),
            other => Self::Other(other.kind()),
        }
    }
}

impl<'a> From<ValueRef<'a>> for Candidate<'a> {
    fn from(value: ValueRef<'a>) -> Self {
        match value {
            ValueRef::S(_) => Self::Scalar(ScalarType::S, value),
            ValueRef::N(_) => Self::Scalar(ScalarType::N, value),
            ValueRef::B(_) => Self::Scalar(ScalarType::B, value),
            other => Self::Other(other.kind()),
        }
    }
}

impl Candidate<'_> {
    fn kind(self) -> AttributeType {
        match self {
            Self::Scalar(ScalarType::S, _) => AttributeType::S,
            Self::Scalar(ScalarType::N, _) => AttributeType::N,
            Self::Scalar(ScalarType::B, _) => AttributeType::B,
            Self::Other(kind) => kind,
        }
    }
}

impl Attributes for AttributeMap {
    fn candidate(&self, name: &str) -> Option<Candidate<'_>> {
        self.get(name).map(Candidate::from)
    }
}

impl Attributes for Item {
    fn candidate(&self, name: &str) -> Option<Candidate<'_>> {
        self.get(name).map(Candidate::from)
    }
}

impl KeySchema {
    /// The table key of an item or of a request's key; attributes beside those of the key are not looked at.
    ///
    /// # Errors
    ///
    /// The first attribute, in the order of the schema, that cannot be part of a key.
    pub fn table_key(&self, attributes: &impl Attributes) -> Result<KeyBytes, KeyFault> {
        let mut builder = KeyBuilder::new();
        self.push_all(&mut builder, attributes)?;
        Ok(builder.finish())
    }

    /// The table key that a request names: these attributes and no others.
    ///
    /// # Errors
    ///
    /// There are other attributes, or the first attribute, in the order of the schema, that cannot be part of a key.
    pub fn lookup_key(&self, key: &Item) -> Result<KeyBytes, KeyFault> {
        if key.attributes().len() == self.len() { self.table_key(key) } else { Err(KeyFault::Extra) }
    }

    /// What the table keys of an item collection begin with: the hash of the partition key and the partition key.
    ///
    /// # Errors
    ///
    /// The first hash attribute that cannot be part of a key.
    pub fn hash_key(&self, attributes: &impl Attributes) -> Result<KeyBytes, KeyFault> {
        let mut builder = KeyBuilder::new();
        self.push_hash(&mut builder, attributes)?;
        Ok(builder.finish())
    }

    /// The key of an index entry: this key of an index, then the key of the item in its table.
    ///
    /// # Errors
    ///
    /// The first attribute that cannot be part of an index key.
    pub fn entry_key(&self, attributes: &impl Attributes, table_key: &KeyBytes) -> Result<KeyBytes, KeyFault> {
        let mut builder = KeyBuilder::new();
        self.push_all(&mut builder, attributes)?;
        builder.append(table_key.as_bytes());
        Ok(builder.finish())
    }

    /// The part of `key` that is its partition key, with the hash.
    #[must_use]
    pub fn partition<'k>(&self, key: &'k [u8]) -> &'k [u8] {
        let mut reader = KeyReader::behind_hash(key);
        let whole = self.hash().iter().all(|attribute| attribute.read(&mut reader).is_some());
        let length = if whole { key.len() - reader.left() } else { key.len() };
        key.get(..length).unwrap_or(key)
    }

    /// The attributes that `key` is made of: those of the partition key, and those of the sort key as far as it has them.
    #[must_use]
    pub fn attributes_in(&self, key: &[u8]) -> AttributeMap {
        let mut reader = KeyReader::behind_hash(key);
        self.attributes().map_while(|attribute| Some((attribute.name.to_string(), attribute.read(&mut reader)?))).collect()
    }

    /// Whether attributes that are there can be part of this key of an index; one that is missing keeps the item out of it.
    ///
    /// # Errors
    ///
    /// The first attribute that is there and cannot be part of a key.
    pub fn check_present(&self, attributes: &impl Attributes) -> Result<(), KeyFault> {
        check_each(self.hash(), attributes, MAXIMUM_HASH_SIZE, &KeyFault::HashSize)?;
        check_each(self.range(), attributes, MAXIMUM_RANGE_SIZE, &KeyFault::RangeSize)
    }

    fn push_all(&self, builder: &mut KeyBuilder, attributes: &impl Attributes) -> Result<(), KeyFault> {
        self.push_hash(builder, attributes)?;
        let size = push_each(self.range(), builder, attributes)?;
        within(size, MAXIMUM_RANGE_SIZE, &KeyFault::RangeSize)
    }

    fn push_hash(&self, builder: &mut KeyBuilder, attributes: &impl Attributes) -> Result<(), KeyFault> {
        let size = push_each(self.hash(), builder, attributes)?;
        within(size, MAXIMUM_HASH_SIZE, &KeyFault::HashSize)?;
        builder.push_hash();
        Ok(())
    }
}

impl KeyAttribute {
    /// `candidate` as this attribute's part of a key.
    ///
    /// # Errors
    ///
    /// It has another type, or it is empty.
    pub fn part<'a>(&self, candidate: Candidate<'a>) -> Result<ValueRef<'a>, KeyFault> {
        match candidate {
            Candidate::Scalar(scalar, value) if scalar == self.scalar => self.filled(value),
            other => Err(KeyFault::Type { attribute: self.name.clone(), expected: self.scalar, actual: other.kind() }),
        }
    }

    /// Whether `part` alone is no larger than what the attributes of a key may be together, the hash attributes or the range attributes.
    ///
    /// # Errors
    ///
    /// It is.
    pub fn check_size(&self, part: ValueRef<'_>, is_hash: bool) -> Result<(), KeyFault> {
        let (limit, fault) =
            if is_hash { (MAXIMUM_HASH_SIZE, KeyFault::HashSize) } else { (MAXIMUM_RANGE_SIZE, KeyFault::RangeSize) };
        within(part.size(), limit, &fault)
    }

    /// The value of this attribute that comes next in a key.
    fn read(&self, reader: &mut KeyReader<'_>) -> Option<AttributeValue> {
        match self.scalar {
            ScalarType::S => String::from_utf8(reader.bytes()?).ok().map(AttributeValue::S),
            ScalarType::N => reader.number().map(AttributeValue::N),
            ScalarType::B => reader.bytes().map(AttributeValue::B),
        }
    }

    fn filled<'a>(&self, value: ValueRef<'a>) -> Result<ValueRef<'a>, KeyFault> {
        match value {
            ValueRef::S("") | ValueRef::B([]) => Err(KeyFault::Empty { attribute: self.name.clone(), scalar: self.scalar }),
            value => Ok(value),
        }
    }
}

fn push_each(parts: &[KeyAttribute], builder: &mut KeyBuilder, attributes: &impl Attributes) -> Result<usize, KeyFault> {
    let mut size = 0;
    for attribute in parts {
        let candidate = attributes.candidate(&attribute.name).ok_or_else(|| KeyFault::Missing(attribute.name.clone()))?;
        let value = attribute.part(candidate)?;
        size += value.size();
        builder.push(value);
    }
    Ok(size)
}

fn check_each(parts: &[KeyAttribute], attributes: &impl Attributes, limit: usize, fault: &KeyFault) -> Result<(), KeyFault> {
    let mut size = 0;
    for attribute in parts {
        if let Some(candidate) = attributes.candidate(&attribute.name) {
            size += attribute.part(candidate)?.size();
        }
    }
    within(size, limit, fault)
}

fn within(size: usize, limit: usize, fault: &KeyFault) -> Result<(), KeyFault> {
    if size <= limit { Ok(()) } else { Err(fault.clone()) }
}
