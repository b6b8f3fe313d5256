//! What happened to a table from one second to another, as far as its past tells.

use std::sync::Arc;

use super::recovery::beginning;
use crate::Timestamp;
use crate::table::Table;
use crate::value::{Held, Item, KeyBytes, KeyMap};

/// The items that were written between two versions of a table.
#[derive(Debug)]
pub struct Increment {
    before: Arc<Table>,
    after: Arc<Table>,
    /// When each item was last written.
    written: KeyMap<Second>,
}

/// A second, counted from 1970.
#[derive(Debug, Clone, Copy)]
struct Second(i64);

impl Held for Second {}

/// What happened to one item.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'i> {
    /// Its key in the table.
    pub key: &'i KeyBytes,
    /// The second in which it was last written.
    pub time: Timestamp,
    /// What it was before, if it was there.
    pub old: Option<&'i Item>,
    /// What it is afterwards, if it is there.
    pub new: Option<&'i Item>,
}

impl Increment {
    /// An increment that begins with the version `before`, with no writes.
    pub(super) fn new(before: &Arc<Table>) -> Self {
        Self { before: Arc::clone(before), after: Arc::clone(before), written: KeyMap::new() }
    }

    /// Adds what was written in `second`, behind which the table was `version`. What both versions share is passed over.
    pub(super) fn add(&mut self, second: i64, version: &Arc<Table>) {
        let Self { after, written, .. } = self;
        after.items().for_each_difference(version.items(), &mut |key| {
            written.insert(key.clone(), Second(second));
        });
        *after = Arc::clone(version);
    }

    /// The table as it was at the end.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.after
    }

    /// The items that were written, in the order of their keys. One that was there neither before nor afterwards is none of them (developer guide,
    /// export output: an insert followed by a delete gives no output).
    pub fn changes(&self) -> impl Iterator<Item = Changed<'_>> {
        let changed = self.written.iter().map(|(key, second)| {
            let (old, new) = (self.before.get(key.as_bytes()), self.after.get(key.as_bytes()));
            Changed { key, time: beginning(second.0), old, new }
        });
        changed.filter(|changed| changed.old.is_some() || changed.new.is_some())
    }
}
