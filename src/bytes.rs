//! Bytes that a response consists of: its own, or a part of an object's that nothing needs to copy.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// Bytes, owned or shared.
#[derive(Debug, Clone)]
pub enum Bytes {
    /// Nobody else has them.
    Owned(Vec<u8>),
    /// The part `range` of bytes that others have, too.
    Shared {
        /// All of the bytes.
        bytes: Arc<Vec<u8>>,
        /// Which of them are meant.
        range: Range<usize>,
    },
}

impl Bytes {
    /// The bytes as a vector; shared ones are copied.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Shared { .. } => self.to_vec(),
        }
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self::Owned(Vec::new())
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Shared { bytes, range } => bytes.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Owned(bytes)
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Bytes {}
