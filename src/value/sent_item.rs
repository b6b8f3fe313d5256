//! An item or a key as a request holds it, which is not yet known to be one that can be stored.

use super::{AttributeMap, AttributeValue, Item};

/// Valid values by valid names, at any depth that decoding lets through.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SentItem {
    item: Item,
    is_too_deep: bool,
}

impl SentItem {
    pub(super) const fn new(item: Item, is_too_deep: bool) -> Self {
        Self { item, is_too_deep }
    }

    /// Whether it is nested in more levels than a stored item may have.
    #[must_use]
    pub const fn is_too_deep(&self) -> bool {
        self.is_too_deep
    }

    /// The attributes, encoded.
    #[must_use]
    pub const fn as_item(&self) -> &Item {
        &self.item
    }

    /// The attributes, encoded.
    #[must_use]
    pub fn into_item(self) -> Item {
        self.item
    }
}

impl From<&AttributeMap> for SentItem {
    fn from(attributes: &AttributeMap) -> Self {
        Self { item: Item::new(attributes), is_too_deep: attributes.depth() > AttributeValue::MAX_DEPTH }
    }
}
