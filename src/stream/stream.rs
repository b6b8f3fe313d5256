//! The stream of a table from the moment it is enabled until 24 hours after it was disabled.

use std::sync::Arc;

use serde::Serialize;

use super::record::ItemChange;
use super::retention::horizon;
use super::{HashRange, Record, SequenceNumber, Shard, ShardId};
use crate::Timestamp;
use crate::table::{Batch, Commit, KeySchema, StreamViewType, Table, Written};

const HOUR: i64 = 60 * 60 * 1000;
/// How long a shard is open, in milliseconds: AWS closes shards after about four hours.
const PERIOD: i64 = 4 * HOUR;
/// So many chunks of expired records are dropped in one call at most.
const DROPPED_AT_ONCE: usize = 8;

/// A stream. What a table's writes change is told by the shard that is open for the key.
#[derive(Debug, Clone)]
pub struct Stream {
    pub(super) table: Arc<str>,
    pub(super) label: Arc<str>,
    pub(super) view: StreamViewType,
    pub(super) key: KeySchema,
    pub(super) enabled: Timestamp,
    pub(super) disabled: Option<Timestamp>,
    /// The time of the latest record; a clock that is set back does not set records back.
    pub(super) latest: Timestamp,
    /// When the shards that are open were last opened together.
    pub(super) rolled: Timestamp,
    pub(super) next_number: SequenceNumber,
    pub(super) next_id: ShardId,
    /// In the order of their hashes, which together are all hashes; none once the stream is disabled.
    pub(super) open: Vec<Arc<Shard>>,
    /// In the order in which they were closed.
    pub(super) closed: Vec<Arc<Shard>>,
}

/// Whether records are being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum StreamStatus {
    /// They are, but that is not told yet.
    Enabling,
    /// They are.
    Enabled,
    /// Not any more, but that is not told yet.
    Disabling,
    /// Not any more.
    Disabled,
}

impl Stream {
    /// The stream of `table`, whose settings say that it is enabled. `None` if they do not.
    #[must_use]
    pub fn of(table: &Table) -> Option<Self> {
        let settings = table.settings().stream;
        let (view, enabled, label) = (settings.view?, settings.latest?, settings.label()?);
        let mut stream = Self {
            table: Arc::clone(table.name()),
            label: label.into(),
            view,
            key: table.key().clone(),
            enabled,
            disabled: None,
            latest: enabled,
            rolled: enabled,
            next_number: SequenceNumber::FIRST,
            next_id: ShardId::new(0),
            open: Vec::new(),
            closed: Vec::new(),
        };
        let shard = stream.new_shard(None, HashRange::WHOLE, enabled);
        stream.open.push(shard);
        Some(stream)
    }

    /// The name of the table.
    #[must_use]
    pub const fn table(&self) -> &Arc<str> {
        &self.table
    }

    /// What tells it from other streams of the table: when it was enabled, as text. Later streams have later labels.
    #[must_use]
    pub const fn label(&self) -> &Arc<str> {
        &self.label
    }

    /// What its records show.
    #[must_use]
    pub const fn view(&self) -> StreamViewType {
        self.view
    }

    /// The key of the table.
    #[must_use]
    pub const fn key(&self) -> &KeySchema {
        &self.key
    }

    /// When it was enabled.
    #[must_use]
    pub const fn enabled(&self) -> Timestamp {
        self.enabled
    }

    /// Whether it takes records, as that is told at `now`: `delay` milliseconds after it came to be.
    #[must_use]
    pub fn status(&self, now: Timestamp, delay: i64) -> StreamStatus {
        let is_new = (0..delay).contains(&now.0.saturating_sub(self.disabled.unwrap_or(self.enabled).0));
        match (self.disabled, is_new) {
            (None, true) => StreamStatus::Enabling,
            (None, false) => StreamStatus::Enabled,
            (Some(_), true) => StreamStatus::Disabling,
            (Some(_), false) => StreamStatus::Disabled,
        }
    }

    /// Whether it can still be read at `now`.
    #[must_use]
    pub fn is_kept(&self, now: Timestamp) -> bool {
        self.disabled.is_none_or(|disabled| disabled >= horizon(now))
    }

