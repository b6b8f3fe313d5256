//! One attribute value.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::attributes::Attributes;
use super::scalar::{Blob, Boolean, List, Numeral, Text};
use super::shape::{Reader, Shape, Token};
use super::{Decoding, Dialect, Expected, set};
use crate::value::{AttributeType, AttributeValue, AttributesFault, Number, NumberFault, ValueFault};

/// Levels of lists and maps beyond which a value is a fault. The 32nd is let through: see [`AttributeValue::depth`].
const DEEPEST_VALUE: usize = 32;
/// From the 63rd level AWS has the older layer read the whole request. What is there is skipped without recursion.
const DEEPEST_READ: usize = 62;

/// Decodes one attribute value. `None` stands for JSON null, which counts as absent.
#[derive(Debug, Clone, Copy)]
pub struct ValueSeed<'c> {
    decoding: &'c Decoding,
    /// How many lists and maps of attribute values there are around it.
    depth: usize,
}

impl<'c> ValueSeed<'c> {
    /// For a value in a list or a map. (Of a value that is the member of a structure, the caller refuses what is no object.)
    #[must_use]
    pub const fn element(decoding: &'c Decoding) -> Self {
        Self::nested(decoding, 0)
    }

    /// For a value in a list or a map with `depth` lists and maps of attribute values around it.
    pub(super) const fn nested(decoding: &'c Decoding, depth: usize) -> Self {
        Self { decoding, depth }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Option<Result<AttributeValue, ValueFault>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Reader::new(self).deserialize(deserializer)
    }
}

impl<'de> Shape<'de> for ValueSeed<'_> {
    type Value = Option<Result<AttributeValue, ValueFault>>;

    fn expected(&self) -> Expected {
        Expected::Value
    }

    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String> {
        match token {
            Token::Null if self.decoding.dialect() == Dialect::Rust => Err(String::new()),
            Token::Null => Ok(None),
            token => Err(self.expected().scalar(&token)),
        }
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let dialect = self.decoding.dialect();
        let mut found = Found::Nothing;
        while let Some(name) = object.next_key_seed(TypeName(dialect))? {
            let Some(kind) = name else {
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            if let Some(value) = object.next_value_seed(Member { kind, decoding: self.decoding, depth: self.depth })? {
                found = found.and(kind, value);
            }
        }
        if dialect == Dialect::Rust && !matches!(found, Found::One(..)) {
            return Err(A::Error::custom(""));
        }
        if matches!(found, Found::Several(_)) {
            self.decoding.force_older_layer();
        }
        Ok(Some(found.value()))
    }
}

/// The members of one attribute value so far.
enum Found {
    Nothing,
    One(AttributeType, Result<AttributeValue, ValueFault>),
    /// The fault to report is kept.
    Several(ValueFault),
}

impl Found {
    /// Of several values for one type the last is kept, as for any JSON object.
    fn and(self, kind: AttributeType, value: Result<AttributeValue, ValueFault>) -> Self {
        match self {
            Self::One(before, first) if before != kind => Self::Several(ValueFault::SeveralTypes).or(first.err()).or(value.err()),
            Self::Nothing | Self::One(..) => Self::One(kind, value),
            Self::Several(_) => self.or(value.err()),
        }
    }

    fn or(self, fault: Option<ValueFault>) -> Self {
        match (self, fault) {
            (Self::Several(kept), Some(fault)) if rank(&fault) < rank(&kept) => Self::Several(fault),
            (found, _) => found,
        }
    }

    fn value(self) -> Result<AttributeValue, ValueFault> {
        match self {
            Self::Nothing => Err(ValueFault::NoType),
            Self::One(_, value) => value,
            Self::Several(fault) => Err(fault),
        }
    }
}

/// AWS's order of looking at a value of several types (the order of the last but one is a guess).
const fn rank(fault: &ValueFault) -> u8 {
    match fault {
        ValueFault::EmptySet(_) => 0,
        ValueFault::Number(_) => 1,
        ValueFault::FalseNull => 2,
        ValueFault::SeveralTypes => 4,
        _ => 3,
    }
}

/// Decodes the name of a type. `None` for any other name, which DynamoDB's framework ignores.
struct TypeName(Dialect);

