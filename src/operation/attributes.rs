//! Attributes of an item as outputs show them. Whole items are left to the formatter of [`crate::value::to_json`].

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::value::{AttributeMap, Item, MapRef, ValueRef};

/// Attributes of an item, all or some. Items are shared, not copied.
#[derive(Debug)]
pub enum Attributes {
    /// All of an item's.
    Whole(Item),
    /// Those with these names.
    Named(Item, Arc<[Arc<str>]>),
    /// Some, or parts of some.
    Part(AttributeMap),
    /// All of an item's, with number sets in the order in which Scan sends them.
    InHashOrder(Item),
}

impl Attributes {
    /// The same attributes with number sets in the order in which Scan sends them: see [`Item::in_hash_order`].
    #[must_use]
    pub fn in_hash_order(self) -> Self {
        match self {
            Self::Whole(item) if has_number_sets(item.attributes()) => Self::InHashOrder(item),
            Self::Named(item, names) if has_number_sets(item.attributes()) => Self::InHashOrder(named(&item, &names)),
            Self::Part(attributes) => Self::Whole(Item::new(&attributes)).in_hash_order(),
            other => other,
        }
    }
}

/// The attributes of `item` with these names, as an item.
fn named(item: &Item, names: &[Arc<str>]) -> Item {
    let attributes = names.iter().filter_map(|name| Some((name.to_string(), item.get(name)?.to_owned())));
    Item::new(&attributes.collect::<AttributeMap>())
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
            Self::Whole(item) => item.wire().serialize(serializer),
            Self::Part(attributes) => attributes.serialize(serializer),
            Self::InHashOrder(item) => item.in_hash_order().serialize(serializer),
            Self::Named(item, names) => {
                let mut map = serializer.serialize_map(None)?;
                for name in &**names {
                    if let Some(value) = item.get(name) {
                        map.serialize_entry(&**name, &value)?;
                    }
                }
                map.end()
            }
        }
    }
}
