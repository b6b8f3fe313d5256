//! A map from names to attribute values: an item, a key, a map value, expression attribute values.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::Decoding;
use super::encoder::{Encoder, Entry, Extent};
use super::shape::Reader;
use super::value::{Value, Written};
use crate::value::encoding::Output;
use crate::value::size::MEMBER;
use crate::value::{AttributeMap, AttributeValue, AttributesFault, Item, MapRef, SentItem, ValueFault};

/// The most bytes of the name of an attribute.
const LONGEST_NAME: usize = 65_535;

/// Reads an item or a key, straight into its encoding.
///
/// # Errors
///
/// JSON of another type than the values have, in AWS's words.
pub fn read_item<'de, A: MapAccess<'de>>(decoding: &Decoding, object: A) -> Result<Result<SentItem, AttributesFault>, A::Error> {
    let mut encoder = Encoder::new(decoding, Item::begin());
    let read = Attributes { encoder: &mut encoder, depth: 0, names: Names::Attributes }.read(object)?;
    Ok(read.map(|Extent { size, levels }| SentItem::new(Item::finish(encoder.output, size), levels > AttributeValue::MAX_DEPTH)))
}

/// Reads `ExpressionAttributeValues`, whose names are checked with the expressions.
///
/// # Errors
///
/// JSON of another type than the values have, in AWS's words.
pub fn read_placeholders<'de, A>(decoding: &Decoding, object: A) -> Result<Result<AttributeMap, AttributesFault>, A::Error>
where
    A: MapAccess<'de>,
{
    let mut encoder = Encoder::new(decoding, Output::default());
    let read = Attributes { encoder: &mut encoder, depth: 0, names: Names::Placeholders }.read(object)?;
    Ok(read.map(|_| MapRef::new(&encoder.output.0).to_map()))
}

/// What the names of a map are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Names of attributes, which have rules.
    Attributes,
    /// Placeholders, which have others.
    Placeholders,
}

/// The attributes of one map, to be read.
pub(super) struct Attributes<'e, 'c> {
    encoder: &'e mut Encoder<'c>,
    /// How many lists and maps of attribute values there are, this one included; none for an item.
    depth: usize,
    names: Names,
}

impl<'e, 'c> Attributes<'e, 'c> {
    /// Those of a map value with `depth` levels, itself included.
    pub(super) const fn nested(encoder: &'e mut Encoder<'c>, depth: usize) -> Self {
        Self { encoder, depth, names: Names::Attributes }
    }

    /// Writes them, or nothing if there is a fault: the first one. The rest is only read for JSON of another type.
    pub(super) fn read<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<Result<Extent, AttributesFault>, A::Error> {
        let Self { encoder, depth, names } = self;
        let (start, first, mut fault) = (encoder.length(), encoder.begin_map(), None);
        while let Some(entry) = object.next_key_seed(Name(encoder))? {
            let value = object.next_value_seed(Reader(Value { encoder, depth }))?;
            match names.checked(encoder, &entry, value) {
                Ok(extent) => encoder.end_entry(entry, extent),
                Err(found) => fault = fault.or(Some(found)),
            }
        }
        match fault {
            None => Ok(Ok(encoder.end_map(first, if depth == 0 { 0 } else { MEMBER }))),
            Some(fault) => {
                encoder.abandon_map(first, start);
                Ok(Err(fault))
            }
        }
    }
}

impl Names {
    fn checked(self, encoder: &Encoder<'_>, entry: &Entry, value: Option<Written>) -> Result<Extent, AttributesFault> {
        if self == Self::Attributes {
            check_length(entry.name_length()).map_err(|fault| AttributesFault { key: None, fault })?;
        }
        let value = value.unwrap_or(Err(ValueFault::NoType));
        value.map_err(|fault| AttributesFault { key: Some(encoder.name_of(entry)), fault })
    }
}

/// Whether the name of an attribute can have so many bytes (sizes observed 2026-09-16 at the top and in maps).
const fn check_length(length: usize) -> Result<(), ValueFault> {
    match length {
        0 => Err(ValueFault::EmptyName),
        1..=LONGEST_NAME => Ok(()),
        _ => Err(ValueFault::LongName),
    }
}

/// Writes the name of an attribute.
struct Name<'e, 'c>(&'e mut Encoder<'c>);

impl<'de> DeserializeSeed<'de> for Name<'_, '_> {
    type Value = Entry;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Entry, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_, '_> {
    type Value = Entry;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Entry, E> {
        Ok(self.0.begin_entry(name))
    }
}
