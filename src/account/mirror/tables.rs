//! Tables in a mirror: a document for what is set of each, for each backup and for each version that recovery keeps.

use std::ops::Bound;
use std::sync::Arc;

use super::slot::{Difference, Slot, SlotEdits, backup_key};
use crate::account::database::Kept;
use crate::account::{Backup, BackupType, GlobalTableId, Recovery};
use crate::stored::{Digest, Edits, Kind, Stored, stored_struct, to_bytes};
use crate::table::{Table, TableSchema, TableSettings};
use crate::value::KeyBytes;

/// A table without its items.
pub(super) struct TableDocument {
    pub(super) shape: Shape,
    pub(super) global: Option<GlobalTableId>,
}

/// What is said of a table beside its items.
pub(super) struct Shape {
    pub(super) schema: TableSchema,
    pub(super) settings: TableSettings,
}

/// A backup without its items.
pub(super) struct BackupDocument {
    pub(super) name: Arc<str>,
    pub(super) kind: BackupType,
    pub(super) delay: i64,
    pub(super) shape: Shape,
}

/// Since when a table can be restored.
pub(super) struct RecoveryDocument {
    pub(super) days: i64,
    pub(super) since: i64,
    pub(super) written: i64,
}

stored_struct!(TableDocument { shape, global });
stored_struct!(Shape { schema, settings });
stored_struct!(BackupDocument { name, kind, delay, shape });
stored_struct!(RecoveryDocument { days, since, written });

impl Shape {
    fn of(table: &Table) -> Self {
        Self { schema: table.schema(), settings: table.settings().clone() }
    }

    /// Whether both tables are the same beside their items.
    fn is_shared(one: &Table, other: &Table) -> bool {
        let same_settings = std::ptr::eq(one.settings(), other.settings());
        (same_settings || one.settings() == other.settings()) && one.schema() == other.schema()
    }
}

/// The key of the document of a table, or of its recovery, in a place, `place` in bytes.
pub(super) fn key(kind: Kind, place: &[u8], name: &Arc<str>) -> Vec<u8> {
    let mut key = kind.key(place);
    name.store(&mut key);
    key
}

/// Takes the document of a table from one state to another.
pub(super) fn follow_table(place: &[u8], name: &Arc<str>, before: Option<&Kept>, after: Option<&Kept>, edits: &mut Edits) {
    let is_same = |before: &Kept, after: &Kept| before.global == after.global && Shape::is_shared(&before.table, &after.table);
    if !before.zip(after).is_some_and(|(before, after)| is_same(before, after)) {
        let document = |kept: &Kept| to_bytes(&TableDocument { shape: Shape::of(&kept.table), global: kept.global });
        edits.follow(key(Kind::Table, place, name), before.map(document), after.map(document));
    }
    let recovery = |kept: Option<&Kept>| {
        let Recovery { days, since, written, .. } = kept?.recovery.as_deref()?;
        Some(to_bytes(&RecoveryDocument { days: *days, since: *since, written: *written }))
    };
    edits.follow(key(Kind::Recovery, place, name), recovery(before), recovery(after));
}

/// Puts the document of a backup, or deletes it.
pub(super) fn follow_backup(place: &[u8], backup: &Backup, is_there: bool, edits: &mut Edits) {
    let mut key = Kind::Backup.key(place);
    backup_key(backup.id, &mut key);
    backup.table.name().store(&mut key);
    if !is_there {
        return edits.delete(key);
    }
    let Backup { name, kind, delay, table, .. } = backup;
    edits.put(key, to_bytes(&BackupDocument { name: Arc::clone(name), kind: *kind, delay: *delay, shape: Shape::of(table) }));
}

/// The versions of a table, each told by the next one and the last by the table as it is.
#[derive(Clone, Copy)]
struct Versions<'k> {
    kept: &'k Kept,
    recovery: &'k Recovery,
}

impl<'k> Versions<'k> {
    fn of(kept: Option<&'k Kept>) -> Option<Self> {
        let kept = kept?;
        Some(Self { kept, recovery: kept.recovery.as_deref()? })
    }

    /// The seconds of the versions, as bytes.
    fn seconds(self) -> impl DoubleEndedIterator<Item = &'k KeyBytes> {
        self.recovery.versions.iter().map(|(second, _)| second)
    }

    fn get(self, second: &KeyBytes) -> Option<&'k Arc<Table>> {
        self.recovery.versions.get(second.as_bytes())
    }

    /// The version of `second`, if it is kept, and what comes after it.
    fn with_next(self, second: &KeyBytes) -> Option<(&'k Arc<Table>, &'k Arc<Table>)> {
        let next = self.after(Some(second)).next().map(|(_, version)| version);
        Some((self.get(second)?, next.unwrap_or(&self.kept.table)))
    }

    /// The versions after that of `second`, or all.
    fn after(self, second: Option<&KeyBytes>) -> impl Iterator<Item = (&'k KeyBytes, &'k Arc<Table>)> {
        let start = second.map_or(Bound::Unbounded, |second| Bound::Excluded(second.as_bytes()));
        self.recovery.versions.range((start, Bound::Unbounded))
    }
}

/// Takes the versions of a table from one state to another. They are added at the end and dropped at the beginning, unless recovery was enabled
/// anew or, as `replaced` says, everything may be other: then all are put anew.
pub(super) fn follow_versions(digest: Digest, before: Option<&Kept>, after: Option<&Kept>, replaced: bool, edits: &mut Edits) {
    let (before, after) = (Versions::of(before), Versions::of(after));
    let is_later = |before: Versions<'_>, after: Versions<'_>| {
        let last = before.seconds().next_back();
        last.is_none_or(|last| before.get(last).zip(after.get(last)).is_some_and(|(was, is)| Arc::ptr_eq(was, is)))
    };
    match (before, after) {
        (Some(before), Some(after)) if !replaced && is_later(before, after) => follow_ends(digest, before, after, edits),
        _ => {
            for second in before.into_iter().flat_map(Versions::seconds) {
                follow_version(digest, second, before, None, edits);
            }
            for second in after.into_iter().flat_map(Versions::seconds) {
                follow_version(digest, second, None, after, edits);
            }
        }
    }
}

fn follow_ends(digest: Digest, before: Versions<'_>, after: Versions<'_>, edits: &mut Edits) {
    let first = after.seconds().next();
    for second in before.seconds().take_while(|second| Some(*second) < first) {
        follow_version(digest, second, Some(before), None, edits);
    }
    let last = before.seconds().next_back();
    if let Some(last) = last {
        follow_version(digest, last, Some(before), Some(after), edits);
    }
    for (second, _) in after.after(last) {
        follow_version(digest, second, None, Some(after), edits);
    }
}

/// Takes the version of one second from one state to another. What it has in common with what comes after it is not written.
fn follow_version(
    digest: Digest,
    second: &KeyBytes,
    before: Option<Versions<'_>>,
    after: Option<Versions<'_>>,
    edits: &mut Edits,
) {
    let was = before.and_then(|before| before.with_next(second));
    let is = after.and_then(|after| after.with_next(second));
    let document =
        |(version, next): (&Arc<Table>, &Arc<Table>)| to_bytes(&(!Shape::is_shared(version, next)).then(|| Shape::of(version)));
    let key = [&Kind::Version.key(&digest.0), second.as_bytes()].concat();
    edits.follow(key, was.map(document), is.map(document));
    let slot = Slot::Version(second);
    SlotEdits::new(slot, digest, edits).follow(was.map(Difference::of), is.map(Difference::of));
}
