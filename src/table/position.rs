//! A place in a table or index, where a page ended and the next one begins. There need not be an item.

use crate::value::KeyBytes;

/// A key of a table or of an index entry, as `ExclusiveStartKey` names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    key: KeyBytes,
    partition: KeyBytes,
}

impl Position {
    pub(super) const fn new(key: KeyBytes, partition: KeyBytes) -> Self {
        Self { key, partition }
    }

    /// The whole key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.key.as_bytes()
    }

    /// What all keys of the partition begin with.
    #[must_use]
    pub fn partition(&self) -> &[u8] {
        self.partition.as_bytes()
    }
}
