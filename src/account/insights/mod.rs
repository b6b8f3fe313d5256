//! Contributor insights: which keys of a table or global secondary index consume most and are throttled most.
//!
//! Counted for those whose settings say so, in bounded memory; where none is enabled nothing is looked at. What counts as how much is told by those
//! who charge for it.

mod key_counters;
mod top_keys;

pub use key_counters::{Counts, KeyCounters, KeyEvent};
pub use top_keys::{Tally, TopKeys};
