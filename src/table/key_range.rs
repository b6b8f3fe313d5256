//! A stretch of the keys of a table or index: what a query's key condition or a scan's segment leaves of them.

use std::ops::Bound;

use crate::value::after_prefix;

/// Keys from a first to before an end, in their order as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRange {
    start: Bound<Vec<u8>>,
    end: Bound<Vec<u8>>,
}

impl KeyRange {
    /// All keys.
    #[must_use]
    pub const fn all() -> Self {
        Self { start: Bound::Unbounded, end: Bound::Unbounded }
    }

    /// All keys that begin with `prefix`.
    #[must_use]
    pub fn of_prefix(prefix: &[u8]) -> Self {
        Self { start: Bound::Included(prefix.to_vec()), end: end_of(prefix) }
    }

    /// The part before every key that begins with `prefix`.
    #[must_use]
    pub fn before(self, prefix: &[u8]) -> Self {
        Self { end: Bound::Excluded(prefix.to_vec()), ..self }
    }

    /// The part up to and with all keys that begin with `prefix`.
    #[must_use]
    pub fn through(self, prefix: &[u8]) -> Self {
        Self { end: end_of(prefix), ..self }
    }

    /// The part from the first key that begins with `prefix`.
    #[must_use]
    pub fn from(self, prefix: &[u8]) -> Self {
        Self { start: Bound::Included(prefix.to_vec()), ..self }
    }

    /// The part behind all keys that begin with `prefix`.
    #[must_use]
    pub fn behind(self, prefix: &[u8]) -> Self {
        match after_prefix(prefix) {
            Some(next) => Self { start: Bound::Included(next), ..self },
            None => Self::none(),
        }
    }

    /// No keys.
    #[must_use]
    pub const fn none() -> Self {
        Self { start: Bound::Unbounded, end: Bound::Excluded(Vec::new()) }
    }

    /// The keys that lie in both ranges.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        let (start, end) = (later_start(self.start, other.start), earlier_end(self.end, other.end));
        let holds_some = match (content(&start), content(&end)) {
            (Some(first), Some(last)) => first < last,
            _ => true,
        };
        if holds_some { Self { start, end } } else { Self::none() }
    }

    /// Whether there is nothing between the ranges: they have keys in common, or one begins where the other ends.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let reaches = |start: &Bound<Vec<u8>>, end: &Bound<Vec<u8>>| match (content(start), content(end)) {
            (Some(start), Some(end)) => start <= end,
            _ => true,
        };
        reaches(&self.start, &other.end) && reaches(&other.start, &self.end)
    }

    /// The part that follows `key` in the direction of reading. The key itself need not exist.
    #[must_use]
    pub fn continued(self, key: &[u8], forward: bool) -> Self {
        let key = Bound::Excluded(key.to_vec());
        if forward { Self { start: key, ..self } } else { Self { end: key, ..self } }
    }

    /// The keys of segment `segment` of `total`: an interval of the hashes that keys begin with.
    #[must_use]
    pub fn of_segment(segment: u32, total: u32) -> Self {
        let start = first_hash(segment, total).map_or(Bound::Unbounded, Bound::Included);
        let end = first_hash(segment.saturating_add(1), total).map_or(Bound::Unbounded, Bound::Excluded);
        Self { start, end }
    }

    /// Whether `key` lies in the range.
    #[must_use]
    pub fn contains(&self, key: &[u8]) -> bool {
        std::ops::RangeBounds::contains(&self.bounds(), key)
    }

    /// The order of where ranges begin.
    #[must_use]
    pub fn compare_starts(&self, other: &Self) -> std::cmp::Ordering {
        content(&self.start).cmp(&content(&other.start))
    }

    /// Where the range begins: with the hash and the partition key, if it is of one partition; empty if it has no beginning.
    #[must_use]
    pub fn start(&self) -> &[u8] {
        content(&self.start).unwrap_or_default()
    }

    /// Start and end as slices.
    #[must_use]
    pub fn bounds(&self) -> (Bound<&[u8]>, Bound<&[u8]>) {
        (self.start.as_ref().map(Vec::as_slice), self.end.as_ref().map(Vec::as_slice))
    }
}

fn content(bound: &Bound<Vec<u8>>) -> Option<&[u8]> {
    match bound {
        Bound::Included(key) | Bound::Excluded(key) => Some(key),
        Bound::Unbounded => None,
    }
}

/// Of starts at one key, the one that leaves the key out is the later.
fn later_start(one: Bound<Vec<u8>>, other: Bound<Vec<u8>>) -> Bound<Vec<u8>> {
    let excludes = |bound: &Bound<Vec<u8>>| matches!(bound, Bound::Excluded(_));
    let (first, second) = ((content(&one), excludes(&one)), (content(&other), excludes(&other)));
    if first > second { one } else { other }
}

