//! Attributes of an item as outputs show them. Whole items are left to the formatter of [`crate::value::to_json`].

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::value::{AttributeMap, Item};

/// Attributes of an item, all or some. Items are shared, not copied.
#[derive(Debug)]
pub enum Attributes {
    /// All of an item's.
    Whole(Item),
    /// Those with these names.
    Named(Item, Arc<[Arc<str>]>),
    /// Some, or parts of some.
    Part(AttributeMap),
}

impl Serialize for Attributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(item) => item.wire().serialize(serializer),
            Self::Part(attributes) => attributes.serialize(serializer),
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
