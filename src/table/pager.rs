//! One page: items read in order until the range, the limit or 1 MB ends it.

use std::iter::FusedIterator;

use super::{KeyRange, Source};
use crate::value::{Entries, Item};

/// A page ends with the item that fills it up to this many bytes, whatever a filter leaves of it.
const PAGE_SIZE: usize = 1024 * 1024;

/// Reads a page of items, counting and measuring what it gives.
#[derive(Debug)]
pub struct Pager<'t> {
    source: Source<'t>,
    entries: Entries<'t, Item>,
    forward: bool,
    limit: usize,
    size: usize,
    evaluated: usize,
    bytes: usize,
    fetched: usize,
    last: Option<&'t Item>,
    exhausted: bool,
}

impl<'t> Pager<'t> {
    /// A page of at most `limit` items of `source` within `range`, in the order of their keys or against it.
    #[must_use]
    pub fn new(source: Source<'t>, range: &KeyRange, forward: bool, limit: Option<usize>) -> Self {
        let entries = source.entries().range(range.bounds());
        let limit = limit.unwrap_or(usize::MAX);
        let (size, evaluated, bytes, fetched) = (PAGE_SIZE, 0, 0, 0);
        Self { source, entries, forward, limit, size, evaluated, bytes, fetched, last: None, exhausted: false }
    }

    /// The same page, of which others have read `bytes` already.
    #[must_use]
    pub fn behind(self, bytes: usize) -> Self {
        Self { size: PAGE_SIZE.saturating_sub(bytes), ..self }
    }

    /// Counts `bytes` of an item that was fetched from the table for an entry of an index.
    pub const fn fetch(&mut self, bytes: usize) {
        self.fetched += bytes;
    }

    /// How many items were read: `ScannedCount`.
    #[must_use]
    pub const fn evaluated(&self) -> usize {
        self.evaluated
    }

    /// The bytes that were read, as [`Source::size`] counts them.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The bytes of which a page holds so many: those that were read and those that were fetched.
    #[must_use]
    pub const fn filled(&self) -> usize {
        self.bytes + self.fetched
    }

    /// The item to continue behind. `None` if the range was read to its end, which a page that is just full does not know.
    #[must_use]
    pub fn last_evaluated(&self) -> Option<&'t Item> {
        self.last.filter(|_| !self.exhausted)
    }

    fn is_full(&self) -> bool {
        self.evaluated >= self.limit || self.filled() >= self.size
    }

    fn read(&mut self) -> Option<&'t Item> {
        let entry = if self.forward { self.entries.next() } else { self.entries.next_back() };
        self.exhausted = entry.is_none();
        entry.map(|(_, item)| item)
    }
}

impl<'t> Iterator for Pager<'t> {
    type Item = &'t Item;

    fn next(&mut self) -> Option<&'t Item> {
        if self.is_full() || self.exhausted {
            return None;
        }
        let item = self.read()?;
        self.evaluated += 1;
        self.bytes += self.source.size(item);
        self.last = Some(item);
        Some(item)
    }
}

impl FusedIterator for Pager<'_> {}