/// Of ends at one key, the one that leaves the key out is the earlier.
fn earlier_end(one: Bound<Vec<u8>>, other: Bound<Vec<u8>>) -> Bound<Vec<u8>> {
    match (content(&one), content(&other)) {
        (None, _) => other,
        (_, None) => one,
        (Some(first), Some(second)) if first == second => {
            if matches!(one, Bound::Excluded(_)) {
                one
            } else {
                other
            }
        }
        (Some(first), Some(second)) => {
            if first < second {
                one
            } else {
                other
            }
        }
    }
}

/// The end of all keys that begin with `prefix`.
fn end_of(prefix: &[u8]) -> Bound<Vec<u8>> {
    after_prefix(prefix).map_or(Bound::Unbounded, Bound::Excluded)
}

/// The first hash of a segment; `None` behind the last hash.
fn first_hash(segment: u32, total: u32) -> Option<Vec<u8>> {
    let hash = (u64::from(segment) << 32).div_ceil(u64::from(total.max(1)));
    u32::try_from(hash).ok().map(|hash| hash.to_be_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(range: &KeyRange, keys: [&[u8]; 4]) -> [bool; 4] {
        keys.map(|key| range.contains(key))
    }

    const KEYS: [&[u8]; 4] = [b"pa", b"pb", b"pbc", b"pc"];

    #[test]
    fn a_prefix_holds_what_begins_with_it() {
        assert_eq!(holds(&KeyRange::of_prefix(b"pb"), KEYS), [false, true, true, false]);
        assert_eq!(holds(&KeyRange::of_prefix(b"p"), KEYS), [true; 4]);
    }

    #[test]
    fn the_comparisons_cut_a_prefix() {
        let all = KeyRange::of_prefix(b"p");
        assert_eq!(holds(&all.clone().before(b"pb"), KEYS), [true, false, false, false]);
        assert_eq!(holds(&all.clone().through(b"pb"), KEYS), [true, true, true, false]);
        assert_eq!(holds(&all.clone().from(b"pb"), KEYS), [false, true, true, true]);
        assert_eq!(holds(&all.behind(b"pb"), KEYS), [false, false, false, true]);
    }

    #[test]
    fn a_continued_range_leaves_out_the_key_it_continues_from() {
        let all = KeyRange::of_prefix(b"p");
        assert_eq!(holds(&all.clone().continued(b"pb", true), KEYS), [false, false, true, true]);
        assert_eq!(holds(&all.continued(b"pb", false), KEYS), [true, false, false, false]);
    }

    #[test]
    fn nothing_stands_behind_the_last_prefix() {
        assert!(!KeyRange::all().behind(&[0xff, 0xff]).contains(&[0xff, 0xff, 0xff]));
        assert!(KeyRange::of_prefix(&[0xff]).contains(&[0xff, 0xff]));
        assert!(KeyRange::of_prefix(&[1, 0xff]).contains(&[1, 0xff, 7]));
        assert!(!KeyRange::of_prefix(&[1, 0xff]).contains(&[2]));
    }

    #[test]
    fn an_intersection_holds_what_both_hold() {
        let all = KeyRange::of_prefix(b"p");
        let ranges = [
            all.clone(),
            all.clone().before(b"pb"),
            all.clone().through(b"pb"),
            all.clone().from(b"pb"),
            all.clone().behind(b"pb"),
            all.clone().continued(b"pb", true),
            all.continued(b"pb", false),
            KeyRange::all(),
            KeyRange::none(),
        ];
        for one in &ranges {
            for other in &ranges {
                let both = one.clone().intersection(other.clone());
                let expected = KEYS.map(|key| one.contains(key) && other.contains(key));
                assert_eq!(holds(&both, KEYS), expected, "{one:?} {other:?}");
                assert!(one.meets(other) || expected == [false; 4], "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn ranges_meet_where_one_begins_at_the_end_of_the_other() {
        let all = KeyRange::of_prefix(b"p");
        assert!(all.clone().before(b"pb").meets(&all.clone().from(b"pb")));
        assert!(all.clone().through(b"pb").meets(&all.clone().behind(b"pb")));
        assert!(!all.clone().before(b"pb").meets(&all.clone().behind(b"pb")));
        assert!(!KeyRange::of_prefix(b"pa").meets(&KeyRange::of_prefix(b"pc")));
        assert!(KeyRange::of_prefix(b"pa").meets(&all));
    }

    #[test]
    fn every_hash_lies_in_exactly_one_segment() {
        for total in [1, 2, 3, 7, 1000, 1_000_000] {
            for hash in [0, 1, 0x5555_5555, 0x8000_0000, 0xffff_ffff_u32] {
                let key = hash.to_be_bytes();
                let segments = (0..total).filter(|segment| KeyRange::of_segment(*segment, total).contains(&key));
                assert_eq!(segments.count(), 1, "{hash} of {total}");
            }
        }
    }
}
