//! Streams in a mirror: a document for each stream and data stream, and an entry for each record.
//!
//! Records are added at the end of a sequence and dropped at its beginning, so that two states of one sequence differ by their ends. That does not
//! hold where a state was put in the place of another, which `replaced` tells: then all records are put anew.

use std::sync::Arc;

use super::data_stream::{DataOrigin, DataStream, Feed};
use super::{DataStreams, HashRange, Record, Records, SequenceNumber, Shard, ShardId, Stream, Streams};
use crate::Timestamp;
use crate::stored::{Digest, Edits, Entries, Input, Kind, Ordered, Stored, from_bytes, stored_struct, to_bytes};
use crate::table::{KeySchema, StreamViewType, TimePrecision};

/// A stream without its records. The number and time of the next record follow from those that there were.
struct StreamDocument {
    view: StreamViewType,
    key: KeySchema,
    enabled: Timestamp,
    disabled: Option<Timestamp>,
    rolled: Timestamp,
    next_id: ShardId,
    open: Vec<ShardDocument>,
    closed: Vec<ShardDocument>,
}

struct ShardDocument {
    id: ShardId,
    parent: Option<ShardId>,
    hashes: HashRange,
    start: SequenceNumber,
    closed: Option<Timestamp>,
    dropped: Option<SequenceNumber>,
}

struct DataStreamDocument {
    latest: Timestamp,
    next: SequenceNumber,
    feeds: Vec<FeedDocument>,
}

struct FeedDocument {
    first: SequenceNumber,
    id: Arc<str>,
    table: Arc<str>,
    key: KeySchema,
    precision: Option<TimePrecision>,
    dropped: Option<SequenceNumber>,
}

stored_struct!(StreamDocument { view, key, enabled, disabled, rolled, next_id, open, closed });
stored_struct!(ShardDocument { id, parent, hashes, start, closed, dropped });
stored_struct!(DataStreamDocument { latest, next, feeds });
stored_struct!(FeedDocument { first, id, table, key, precision, dropped });

/// Takes the entries of the streams of a place, `place` in bytes, from one state to another.
pub fn follow_streams(place: &[u8], before: &Streams, after: &Streams, replaced: bool, edits: &mut Edits) {
    if Arc::ptr_eq(&before.0, &after.0) {
        return;
    }
    let is_same = |one: &Stream, other: &Stream| (&one.table, &one.label) == (&other.table, &other.label);
    for stream in after.0.iter() {
        let was = before.0.iter().find(|other| is_same(stream, other));
        if !was.is_some_and(|was| Arc::ptr_eq(was, stream)) {
            follow_stream(&id(place, stream), was.map(|was| &**was), Some(stream), replaced, edits);
        }
    }
    for stream in before.0.iter().filter(|stream| !after.0.iter().any(|other| is_same(stream, other))) {
        follow_stream(&id(place, stream), Some(stream), None, replaced, edits);
    }
}

fn id(place: &[u8], stream: &Stream) -> Vec<u8> {
    let mut id = place.to_vec();
    stream.table.store(&mut id);
    stream.label.store(&mut id);
    id
}

fn follow_stream(id: &[u8], before: Option<&Stream>, after: Option<&Stream>, replaced: bool, edits: &mut Edits) {
    edits.follow(Kind::Stream.key(id), before.map(document), after.map(document));
    let digest = Digest::of(id);
    let shard = |stream: Option<&Stream>, id: ShardId| shards(stream).find(|shard| shard.id == id).cloned();
    for now in shards(after) {
        let was = shard(before, now.id);
        if !was.as_ref().is_some_and(|was| Arc::ptr_eq(was, now)) || replaced {
            let prefix = prefix(digest, now.id.number());
            follow_records(&prefix, was.as_ref().map(|was| &was.records), Some(&now.records), replaced, edits);
        }
    }
    for gone in shards(before).filter(|gone| shard(after, gone.id).is_none()) {
        follow_records(&prefix(digest, gone.id.number()), Some(&gone.records), None, replaced, edits);
    }
}

