//! The JSON wire form of values: `{"S": "text"}`, `{"N": "1.5"}`, `{"B": "AAE="}`, ...

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};

use super::{AttributeMap, AttributeType, AttributeValue, Item, MapRef, ValueRef};

/// Serde wants a name for the enumeration; JSON does not show it.
const VALUE: &str = "AttributeValue";

pub(super) fn tagged<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    kind: AttributeType,
    value: &T,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_variant(VALUE, 0, kind.name(), value)
}

/// Bytes as Base64.
struct Base64<'a>(&'a [u8]);

impl Serialize for Base64<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(self.0, &STANDARD))
    }
}

/// Something that is written as a JSON array.
pub(super) struct Array<I>(pub(super) I);

impl<I: IntoIterator<Item: Serialize> + Clone> Serialize for Array<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = self.kind();
        match *self {
            Self::S(text) => tagged(serializer, kind, text),
            Self::N(number) => tagged(serializer, kind, &number),
            Self::B(bytes) => tagged(serializer, kind, &Base64(bytes)),
            Self::SS(members) => tagged(serializer, kind, &Array(members)),
            Self::NS(members) => tagged(serializer, kind, &Array(members)),
            Self::BS(members) => tagged(serializer, kind, &Array(members.iter().map(Base64))),
            Self::L(members) => tagged(serializer, kind, &Array(members)),
            Self::M(attributes) => tagged(serializer, kind, &attributes),
            Self::Bool(value) => tagged(serializer, kind, &value),
            Self::Null => tagged(serializer, kind, &true),
        }
    }
}

impl Serialize for MapRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.attributes().serialize(serializer)
    }
}

impl Serialize for AttributeValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = self.kind();
        match self {
            Self::S(text) => tagged(serializer, kind, text),
            Self::N(number) => tagged(serializer, kind, number),
            Self::B(bytes) => tagged(serializer, kind, &Base64(bytes)),
            Self::SS(set) => tagged(serializer, kind, set.members()),
            Self::NS(set) => tagged(serializer, kind, set.members()),
            Self::BS(set) => tagged(serializer, kind, &Array(set.members().iter().map(|member| Base64(member)))),
            Self::L(members) => tagged(serializer, kind, members),
            Self::M(attributes) => tagged(serializer, kind, attributes),
            Self::Bool(value) => tagged(serializer, kind, value),
            Self::Null => tagged(serializer, kind, &true),
        }
    }
}

impl Serialize for AttributeMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
