//! What outlives an emulator: its whole state as bytes, and a mirror that follows what changes.

use crate::account::{self, Database, MirrorFault};
use crate::checksum::crc32;
use crate::service::Emulator;
use crate::stored::{Edits, Entries, Entry};

/// What the bytes of a whole state begin with.
const MAGIC: &[u8] = b"dynatab\0";

/// How far the mirror of an emulator has followed it.
///
/// One group of edits at a time is on its way to where the mirror is kept. Until it has arrived, nobody may be told of anything in it.
#[derive(Debug, Default)]
pub struct Mirror {
    /// What is stored; nothing yet, if there is none.
    stored: Option<Database>,
    /// What is stored once what is on its way has arrived.
    coming: Option<Database>,
    /// Keys of an earlier format, which are to go.
    stale: Vec<Vec<u8>>,
    /// Whether the state was put in the place of another one since the last edits.
    replaced: bool,
}

impl Mirror {
    fn edits(&mut self, database: &Database) -> Edits {
        let mut edits = Edits::default();
        for key in std::mem::take(&mut self.stale) {
            edits.delete(key);
        }
        edits.append(account::changes(self.stored.as_ref(), database, std::mem::take(&mut self.replaced)));
        edits
    }
}

impl Emulator {
    /// The whole state as bytes: every table with its items and settings, streams, backups, versions, tokens. Those of equal states are equal.
    #[must_use]
    pub fn dump(&self) -> Vec<u8> {
        let edits = account::changes(None, &self.database.borrow(), true).to_bytes();
        let checksum = crc32(&edits).to_le_bytes();
        [MAGIC, &edits, &checksum].concat()
    }

    /// Puts the state that [`Emulator::dump`] wrote, of this emulator or another one, in the place of what there is.
    ///
    /// # Errors
    ///
    /// The bytes are no such state, a newer one, or damaged; nothing changes then.
    pub fn load(&self, bytes: &[u8]) -> Result<(), MirrorFault> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(MirrorFault::NoMirror)?;
        let (edits, checksum) = rest.split_last_chunk::<4>().ok_or(MirrorFault::Torn)?;
        if crc32(edits).to_le_bytes() != *checksum {
            return Err(MirrorFault::Torn);
        }
        let entries = Edits::read(edits).and_then(Entries::new).ok_or(MirrorFault::Torn)?;
        let database = account::load(entries)?;
        self.replace(&database);
        Ok(())
    }

    /// Begins to follow a mirror that holds `entries`, whose state takes the place of what there is. If there are none, or such of an earlier
    /// format, there are edits to be stored now.
    ///
    /// # Errors
    ///
    /// The entries are none of a mirror, of a newer one, or damaged; nothing changes then.
    pub fn open_mirror(&self, entries: Vec<Entry>) -> Result<(), MirrorFault> {
        let keys: Vec<_> = entries.iter().map(|(key, _)| key.clone()).collect();
        let entries = Entries::new(entries).ok_or(MirrorFault::NoMirror)?;
        let is_current = account::is_current(&entries);
        let database = account::load(entries)?;
        self.replace(&database);
        let stored = is_current.then(|| self.database.borrow().clone());
        let stale = if is_current { Vec::new() } else { keys };
        *self.mirror.borrow_mut() = Some(Mirror { stored, stale, ..Mirror::default() });
        Ok(())
    }

    /// Whether there is anything that is not stored: whoever is told of the state has to wait.
    #[must_use]
    pub fn is_ahead(&self) -> bool {
        self.mirror.borrow().as_ref().is_some_and(|mirror| {
            let stored = mirror.stored.as_ref().filter(|_| mirror.coming.is_none());
            !stored.is_some_and(|stored| account::is_same(stored, &self.database.borrow()))
        })
    }

    /// The edits that take the mirror to the present state; they are on their way from now on. `None` if other edits are, or if there is no mirror.
    #[must_use]
    pub fn begin_edits(&self) -> Option<Edits> {
        let mut mirror = self.mirror.borrow_mut();
        let mirror = mirror.as_mut().filter(|mirror| mirror.coming.is_none())?;
        let database = self.database.borrow();
        mirror.coming = Some(database.clone());
        Some(mirror.edits(&database))
    }

    /// What was on its way is stored.
    pub fn commit_edits(&self) {
        if let Some(mirror) = &mut *self.mirror.borrow_mut() {
            mirror.stored = mirror.coming.take().or(mirror.stored.take());
        }
    }

    /// What was on its way is not stored and will not be: everything is as it is stored again.
    pub fn revert_edits(&self) {
        if let Some(mirror) = &mut *self.mirror.borrow_mut() {
            mirror.coming = None;
            mirror.replaced = false;
            self.database.borrow_mut().restore(mirror.stored.as_ref().unwrap_or(&Database::default()));
        }
    }

    /// Puts another state in the place of the present one.
    pub(super) fn replace(&self, database: &Database) {
        self.database.borrow_mut().restore(database);
        if let Some(mirror) = &mut *self.mirror.borrow_mut() {
            mirror.replaced = true;
        }
    }
}
