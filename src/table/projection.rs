//! Which attributes of an item an index holds.

use crate::stored::stored_enum;
use std::sync::Arc;

/// The projection of an index, as its definition names it. Keys of table and index are always projected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Projection {
    /// Every attribute.
    All,
    /// The keys of table and index, nothing else.
    KeysOnly,
    /// The keys and these attributes.
    Include(Vec<Arc<str>>),
}

impl Projection {
    /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::KeysOnly => "KEYS_ONLY",
            Self::Include(_) => "INCLUDE",
        }
    }

    /// The attributes named beside the keys.
    #[must_use]
    pub fn non_key_attributes(&self) -> &[Arc<str>] {
        match self {
            Self::All | Self::KeysOnly => &[],
            Self::Include(names) => names,
        }
    }
}

stored_enum!(Projection { 0 => All, 1 => KeysOnly, 2 => Include(names) });
