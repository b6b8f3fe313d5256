//! DynamoDB's number: 38 significant digits, magnitudes from 1E-130 to 9.99E+125, exact sums and differences.

use std::cmp::Ordering;

/// A number of up to 38 significant digits: `sign * coefficient * 10^exponent`, without trailing zeros in the coefficient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    negative: bool,
    exponent: i16,
    coefficient: u128,
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.coefficient.cmp(&other.coefficient)
    }
}
