//! The keys that were counted most, in bounded memory.
//!
//! This is the space-saving algorithm (Metwally, Agrawal and El Abbadi, 2005), which gives a new key the count of the key whose place it takes. Here it is
//! half of the keys that go at once, which leaves the bound as it is: of a total of n no count is too high by more than n / [`KEPT`], and no key that
//! was counted more often than that is missing.

use std::sync::Arc;

use crate::order;
use crate::stored::{self, Input, Stored, stored_struct};
use crate::value::KeyBytes;

/// So many keys are kept when there are too many; up to twice as many are counted exactly.
const KEPT: usize = 500;

/// Counts by key. A clone takes constant time.
#[derive(Debug, Clone, Default)]
pub struct TopKeys {
    /// In the order of the keys.
    tallies: Arc<Vec<Tally>>,
    /// No key that is missing was counted more often than this.
    bound: u64,
}

/// How often a key was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The key.
    pub key: KeyBytes,
    /// How often it was counted, or too much.
    pub count: u64,
    /// By how much that may be too much.
    pub excess: u64,
}

impl TopKeys {
    /// Counts `key` so many times.
    pub fn add(&mut self, key: &[u8], amount: u64) {
        if amount == 0 {
            return;
        }
        let tallies = Arc::make_mut(&mut self.tallies);
        match tallies.binary_search_by(|tally| tally.key.as_bytes().cmp(key)) {
            Ok(at) => {
                if let Some(tally) = tallies.get_mut(at) {
                    tally.count = tally.count.saturating_add(amount);
                }
            }
            Err(_) if tallies.len() >= 2 * KEPT => {
                self.drop_smaller();
                self.add(key, amount);
            }
            Err(at) => {
                let count = self.bound.saturating_add(amount);
                tallies.insert(at, Tally { key: key.into(), count, excess: self.bound });
            }
        }
    }

    /// The keys with the largest counts, at most `limit`; the largest first, those with equal counts in their order.
    #[must_use]
    pub fn most(&self, limit: usize) -> Vec<&Tally> {
        let mut tallies: Vec<&Tally> = self.tallies.iter().collect();
        order::sort_by(&mut tallies, |left, right| right.count.cmp(&left.count));
        tallies.truncate(limit);
        tallies
    }

    /// Keeps the half with the larger counts.
    fn drop_smaller(&mut self) {
        let tallies = Arc::make_mut(&mut self.tallies);
        let mut counts: Vec<u64> = tallies.iter().map(|tally| tally.count).collect();
        order::sort(&mut counts);
        let dropped = counts.len().saturating_sub(KEPT);
        let Some(bound) = dropped.checked_sub(1).and_then(|at| counts.get(at)).copied() else { return };
        // Of those that have the same count as the largest that goes, some stay.
        let mut room = KEPT - counts.iter().filter(|count| **count > bound).count();
        tallies.retain(|tally| {
            let stays = tally.count > bound || (tally.count == bound && room > 0);
            room -= usize::from(stays && tally.count == bound);
            stays
        });
        self.bound = bound;
    }
}

stored_struct!(Tally { key, count, excess });

impl Stored for TopKeys {
    fn store(&self, output: &mut Vec<u8>) {
        stored::store_all(&self.tallies, output);
        self.bound.store(output);
    }

    /// Keys ascend, and there are no more than are kept.
    fn load(input: &mut Input<'_>) -> Option<Self> {
        let (tallies, bound): (Vec<Tally>, u64) = Stored::load(input)?;
        let ascend = tallies.is_sorted_by(|left, right| left.key.as_bytes() < right.key.as_bytes());
        (ascend && tallies.len() <= 2 * KEPT).then(|| Self { tallies: Arc::new(tallies), bound })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn few_keys_are_counted_exactly() {
        let mut keys = TopKeys::default();
        for (key, amount) in [("a", 1), ("b", 5), ("c", 1), ("a", 2), ("d", 0)] {
            keys.add(key.as_bytes(), amount);
        }
        let most: Vec<_> =
            keys.most(2).into_iter().map(|tally| (tally.key.as_bytes().to_vec(), tally.count, tally.excess)).collect();
        assert_eq!(most, [(b"b".to_vec(), 5, 0), (b"a".to_vec(), 3, 0)]);
        assert_eq!(keys.most(9).len(), 3);
    }

    #[test]
    fn a_clone_does_not_see_later_counts() {
        let mut keys = TopKeys::default();
        keys.add(b"a", 1);
        let before = keys.clone();
        keys.add(b"a", 1);
        assert_eq!((before.most(1)[0].count, keys.most(1)[0].count), (1, 2));
    }

    #[test]
    fn memory_is_bounded_and_a_frequent_key_is_found() {
        let mut keys = TopKeys::default();
        for round in 0..50_000_u32 {
            keys.add(&round.to_be_bytes(), 1);
            if round % 10 == 0 {
                keys.add(b"hot", 1);
            }
        }
        assert!(keys.tallies.len() <= 2 * KEPT);
        let hot = keys.most(1)[0];
        assert_eq!(hot.key.as_bytes(), b"hot");
        assert!(hot.count - hot.excess <= 5000 && hot.count >= 5000, "{hot:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn counts_are_within_their_bounds(seeds in prop::collection::vec((0..2500_u32, 1..4_u64), 1..8000), hot in 0..50_u32) {
            let (mut keys, mut exact, mut total) = (TopKeys::default(), BTreeMap::<u32, u64>::new(), 0);
            for (at, (key, amount)) in seeds.into_iter().enumerate() {
                let key = if at % 3 == 0 { hot } else { key };
                keys.add(&key.to_be_bytes(), amount);
                *exact.entry(key).or_default() += amount;
                total += amount;
            }
            let kept = KEPT as u64;
            prop_assert!(keys.bound <= total / kept);
            let counted: BTreeMap<_, _> = keys.tallies.iter().map(|tally| (tally.key.as_bytes().to_vec(), tally.clone())).collect();
            for (key, truth) in exact {
                match counted.get(key.to_be_bytes().as_slice()) {
                    None => prop_assert!(truth <= keys.bound, "{key} was counted {truth} times and is missing"),
                    Some(tally) => {
                        prop_assert!(tally.count >= truth && tally.count - tally.excess <= truth && tally.excess <= total / kept);
                    }
                }
            }
        }
    }
}