fn shards(stream: Option<&Stream>) -> impl Iterator<Item = &Arc<Shard>> {
    stream.into_iter().flat_map(|stream| stream.closed.iter().chain(&stream.open))
}

fn document(stream: &Stream) -> Vec<u8> {
    let shards = |shards: &[Arc<Shard>]| shards.iter().map(|shard| shard_document(shard)).collect();
    to_bytes(&StreamDocument {
        view: stream.view,
        key: stream.key.clone(),
        enabled: stream.enabled,
        disabled: stream.disabled,
        rolled: stream.rolled,
        next_id: stream.next_id,
        open: shards(&stream.open),
        closed: shards(&stream.closed),
    })
}

fn shard_document(shard: &Shard) -> ShardDocument {
    let Shard { id, parent, hashes, start, closed, records } = shard;
    ShardDocument { id: *id, parent: *parent, hashes: *hashes, start: *start, closed: *closed, dropped: records.dropped }
}

/// The same of data streams.
pub fn follow_data_streams(place: &[u8], before: &DataStreams, after: &DataStreams, replaced: bool, edits: &mut Edits) {
    if Arc::ptr_eq(&before.0, &after.0) {
        return;
    }
    for stream in after.0.iter() {
        follow_data_stream(place, stream.arn(), before.get(stream.arn()), Some(stream), replaced, edits);
    }
    for stream in before.0.iter().filter(|stream| after.get(stream.arn()).is_none()) {
        follow_data_stream(place, stream.arn(), Some(stream), None, replaced, edits);
    }
}

fn follow_data_stream(
    place: &[u8],
    arn: &Arc<str>,
    before: Option<&DataStream>,
    after: Option<&DataStream>,
    replaced: bool,
    edits: &mut Edits,
) {
    let mut id = place.to_vec();
    arn.store(&mut id);
    edits.follow(Kind::DataStream.key(&id), before.map(data_document), after.map(data_document));
    let digest = Digest::of(&id);
    let feed =
        |stream: Option<&DataStream>, first| feeds(stream).find(|feed| feed.first == first).map(|feed| feed.records.clone());
    for now in feeds(after) {
        let was = feed(before, now.first);
        follow_records(&prefix(digest, now.first.as_u64()), was.as_ref(), Some(&now.records), replaced, edits);
    }
    for gone in feeds(before).filter(|gone| feed(after, gone.first).is_none()) {
        follow_records(&prefix(digest, gone.first.as_u64()), Some(&gone.records), None, replaced, edits);
    }
}

fn feeds(stream: Option<&DataStream>) -> impl Iterator<Item = &Feed> {
    stream.into_iter().flat_map(|stream| &stream.feeds)
}

fn data_document(stream: &DataStream) -> Vec<u8> {
    let feed = |Feed { first, origin, records }: &Feed| {
        let DataOrigin { id, table, key, precision } = &**origin;
        let (id, table, key) = (Arc::clone(id), Arc::clone(table), key.clone());
        FeedDocument { first: *first, id, table, key, precision: *precision, dropped: records.dropped }
    };
    to_bytes(&DataStreamDocument { latest: stream.latest, next: stream.next, feeds: stream.feeds.iter().map(feed).collect() })
}

/// What the keys of the records of one sequence begin with.
fn prefix(digest: Digest, sequence: u64) -> Vec<u8> {
    let mut key = vec![Kind::Record as u8];
    digest.store(&mut key);
    Ordered(sequence).store(&mut key);
    key
}

fn follow_records(prefix: &[u8], before: Option<&Records>, after: Option<&Records>, replaced: bool, edits: &mut Edits) {
    let all = |records: Option<&Records>| records.cloned().unwrap_or_default();
    let (before, after) = (all(before), all(after));
    let first_kept = after.starting_at(SequenceNumber::FIRST).next().map(|record| record.number);
    let is_gone = |record: &Record| replaced || first_kept.is_none_or(|first| record.number < first);
    for record in before.starting_at(SequenceNumber::FIRST).take_while(|record| is_gone(record)) {
        edits.delete(key(prefix, record));
    }
    let known = before.last_number().filter(|_| !replaced).map_or(SequenceNumber::FIRST, SequenceNumber::next);
    for record in after.starting_at(known) {
        edits.put(key(prefix, record), to_bytes(record));
    }
}

