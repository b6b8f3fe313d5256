//! How long what a stream told can be read.

use crate::Timestamp;

/// How long records, closed shards and disabled streams are kept, in milliseconds: 24 hours.
const RETENTION: i64 = 24 * 60 * 60 * 1000;

/// What is older than this is trimmed at `now`.
#[must_use]
pub const fn horizon(now: Timestamp) -> Timestamp {
    Timestamp(now.0.saturating_sub(RETENTION))
}
