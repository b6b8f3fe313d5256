//! One shard: the records of an interval of partition keys over some hours.

use super::retention::horizon;
use super::{HashRange, Record, Records, SequenceNumber, ShardId, StreamFault};
use crate::Timestamp;

/// A shard. It is open, or closed for good.
#[derive(Debug, Clone)]
pub struct Shard {
    /// Its name.
    pub id: ShardId,
    /// The shard that told of these keys before it.
    pub parent: Option<ShardId>,
    /// The hashes of the partition keys that it tells of.
    pub hashes: HashRange,
    pub(super) start: SequenceNumber,
    pub(super) closed: Option<Timestamp>,
    pub(super) records: Records,
}

impl Shard {
    /// An open shard without records, whose records will have numbers after `start`.
    #[must_use]
    pub fn new(id: ShardId, parent: Option<ShardId>, hashes: HashRange, start: SequenceNumber) -> Self {
        Self { id, parent, hashes, start, closed: None, records: Records::default() }
    }

    /// The first number that a record of it could have.
    #[must_use]
    pub const fn starting_number(&self) -> SequenceNumber {
        self.start
    }

    /// The number of its last record, once it is closed; its starting number, if it never had one.
    #[must_use]
    pub fn ending_number(&self) -> Option<SequenceNumber> {
        self.closed.map(|_| self.records.last_number().unwrap_or(self.start))
    }

    /// When it was closed.
    #[must_use]
    pub const fn closed(&self) -> Option<Timestamp> {
        self.closed
    }

    /// Closes it at `time`.
    pub const fn close(&mut self, time: Timestamp) {
        self.closed = Some(time);
    }

    /// Appends a record.
    pub fn push(&mut self, record: Record) {
        self.records.push(record);
    }

    /// The records; those that are older than the retention may be among them.
    #[must_use]
    pub const fn records(&self) -> &Records {
        &self.records
    }

    /// Drops records from before `horizon`, up to `chunks` chunks of them; says how many chunks it dropped.
    pub fn drop_before(&mut self, horizon: Timestamp, chunks: usize) -> usize {
        self.records.drop_before(horizon, chunks)
    }

    /// The first number whose record is not trimmed at `now`.
    #[must_use]
    pub fn trim_horizon(&self, now: Timestamp) -> SequenceNumber {
        self.records.last_before(horizon(now)).map_or(self.start, SequenceNumber::next)
    }

    /// The records from `number` on.
    ///
    /// # Errors
    ///
    /// One of them is trimmed at `now`.
    pub fn read(&self, number: SequenceNumber, now: Timestamp) -> Result<impl Iterator<Item = &Record>, StreamFault> {
        if number < self.trim_horizon(now) {
            return Err(StreamFault::Trimmed);
        }
        Ok(self.records.starting_at(number))
    }

    /// The first record of `time` or later that is not trimmed at `now`.
    #[must_use]
    pub fn first_at(&self, time: Timestamp, now: Timestamp) -> Option<&Record> {
        self.records.first_at(time.max(horizon(now)))
    }
}