fn key(prefix: &[u8], record: &Record) -> Vec<u8> {
    let mut key = prefix.to_vec();
    Ordered(record.number.as_u64()).store(&mut key);
    key
}

/// The stream whose document is `value`, in a place, `place` in bytes; `None` if it is damaged.
pub fn load_stream(place: &[u8], table: Arc<str>, label: Arc<str>, value: &[u8], entries: &Entries) -> Option<Stream> {
    let document: StreamDocument = from_bytes(value)?;
    let mut stream = Stream {
        table,
        label,
        view: document.view,
        key: document.key,
        enabled: document.enabled,
        disabled: document.disabled,
        latest: document.enabled,
        rolled: document.rolled,
        next_number: SequenceNumber::FIRST,
        next_id: document.next_id,
        open: Vec::new(),
        closed: Vec::new(),
    };
    let digest = Digest::of(&id(place, &stream));
    for (is_open, shard) in
        document.closed.into_iter().map(|shard| (false, shard)).chain(document.open.into_iter().map(|shard| (true, shard)))
    {
        let records = load_records(&prefix(digest, shard.id.number()), shard.dropped, entries)?;
        let ShardDocument { id, parent, hashes, start, closed, .. } = shard;
        stream.next_number = stream.next_number.max(records.last_number().unwrap_or(start).max(start).next());
        stream.latest = records.last_time().map_or(stream.latest, |time| time.max(stream.latest));
        let shard = Arc::new(Shard { id, parent, hashes, start, closed, records });
        if is_open { stream.open.push(shard) } else { stream.closed.push(shard) }
    }
    // A key finds its shard by the order of their hashes.
    let ascend = stream.open.is_sorted_by(|left, right| left.hashes.is_next_to(right.hashes));
    ascend.then_some(stream)
}

/// The data stream `arn` whose document is `value`, in a place, `place` in bytes; `None` if it is damaged.
pub fn load_data_stream(place: &[u8], arn: Arc<str>, value: &[u8], entries: &Entries) -> Option<DataStream> {
    let DataStreamDocument { latest, next, feeds } = from_bytes(value)?;
    let mut id = place.to_vec();
    arn.store(&mut id);
    let digest = Digest::of(&id);
    let mut stream = DataStream { arn, latest, next, feeds: Vec::new() };
    for FeedDocument { first, id, table, key, precision, dropped } in feeds {
        let records = load_records(&prefix(digest, first.as_u64()), dropped, entries)?;
        stream.feeds.push(Feed { first, origin: Arc::new(DataOrigin { id, table, key, precision }), records });
    }
    Some(stream)
}

/// Records of one sequence: their numbers ascend, and their times do not descend.
fn load_records(prefix: &[u8], dropped: Option<SequenceNumber>, entries: &Entries) -> Option<Records> {
    let mut records = Records { dropped, ..Records::default() };
    for (key, value) in entries.within(prefix) {
        let record: Record = from_bytes(value)?;
        let number = Ordered::load(&mut Input(key)).filter(|_| key.len() == 8)?.0;
        let follows = records.last_number().is_none_or(|last| last < record.number)
            && records.last_time().is_none_or(|last| last <= record.time);
        (record.number.as_u64() == number && follows).then_some(())?;
        records.push(record);
    }
    Some(records)
}

impl Streams {
    /// Adds a stream that was loaded.
    pub fn insert(&mut self, stream: Stream) {
        let streams = Arc::make_mut(&mut self.0);
        let at = streams.partition_point(|other| (&other.table, &other.label) < (&stream.table, &stream.label));
        streams.insert(at, Arc::new(stream));
    }
}

impl DataStreams {
    /// Adds a data stream that was loaded.
    pub fn insert(&mut self, stream: DataStream) {
        let streams = Arc::make_mut(&mut self.0);
        let at = streams.partition_point(|other| other.arn() < stream.arn());
        streams.insert(at, Arc::new(stream));
    }
}
