//! The ten attribute types as an owned tree: what a request carries and what an update edits.

use super::{AttributeMap, AttributeType, Number, Set};

/// A value of one of DynamoDB's ten types. Nesting is at most 32 levels (see [`AttributeValue::depth`]) and sets hold at least one member.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AttributeValue {
    /// A UTF-8 string, possibly empty.
    S(String),
    /// A number of up to 38 significant digits.
    N(Number),
    /// Bytes, possibly none.
    B(Vec<u8>),
    /// A set of strings, ordered by their bytes.
    SS(Set<String>),
    /// A set of numbers, ascending.
    NS(Set<Number>),
    /// A set of binaries, ordered by their bytes.
    BS(Set<Vec<u8>>),
    /// A list of values of any type.
    L(Vec<AttributeValue>),
    /// A map from attribute name to value.
    M(AttributeMap),
    /// A boolean.
    Bool(bool),
    /// The null value.
    Null,
}

impl AttributeValue {
    /// The type of the value.
    #[must_use]
    pub const fn kind(&self) -> AttributeType {
        match self {
            Self::S(_) => AttributeType::S,
            Self::N(_) => AttributeType::N,
            Self::B(_) => AttributeType::B,
            Self::SS(_) => AttributeType::SS,
            Self::NS(_) => AttributeType::NS,
            Self::BS(_) => AttributeType::BS,
            Self::L(_) => AttributeType::L,
            Self::M(_) => AttributeType::M,
            Self::Bool(_) => AttributeType::Bool,
            Self::Null => AttributeType::Null,
        }
    }

    /// The text, if it is a string.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::S(text) => Some(text),
            _ => None,
        }
    }

    /// How many lists and maps are nested in each other: 0 for a scalar or a set, 1 for an empty list.
    ///
    /// AWS stores 31 levels. Decoding lets 32 through, because the older layer accepts them where a value is only
    /// compared: every other place has to refuse what is deeper than [`AttributeValue::MAX_DEPTH`].
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::L(members) => 1 + members.iter().map(Self::depth).max().unwrap_or(0),
            Self::M(attributes) => 1 + attributes.depth(),
            _ => 0,
        }
    }

    /// How many levels of lists and maps a stored value may have.
    pub const MAX_DEPTH: usize = 31;
}
