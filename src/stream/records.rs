//! The records of a shard: a queue that is appended to, read from anywhere, and trimmed from its beginning.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Record, SequenceNumber};
use crate::Timestamp;

/// So many records are copied at most (their items are not) when a record is appended after a snapshot was taken.
const CHUNK: usize = 128;

type Chunk = Vec<Record>;

/// Records in the order of their numbers, which is the order of their times. A clone takes constant time and shares everything.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Chunks that are full, the oldest first.
    pub(super) full: Arc<VecDeque<Arc<Chunk>>>,
    pub(super) latest: Arc<Chunk>,
    /// The last record that was dropped.
    pub(super) dropped: Option<SequenceNumber>,
}

impl Records {
    /// Appends a record whose number and time come after those of the others.
    pub fn push(&mut self, record: Record) {
        if self.latest.len() == CHUNK {
            let full = std::mem::take(&mut self.latest);
            Arc::make_mut(&mut self.full).push_back(full);
        }
        Arc::make_mut(&mut self.latest).push(record);
    }

    /// The records from `number` on.
    pub fn starting_at(&self, number: SequenceNumber) -> impl Iterator<Item = &Record> {
        let skipped = self.full.partition_point(|chunk| ends(chunk, |last| last.number < number));
        self.chunks_from(skipped).flatten().skip_while(move |record| record.number < number)
    }

    /// The first record of `time` or later.
    #[must_use]
    pub fn first_at(&self, time: Timestamp) -> Option<&Record> {
        let skipped = self.full.partition_point(|chunk| ends(chunk, |last| last.time < time));
        self.chunks_from(skipped).flatten().find(|record| record.time >= time)
    }

    /// The number of the last record there ever was.
    #[must_use]
    pub fn last_number(&self) -> Option<SequenceNumber> {
        let last = self.latest.last().or_else(|| self.full.back()?.last());
        last.map(|record| record.number).or(self.dropped)
    }

    /// The number of the last record that is older than `horizon`, whether it has been dropped or not.
    #[must_use]
    pub fn last_before(&self, horizon: Timestamp) -> Option<SequenceNumber> {
        let whole = self.full.partition_point(|chunk| ends(chunk, |last| last.time < horizon));
        let within = self.full.get(whole).unwrap_or(&self.latest);
        let older = within.partition_point(|record| record.time < horizon);
        let last = older.checked_sub(1).and_then(|at| within.get(at));
        let last = last.or_else(|| self.full.get(whole.checked_sub(1)?)?.last());
        last.map(|record| record.number).or(self.dropped)
    }

    /// Drops records that are older than `horizon`, up to `chunks` chunks of them. Says how many chunks it dropped.
    pub fn drop_before(&mut self, horizon: Timestamp, chunks: usize) -> usize {
        let expired = self.full.iter().take(chunks).take_while(|chunk| ends(chunk, |last| last.time < horizon)).count();
        for _ in 0..expired {
            let chunk = Arc::make_mut(&mut self.full).pop_front();
            self.dropped = chunk.and_then(|chunk| Some(chunk.last()?.number)).or(self.dropped);
        }
        expired
    }

    /// The time of the last record that is kept.
    #[must_use]
    pub fn last_time(&self) -> Option<Timestamp> {
        self.latest.last().or_else(|| self.full.back()?.last()).map(|record| record.time)
    }

    /// Whether all full chunks have been dropped.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.full.is_empty()
    }

    fn chunks_from(&self, skipped: usize) -> impl Iterator<Item = &Chunk> {
        self.full.range(skipped..).chain([&self.latest]).map(|chunk| &**chunk)
    }
}

fn ends(chunk: &Chunk, is_so: impl Fn(&Record) -> bool) -> bool {
    chunk.last().is_some_and(is_so)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::record::ItemChange;
    use crate::table::Author;
    use crate::value::{AttributeMap, Item};

    /// Records 1 to `count`, each at the time of its number.
    fn records(count: u64) -> Records {
        let mut records = Records::default();
        let mut number = SequenceNumber::FIRST;
        for time in 1..=count {
            let change = ItemChange::Insert(Item::new(&AttributeMap::new()));
            let time = Timestamp(i64::try_from(time).unwrap());
            records.push(Record { number, time, author: Author::Caller, change });
            number = number.next();
        }
        records
    }

    fn numbers(records: &Records, from: u64) -> Vec<u64> {
        let from = (1..from).fold(SequenceNumber::FIRST, |number, _| number.next());
        records.starting_at(from).map(|record| record.number.as_u64()).collect()
    }

    #[test]
    fn records_are_read_from_anywhere() {
        for count in [0, 1, 127, 128, 129, 256, 300] {
            let records = records(count);
            for from in [1, 2, 127, 128, 129, 130, 257, 300, 301] {
                assert_eq!(numbers(&records, from), (from..=count).collect::<Vec<_>>(), "{from} of {count}");
            }
            assert_eq!(records.last_number().map(SequenceNumber::as_u64), (count > 0).then_some(count));
        }
    }

    #[test]
    fn old_records_are_known_whether_dropped_or_not() {
        let mut records = records(300);
        for horizon in [1, 2, 128, 129, 130, 257, 300, 301] {
            let older = records.last_before(Timestamp(horizon)).map(SequenceNumber::as_u64);
            assert_eq!(older, (horizon > 1).then(|| u64::try_from(horizon).unwrap() - 1));
        }
        let first = records.first_at(Timestamp(129)).unwrap().number.as_u64();
        assert_eq!((first, records.first_at(Timestamp(301)).is_none()), (129, true));
        assert_eq!(records.drop_before(Timestamp(200), 9), 1);
        assert_eq!(records.last_before(Timestamp(5)).map(SequenceNumber::as_u64), Some(128));
        assert_eq!(numbers(&records, 1).first(), Some(&129));
    }

    #[test]
    fn dropping_is_bounded() {
        let mut records = records(1000);
        assert_eq!(records.drop_before(Timestamp(2000), 2), 2);
        assert_eq!(records.drop_before(Timestamp(2000), 9), 5);
        assert_eq!(records.drop_before(Timestamp(2000), 9), 0);
        assert!(records.is_small());
        assert_eq!(records.last_number().map(SequenceNumber::as_u64), Some(1000));
    }

    #[test]
    fn a_clone_does_not_see_later_records() {
        let mut records = records(200);
        let snapshot = records.clone();
        let change = ItemChange::Insert(Item::new(&AttributeMap::new()));
        let number = records.last_number().unwrap().next();
        records.push(Record { number, time: Timestamp(201), author: Author::Caller, change });
        records.drop_before(Timestamp(150), 9);
        assert_eq!((numbers(&snapshot, 1).len(), numbers(&records, 1).len()), (200, 201 - 128));
    }
}