/// The types of the endpoint of vector searches.
const TYPES: &[&str] =
    &["B", "BOOL", "BS", "DECIMAL", "DECIMALSET", "DOUBLE", "DOUBLESET", "INT", "INTSET", "L", "M", "N", "NS", "NULL", "S", "SS"];
/// Those of them that no client may send.
const INTERNAL_TYPES: [&str; 6] = ["DECIMAL", "DECIMALSET", "DOUBLE", "DOUBLESET", "INT", "INTSET"];
/// What the endpoint answers to them.
pub const INTERNAL_TYPE: &str = "This type mapping is not supported";

impl<'de> DeserializeSeed<'de> for TypeName {
    type Value = Option<AttributeType>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TypeName {
    type Value = Option<AttributeType>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of an attribute type")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        match (AttributeType::from_name(name), self.0) {
            (None, Dialect::Rust) if INTERNAL_TYPES.contains(&name) => Err(E::custom(INTERNAL_TYPE)),
            (None, Dialect::Rust) => Err(E::unknown_variant(name, TYPES)),
            (kind, _) => Ok(kind),
        }
    }
}

/// Decodes what stands behind the name of a type. `None` stands for JSON null.
struct Member<'c> {
    kind: AttributeType,
    decoding: &'c Decoding,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = Option<Result<AttributeValue, ValueFault>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let decoding = self.decoding;
        Ok(match self.kind {
            AttributeType::S => read(Text, deserializer)?.map(|text| Ok(AttributeValue::S(text))),
            AttributeType::N => read(Numeral, deserializer)?.map(number),
            AttributeType::B => read(Blob, deserializer)?.map(|bytes| Ok(AttributeValue::B(bytes))),
            AttributeType::SS => read(List { element: Text }, deserializer)?.map(set::strings),
            AttributeType::NS => read(List { element: Numeral }, deserializer)?.map(set::numbers),
            AttributeType::BS => read(List { element: Blob }, deserializer)?.map(set::binaries),
            AttributeType::L | AttributeType::M => self.collection(deserializer)?,
            AttributeType::Bool => read(Boolean { decoding }, deserializer)?.map(|value| Ok(AttributeValue::Bool(value))),
            AttributeType::Null => read(Boolean { decoding }, deserializer)?.map(null),
        })
    }
}

impl Member<'_> {
    fn collection<'de, D>(self, deserializer: D) -> Result<Option<Result<AttributeValue, ValueFault>>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let depth = self.depth + 1;
        if depth > DEEPEST_READ {
            self.decoding.skip_levels();
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(Some(Err(ValueFault::TooDeep)));
        }
        let value = if self.kind == AttributeType::L {
            read(List { element: ValueSeed::nested(self.decoding, depth) }, deserializer)?.map(list)
        } else {
            read(Attributes::nested(self.decoding, depth), deserializer)?.map(map)
        };
        Ok(value.map(|value| if depth > DEEPEST_VALUE { Err(ValueFault::TooDeep) } else { value }))
    }
}

fn read<'de, S: Shape<'de>, D: Deserializer<'de>>(shape: S, deserializer: D) -> Result<S::Value, D::Error> {
    Reader::new(shape).deserialize(deserializer)
}

fn number(number: Result<Number, NumberFault>) -> Result<AttributeValue, ValueFault> {
    number.map(AttributeValue::N).map_err(ValueFault::Number)
}

fn null(value: bool) -> Result<AttributeValue, ValueFault> {
    if value { Ok(AttributeValue::Null) } else { Err(ValueFault::FalseNull) }
}

/// A null in a list is a value without type.
fn list(members: Vec<Option<Result<AttributeValue, ValueFault>>>) -> Result<AttributeValue, ValueFault> {
    let members = members.into_iter().map(|member| member.unwrap_or(Err(ValueFault::NoType)));
    members.collect::<Result<_, _>>().map(AttributeValue::L)
}

fn map(attributes: Result<crate::value::AttributeMap, AttributesFault>) -> Result<AttributeValue, ValueFault> {
    attributes.map(AttributeValue::M).map_err(|fault| fault.fault)
}
