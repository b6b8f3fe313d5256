//! One attribute value.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::encoder::{Encoder, Extent};
use super::shape::{Shape, Token};
use super::typed::Typed;
use super::{Decoding, Dialect, Expected};
use crate::value::encoding::Output;
use crate::value::{AttributeType, AttributeValue, ValueFault, ValueRef};

/// Reads a value.
///
/// # Errors
///
/// JSON of another type than the value has, in AWS's words.
pub fn read_value<'de, A>(decoding: &Decoding, object: A) -> Result<Option<Result<AttributeValue, ValueFault>>, A::Error>
where
    A: MapAccess<'de>,
{
    let mut encoder = Encoder::new(decoding, Output::default());
    let read = Value { encoder: &mut encoder, depth: 0 }.object(object)?;
    Ok(read.map(|written| written.map(|_| ValueRef::of(&encoder.output.0).to_owned())))
}

/// What was written, or what is wrong with it, of which nothing was written.
pub(super) type Written = Result<Extent, ValueFault>;

/// The shape of an attribute value. `None` stands for JSON null, which counts as absent.
pub(super) struct Value<'e, 'c> {
    pub(super) encoder: &'e mut Encoder<'c>,
    /// How many lists and maps of attribute values there are around it.
    pub(super) depth: usize,
}

impl Shape for Value<'_, '_> {
    type Value = Option<Written>;

    fn expected(&self) -> Expected {
        Expected::Value
    }

    fn scalar(self, token: Token<'_>) -> Result<Self::Value, String> {
        match token {
            Token::Null if self.encoder.decoding.dialect() == Dialect::Rust => Err(String::new()),
            Token::Null => Ok(None),
            token => Err(self.expected().scalar(token)),
        }
    }

    fn object<'de, A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let Self { encoder, depth } = self;
        let (dialect, start) = (encoder.decoding.dialect(), encoder.length());
        let mut found = Found::Nothing;
        while let Some(name) = object.next_key_seed(TypeName(dialect))? {
            let Some(kind) = name else {
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            let before = encoder.length();
            if let Some(value) = object.next_value_seed(Typed { kind, encoder, depth })? {
                // Of what stood before it nothing is kept: it was of the same type, or there are several.
                encoder.take_out(start, before);
                found = found.and(kind, value);
            }
        }
        if dialect == Dialect::Rust && !matches!(found, Found::One(..)) {
            return Err(A::Error::custom(""));
        }
        if matches!(found, Found::Several(_)) {
            encoder.decoding.force_older_layer();
        }
        let value = found.value();
        if value.is_err() {
            encoder.take_back(start);
        }
        Ok(Some(value))
    }
}

/// The members of one attribute value so far.
enum Found {
    Nothing,
    One(AttributeType, Written),
    /// The fault to report is kept.
    Several(ValueFault),
}

impl Found {
    /// Of several values for one type the last is kept, as for any JSON object.
    fn and(self, kind: AttributeType, value: Written) -> Self {
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

    fn value(self) -> Written {
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