    /// Whether it is not kept any more and what it held has been dropped.
    #[must_use]
    pub fn is_spent(&self, now: Timestamp) -> bool {
        !self.is_kept(now) && self.open.is_empty() && self.closed.is_empty()
    }

    /// The shards that can be read at `now`, in the order in which they were opened.
    #[must_use]
    pub fn shards(&self, now: Timestamp) -> Vec<&Shard> {
        let mut shards: Vec<_> = self.kept_shards(now).collect();
        crate::order::sort_by_key(&mut shards, |shard| shard.id);
        shards
    }

    /// The shard `id`, if it can be read at `now`.
    #[must_use]
    pub fn shard(&self, id: ShardId, now: Timestamp) -> Option<&Shard> {
        self.kept_shards(now).find(|shard| shard.id == id)
    }

    /// The last number that was given to a record or to the beginning of a shard lies before this one.
    #[must_use]
    pub const fn next_number(&self) -> SequenceNumber {
        self.next_number
    }

    /// Whether [`Stream::advance`] has something to do at `now`.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        let rolls = !self.open.is_empty() && self.rolls(now);
        rolls || self.closed.first().is_some_and(|shard| is_expired(shard, horizon(now)))
    }

    /// Does what the clock asks for: closes shards that were open for four hours and opens others in their place, drops shards that were
    /// closed for 24 hours (a bounded part of their records at once; the rest is not seen and is dropped later).
    pub fn advance(&mut self, now: Timestamp) {
        if !self.is_due(now) {
            return;
        }
        while !self.open.is_empty() && self.rolls(now) {
            let at = Timestamp(self.rolled.0 + PERIOD);
            self.roll(at);
            // Shards that would be closed and trimmed by now are left out.
            let missed = horizon(now).0.saturating_sub(PERIOD + at.0).max(0) / PERIOD;
            self.rolled = Timestamp(at.0 + missed * PERIOD);
        }
        self.drop_expired(horizon(now));
    }

    /// Tells what `batch` did: `written` by its writes, in their order. What changed nothing is not told.
    pub fn append(&mut self, commit: Commit, batch: &Batch, written: &[Written]) {
        self.advance(commit.time);
        self.latest = self.latest.max(commit.time);
        for (write, written) in batch.writes().iter().zip(written) {
            let Some(change) = ItemChange::of(written) else { continue };
            let hash = HashRange::hash_of(write.key());
            let at = self.open.partition_point(|shard| shard.hashes.is_before(hash));
            let record = Record { number: self.take_number(), time: self.latest, author: commit.author, change };
            if let Some(shard) = self.open.get_mut(at) {
                Arc::make_mut(shard).push(record);
            }
        }
    }

    /// Closes all shards at `now`, for the stream or its table is no more.
    pub fn disable(&mut self, now: Timestamp) {
        self.advance(now);
        self.disabled = Some(now);
        for shard in std::mem::take(&mut self.open) {
            self.close(shard, now);
        }
    }

    /// Closes the open shard `id` and opens two in its place, each for one half of its keys. `None` if it is not open, or open for a
    /// single hash.
    pub fn split(&mut self, id: ShardId, now: Timestamp) -> Option<[ShardId; 2]> {
        let at = self.open.iter().position(|shard| shard.id == id)?;
        let halves = self.open.get(at)?.hashes.halves()?;
        let parent = self.open.remove(at);
        self.close(parent, now);
        let children = halves.map(|hashes| self.new_shard(Some(id), hashes, now));
        let ids = children.each_ref().map(|child| child.id);
        self.open.splice(at..at, children);
        Some(ids)
    }

    fn kept_shards(&self, now: Timestamp) -> impl Iterator<Item = &Shard> {
        let all = self.closed.iter().chain(&self.open).map(|shard| &**shard);
        all.filter(move |shard| !is_expired(shard, horizon(now)))
    }

    const fn rolls(&self, now: Timestamp) -> bool {
        now.0.saturating_sub(self.rolled.0) >= PERIOD
    }

    /// Opens a shard in the place of each that is open.
    fn roll(&mut self, at: Timestamp) {
        for parent in std::mem::take(&mut self.open) {
            let child = self.new_shard(Some(parent.id), parent.hashes, at);
            self.open.push(child);
            self.close(parent, at);
        }
    }

    fn close(&mut self, mut shard: Arc<Shard>, at: Timestamp) {
        Arc::make_mut(&mut shard).close(at.max(self.latest));
        self.closed.push(shard);
    }

    fn new_shard(&mut self, parent: Option<ShardId>, hashes: HashRange, at: Timestamp) -> Arc<Shard> {
        let id = self.next_id.max(ShardId::new(u64::try_from(at.0).unwrap_or(0)));
        self.next_id = id.next();
        Arc::new(Shard::new(id, parent, hashes, self.take_number()))
    }

    fn take_number(&mut self) -> SequenceNumber {
        let number = self.next_number;
        self.next_number = number.next();
        number
    }

    fn drop_expired(&mut self, horizon: Timestamp) {
        let mut budget = DROPPED_AT_ONCE;
        while let Some(shard) = self.closed.first_mut().filter(|shard| budget > 0 && is_expired(shard, horizon)) {
            if shard.records().is_small() {
                self.closed.remove(0);
            } else {
                budget -= Arc::make_mut(shard).drop_before(horizon, budget);
            }
        }
    }
}

