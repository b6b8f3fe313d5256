//! The entries of a mirror that is read.

use std::cell::Cell;

use super::{Kind, Stored, from_bytes};
use crate::order;

/// One entry of a mirror: its key and its value.
pub type Entry = (Vec<u8>, Vec<u8>);

/// All entries of a mirror in the order of their keys, each of which is there once.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    entries: Vec<Entry>,
    /// How many were looked at: whoever reads a mirror looks at each once.
    seen: Cell<usize>,
}

impl Entries {
    /// `None` if a key is there twice.
    #[must_use]
    pub fn new(mut entries: Vec<Entry>) -> Option<Self> {
        let ascend = |entries: &[Entry]| entries.is_sorted_by(|(left, _), (right, _)| left < right);
        if !ascend(&entries) {
            order::sort_by(&mut entries, |(left, _), (right, _)| left.cmp(right));
        }
        ascend(&entries).then(|| Self { entries, seen: Cell::default() })
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether every entry was looked at: others belong to nothing.
    #[must_use]
    pub fn all_seen(&self) -> bool {
        self.seen.get() == self.entries.len()
    }

    /// The entries whose keys begin with `prefix`: the rest of each key, and the value.
    pub fn within<'e>(&'e self, prefix: &[u8]) -> impl Iterator<Item = (&'e [u8], &'e [u8])> + use<'e> {
        let start = self.entries.partition_point(|(key, _)| key.as_slice() < prefix);
        let rest = self.entries.get(start..).unwrap_or_default();
        let count = rest.partition_point(|(key, _)| key.starts_with(prefix));
        self.seen.set(self.seen.get() + count);
        let length = prefix.len();
        rest.iter().take(count).map(move |(key, value)| (key.get(length..).unwrap_or_default(), value.as_slice()))
    }

    /// The entries of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = (&[u8], &[u8])> + use<'_> {
        self.within(&[kind as u8])
    }

    /// The value under `key`.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&[u8]> {
        let value = self.peek(key)?;
        self.seen.set(self.seen.get() + 1);
        Some(value)
    }

    /// The same before a mirror is read: the entry is still to be looked at.
    #[must_use]
    pub fn peek(&self, key: &[u8]) -> Option<&[u8]> {
        let at = self.entries.binary_search_by(|(other, _)| other.as_slice().cmp(key)).ok()?;
        self.entries.get(at).map(|(_, value)| value.as_slice())
    }

    /// The document of a kind of which there is one: `None` if it is damaged, `Some(None)` if it is not there.
    pub fn only<T: Stored>(&self, kind: Kind) -> Option<Option<T>> {
        match self.get(&[kind as u8]) {
            Some(value) => from_bytes(value).map(Some),
            None => Some(None),
        }
    }

    /// Puts an entry in the place of the one under its key, before anything is looked at.
    pub fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        match self.entries.binary_search_by(|(other, _)| other.cmp(&key)) {
            Ok(at) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.1 = value;
                }
            }
            Err(at) => self.entries.insert(at, (key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Entries {
        let entries = [[2, 2], [1, 9], [2, 1], [3, 0]].map(|key| (key.to_vec(), vec![key[1]]));
        Entries::new(entries.to_vec()).unwrap()
    }

    #[test]
    fn entries_are_found_by_the_beginning_of_their_keys() {
        let entries = entries();
        assert_eq!(entries.within(&[2]).collect::<Vec<_>>(), [(&[1][..], &[1][..]), (&[2], &[2])]);
        assert_eq!(entries.get(&[3, 0]), Some(&[0][..]));
        assert!(!entries.all_seen() && entries.get(&[3]).is_none());
        assert_eq!(entries.within(&[1]).count(), 1);
        assert!(entries.all_seen());
    }

    #[test]
    fn a_key_is_there_once() {
        assert!(Entries::new(vec![(vec![1], vec![]), (vec![1], vec![])]).is_none());
        let mut entries = entries();
        entries.put(vec![3, 0], vec![7]);
        entries.put(vec![0], vec![8]);
        assert_eq!((entries.get(&[3, 0]), entries.get(&[0])), (Some(&[7][..]), Some(&[8][..])));
    }
}
