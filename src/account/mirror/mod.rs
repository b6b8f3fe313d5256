//! The mirror of a database: entries of bytes that hold everything that is to outlive the emulator.
//!
//! [`changes`] tells what takes a mirror from one state to a later one, and [`load`] reads a state from a mirror. Both states are whole databases, of
//! which one is a clone from before: what they share is passed over by comparing pointers, so that this costs what changed, and what
//! was written in between does not have to remember anything. The mirror of a state depends on that state alone, however it came to be.
//!
//! `docs/storage-format.md` describes the entries. What is not kept: transactions that tests hold open, what is left of throughput, and what reads that
//! lag behind would still see.

mod contents;
mod fault;
mod global;
mod lineage;
mod load;
mod migration;
mod slot;
mod tables;

pub use fault::MirrorFault;
pub use load::load;
pub use migration::is_current;

use std::sync::Arc;

use super::Database;
use crate::Timestamp;
use crate::account::{Place, RegionName};
use crate::bucket;
use crate::stored::{Edits, Kind, stored_struct, to_bytes};

/// The version of the format that is written.
pub const FORMAT: u64 = 1;

/// What there is one of.
struct State {
    swept: Timestamp,
    /// How many global tables there ever were.
    global_tables: u64,
    cut_off: Vec<RegionName>,
    /// In which order tables are looked at whose items expire, and those that changes are pending of.
    expiring: Vec<Named>,
    changing: Vec<Named>,
}

/// A table by its place and its name.
type Named = (Place, Arc<str>);

stored_struct!(State { swept, global_tables, cut_off, expiring, changing });

/// What takes the mirror of `before` to that of `after`; that of nothing, without `before`.
///
/// `replaced` says that `after` may be no later state of `before`, but another one that was put in its place.
#[must_use]
pub fn changes(before: Option<&Database>, after: &Database, replaced: bool) -> Edits {
    let mut edits = Edits::default();
    edits.follow(Kind::Format.key(&[]), before.map(|_| to_bytes(&FORMAT)), Some(to_bytes(&FORMAT)));
    edits.follow(Kind::State.key(&[]), before.map(state), Some(state(after)));
    edits.follow(Kind::Counters.key(&[]), before.and_then(counters), counters(after));
    let nothing = Database::default();
    let before = before.unwrap_or(&nothing);
    contents::follow(before, after, replaced, &mut edits);
    bucket::follow(&before.buckets, &after.buckets, &mut edits);
    global::follow(&before.global_tables, &after.global_tables, replaced, &mut edits);
    edits
}

/// Whether the mirrors of both may be told apart by somebody who reads tables: whether anything is to be written at once.
#[must_use]
pub fn is_same(before: &Database, after: &Database) -> bool {
    before.places.is_same(&after.places)
        && before.buckets.is_same(&after.buckets)
        && before.global_tables.is_same(&after.global_tables)
}

fn state(database: &Database) -> Vec<u8> {
    let Database { swept, global_tables, expiring, changing, .. } = database;
    let (expiring, changing, cut_off) = (expiring.to_vec(), changing.to_vec(), global_tables.cut_off().to_vec());
    to_bytes(&State { swept: *swept, global_tables: global_tables.count, cut_off, expiring, changing })
}

fn counters(database: &Database) -> Option<Vec<u8>> {
    let counters = database.counters.borrow();
    (!counters.is_empty()).then(|| to_bytes(&*counters))
}
