//! The throughput of tables and global indexes, enforced: what is left of it, and what a request takes.
//!
//! Off unless an emulator is made with it. Three limits hold, each for reading and for writing: what is provisioned or, on demand, the
//! maximum that was set or the account's quota; and what one partition serves, an interval of the hashes of partition keys.

mod allowance;
mod bucket;
mod meters;
mod rate;

pub use allowance::Limit;
pub use meters::{Charge, Meters, Throttle};
pub use rate::Rate;

/// How throughput is enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttling {
    /// For how many milliseconds provisioned capacity that is not used is kept for bursts.
    pub burst: i64,
    /// Whether requests of the control plane are limited in their number, too.
    pub control_plane: bool,
}

/// Five minutes of unused capacity are kept (developer guide, Burst and adaptive capacity).
impl Default for Throttling {
    fn default() -> Self {
        Self { burst: 300_000, control_plane: false }
    }
}
