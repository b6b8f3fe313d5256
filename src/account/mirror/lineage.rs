//! A lineage: a table and its backups. They are kept as one chain of states, each told by the next.

use std::sync::Arc;

use super::slot::{Difference, Items, Slot, SlotEdits};
use crate::account::Backup;
use crate::account::database::{Contents, Kept};
use crate::stored::{Digest, Edits, Stored};
use crate::table::Table;

/// What a table and its backups have in common: the table's name and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lineage {
    pub(super) name: Arc<str>,
    pub(super) id: Arc<str>,
}

/// The states of a lineage in one database.
pub(super) struct Chain<'c> {
    pub(super) head: Option<&'c Kept>,
    /// The oldest first.
    pub(super) backups: Vec<&'c Arc<Backup>>,
}

impl Lineage {
    pub(super) fn of(table: &Table) -> Self {
        Self { name: Arc::clone(table.name()), id: Arc::clone(&table.settings().id) }
    }

    /// What stands for it in the keys of its items.
    pub(super) fn digest(&self, place: &[u8]) -> Digest {
        let mut name = place.to_vec();
        self.name.store(&mut name);
        self.id.store(&mut name);
        Digest::of(&name)
    }

    pub(super) fn is_of(&self, table: &Table) -> bool {
        *table.name() == self.name && table.settings().id == self.id
    }

    /// Its states in `contents`.
    pub(super) fn chain<'c>(&self, contents: &'c Contents) -> Chain<'c> {
        let head = contents.tables.get(self.name.as_bytes()).filter(|kept| self.is_of(&kept.table));
        Chain { head, backups: contents.backups.0.iter().filter(|backup| self.is_of(&backup.table)).collect() }
    }
}

impl<'c> Chain<'c> {
    /// The items that are kept as a whole: those of the table, or once it is gone of its last backup.
    fn whole(&self) -> Option<&'c Items> {
        let table = self.head.map(|kept| &kept.table).or_else(|| self.backups.last().map(|backup| &backup.table));
        table.map(|table| table.items())
    }

    /// The backup `at` by what tells it from the next state, unless it is the one that is kept as a whole.
    fn difference(&self, at: usize) -> Option<Difference<'c>> {
        let next = self.backups.get(at + 1).map(|backup| &backup.table).or(self.head.map(|kept| &kept.table))?;
        Some(Difference::of((&self.backups.get(at)?.table, next)))
    }

    /// The same of a backup that is the very same one.
    fn difference_of(&self, backup: &Arc<Backup>) -> Option<Difference<'c>> {
        self.difference(self.backups.iter().position(|other| Arc::ptr_eq(other, backup))?)
    }
}

/// Takes the items of a lineage and of its backups from one chain to another.
pub(super) fn follow(digest: Digest, before: &Chain<'_>, after: &Chain<'_>, edits: &mut Edits) {
    // What is gone is deleted first: another backup may have its id.
    for backup in before.backups.iter().filter(|backup| !after.backups.iter().any(|other| Arc::ptr_eq(other, backup))) {
        SlotEdits::new(Slot::Backup(backup.id), digest, edits).follow(before.difference_of(backup), None);
    }
    SlotEdits::new(Slot::Whole, digest, edits).follow_whole(before.whole(), after.whole());
    for backup in &after.backups {
        let slot = Slot::Backup(backup.id);
        SlotEdits::new(slot, digest, edits).follow(before.difference_of(backup), after.difference_of(backup));
    }
}
