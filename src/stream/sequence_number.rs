//! Sequence numbers: the order of the records of a stream.

use std::fmt;

use crate::stored::{Input, Stored};
use serde::{Serialize, Serializer};

/// The place of a record in its stream. Its text has 21 digits, so that texts are ordered as numbers are (observed in 2026: 21 to 40
/// digits, and the order of texts is that of numbers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SequenceNumber(u64);

/// The first digit of every text; the others are the number.
const FIRST_DIGIT: u8 = b'1';
const DIGITS: usize = 21;

impl SequenceNumber {
    /// The first of a stream.
    pub const FIRST: Self = Self(1);

    /// The number with this text, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(char::from(FIRST_DIGIT))?;
        let all_digits = text.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit());
        all_digits.then(|| digits.parse().ok().map(Self)).flatten()
    }

    /// The number that comes next.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The number as such.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

impl SequenceNumber {
    fn digits(self) -> [u8; DIGITS] {
        let (mut digits, mut rest) = ([b'0'; DIGITS], self.0);
        for digit in digits.iter_mut().rev() {
            *digit += (rest % 10) as u8;
            rest /= 10;
        }
        let [first, ..] = &mut digits;
        *first = FIRST_DIGIT;
        digits
    }
}

impl fmt::Display for SequenceNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

/// The text.
impl Serialize for SequenceNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl Stored for SequenceNumber {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        u64::load(input).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_21_digits_and_are_ordered_as_numbers() {
        let numbers = [1, 9, 10, 999, 1000, u64::MAX].map(SequenceNumber);
        let texts = numbers.map(|number| number.to_string());
        assert!(texts.iter().all(|text| text.len() == 21));
        assert!(texts.is_sorted());
        for (number, text) in numbers.iter().zip(&texts) {
            assert_eq!(SequenceNumber::parse(text), Some(*number));
        }
    }

    #[test]
    fn other_texts_are_no_numbers_of_a_stream() {
        for text in ["", "1", "000000000000000000001", "1+0000000000000000001", "199999999999999999999", "1000000000000000000001"]
        {
            assert_eq!(SequenceNumber::parse(text), None, "{text}");
        }
    }
}
