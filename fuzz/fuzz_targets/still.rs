//! A clock that stands still, and entropy that is none.

use dynatab::{Host, Timestamp};

/// 2026-10-01T00:00:00Z for ever.
#[derive(Debug)]
pub struct Still;

impl Host for Still {
    fn now(&self) -> Timestamp {
        Timestamp(1_790_812_800_000)
    }

    fn random(&self) -> u64 {
        0x9E37_79B9_7F4A_7C15
    }
}
