//! Attributes of an item as outputs show them.

use serde::{Serialize, Serializer};

use crate::value::{AttributeMap, Item, MapRef, ValueRef, WireAttributes};

/// Attributes of an item, all or some. Items are shared, not copied.
#[derive(Debug)]
pub enum Attributes {
    /// All of an item's.
    Whole(Item),
    /// Some, or parts of some.
    Part(WireAttributes),
}

impl Attributes {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.view().is_empty()
    }

    /// The same attributes with number sets in the order in which Scan sends them: see [`MapRef::in_hash_order`].
    #[must_use]
    pub fn in_hash_order(self) -> Self {
        let attributes = self.view();
        if has_number_sets(attributes) { Self::Part(attributes.in_hash_order()) } else { self }
    }

    fn view(&self) -> MapRef<'_> {
        match self {
            Self::Whole(item) => item.attributes(),
            Self::Part(part) => part.attributes(),
        }
    }
}

impl From<&AttributeMap> for Attributes {
    fn from(attributes: &AttributeMap) -> Self {
        Self::Part(attributes.into())
    }
}

fn has_number_sets(attributes: MapRef<'_>) -> bool {
    attributes.iter().any(|(_, value)| holds_number_set(value))
}

fn holds_number_set(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::NS(_) => true,
        ValueRef::L(members) => members.iter().any(holds_number_set),
        ValueRef::M(attributes) => has_number_sets(attributes),
        _ => false,
    }
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(item) => item.serialize(serializer),
            Self::Part(part) => part.serialize(serializer),
        }
    }
}
