//! The encoding of values, written while a request is read: what turns out to be wrong is taken back.

use std::ops::Range;

use super::Decoding;
use crate::order;
use crate::value::encoding::Output;
use crate::value::size::COLLECTION;

/// Writes attributes in the order of the request, and puts each map into the order of its names when it ends.
pub(super) struct Encoder<'c> {
    pub(super) decoding: &'c Decoding,
    pub(super) output: Output,
    /// The complete entries of the maps that are being read, those of the innermost last.
    entries: Vec<Entry>,
    /// Room in which a map is put into order.
    unordered: Vec<u8>,
}

/// An attribute that was written, first its name with the length before it.
#[derive(Debug)]
pub(super) struct Entry {
    start: usize,
    name: Range<usize>,
    end: usize,
    value: Extent,
}

impl Entry {
    /// How many bytes the name has.
    pub(super) fn name_length(&self) -> usize {
        self.name.len()
    }

    fn name_in<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        bytes.get(self.name.clone()).unwrap_or_default()
    }
}

/// What a value comes to that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    /// What it costs in an item.
    pub(super) size: usize,
    /// How many lists and maps are nested in each other in it.
    pub(super) levels: usize,
}

impl Extent {
    /// Of a scalar or a set.
    pub(super) const fn flat(size: usize) -> Self {
        Self { size, levels: 0 }
    }

    /// With this one beside it, and what it costs to be a member.
    pub(super) fn add(&mut self, other: Self, member: usize) {
        self.size += other.size + member;
        self.levels = self.levels.max(other.levels);
    }

    /// Of a list or map with this inside.
    pub(super) const fn enclosed(self) -> Self {
        Self { size: COLLECTION + self.size, levels: self.levels + 1 }
    }
}

impl<'c> Encoder<'c> {
    /// Writes behind what is in `output`.
    pub(super) fn new(decoding: &'c Decoding, output: Output) -> Self {
        Self { decoding, output, entries: Vec::with_capacity(16), unordered: Vec::new() }
    }

    /// How much is written.
    pub(super) const fn length(&self) -> usize {
        self.output.0.len()
    }

    /// Takes back what was written from `start` on, which is no map that is still being read.
    pub(super) fn take_back(&mut self, start: usize) {
        self.output.0.truncate(start);
    }

    /// Takes out what was written from `start` to `end`, where no map is that is still being read.
    pub(super) fn take_out(&mut self, start: usize, end: usize) {
        if start < end {
            self.output.0.drain(start..end);
        }
    }

    /// Where the entries of a map begin, for the end of it.
    pub(super) const fn begin_map(&self) -> usize {
        self.entries.len()
    }

    /// Writes the name of an attribute, whose value follows.
    pub(super) fn begin_entry(&mut self, name: &str) -> Entry {
        let start = self.length();
        self.output.bytes(name.as_bytes());
        let end = self.length();
        Entry { start, name: end - name.len()..end, end, value: Extent::default() }
    }

    /// The value of the attribute is written.
    pub(super) fn end_entry(&mut self, entry: Entry, value: Extent) {
        self.entries.push(Entry { end: self.length(), value, ..entry });
    }

    /// The name of an attribute.
    pub(super) fn name_of(&self, entry: &Entry) -> String {
        String::from_utf8_lossy(entry.name_in(&self.output.0)).into_owned()
    }

    /// Takes back the map whose entries begin with the one at `first`, written from `start` on.
    pub(super) fn abandon_map(&mut self, first: usize, start: usize) {
        self.entries.truncate(first);
        self.take_back(start);
    }

    /// Puts the attributes of the map whose entries begin with the one at `first` into the order of their names, and gives their sum: names and
    /// values, and `member` for each. Of several values for one name the last is kept, as for a JSON object.
    pub(super) fn end_map(&mut self, first: usize, member: usize) -> Extent {
        let bytes = &self.output.0;
        let entries = self.entries.get(first..).unwrap_or_default();
        if !entries.is_sorted_by(|left, right| left.name_in(bytes) < right.name_in(bytes)) {
            self.arrange(first);
        }
        let mut sum = Extent::default();
        for entry in self.entries.drain(first..) {
            sum.add(entry.value, entry.name.len() + member);
        }
        sum
    }

    fn arrange(&mut self, first: usize) {
        let Self { output: Output(bytes), entries, unordered, .. } = self;
        let mut arranged = entries.split_off(first);
        let start = arranged.first().map_or(bytes.len(), |entry| entry.start);
        order::sort_by(&mut arranged, |left, right| left.name_in(bytes).cmp(right.name_in(bytes)));
        arranged.reverse();
        arranged.dedup_by(|earlier, kept| earlier.name_in(bytes) == kept.name_in(bytes));
        unordered.clear();
        unordered.extend(bytes.drain(start..));
        for entry in arranged.into_iter().rev() {
            bytes.extend_from_slice(unordered.get(entry.start - start..entry.end - start).unwrap_or_default());
            entries.push(entry);
        }
    }
}
