//! Whether the replicas of a global table agree on its items before a write is answered, or after.

use crate::account::RegionName;
use crate::stored::stored_enum;

/// How the replicas of a global table agree on its items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum MultiRegionConsistency {
    /// After the write: it is sent to the others, and the last one wins.
    #[default]
    Eventual,
    /// Before it is answered. Two of three regions have to be there for that, the third of which may be a witness instead of a replica.
    Strong {
        /// The region that knows what is written and has no table.
        witness: Option<RegionName>,
    },
}

impl MultiRegionConsistency {
    /// The consistency as descriptions tell it: they tell none that is eventual (observed 2026-10-09).
    #[must_use]
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Self::Eventual => None,
            Self::Strong { .. } => Some("STRONG"),
        }
    }

    /// Whether reads and writes see what was written in any region.
    #[must_use]
    pub const fn is_strong(&self) -> bool {
        matches!(self, Self::Strong { .. })
    }

    /// The region of the witness.
    #[must_use]
    pub const fn witness(&self) -> Option<&RegionName> {
        match self {
            Self::Strong { witness: Some(region) } => Some(region),
            _ => None,
        }
    }
}

stored_enum!(MultiRegionConsistency { 0 => Eventual, 1 => Strong { witness } });
