//! The entries of a mirror, and what takes a mirror from one state to the next.

use super::{Entry, Input};

/// What an entry is about: the first byte of its key. Documents come before what they are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The version of the format.
    Format = 0,
    /// What there is one of.
    State = 1,
    /// A table, without its items.
    Table = 2,
    /// Since when a table can be restored.
    Recovery = 3,
    /// A version of a table, without its items.
    Version = 4,
    /// A backup, without its items.
    Backup = 5,
    /// A stream, without its records.
    Stream = 6,
    /// A data stream of Kinesis, without its records.
    DataStream = 7,
    /// A transaction that was given a token.
    Completed = 8,
    /// A global table, without what is on its way.
    GlobalTable = 9,
    /// What was counted of keys.
    Counters = 10,
    /// A bucket, an object, an upload or a part of one.
    Bucket = 11,
    /// An export, an import or a bulk put.
    Job = 12,
    /// What is left to do of a bulk put.
    BulkPut = 13,
    /// An item.
    Item = 16,
    /// A record of a stream or of a data stream.
    Record = 17,
    /// A write on its way to a replica.
    Sent = 18,
    /// When an item of a replica was written.
    Stamp = 19,
}

impl Kind {
    /// The key of the entry of this kind that `id` tells from others.
    #[must_use]
    pub fn key(self, id: &[u8]) -> Vec<u8> {
        [&[self as u8], id].concat()
    }
}

/// Entries put and deleted, in the order in which that takes effect: together or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits(Vec<(Vec<u8>, Option<Vec<u8>>)>);

impl Edits {
    /// What says that there is no value: no value is so long.
    const DELETED: u32 = u32::MAX;

    /// Puts an entry.
    pub fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.0.push((key, Some(value)));
    }

    /// Deletes an entry.
    pub fn delete(&mut self, key: Vec<u8>) {
        self.0.push((key, None));
    }

    /// Takes the entry under `key` from one value to another; there may be none before or after.
    #[expect(clippy::needless_pass_by_value, reason = "both values are made for this")]
    pub fn follow(&mut self, key: Vec<u8>, before: Option<Vec<u8>>, after: Option<Vec<u8>>) {
        if before != after {
            self.0.push((key, after));
        }
    }

    /// Adds `later` edits.
    pub fn append(&mut self, mut later: Self) {
        if self.0.is_empty() {
            *self = later;
        } else {
            self.0.append(&mut later.0);
        }
    }

    /// The keys and values in their order; no value where an entry is deleted.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
        self.0.iter().map(|(key, value)| (key.as_slice(), value.as_deref()))
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The edits one after the other: the lengths of key and value in four bytes each, least significant first, and both.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(Self::DELETED);
        let size = self.iter().map(|(key, value)| 8 + key.len() + value.map_or(0, <[u8]>::len)).sum();
        let mut output = Vec::with_capacity(size);
        for (key, value) in self.iter() {
            output.extend(length(key).to_le_bytes());
            output.extend(value.map_or(Self::DELETED, length).to_le_bytes());
            output.extend_from_slice(key);
            output.extend_from_slice(value.unwrap_or_default());
        }
        output
    }

    /// The entries that these bytes put; `None` for bytes that are no edits, or that delete something.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Vec<Entry>> {
        let mut input = Input(bytes);
        let mut entries = Vec::new();
        while !input.0.is_empty() {
            let mut length = || Some(u32::from_le_bytes(*input.take(4)?.first_chunk()?));
            let (key, value) = (length()?, length()?);
            (value != Self::DELETED).then_some(())?;
            let mut part = |length: u32| input.take(usize::try_from(length).ok()?).map(<[u8]>::to_vec);
            entries.push((part(key)?, part(value)?));
        }
        Some(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_the_entries_that_they_put() {
        let mut edits = Edits::default();
        edits.put(vec![1, 2], vec![3]);
        edits.follow(vec![4], None, Some(Vec::new()));
        edits.follow(vec![5], Some(vec![6]), Some(vec![6]));
        let bytes = edits.to_bytes();
        assert_eq!(bytes, [2, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 4]);
        assert_eq!(Edits::read(&bytes), Some(vec![(vec![1, 2], vec![3]), (vec![4], vec![])]));
        for end in [1, 7, 9, 10, 12] {
            assert_eq!(Edits::read(&bytes[..end]), None, "{end}");
        }
        edits.delete(vec![7]);
        assert_eq!(Edits::read(&edits.to_bytes()), None);
    }
}
