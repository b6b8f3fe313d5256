//! Which of two writes of an item came last.

use std::sync::Arc;

use crate::Timestamp;
use crate::account::Place;
use crate::stored::{self, Input, Stored};
use crate::value::Held;

/// When and where an item was written. Of two writes of one item to different replicas the one with the greater stamp wins: the later one,
/// then the one before which the item was written more often within that millisecond, then the one to the region with the greater name.
///
/// Stamps are bytes in that order: they are kept in the type of map that tables have, and compare as fast as keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(Arc<[u8]>);

impl Held for Stamp {}

/// The time and the count are numbers of eight bytes, the greatest byte first.
type Part = [u8; 8];

impl Stamp {
    /// The stamp of a write at `now` to the replica in `place`, where the item was written last as `last` says. It wins against that one, even
    /// if the clock was set back meanwhile: whoever overwrites an item has seen it.
    #[must_use]
    pub fn after(last: Option<&Self>, place: &Place, now: Timestamp) -> Self {
        let (time, count) = match last.map(|last| (last.time(), last.count())) {
            Some((time, count)) if time >= now => (time, count.saturating_add(1)),
            _ => (now, 0),
        };
        let mut bytes = Vec::with_capacity(48);
        bytes.extend(ordered(time));
        bytes.extend(count.to_be_bytes());
        bytes.extend(place.region.as_str().bytes());
        bytes.push(0);
        bytes.extend(place.account.as_str().bytes());
        Self(bytes.into())
    }

    /// When it was written.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        let bits = self.0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        Timestamp((bits ^ SIGN).cast_signed())
    }

    /// Whether the write was made to the replica in `place`.
    #[must_use]
    pub fn is_of(&self, place: &Place) -> bool {
        let writer = self.0.get(2 * size_of::<Part>()..).unwrap_or_default();
        let (region, account) = (place.region.as_str().as_bytes(), place.account.as_str().as_bytes());
        writer.strip_prefix(region).and_then(|rest| rest.strip_prefix(&[0])) == Some(account)
    }

    fn count(&self) -> u64 {
        let count = self.0.get(size_of::<Part>()..).and_then(<[u8]>::first_chunk::<8>);
        count.map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }
}

const SIGN: u64 = 1 << 63;

/// Times before 1970 come before those after it.
const fn ordered(time: Timestamp) -> Part {
    (time.0.cast_unsigned() ^ SIGN).to_be_bytes()
}

impl Stored for Stamp {
    fn store(&self, output: &mut Vec<u8>) {
        stored::store_bytes(&self.0, output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        input.bytes().map(|bytes| Self(bytes.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::RegionName;

    fn place(region: &str) -> Place {
        Place { region: RegionName::new(region).unwrap(), ..Place::default() }
    }

    fn stamp(region: &str, time: i64) -> Stamp {
        Stamp::after(None, &place(region), Timestamp(time))
    }

    #[test]
    fn the_later_write_wins_and_then_the_greater_region() {
        assert!(stamp("us-east-1", 2) > stamp("us-west-2", 1));
        assert!(stamp("us-west-2", 1) > stamp("us-east-1", 1));
        assert!(stamp("a", 0) > stamp("b", -1) && stamp("a", i64::MIN) < stamp("a", i64::MAX));
    }

    #[test]
    fn a_stamp_knows_where_the_write_was_made() {
        let own = stamp("us-east-1", 1);
        assert!(own.is_of(&place("us-east-1")));
        assert!(!own.is_of(&place("us-east-2")) && !own.is_of(&place("us-east-")));
    }

    #[test]
    fn a_write_wins_against_what_it_overwrites() {
        let seen = stamp("us-west-2", 5);
        for now in [4, 5, 6] {
            assert!(Stamp::after(Some(&seen), &place("us-east-1"), Timestamp(now)) > seen, "{now}");
        }
        let twice = Stamp::after(Some(&stamp("us-east-1", 5)), &place("us-east-1"), Timestamp(5));
        assert!(twice > seen && twice < stamp("us-east-1", 6));
    }

    #[test]
    fn a_stamp_tells_its_time() {
        for time in [i64::MIN, -1, 0, 1, i64::MAX] {
            assert_eq!(stamp("us-east-1", time).time(), Timestamp(time));
        }
    }
}
