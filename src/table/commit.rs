//! When and on whose behalf writes take effect: what a committed batch carries to all that follow it.

use crate::Timestamp;
use crate::stored::stored_enum;

/// The moment of a write and who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commit {
    /// The time.
    pub time: Timestamp,
    /// On whose behalf.
    pub author: Author,
}

/// On whose behalf items are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A caller of an operation.
    Caller,
    /// The service that deletes expired items.
    TimeToLive,
    /// The service that brings to a replica what was written to another one.
    Replication,
}

impl Commit {
    /// A write that a caller asks for at `time`.
    #[must_use]
    pub const fn by_caller(time: Timestamp) -> Self {
        Self { time, author: Author::Caller }
    }

    /// A deletion of expired items at `time`.
    #[must_use]
    pub const fn by_time_to_live(time: Timestamp) -> Self {
        Self { time, author: Author::TimeToLive }
    }

    /// The arrival, at `time`, of what was written to another replica.
    #[must_use]
    pub const fn by_replication(time: Timestamp) -> Self {
        Self { time, author: Author::Replication }
    }
}

stored_enum!(Author { 0 => Caller, 1 => TimeToLive, 2 => Replication });
