//! Backups: tables as they were at one moment.
//!
//! A backup shares everything with the table that it was made of, which makes it free to make and to keep as long as the table stays as it is.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::Timestamp;
use crate::stored::{stored_enum, stored_struct};
use crate::table::Table;

/// How long the backup of a deleted table is kept, in milliseconds: 35 days.
const SYSTEM_RETENTION: i64 = 35 * 86_400_000;

/// Who made a backup, and so how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum BackupType {
    /// A request; it is kept until a request deletes it.
    User,
    /// The deletion of a table with point-in-time recovery; it is kept for 35 days and cannot be deleted.
    System,
}

/// What tells a backup from the others of its table: the last part of its ARN, `01791504762511-2779fadd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackupId {
    /// When the backup was made.
    pub created: Timestamp,
    /// What tells it from others of that millisecond.
    pub distinction: u32,
}

impl BackupId {
    const DIGITS: usize = 14;
    const HEX_DIGITS: usize = 8;

    /// The id that `text` writes: fourteen digits, a hyphen, eight hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (created, distinction) = text.split_once('-')?;
        let valid = created.len() == Self::DIGITS
            && created.bytes().all(|byte| byte.is_ascii_digit())
            && distinction.len() == Self::HEX_DIGITS
            && distinction.bytes().all(|byte| byte.is_ascii_hexdigit());
        let id = Self { created: Timestamp(created.parse().ok()?), distinction: u32::from_str_radix(distinction, 16).ok()? };
        valid.then_some(id)
    }

    /// The next id of the same millisecond.
    #[must_use]
    const fn next(self) -> Self {
        Self { distinction: self.distinction.wrapping_add(1), ..self }
    }
}

impl fmt::Display for BackupId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, distinction } = self;
        write!(formatter, "{:014}-{distinction:08x}", created.0)
    }
}

/// A backup among all backups of an account in a region. They are ordered by the time of their making.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackupKey {
    /// What tells it from others of the table.
    pub id: BackupId,
    /// The name of the table.
    pub table: Arc<str>,
}

/// A table as it was when the backup was made, with its items, indexes and settings.
#[derive(Debug, Clone)]
pub struct Backup {
    /// What tells it from others of the table.
    pub id: BackupId,
    /// Its name, which need not be its own.
    pub name: Arc<str>,
    /// Who made it.
    pub kind: BackupType,
    /// How many milliseconds it takes to be made.
    pub delay: i64,
    /// The table.
    pub table: Arc<Table>,
}

impl Backup {
    /// A backup of `table` that a request asked for at `now`, called `name`.
    #[must_use]
    pub fn requested(table: Arc<Table>, name: &str, now: Timestamp, distinction: u32) -> Self {
        Self { id: BackupId { created: now, distinction }, name: name.into(), kind: BackupType::User, delay: 0, table }
    }

    /// The backup that remains of `table`, deleted at `now`. AWS names it so and ends its id with zeros (observed 2026-10-08).
    #[must_use]
    pub fn of_deleted(table: Arc<Table>, now: Timestamp) -> Self {
        let name = format!("{}$DeletedTableBackup", table.name()).into();
        Self { id: BackupId { created: now, distinction: 0 }, name, kind: BackupType::System, delay: 0, table }
    }

    /// When it is gone by itself.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        (self.kind == BackupType::System).then(|| Timestamp(self.id.created.0.saturating_add(SYSTEM_RETENTION)))
    }

    /// Whether it is made at `now`. What takes no time to be made is made whatever the clock says.
    #[must_use]
    pub const fn is_made(&self, now: Timestamp) -> bool {
        self.delay <= 0 || now.0.saturating_sub(self.id.created.0) >= self.delay
    }

    fn is_kept(&self, now: Timestamp) -> bool {
        self.expires().is_none_or(|end| now < end)
    }

    fn key(&self) -> BackupKey {
        BackupKey { id: self.id, table: Arc::clone(self.table.name()) }
    }
}

/// The backups of one place, ordered by their keys. A clone takes constant time; there are few of them, and each is little more than a pointer.
#[derive(Debug, Clone, Default)]
pub struct Backups(pub(super) Arc<Vec<Arc<Backup>>>);

impl Backups {
    /// The backup of this key, unless it has expired.
    #[must_use]
    pub fn get(&self, key: &BackupKey, now: Timestamp) -> Option<&Arc<Backup>> {
        self.0.get(self.position(key).ok()?).filter(|backup| backup.is_kept(now))
    }

