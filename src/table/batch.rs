//! What changes a table: writes that are applied together or not at all.

use crate::stored::stored_enum;
use crate::value::{Item, KeyBytes};

/// One item put or deleted.
#[derive(Debug, Clone)]
pub enum Write {
    /// The item is stored under its key, in place of what was there.
    Put {
        /// The table key of `item`.
        key: KeyBytes,
        /// The item; its keys are valid for table and indexes.
        item: Item,
    },
    /// Whatever is stored under the key is gone.
    Delete {
        /// The table key.
        key: KeyBytes,
    },
}

impl Write {
    /// The table key of the item written.
    #[must_use]
    pub const fn key(&self) -> &KeyBytes {
        match self {
            Self::Put { key, .. } | Self::Delete { key } => key,
        }
    }

    /// The item as it is afterwards.
    #[must_use]
    pub const fn item(&self) -> Option<&Item> {
        match self {
            Self::Put { item, .. } => Some(item),
            Self::Delete { .. } => None,
        }
    }
}

/// Writes to one table in the order in which they take effect.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    writes: Vec<Write>,
}

impl Batch {
    /// The writes in their order.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }
}

impl From<Write> for Batch {
    fn from(write: Write) -> Self {
        Self { writes: vec![write] }
    }
}

impl FromIterator<Write> for Batch {
    fn from_iter<I: IntoIterator<Item = Write>>(writes: I) -> Self {
        Self { writes: writes.into_iter().collect() }
    }
}

stored_enum!(Write { 0 => Put { key, item }, 1 => Delete { key } });
