//! The part of a table that a shard tells of: an interval of the hashes of partition keys.

use crate::stored::{Input, Stored};
use crate::value::KeyBytes;

/// Hashes from `first` to `last`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashRange {
    first: u32,
    last: u32,
}

impl HashRange {
    /// All hashes.
    pub const WHOLE: Self = Self { first: 0, last: u32::MAX };

    /// The lower and the upper half. `None` for a single hash, which cannot be halved.
    #[must_use]
    pub const fn halves(self) -> Option<[Self; 2]> {
        if self.first == self.last {
            return None;
        }
        let middle = self.first + (self.last - self.first) / 2;
        Some([Self { first: self.first, last: middle }, Self { first: middle + 1, last: self.last }])
    }

    /// Whether the whole range comes before `hash`.
    #[must_use]
    pub const fn is_before(self, hash: u32) -> bool {
        self.last < hash
    }

    /// Whether the whole range comes right before `other`.
    #[must_use]
    pub const fn is_next_to(self, other: Self) -> bool {
        self.is_before(other.first) && other.first - self.last == 1
    }

    /// The hash that a table key begins with.
    #[must_use]
    pub fn hash_of(key: &KeyBytes) -> u32 {
        key.as_bytes().first_chunk().map_or(0, |hash| u32::from_be_bytes(*hash))
    }
}

impl Stored for HashRange {
    fn store(&self, output: &mut Vec<u8>) {
        self.first.store(output);
        self.last.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        let (first, last) = Stored::load(input)?;
        (first <= last).then_some(Self { first, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_adjacent() {
        let [lower, upper] = HashRange::WHOLE.halves().unwrap();
        assert_eq!((lower.last, upper.first), (0x7FFF_FFFF, 0x8000_0000));
        assert!(lower.is_before(0x8000_0000));
        assert!(!upper.is_before(u32::MAX));
    }

    #[test]
    fn a_single_hash_cannot_be_halved() {
        let mut range = HashRange::WHOLE;
        while let Some([_, upper]) = range.halves() {
            range = upper;
        }
        assert_eq!((range.first, range.last), (u32::MAX, u32::MAX));
    }
}
