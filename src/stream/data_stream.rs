//! A data stream of Amazon Kinesis, as far as tables send their changes to it.

use std::sync::Arc;

use super::record::ItemChange;
use super::retention::horizon;
use super::{Record, Records, SequenceNumber};
use crate::Timestamp;
use crate::table::{Commit, KeySchema, StreamingDestination, Table, TimePrecision, Written};

/// So many chunks of expired records of one feed are dropped by a write at most.
const DROPPED_AT_ONCE: usize = 2;

/// What tables have sent to a data stream within the last 24 hours, in the order in which they sent it.
#[derive(Debug, Clone)]
pub struct DataStream {
    pub(super) arn: Arc<str>,
    /// The time of the latest record; a clock that is set back does not set records back.
    pub(super) latest: Timestamp,
    pub(super) next: SequenceNumber,
    pub(super) feeds: Vec<Feed>,
}

/// The records that one table has sent in one form.
#[derive(Debug, Clone)]
pub(super) struct Feed {
    /// The number of its first record, kept or not: tells it from other feeds.
    pub(super) first: SequenceNumber,
    pub(super) origin: Arc<DataOrigin>,
    pub(super) records: Records,
}

/// Which table sent records, and in which form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataOrigin {
    /// The table's id.
    pub(super) id: Arc<str>,
    /// The name of the table.
    pub table: Arc<str>,
    /// Its key.
    pub key: KeySchema,
    /// How exactly records tell their time, if that was chosen.
    pub precision: Option<TimePrecision>,
}

impl DataStream {
    /// A data stream that nothing was sent to.
    #[must_use]
    pub const fn new(arn: Arc<str>) -> Self {
        Self { arn, latest: Timestamp(0), next: SequenceNumber::FIRST, feeds: Vec::new() }
    }

    /// Its ARN.
    #[must_use]
    pub const fn arn(&self) -> &Arc<str> {
        &self.arn
    }

    /// The next record will have this number.
    #[must_use]
    pub const fn next_number(&self) -> SequenceNumber {
        self.next
    }

    /// Sends what was `written` to `table`, in this order. What changed nothing is not sent.
    pub fn append(&mut self, table: &Table, destination: &StreamingDestination, commit: Commit, written: &[Written]) {
        self.drop_expired(commit.time);
        self.latest = self.latest.max(commit.time);
        let precision = destination.sent_precision();
        let changes: Vec<_> = written.iter().filter_map(ItemChange::of).collect();
        let records: Vec<_> = changes.into_iter().map(|change| self.record(change, commit)).collect();
        let id = &table.settings().id;
        match self.feeds.iter_mut().find(|feed| feed.origin.id == *id && feed.origin.precision == precision) {
            Some(feed) => records.into_iter().for_each(|record| feed.records.push(record)),
            None => self.feeds.extend(Feed::new(table, precision, records)),
        }
    }

    fn record(&mut self, change: ItemChange, commit: Commit) -> Record {
        let number = self.next;
        self.next = number.next();
        Record { number, time: self.latest, author: commit.author, change }
    }

    /// The records from `number` on that can be read at `now`, with their tables.
    pub fn read(&self, number: SequenceNumber, now: Timestamp) -> impl Iterator<Item = (&DataOrigin, &Record)> {
        let horizon = horizon(now);
        let mut feeds: Vec<_> = self
            .feeds
            .iter()
            .map(|feed| {
                (&*feed.origin, feed.records.starting_at(number).skip_while(move |record| record.time < horizon).peekable())
            })
            .collect();
        std::iter::from_fn(move || {
            let heads = feeds.iter_mut().filter_map(|(origin, records)| {
                records.peek().map(|record| record.number).map(|number| (number, origin, records))
            });
            let (_, origin, records) = heads.min_by_key(|(number, ..)| *number)?;
            Some((*origin, records.next()?))
        })
    }

    fn drop_expired(&mut self, now: Timestamp) {
        let horizon = horizon(now);
        for feed in &mut self.feeds {
            feed.records.drop_before(horizon, DROPPED_AT_ONCE);
        }
        self.feeds.retain(|feed| !feed.records.is_small() || feed.records.first_at(horizon).is_some());
    }
}

impl Feed {
    /// `None` if there is nothing in it.
    fn new(table: &Table, precision: Option<TimePrecision>, sent: Vec<Record>) -> Option<Self> {
        let first = sent.first()?.number;
        let id = Arc::clone(&table.settings().id);
        let origin = DataOrigin { id, table: Arc::clone(table.name()), key: table.key().clone(), precision };
        let mut records = Records::default();
        for record in sent {
            records.push(record);
        }
        Some(Self { first, origin: Arc::new(origin), records })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Batch, DestinationStatus, KeyAttribute, ScalarType, TableSettings, Write};
    use crate::value::{AttributeMap, AttributeValue, Item};

    const DAY: i64 = 24 * 60 * 60 * 1000;

    fn table(id: &str) -> Table {
        let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S));
        Table::new("Table".into(), key.into()).with_settings(TableSettings { id: id.into(), ..TableSettings::default() })
    }

    fn destination(precision: Option<TimePrecision>) -> StreamingDestination {
        StreamingDestination { stream: "arn".into(), status: DestinationStatus::Active, failure: None, precision }
    }

    fn put(stream: &mut DataStream, table: &mut Table, precision: Option<TimePrecision>, key: &str, time: i64) {
        let attributes = [("pk".to_owned(), AttributeValue::S(key.to_owned()))];
        let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
        let key = table.key().table_key(&item).unwrap();
        let written = table.apply(&Batch::from(Write::Put { key, item }));
        stream.append(table, &destination(precision), Commit::by_caller(Timestamp(time)), &written);
    }

    fn read(stream: &DataStream, now: i64) -> Vec<(u64, String, Option<TimePrecision>)> {
        let records = stream.read(SequenceNumber::FIRST, Timestamp(now));
        let key = |record: &Record| match record.item().to_map().get("pk") {
            Some(AttributeValue::S(text)) => text.clone(),
            _ => String::new(),
        };
        records.map(|(origin, record)| (record.number.as_u64(), key(record), origin.precision)).collect()
    }

    #[test]
    fn records_come_in_the_order_in_which_they_were_sent() {
        let (mut stream, micro) = (DataStream::new("arn".into()), Some(TimePrecision::Microsecond));
        let [mut one, mut other] = ["1", "2"].map(table);
        put(&mut stream, &mut one, None, "a", 0);
        put(&mut stream, &mut other, None, "b", 0);
        put(&mut stream, &mut one, micro, "c", 0);
        put(&mut stream, &mut one, None, "d", 0);
        let sent = [(1, "a", None), (2, "b", None), (3, "c", micro), (4, "d", None)];
        assert_eq!(read(&stream, 0), sent.map(|(number, key, precision)| (number, key.to_owned(), precision)));
        assert_eq!(stream.feeds.len(), 3);
    }

    #[test]
    fn old_records_are_not_read_and_are_dropped_by_later_ones() {
        let mut stream = DataStream::new("arn".into());
        let [mut one, mut other] = ["1", "2"].map(table);
        for key in 0..1000 {
            put(&mut stream, &mut one, None, &key.to_string(), 0);
        }
        assert_eq!((read(&stream, DAY).len(), read(&stream, DAY + 1).len()), (1000, 0));
        for time in 1..10 {
            put(&mut stream, &mut other, None, &time.to_string(), DAY + time);
        }
        assert_eq!((stream.feeds.len(), read(&stream, DAY + 9).len()), (1, 9));
        assert_eq!(stream.next_number().as_u64(), 1010);
    }
}
