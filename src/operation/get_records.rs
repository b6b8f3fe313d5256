//! `GetRecords`: records of a shard from an iterator on, and the iterator to go on from.

use serde::{Serialize, Serializer};

use super::attributes::Attributes;
use super::{Call, Error, named_stream};
use crate::Timestamp;
use crate::account::RegionName;
use crate::request::Structure;
use crate::stream::{EventName, Record, SequenceNumber, Shard, ShardIterator, Stream, StreamFault};
use crate::table::{Author, StreamViewType};
use crate::value::{Item, WireAttributes};

const LARGEST_PAGE: usize = 1000;
/// A page ends before the record that would take it beyond this size, but never before its first.
const LARGEST_SIZE: usize = 1024 * 1024;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    records: Vec<RecordDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_shard_iterator: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RecordDescription {
    #[serde(rename = "eventID")]
    event_id: EventId,
    event_name: EventName,
    event_version: &'static str,
    event_source: &'static str,
    aws_region: Region,
    dynamodb: StreamRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_identity: Option<Identity>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct StreamRecord {
    approximate_creation_date_time: f64,
    keys: WireAttributes,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_image: Option<Attributes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_image: Option<Attributes>,
    sequence_number: SequenceNumber,
    size_bytes: usize,
    stream_view_type: StreamViewType,
}

/// What tells an event from all others, as 32 digits.
struct EventId([u64; 2]);

impl Serialize for EventId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self([stream, record]) = self;
        let mut digits = [0; 32];
        for (at, digit) in digits.iter_mut().enumerate() {
            let word = if at < 16 { stream } else { record };
            *digit = hexadecimal(word >> (60 - at % 16 * 4) & 15);
        }
        serializer.serialize_str(str::from_utf8(&digits).unwrap_or_default())
    }
}

/// The digit of a number below 16.
fn hexadecimal(number: u64) -> u8 {
    let digit = u8::try_from(number).unwrap_or_default();
    if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
}

/// The region that the records of a page are read in.
#[derive(Debug, Clone)]
pub(super) struct Region(pub RegionName);

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

/// Who wrote, if it was the service itself.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Identity {
    principal_id: &'static str,
    r#type: &'static str,
}

const TIME_TO_LIVE: Identity = Identity { principal_id: "dynamodb.amazonaws.com", r#type: "Service" };

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let limit = named_stream::limit(input, LARGEST_PAGE)?;
    let iterator = ShardIterator::parse(input.text("ShardIterator").unwrap_or_default())?;
    let now = call.now();
    iterator.check(now)?;
    let region = Region(call.place().region.clone());
    let stream = named_stream::find(call, &iterator.stream)?;
    // A shard that an iterator was made for and that is not there any more has been trimmed.
    let shard = stream.shard(iterator.shard, now).ok_or(StreamFault::Trimmed)?;
    // A stream that was restored may not have come to the iterator's number yet.
    let number = iterator.number.min(stream.next_number());
    let (page, next) = page(stream, shard, &ShardIterator { number, made: now, ..iterator }, limit)?;
    let describer = Describer::new(stream, region);
    let records = page.into_iter().map(|(record, size)| describer.describe(record, size)).collect();
    Ok(Output { records, next_shard_iterator: next.map(|next| next.to_string()) })
}

/// The records of a page with their sizes, and where the next one begins; nowhere, after the last record of a closed shard.
type Page<'s> = (Vec<(&'s Record, usize)>, Option<ShardIterator>);

fn page<'s>(stream: &Stream, shard: &'s Shard, iterator: &ShardIterator, limit: usize) -> Result<Page<'s>, StreamFault> {
    let mut records = shard.read(iterator.number, iterator.made)?.peekable();
    let (mut page, mut total) = (Vec::new(), 0);
    let mut number = iterator.number;
    while let Some(record) = records.peek().copied().filter(|_| page.len() < limit) {
        let size = record.size(stream.view(), stream.key());
        total += size;
        if total > LARGEST_SIZE && !page.is_empty() {
            break;
        }
        page.push((record, size));
        number = record.number.next();
        records.next();
    }
    let ends = shard.closed().is_some() && records.peek().is_none();
    Ok((page, (!ends).then(|| ShardIterator { number, ..iterator.clone() })))
}

/// What the records of a page have in common.
struct Describer<'s> {
    view: StreamViewType,
    /// In the order of their names.
    key: Vec<&'s str>,
    region: Region,
    /// Tells the records of this stream from those of others.
    salt: u64,
}

impl<'s> Describer<'s> {
    fn new(stream: &'s Stream, region: Region) -> Self {
        let mut key: Vec<&str> = stream.key().attributes().map(|attribute| &*attribute.name).collect();
        crate::order::sort(&mut key);
        let salt = fingerprint(&[region.0.as_str(), stream.table(), stream.label()]);
        Self { view: stream.view(), key, region, salt }
    }

    fn describe(&self, record: &Record, size_bytes: usize) -> RecordDescription {
        let image = |item: &Item| Attributes::Whole(item.clone()).in_hash_order();
        RecordDescription {
            event_id: EventId([self.salt, mixed(self.salt ^ record.number.as_u64())]),
            event_name: record.event_name(),
            event_version: "1.1",
            event_source: "aws:dynamodb",
            aws_region: self.region.clone(),
            dynamodb: StreamRecord {
                approximate_creation_date_time: whole_seconds(record.time),
                keys: WireAttributes::named(record.item(), self.key.iter().copied()),
                new_image: record.new_image(self.view).map(image),
                old_image: record.old_image(self.view).map(image),
                sequence_number: record.number,
                size_bytes,
                stream_view_type: self.view,
            },
            user_identity: (record.author == Author::TimeToLive).then_some(TIME_TO_LIVE),
        }
    }
}

/// AWS rounds the times of records down to the second (service model).
fn whole_seconds(time: Timestamp) -> f64 {
    Timestamp(time.0.div_euclid(1000) * 1000).as_seconds()
}

fn fingerprint(texts: &[&str]) -> u64 {
    const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
    const FNV_PRIME: u64 = 0x0100_0000_01B3;
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    mixed(bytes.fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)))
}

/// The finaliser of `SplitMix64`: distinct numbers stay distinct.
const fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
