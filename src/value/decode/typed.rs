//! What stands behind the name of a type in an attribute value.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess};

use super::attributes::Attributes;
use super::encoder::{Encoder, Extent};
use super::scalar::{boolean_of, bytes_of};
use super::shape::{Reader, Shape, Token};
use super::value::{Value, Written};
use super::{Expected, set};
use crate::value::size::{FLAG, MEMBER};
use crate::value::{AttributeType, Number, SetType, ValueFault, encoding};

/// Levels of lists and maps beyond which a value is a fault. The 32nd is let through: see [`crate::value::AttributeValue::depth`].
const DEEPEST_VALUE: usize = 32;
/// From the 63rd level AWS has the older layer read the whole request. What is there is skipped without recursion.
const DEEPEST_READ: usize = 62;

/// Reads a value of a type. `None` stands for JSON null.
pub(super) struct Typed<'e, 'c> {
    pub(super) kind: AttributeType,
    pub(super) encoder: &'e mut Encoder<'c>,
    /// How many lists and maps of attribute values there are around it.
    pub(super) depth: usize,
}

impl<'de> DeserializeSeed<'de> for Typed<'_, '_> {
    type Value = Option<Written>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.depth == DEEPEST_READ && matches!(self.kind, AttributeType::L | AttributeType::M) {
            self.encoder.decoding.skip_levels();
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(Some(Err(ValueFault::TooDeep)));
        }
        Reader(self).deserialize(deserializer)
    }
}

impl Shape for Typed<'_, '_> {
    type Value = Option<Written>;

    fn expected(&self) -> Expected {
        match self.kind {
            AttributeType::S | AttributeType::N => Expected::String,
            AttributeType::B => Expected::Blob,
            AttributeType::SS | AttributeType::NS | AttributeType::BS | AttributeType::L => Expected::List,
            AttributeType::M => Expected::Attributes,
            AttributeType::Bool | AttributeType::Null => Expected::Boolean,
        }
    }

    fn scalar(self, token: Token<'_>) -> Result<Self::Value, String> {
        let written = match (self.kind, token) {
            (_, Token::Null) => return Ok(None),
            (AttributeType::S, Token::Text(text)) => Ok(self.bytes(encoding::STRING, text.as_bytes())),
            (AttributeType::N, Token::Text(text)) => self.number(text),
            (AttributeType::B, Token::Text(text)) => Ok(self.bytes(encoding::BINARY, &bytes_of(text)?)),
            (AttributeType::Bool | AttributeType::Null, Token::Boolean(flag)) => self.flag(flag),
            (AttributeType::Bool | AttributeType::Null, Token::Text(text)) => {
                let flag = boolean_of(text).ok_or_else(|| self.expected().scalar(token))?;
                self.encoder.decoding.force_older_layer();
                self.flag(flag)
            }
            _ => return Err(self.expected().scalar(token)),
        };
        Ok(Some(written))
    }

    fn array<'de, A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        match self.kind {
            AttributeType::L => self.list(array).map(Some),
            AttributeType::SS => self.set(SetType::SS, array).map(Some),
            AttributeType::NS => self.set(SetType::NS, array).map(Some),
            AttributeType::BS => self.set(SetType::BS, array).map(Some),
            _ => Err(A::Error::custom(self.expected().array())),
        }
    }

    fn object<'de, A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        match self.kind {
            AttributeType::M => self.map(object).map(Some),
            _ => Err(A::Error::custom(Expected::OBJECT)),
        }
    }
}

impl Typed<'_, '_> {
    fn bytes(self, tag: u8, bytes: &[u8]) -> Extent {
        self.encoder.output.scalar(tag, bytes);
        Extent::flat(bytes.len())
    }

    fn number(self, text: &str) -> Written {
        let number = Number::parse(text).map_err(ValueFault::Number)?;
        self.encoder.output.tag(encoding::NUMBER);
        self.encoder.output.number(number);
        Ok(Extent::flat(number.size()))
    }

    fn flag(self, flag: bool) -> Written {
        let tag = match (self.kind, flag) {
            (AttributeType::Null, false) => return Err(ValueFault::FalseNull),
            (AttributeType::Null, true) => encoding::NULL,
            (_, false) => encoding::FALSE,
            (_, true) => encoding::TRUE,
        };
        self.encoder.output.tag(tag);
        Ok(Extent::flat(FLAG))
    }

    /// A null in a list is a value without type.
    fn list<'de, A: SeqAccess<'de>>(self, mut array: A) -> Result<Written, A::Error> {
        let Self { encoder, depth, .. } = self;
        let (start, mut inside, mut fault) = (encoder.length(), Extent::default(), None);
        let body = encoder.output.begin_body(encoding::LIST);
        while let Some(member) = array.next_element_seed(Reader(Value { encoder, depth: depth + 1 }))? {
            match member.unwrap_or(Err(ValueFault::NoType)) {
                Ok(member) => inside.add(member, MEMBER),
                Err(found) => fault = fault.or(Some(found)),
            }
        }
        encoder.output.end_body(body);
        Ok(collection(encoder, start, depth + 1, fault.map_or(Ok(inside), Err)))
    }

    fn map<'de, A: MapAccess<'de>>(self, object: A) -> Result<Written, A::Error> {
        let Self { encoder, depth, .. } = self;
        let start = encoder.length();
        let body = encoder.output.begin_body(encoding::MAP);
        let inside = Attributes::nested(encoder, depth + 1).read(object)?;
        encoder.output.end_body(body);
        Ok(collection(encoder, start, depth + 1, inside.map_err(|fault| fault.fault)))
    }

    fn set<'de, A: SeqAccess<'de>>(self, kind: SetType, array: A) -> Result<Written, A::Error> {
        let set = set::read(kind, array)?;
        Ok(set.map(|set| {
            self.encoder.output.value(&set);
            Extent::flat(set.size())
        }))
    }
}

/// A list or map with so many levels, itself included, written from `start` on.
fn collection(encoder: &mut Encoder<'_>, start: usize, depth: usize, inside: Written) -> Written {
    let written = if depth > DEEPEST_VALUE { Err(ValueFault::TooDeep) } else { inside.map(Extent::enclosed) };
    if written.is_err() {
        encoder.take_back(start);
    }
    written
}