    /// The backups that come after `key`, which need not be there, in the order of their making.
    pub fn after(&self, key: Option<&BackupKey>, now: Timestamp) -> impl Iterator<Item = &Backup> {
        let start = key.map_or(0, |key| self.position(key).map_or_else(|at| at, |at| at + 1));
        self.0.iter().skip(start).map(|backup| &**backup).filter(move |backup| backup.is_kept(now))
    }

    /// Keeps `backup`, under the next free id if its own is taken, and forgets those that have expired.
    pub fn insert(&mut self, mut backup: Backup) -> Arc<Backup> {
        let now = backup.id.created;
        let backups = Arc::make_mut(&mut self.0);
        if backup.kind == BackupType::System {
            backups.retain(|backup| backup.is_kept(now));
        }
        loop {
            match position(backups, &backup.key()) {
                Ok(_) => backup.id = backup.id.next(),
                Err(at) => {
                    let backup = Arc::new(backup);
                    backups.insert(at, Arc::clone(&backup));
                    return backup;
                }
            }
        }
    }

    /// Adds a backup that was loaded; `None` if its key is taken.
    pub(super) fn insert_loaded(&mut self, backup: Backup) -> Option<()> {
        let at = self.position(&backup.key()).err()?;
        Arc::make_mut(&mut self.0).insert(at, Arc::new(backup));
        Some(())
    }

    /// Forgets the backup of this key.
    pub fn remove(&mut self, key: &BackupKey) {
        if let Ok(at) = self.position(key) {
            Arc::make_mut(&mut self.0).remove(at);
        }
    }

    fn position(&self, key: &BackupKey) -> Result<usize, usize> {
        position(&self.0, key)
    }
}

fn position(backups: &[Arc<Backup>], key: &BackupKey) -> Result<usize, usize> {
    backups.binary_search_by(|backup| (backup.id, backup.table.name()).cmp(&(key.id, &key.table)))
}

stored_enum!(BackupType { 0 => User, 1 => System });
stored_struct!(BackupId { created, distinction });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{KeyAttribute, KeySchema, ScalarType};

    fn table(name: &str) -> Arc<Table> {
        Arc::new(Table::new(name.into(), KeySchema::simple(KeyAttribute::new("pk", ScalarType::S)).into()))
    }

    fn names(backups: &Backups, after: Option<&BackupKey>, now: i64) -> Vec<String> {
        backups.after(after, Timestamp(now)).map(|backup| backup.name.to_string()).collect()
    }

    #[test]
    fn an_id_tells_the_time_of_its_backup() {
        let id = BackupId { created: Timestamp(1_791_504_762_511), distinction: 0x2779_fadd };
        assert_eq!(id.to_string(), "01791504762511-2779fadd");
        assert_eq!(BackupId::parse("01791504762511-2779fadd"), Some(id));
        for text in ["", "1791504762511-2779fadd", "01791504762511-2779fad", "01791504762511_2779fadd", "+1791504762511-2779fadd"]
        {
            assert_eq!(BackupId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn backups_come_in_the_order_of_their_making() {
        let mut backups = Backups::default();
        backups.insert(Backup::requested(table("a"), "second", Timestamp(2), 1));
        let first = backups.insert(Backup::requested(table("b"), "first", Timestamp(1), 9));
        assert_eq!(names(&backups, None, 3), ["first", "second"]);
        assert_eq!(names(&backups, Some(&first.key()), 3), ["second"]);
        backups.remove(&first.key());
        assert_eq!(names(&backups, Some(&first.key()), 3), ["second"], "what is gone still is a place to go on from");
        assert!(backups.get(&first.key(), Timestamp(3)).is_none());
    }

    #[test]
    fn two_backups_of_one_moment_have_two_ids() {
        let mut backups = Backups::default();
        let ids = [(), ()].map(|()| backups.insert(Backup::of_deleted(table("a"), Timestamp(1))).id.to_string());
        assert_eq!(ids, ["00000000000001-00000000", "00000000000001-00000001"]);
    }

    #[test]
    fn what_remains_of_a_deleted_table_is_kept_for_35_days() {
        let mut backups = Backups::default();
        let backup = backups.insert(Backup::of_deleted(table("a"), Timestamp(5)));
        let end = 5 + SYSTEM_RETENTION;
        assert_eq!((&*backup.name, backup.expires()), ("a$DeletedTableBackup", Some(Timestamp(end))));
        assert!(backups.get(&backup.key(), Timestamp(end - 1)).is_some());
        assert!(backups.get(&backup.key(), Timestamp(end)).is_none());
        assert_eq!(names(&backups, None, end), [""; 0]);
        backups.insert(Backup::of_deleted(table("b"), Timestamp(end)));
        assert_eq!(backups.0.len(), 1);
    }
}
