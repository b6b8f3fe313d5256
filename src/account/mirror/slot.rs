//! Items in a mirror. A table's items and those of its backups and earlier versions have most in common, so that only one state of them is kept
//! as a whole and each other one as what tells it from the next.

use std::sync::Arc;

use crate::account::BackupId;
use crate::stored::{Digest, Edits, Kind, Ordered, Stored};
use crate::table::Table;
use crate::value::{Item, KeyBytes, KeyMap};

/// Items as tables hold them.
pub(super) type Items = KeyMap<Item>;

/// Where a state of the items of a lineage is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot<'s> {
    /// All items of one state.
    Whole,
    /// What tells a backup from the next one.
    Backup(BackupId),
    /// What tells the version of a second, eight bytes, from the next one.
    Version(&'s KeyBytes),
}

impl Slot<'_> {
    /// What the keys of its items begin with.
    pub(super) fn prefix(self, lineage: Digest) -> Vec<u8> {
        let mut key = Kind::Item.key(&lineage.0);
        match self {
            Self::Whole => key.push(0),
            Self::Backup(id) => {
                key.push(1);
                backup_key(id, &mut key);
            }
            Self::Version(second) => {
                key.push(2);
                key.extend_from_slice(second.as_bytes());
            }
        }
        key
    }
}

/// The id of a backup as part of a key.
pub(super) fn backup_key(id: BackupId, key: &mut Vec<u8>) {
    Ordered::signed(id.created.0).store(key);
    Ordered(u64::from(id.distinction)).store(key);
}

/// A state that is told by what is other in it than in `next`. An item that is there only is kept as no bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Difference<'i> {
    pub(super) items: &'i Items,
    pub(super) next: &'i Items,
}

impl<'i> Difference<'i> {
    /// What tells a table from the one that comes next.
    pub(super) fn of((table, next): (&'i Arc<Table>, &'i Arc<Table>)) -> Self {
        Self { items: table.items(), next: next.items() }
    }
}

/// The items of one slot.
pub(super) struct SlotEdits<'e> {
    prefix: Vec<u8>,
    edits: &'e mut Edits,
}

impl<'e> SlotEdits<'e> {
    pub(super) fn new(slot: Slot<'_>, lineage: Digest, edits: &'e mut Edits) -> Self {
        Self { prefix: slot.prefix(lineage), edits }
    }

    /// Follows a state that is kept as a whole.
    pub(super) fn follow_whole(&mut self, before: Option<&Items>, after: Option<&Items>) {
        let none = Items::new();
        let (before, after) = (before.unwrap_or(&none), after.unwrap_or(&none));
        before.for_each_difference(after, &mut |key| match after.get(key.as_bytes()) {
            Some(item) => self.put(key, Some(item)),
            None => self.delete(key),
        });
    }

    /// Follows a state that does not change itself, but what it is told by does.
    pub(super) fn follow(&mut self, before: Option<Difference<'_>>, after: Option<Difference<'_>>) {
        match (before, after) {
            (None, None) => {}
            (None, Some(after)) => {
                after.items.for_each_difference(after.next, &mut |key| self.put(key, after.items.get(key.as_bytes())));
            }
            (Some(before), None) => before.items.for_each_difference(before.next, &mut |key| self.delete(key)),
            (Some(before), Some(after)) => before.next.for_each_difference(after.next, &mut |key| {
                let item = after.items.get(key.as_bytes());
                match (item == before.next.get(key.as_bytes()), item == after.next.get(key.as_bytes())) {
                    (true, false) => self.put(key, item),
                    (false, true) => self.delete(key),
                    _ => {}
                }
            }),
        }
    }

    fn put(&mut self, key: &KeyBytes, item: Option<&Item>) {
        let bytes = item.map(Item::as_bytes).unwrap_or_default();
        self.edits.put(self.key(key), bytes.to_vec());
    }

    fn delete(&mut self, key: &KeyBytes) {
        self.edits.delete(self.key(key));
    }

    fn key(&self, key: &KeyBytes) -> Vec<u8> {
        [&self.prefix, key.as_bytes()].concat()
    }
}
