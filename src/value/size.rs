//! What an attribute costs in an item, to the byte: the name's UTF-8 bytes and the value.

use super::{AttributeMap, AttributeValue};

/// A list or map costs this much beside its contents.
pub(super) const COLLECTION: usize = 3;
/// Each member of a list and each entry of a map costs this much beside itself.
pub(super) const MEMBER: usize = 1;
/// A boolean or a null.
pub(super) const FLAG: usize = 1;

impl AttributeValue {
    /// The bytes that the value costs in an item.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number.size(),
            Self::B(bytes) => bytes.len(),
            Self::SS(set) => set.members().iter().map(String::len).sum(),
            Self::NS(set) => set.members().iter().map(|number| number.size()).sum(),
            Self::BS(set) => set.members().iter().map(Vec::len).sum(),
            Self::L(members) => COLLECTION + members.iter().map(|member| MEMBER + member.size()).sum::<usize>(),
            Self::M(attributes) => COLLECTION + MEMBER * attributes.len() + attributes.size(),
            Self::Bool(_) | Self::Null => FLAG,
        }
    }
}

impl AttributeMap {
    /// The bytes that the attributes cost as an item: names and values.
    #[must_use]
    pub fn size(&self) -> usize {
        self.iter().map(|(name, value)| name.len() + value.size()).sum()
    }
}
