//! A map from names to attribute values: an item, a key, a map value, expression attribute values.

use serde::de::{DeserializeSeed, Deserializer, MapAccess};

use super::shape::{Reader, Shape, Token};
use super::{Decoding, Expected, ValueSeed};
use crate::value::{AttributeMap, AttributeValue, AttributesFault, ValueFault};

/// The most bytes of the name of an attribute.
const LONGEST_NAME: usize = 65_535;

/// Decodes a map from names to attribute values. `None` stands for JSON null, which counts as absent.
#[derive(Debug, Clone, Copy)]
pub struct AttributesSeed<'c>(Attributes<'c>);

impl<'c> AttributesSeed<'c> {
    /// For an item or a key, whose names must be names of attributes.
    #[must_use]
    pub const fn item(decoding: &'c Decoding) -> Self {
        Self(Attributes::nested(decoding, 0))
    }

    /// For `ExpressionAttributeValues`, whose names are checked with the expressions.
    #[must_use]
    pub const fn placeholders(decoding: &'c Decoding) -> Self {
        Self(Attributes { decoding, depth: 0, has_placeholders: true })
    }
}

impl<'de> DeserializeSeed<'de> for AttributesSeed<'_> {
    type Value = Option<Result<AttributeMap, AttributesFault>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Reader::new(self.0).deserialize(deserializer)
    }
}

/// The shape of such a map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attributes<'c> {
    decoding: &'c Decoding,
    /// How many lists and maps of attribute values there are, this one included; none for an item.
    depth: usize,
    has_placeholders: bool,
}

impl<'c> Attributes<'c> {
    /// A map value with `depth` levels, itself included.
    pub(super) const fn nested(decoding: &'c Decoding, depth: usize) -> Self {
        Self { decoding, depth, has_placeholders: false }
    }

    fn entry(self, name: String, value: Option<Result<AttributeValue, ValueFault>>) -> Result<Entry, AttributesFault> {
        if !self.has_placeholders {
            check_name(&name).map_err(|fault| AttributesFault { key: None, fault })?;
        }
        match value.unwrap_or(Err(ValueFault::NoType)) {
            Ok(value) => Ok((name, value)),
            Err(fault) => Err(AttributesFault { key: Some(name), fault }),
        }
    }
}

/// Whether an attribute can be called `name` (sizes observed 2026-09-16 at the top and in maps).
fn check_name(name: &str) -> Result<(), ValueFault> {
    match name.len() {
        0 => Err(ValueFault::EmptyName),
        1..=LONGEST_NAME => Ok(()),
        _ => Err(ValueFault::LongName),
    }
}

type Entry = (String, AttributeValue);

impl<'de> Shape<'de> for Attributes<'_> {
    type Value = Option<Result<AttributeMap, AttributesFault>>;

    fn expected(&self) -> Expected {
        Expected::Attributes
    }

    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String> {
        match token {
            Token::Null => Ok(None),
            token => Err(self.expected().scalar(&token)),
        }
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::with_capacity(8);
        let mut first_fault = None;
        while let Some(name) = object.next_key::<String>()? {
            let value = object.next_value_seed(ValueSeed::nested(self.decoding, self.depth))?;
            match self.entry(name, value) {
                Ok(entry) => entries.push(entry),
                // The rest is only read for JSON of the wrong type.
                Err(fault) => first_fault = first_fault.or(Some(fault)),
            }
        }
        Ok(Some(first_fault.map_or_else(|| Ok(AttributeMap::from_iter(entries)), Err)))
    }
}