fn is_expired(shard: &Shard, horizon: Timestamp) -> bool {
    shard.closed().is_some_and(|closed| closed < horizon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{EventName, StreamFault};
    use crate::table::{KeyAttribute, ScalarType, StreamSettings, TableSettings, Write};
    use crate::value::{AttributeMap, AttributeValue, Item};

    const DAY: i64 = 24 * HOUR;

    /// A table with a stream, and the stream as it is fed.
    struct Fed {
        table: Table,
        stream: Stream,
    }

    impl Fed {
        fn new() -> Self {
            let stream = StreamSettings::default().enabled(StreamViewType::NewAndOldImages, Timestamp(0));
            let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S));
            let table = Table::new("Table".into(), key.into());
            let table = table.with_settings(TableSettings { stream, ..TableSettings::default() });
            let stream = Stream::of(&table).unwrap();
            Self { table, stream }
        }

        fn put(&mut self, key: &str, value: &str, time: i64) {
            let attributes =
                [("pk", key), ("x", value)].map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned())));
            let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
            let key = self.table.key().table_key(&item).unwrap();
            let batch = Batch::from(Write::Put { key, item });
            let written = self.table.apply(&batch);
            self.stream.append(Commit::by_caller(Timestamp(time)), &batch, &written);
        }

        /// Keys and kinds of all records that can be read, shard by shard.
        fn read(&self, now: i64) -> Vec<Vec<(String, EventName)>> {
            let now = Timestamp(now);
            let records = |shard: &Shard| {
                let records = shard.read(shard.trim_horizon(now), now).unwrap();
                records.map(|record| (key_of(record), record.event_name())).collect()
            };
            self.stream.shards(now).into_iter().map(records).collect()
        }

        fn shard_ids(&self, now: i64) -> Vec<ShardId> {
            self.stream.shards(Timestamp(now)).iter().map(|shard| shard.id).collect()
        }
    }

    fn key_of(record: &Record) -> String {
        let attributes = record.item().to_map();
        match attributes.get("pk") {
            Some(AttributeValue::S(text)) => text.clone(),
            _ => String::new(),
        }
    }

    #[test]
    fn what_changes_nothing_is_not_told() {
        let mut fed = Fed::new();
        for value in ["1", "1", "2"] {
            fed.put("a", value, 0);
        }
        assert_eq!(fed.read(0), [[("a".to_owned(), EventName::Insert), ("a".to_owned(), EventName::Modify)]]);
    }

    #[test]
    fn a_split_sends_each_key_to_one_of_two_children() {
        let mut fed = Fed::new();
        let keys: Vec<_> = (0..50).map(|key| key.to_string()).collect();
        for key in &keys {
            fed.put(key, "1", 0);
        }
        let [parent] = fed.shard_ids(0)[..] else { panic!("one shard") };
        let children = fed.stream.split(parent, Timestamp(1)).unwrap();
        assert!(fed.stream.split(parent, Timestamp(1)).is_none(), "a closed shard is not split");
        for key in &keys {
            fed.put(key, "2", 2);
        }
        let read = fed.read(2);
        assert_eq!((read[0].len(), read[1].len() + read[2].len()), (50, 50));
        assert!(read[1].len() > 10 && read[2].len() > 10);
        assert_eq!(fed.shard_ids(2), [parent, children[0], children[1]]);
        let shards = fed.stream.shards(Timestamp(2));
        assert_eq!(shards[1].parent, Some(parent));
        assert!(shards[0].ending_number().unwrap() < shards[1].starting_number());
        assert_eq!(shards[2].ending_number(), None);
    }

    #[test]
    fn shards_are_rolled_every_four_hours_whoever_looks() {
        let mut fed = Fed::new();
        fed.put("a", "1", 0);
        fed.put("a", "2", 4 * HOUR - 1);
        fed.put("a", "3", 4 * HOUR);
        assert_eq!(fed.read(4 * HOUR).iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        fed.stream.advance(Timestamp(13 * HOUR));
        let shards = fed.stream.shards(Timestamp(13 * HOUR));
        let parents: Vec<_> = shards.iter().map(|shard| shard.parent).collect();
        let ids: Vec<_> = shards.iter().map(|shard| Some(shard.id)).collect();
        assert_eq!((shards.len(), &parents[1..]), (4, &ids[..3]));
        assert_eq!(shards[2].ending_number(), Some(shards[2].starting_number()), "of a shard without records");
    }

    #[test]
    fn records_are_trimmed_after_a_day_and_shards_a_day_after_they_were_closed() {
        let mut fed = Fed::new();
        fed.put("old", "1", 0);
        fed.put("new", "1", HOUR);
        assert_eq!(fed.read(DAY)[0].len(), 2);
        fed.stream.advance(Timestamp(DAY + 1));
        assert_eq!(fed.read(DAY + 1)[0], [("new".to_owned(), EventName::Insert)]);
        let shard = fed.stream.shards(Timestamp(DAY + 1))[0];
        let read = shard.read(shard.starting_number(), Timestamp(DAY + 1));
        assert_eq!(read.err(), Some(StreamFault::Trimmed));
        let first = shard.id;
        assert!(fed.stream.shard(first, Timestamp(DAY + 4 * HOUR)).is_some());
        assert!(fed.stream.shard(first, Timestamp(DAY + 4 * HOUR + 1)).is_none());
    }

    #[test]
    fn a_clock_that_jumps_costs_as_much_as_a_day() {
        let mut fed = Fed::new();
        fed.put("a", "1", 0);
        let later = 1_000_000 * DAY;
        fed.stream.advance(Timestamp(later));
        assert!((6..=8).contains(&fed.shard_ids(later).len()), "{}", fed.shard_ids(later).len());
        assert_eq!(fed.stream.closed.len() + fed.stream.open.len(), fed.shard_ids(later).len());
        fed.put("a", "2", later);
        assert_eq!(fed.read(later).concat(), [("a".to_owned(), EventName::Modify)]);
    }

    #[test]
    fn expired_records_are_dropped_a_few_at_a_time() {
        let mut fed = Fed::new();
        (0..5000).for_each(|value| fed.put("a", &value.to_string(), 0));
        let later = Timestamp(2 * DAY);
        fed.stream.disable(Timestamp(0));
        let mut calls = 0;
        while !fed.stream.is_spent(later) {
            assert_eq!(fed.read(2 * DAY), [[]; 0]);
            fed.stream.advance(later);
            calls += 1;
        }
        assert!((4..10).contains(&calls), "{calls}");
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_set_records_back() {
        let mut fed = Fed::new();
        fed.put("a", "1", HOUR);
        fed.put("a", "2", 0);
        let times: Vec<_> =
            fed.stream.shards(Timestamp(0))[0].records().starting_at(SequenceNumber::FIRST).map(|it| it.time).collect();
        assert_eq!(times, [Timestamp(HOUR), Timestamp(HOUR)]);
    }

    #[test]
    fn a_disabled_stream_is_kept_for_a_day() {
        let mut fed = Fed::new();
        fed.put("a", "1", 0);
        fed.stream.disable(Timestamp(HOUR));
        assert_eq!(fed.stream.status(Timestamp(i64::MAX), 1), StreamStatus::Disabled);
        assert!(fed.stream.shards(Timestamp(HOUR)).iter().all(|shard| shard.ending_number().is_some()));
        assert!(fed.stream.is_kept(Timestamp(DAY + HOUR)));
        assert!(!fed.stream.is_kept(Timestamp(DAY + HOUR + 1)));
    }
}
