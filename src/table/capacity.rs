//! What reads and writes cost: a read unit is 4 KB, half of it when eventually consistent; a write unit is 1 KB.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use crate::stored::stored_struct;
use serde::{Serialize, Serializer};

const READ_UNIT: usize = 4096;
const WRITE_UNIT: usize = 1024;

/// Read or write capacity units, counted in halves because an eventually consistent read costs half a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Capacity {
    halves: u64,
}

impl Capacity {
    /// No units.
    pub const ZERO: Self = Self { halves: 0 };

    /// Units for reading `bytes` at once; reading nothing costs as much as reading a byte.
    #[must_use]
    pub fn of_read(bytes: usize, consistent: bool) -> Self {
        let chunks = bytes.div_ceil(READ_UNIT).max(1) as u64;
        Self { halves: if consistent { chunks * 2 } else { chunks } }
    }

    /// Units for writing an image of `bytes`, at least one.
    #[must_use]
    pub fn of_write(bytes: usize) -> Self {
        Self::units(bytes.div_ceil(WRITE_UNIT).max(1) as u64)
    }

    /// Units for reading `bytes` in a transaction: twice those of a consistent read.
    #[must_use]
    pub fn of_transacted_read(bytes: usize) -> Self {
        let units = Self::of_read(bytes, true);
        units + units
    }

    /// Units for writing an image of `bytes` in a transaction, or for checking one: twice those of a write.
    #[must_use]
    pub fn of_transacted_write(bytes: usize) -> Self {
        let units = Self::of_write(bytes);
        units + units
    }

    /// `units` whole units.
    #[must_use]
    pub const fn units(units: u64) -> Self {
        Self { halves: units * 2 }
    }

    /// Twice the units.
    #[must_use]
    pub const fn halves(self) -> u64 {
        self.halves
    }

    /// The units as a number; halves are exact.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^52 units")]
    pub const fn as_f64(self) -> f64 {
        self.halves as f64 / 2.0
    }
}

impl Add for Capacity {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { halves: self.halves.saturating_add(other.halves) }
    }
}

impl AddAssign for Capacity {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Capacity {
    fn sum<I: Iterator<Item = Self>>(units: I) -> Self {
        units.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Capacity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

stored_struct!(Capacity { halves });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eventually_consistent_read_costs_half() {
        for (bytes, eventual) in [(0, 0.5), (1, 0.5), (4096, 0.5), (4097, 1.0), (9000, 1.5)] {
            assert_eq!(Capacity::of_read(bytes, false).as_f64().to_bits(), f64::to_bits(eventual), "{bytes}");
            assert_eq!(Capacity::of_read(bytes, true).as_f64().to_bits(), f64::to_bits(eventual * 2.0), "{bytes}");
        }
    }

    #[test]
    fn a_write_is_rounded_up_to_whole_kilobytes() {
        for (bytes, units) in [(0, 1), (1, 1), (1024, 1), (1025, 2), (3072, 3), (409_600, 400)] {
            assert_eq!(Capacity::of_write(bytes), Capacity::units(units), "{bytes}");
        }
    }
}
