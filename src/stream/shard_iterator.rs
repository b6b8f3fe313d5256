//! Iterators: a place in a shard, as text that a caller keeps for some minutes.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{SequenceNumber, ShardId, StreamFault};
use crate::Timestamp;

/// How long an iterator is valid, in milliseconds.
const VALIDITY: i64 = 15 * 60 * 1000;

/// Where in a shard reading goes on: `arn:...|1|` and the rest in base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShardIterator {
    /// The ARN of the stream.
    pub stream: String,
    /// The shard.
    pub shard: ShardId,
    /// The number of the first record that has not been read.
    pub number: SequenceNumber,
    /// When the iterator was made.
    pub made: Timestamp,
}

/// Between the ARN and the rest; no ARN has it.
const SEPARATOR: &str = "|1|";

impl ShardIterator {
    /// Reads an iterator.
    ///
    /// # Errors
    ///
    /// `text` is none.
    pub fn parse(text: &str) -> Result<Self, StreamFault> {
        Self::read(text).ok_or(StreamFault::NoIterator)
    }

    fn read(text: &str) -> Option<Self> {
        let (stream, rest) = text.split_once(SEPARATOR)?;
        let rest = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        let mut parts = rest.split('|');
        let shard = ShardId::parse(parts.next()?)?;
        let number = SequenceNumber::parse(parts.next()?)?;
        let made = Timestamp(parts.next()?.parse().ok()?);
        parts.next().is_none().then(|| Self { stream: stream.to_owned(), shard, number, made })
    }

    /// Whether the iterator may still be used at `now`.
    ///
    /// # Errors
    ///
    /// It has expired.
    pub const fn check(&self, now: Timestamp) -> Result<(), StreamFault> {
        if now.0.saturating_sub(self.made.0) > VALIDITY { Err(StreamFault::Expired) } else { Ok(()) }
    }
}

impl fmt::Display for ShardIterator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stream, shard, number, made } = self;
        let rest = STANDARD.encode(format!("{shard}|{number}|{}", made.0));
        write!(formatter, "{stream}{SEPARATOR}{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iterator() -> ShardIterator {
        let stream = "arn:aws:dynamodb:us-east-1:000000000000:table/Music/stream/2026-10-01T00:00:00.000".to_owned();
        ShardIterator { stream, shard: ShardId::new(7), number: SequenceNumber::FIRST, made: Timestamp(1000) }
    }

    #[test]
    fn an_iterator_is_read_as_it_was_written() {
        assert_eq!(ShardIterator::parse(&iterator().to_string()), Ok(iterator()));
    }

    #[test]
    fn other_texts_are_no_iterators() {
        let text = iterator().to_string();
        let garbled = STANDARD.encode("shardId-00000000000000000007-00000000|1|2");
        for other in ["", "|1|", &text.replace("|1|", "|2|"), &format!("{text}A"), &format!("arn|1|{garbled}")] {
            assert_eq!(ShardIterator::parse(other), Err(StreamFault::NoIterator), "{other}");
        }
    }

    #[test]
    fn an_iterator_is_valid_for_fifteen_minutes() {
        assert_eq!(iterator().check(Timestamp(1000 + VALIDITY)), Ok(()));
        assert_eq!(iterator().check(Timestamp(1001 + VALIDITY)), Err(StreamFault::Expired));
    }
}
