//! `GetShardIterator`: where in a shard to begin reading.

use serde::Serialize;

use super::{Call, Error, named_stream};
use crate::Timestamp;
use crate::request::Structure;
use crate::stream::{SequenceNumber, Shard, ShardIterator, Stream, StreamFault};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    shard_iterator: String,
}

/// Where an iterator begins, as its type and the parameters of the type say.
#[derive(Debug, Clone, Copy)]
enum Start<'a> {
    TrimHorizon,
    Latest,
    At(&'a str),
    After(&'a str),
    Time(Timestamp),
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let start = Start::read(input)?;
    let text = |member| input.text(member).unwrap_or_default();
    let (arn, now) = (text("StreamArn"), call.now());
    let stream = named_stream::find(call, arn)?;
    let shard = named_stream::shard(stream, text("ShardId"), now)?;
    let number = start.number(stream, shard, now)?;
    let iterator = ShardIterator { stream: arn.to_owned(), shard: shard.id, number, made: now };
    Ok(Output { shard_iterator: iterator.to_string() })
}

impl<'a> Start<'a> {
    fn read(input: &'a Structure) -> Result<Self, StreamFault> {
        let (number, time) = (input.text("SequenceNumber"), input.double("Timestamp"));
        let needed = || number.ok_or(StreamFault::Missing("SequenceNumber"));
        let start = match input.text("ShardIteratorType") {
            Some("AT_SEQUENCE_NUMBER") => Self::At(needed()?),
            Some("AFTER_SEQUENCE_NUMBER") => Self::After(needed()?),
            Some("AT_TIMESTAMP") => Self::Time(milliseconds(time.ok_or(StreamFault::Missing("Timestamp"))?)),
            Some("LATEST") => Self::Latest,
            _ => Self::TrimHorizon,
        };
        match start {
            Self::TrimHorizon | Self::Latest | Self::Time(_) if number.is_some() => Err(StreamFault::Unused("SequenceNumber")),
            Self::TrimHorizon | Self::Latest | Self::At(_) | Self::After(_) if time.is_some() => {
                Err(StreamFault::Unused("Timestamp"))
            }
            start => Ok(start),
        }
    }

    /// The number of the first record to be read.
    fn number(self, stream: &Stream, shard: &Shard, now: Timestamp) -> Result<SequenceNumber, StreamFault> {
        match self {
            Self::TrimHorizon => Ok(shard.trim_horizon(now)),
            Self::Latest => Ok(stream.next_number()),
            Self::At(text) => given(text, stream, shard, now),
            Self::After(text) => given(text, stream, shard, now).map(SequenceNumber::next),
            Self::Time(time) if time > now => Err(StreamFault::Future),
            Self::Time(time) => {
                let first = shard.first_at(time, now);
                Ok(first.map_or(stream.next_number(), |record| record.number))
            }
        }
    }
}

/// The number that a request gives. It must be one that a record of the shard has or had, or could have had.
fn given(text: &str, stream: &Stream, shard: &Shard, now: Timestamp) -> Result<SequenceNumber, StreamFault> {
    let number = SequenceNumber::parse(text).ok_or(StreamFault::NotInShard)?;
    let issued = number < stream.next_number() && shard.ending_number().is_none_or(|end| number <= end);
    match () {
        () if number < shard.starting_number() || !issued => Err(StreamFault::NotInShard),
        () if number < shard.trim_horizon(now) => Err(StreamFault::Trimmed),
        () => Ok(number),
    }
}

/// A time as requests write it, seconds with a fraction, to the millisecond.
#[expect(clippy::cast_possible_truncation, reason = "times beyond the range are in the future")]
fn milliseconds(seconds: f64) -> Timestamp {
    Timestamp((seconds * 1000.0).round() as i64)
}
