//! The records of a data stream of Amazon Kinesis, as tables send them (developer guide, Using Kinesis Data Streams to capture changes to
//! `DynamoDB`; the order of members is that of records that people have published).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::get_records::Region;
use super::resource_id;
use crate::Timestamp;
use crate::account::{Database, Place};
use crate::stream::{DataOrigin, EventName, Record, SequenceNumber};
use crate::table::{Author, StreamViewType, TimePrecision};
use crate::value::{AttributeMap, AttributeValue, Item, Set, WireAttributes, to_json};

const LARGEST_PAGE: usize = 1000;

/// Kinesis takes no larger record, so that one is left out; what is smaller than the other figure never becomes one (developer guide, Monitoring change
/// data capture with Kinesis Data Streams).
const LARGEST_RECORD: usize = 1024 * 1024;
const SURELY_SMALLER: usize = 34 * 1024;

/// Where to begin to read a data stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataStreamStart {
    /// With the record of this number.
    At(SequenceNumber),
    /// Behind what there is.
    Latest,
}

/// Records of a data stream, and the number to go on with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataStreamPage {
    records: Vec<KinesisRecord>,
    next: SequenceNumber,
}

/// A record as Kinesis hands it over.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct KinesisRecord {
    sequence_number: SequenceNumber,
    partition_key: PartitionKey,
    approximate_arrival_timestamp: i64,
    data: Change,
}

/// What `DynamoDB` has written into it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    aws_region: Region,
    #[serde(rename = "eventID")]
    event_id: String,
    event_name: EventName,
    user_identity: Option<Identity>,
    record_format: &'static str,
    table_name: String,
    dynamodb: Images,
    event_source: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Images {
    approximate_creation_date_time: i64,
    keys: WireAttributes,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_image: Option<WireAttributes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_image: Option<WireAttributes>,
    size_bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_creation_date_time_precision: Option<TimePrecision>,
}

/// Who wrote, if it was the service itself.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
    r#type: &'static str,
    principal_id: &'static str,
}

const TIME_TO_LIVE: Identity = Identity { r#type: "Service", principal_id: "dynamodb.amazonaws.com" };

/// 32 digits that follow from the primary key.
#[derive(Debug)]
struct PartitionKey([u8; 16]);

impl Serialize for PartitionKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default().to_ascii_uppercase();
        let digits: String = self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        serializer.serialize_str(&digits)
    }
}

/// Reads the data stream `arn` in `place`. There is nothing in one that nothing was sent to.
#[must_use]
pub fn read_data_stream(
    database: &Database,
    place: &Place,
    arn: &str,
    start: DataStreamStart,
    limit: Option<usize>,
    now: Timestamp,
) -> DataStreamPage {
    let Some(stream) = database.data_stream(place, arn) else {
        return DataStreamPage { records: Vec::new(), next: SequenceNumber::FIRST };
    };
    let end = stream.next_number();
    // A stream that was restored may not have come to the number yet.
    let number = match start {
        DataStreamStart::At(number) => number.min(end),
        DataStreamStart::Latest => end,
    };
    let limit = limit.unwrap_or(LARGEST_PAGE).min(LARGEST_PAGE);
    let (mut records, mut next) = (Vec::new(), number);
    for (origin, record) in stream.read(number, now) {
        if records.len() == limit {
            return DataStreamPage { records, next };
        }
        next = record.number.next();
        records.extend(described(place, arn, origin, record));
    }
    DataStreamPage { records, next }
}

fn described(place: &Place, arn: &str, origin: &DataOrigin, record: &Record) -> Option<KinesisRecord> {
    let view = StreamViewType::NewAndOldImages;
    let item = record.item();
    let keys: AttributeMap =
        origin.key.attributes().filter_map(|key| Some((key.name.to_string(), item.get(&key.name)?.to_owned()))).collect();
    let dynamodb = Images {
        approximate_creation_date_time: time(record.time, origin.precision),
        keys: encoded(keys),
        new_image: record.new_image(view).map(image),
        old_image: record.old_image(view).map(image),
        size_bytes: record.size(view, &origin.key),
        approximate_creation_date_time_precision: origin.precision,
    };
    let data = Change {
        aws_region: Region(place.region.clone()),
        event_id: resource_id::of(&format!("{arn} {}", record.number)),
        event_name: record.event_name(),
        user_identity: (record.author == Author::TimeToLive).then_some(TIME_TO_LIVE),
        record_format: "application/json",
        table_name: origin.table.to_string(),
        dynamodb,
        event_source: "aws:dynamodb",
    };
    fits(&data).then(|| KinesisRecord {
        sequence_number: record.number,
        partition_key: partition_key(origin, item),
        approximate_arrival_timestamp: record.time.0,
        data,
    })
}

fn fits(data: &Change) -> bool {
    data.dynamodb.size_bytes < SURELY_SMALLER || to_json(data).len() <= LARGEST_RECORD
}

/// In microseconds only where that is chosen. The clock has milliseconds.
const fn time(time: Timestamp, precision: Option<TimePrecision>) -> i64 {
    match precision {
        Some(TimePrecision::Microsecond) => time.0.saturating_mul(1000),
        Some(TimePrecision::Millisecond) | None => time.0,
    }
}

/// The same key for the same item. How AWS makes it is not known; it looks like this.
fn partition_key(origin: &DataOrigin, item: &Item) -> PartitionKey {
    let key = origin.key.table_key(item).map(|key| Sha256::digest(key.as_bytes())).unwrap_or_default();
    let mut digits = [0; 16];
    for (digit, byte) in digits.iter_mut().zip(key) {
        *digit = byte;
    }
    PartitionKey(digits)
}

fn image(item: &Item) -> WireAttributes {
    encoded(item.to_map())
}

/// `attributes` as records show them: binaries are encoded twice, and number sets come in the order of stream records.
fn encoded(attributes: AttributeMap) -> WireAttributes {
    let attributes: AttributeMap = attributes.into_iter().map(|(name, value)| (name, encoded_value(value))).collect();
    WireAttributes::from(&attributes).attributes().in_hash_order()
}

fn encoded_value(value: AttributeValue) -> AttributeValue {
    let encode = |bytes: &Vec<u8>| STANDARD.encode(bytes).into_bytes();
    match value {
        AttributeValue::B(bytes) => AttributeValue::B(encode(&bytes)),
        AttributeValue::BS(set) => match Set::new(set.members().iter().map(encode).collect()) {
            Some(set) => AttributeValue::BS(set),
            None => AttributeValue::BS(set),
        },
        AttributeValue::L(members) => AttributeValue::L(members.into_iter().map(encoded_value).collect()),
        AttributeValue::M(attributes) => {
            AttributeValue::M(attributes.into_iter().map(|(name, value)| (name, encoded_value(value))).collect())
        }
        other => other,
    }
}
