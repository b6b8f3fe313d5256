//! DynamoDB's number: 38 significant digits, magnitudes from 1E-130 to 9.99E+125, exact sums and differences.
//!
//! Knows the grammar of number literals, the ranges, arithmetic, order and the size of a number in an item. Text is
//! written by [`super::NumberText`].

use std::cmp::Ordering;

use super::NumberFault;

/// How many significant digits a number may have.
const DIGITS: u32 = 38;
/// The decimal exponents that the first significant digit of a number may have.
const MAGNITUDES: std::ops::RangeInclusive<i64> = -130..=125;

/// A number of up to 38 significant digits: `sign * coefficient * 10^exponent`.
///
/// There is one representation for each value: the coefficient ends in no zero, and zero is `+0 * 10^0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    negative: bool,
    exponent: i16,
    coefficient: u128,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self {
        negative: false,
        exponent: 0,
        coefficient: 0,
    };

    /// Reads a literal: an optional sign, digits with at most one point, an optional exponent.
    ///
    /// # Errors
    /// The fault that AWS reports: syntax first, then range, then more than 38 digits.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let literal = Literal::split(text).ok_or_else(|| NumberFault::Syntax(text.to_owned()))?;
        let significant = literal.significant_digits();
        match literal.magnitude(significant) {
            magnitude if magnitude > *MAGNITUDES.end() => Err(literal.too_large(text, significant)),
            magnitude if magnitude < *MAGNITUDES.start() => Err(literal.too_small(text)),
            _ if significant.count > DIGITS as usize => Err(NumberFault::TooManyDigits),
            _ => Ok(literal.number(significant)),
        }
    }

    /// The number with these parts, if they are its one representation.
    #[must_use]
    pub(super) fn from_parts(negative: bool, exponent: i16, coefficient: u128) -> Option<Self> {
        let number = Self::normal(negative, i64::from(exponent), coefficient).ok()?;
        (number
            == Self {
                negative,
                exponent,
                coefficient,
            })
        .then_some(number)
    }

    /// Whether it is below zero, the coefficient, and the power of ten that the coefficient is multiplied with.
    #[must_use]
    pub(super) const fn parts(self) -> (bool, i16, u128) {
        (self.negative, self.exponent, self.coefficient)
    }

    /// Trims the zeros at the end of `coefficient` and checks digits and range.
    fn normal(negative: bool, exponent: i64, coefficient: u128) -> Result<Self, NumberFault> {
        if coefficient == 0 {
            return Ok(Self::ZERO);
        }
        let (coefficient, trimmed) = trim(coefficient);
        let exponent = exponent.saturating_add(trimmed);
        let digits = digit_count(coefficient);
        match exponent.saturating_add(i64::from(digits) - 1) {
            magnitude if magnitude > *MAGNITUDES.end() => Err(NumberFault::Overflow),
            magnitude if magnitude < *MAGNITUDES.start() => Err(NumberFault::Underflow),
            _ if digits > DIGITS => Err(NumberFault::TooManyDigits),
            _ => i16::try_from(exponent)
                .map(|exponent| Self {
                    negative,
                    exponent,
                    coefficient,
                })
                .map_err(|_| NumberFault::Underflow),
        }
    }

    /// The exact sum.
    ///
    /// # Errors
    /// If the sum has more than 38 significant digits or lies outside the range.
    pub fn checked_add(self, other: Self) -> Result<Self, NumberFault> {
        match (self.coefficient, other.coefficient) {
            (_, 0) => return Ok(self),
            (0, _) => return Ok(other),
            _ => {}
        }
        let exponent = self.exponent.min(other.exponent);
        let left = self.scaled_to(exponent).ok_or(NumberFault::TooManyDigits)?;
        let right = other
            .scaled_to(exponent)
            .ok_or(NumberFault::TooManyDigits)?;
        if self.negative == other.negative {
            let sum = left.checked_add(right).ok_or(NumberFault::TooManyDigits)?;
            return Self::normal(self.negative, i64::from(exponent), sum);
        }
        let negative = if left > right {
            self.negative
        } else {
            other.negative
        };
        Self::normal(negative, i64::from(exponent), left.abs_diff(right))
    }

    /// The exact difference.
    ///
    /// # Errors
    /// If the difference has more than 38 significant digits or lies outside the range.
    pub fn checked_sub(self, other: Self) -> Result<Self, NumberFault> {
        self.checked_add(other.negated())
    }

    /// The coefficient that this number has with a lower `exponent`. `None` beyond 128 bits: with another operand that
    /// ends in a digit at `exponent`, the exact result then has more than 38 digits, because 2^128 exceeds 3 * 10^38.
    fn scaled_to(self, exponent: i16) -> Option<u128> {
        let zeros = u32::from(self.exponent.abs_diff(exponent));
        10_u128.checked_pow(zeros)?.checked_mul(self.coefficient)
    }

    /// The number with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self {
            negative: !self.negative && self.coefficient != 0,
            ..self
        }
    }

    /// The bytes that the number costs in an item: 1, and 1 for each pair of digits on each side of the point, and 1
    /// for a minus sign. Zeros at either end of the digits cost nothing (the developer guide rounds the pairs of both
    /// sides together; AWS was observed to round each).
    #[must_use]
    pub fn size(self) -> usize {
        let digits = digit_count(self.coefficient) as usize;
        let fraction = if self.exponent < 0 {
            digits.min(usize::from(self.exponent.unsigned_abs()))
        } else {
            0
        };
        1 + (digits - fraction).div_ceil(2) + fraction.div_ceil(2) + usize::from(self.negative)
    }

    /// The number as an integer, if it is one of 64 bits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        let power = u32::try_from(self.exponent).ok()?;
        let magnitude =
            i128::try_from(10_u128.checked_pow(power)?.checked_mul(self.coefficient)?).ok()?;
        i64::try_from(if self.negative { -magnitude } else { magnitude }).ok()
    }

    /// The decimal exponent of the first digit: 0 for 1 to 9, -1 for 0.1. Zero has none.
    #[must_use]
    pub(super) fn magnitude(self) -> Option<i16> {
        let log = self.coefficient.checked_ilog10()?;
        Some(
            self.exponent
                .saturating_add(i16::try_from(log).unwrap_or(i16::MAX)),
        )
    }

    fn signum(self) -> i8 {
        match (self.coefficient, self.negative) {
            (0, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }

    fn compare_absolute(self, other: Self) -> Ordering {
        if self.exponent == other.exponent {
            return self.coefficient.cmp(&other.coefficient);
        }
        // Of two numbers with one magnitude neither grows beyond 38 digits when its exponent is lowered to the other's.
        let exponent = self.exponent.min(other.exponent);
        self.magnitude()
            .cmp(&other.magnitude())
            .then_with(|| self.scaled_to(exponent).cmp(&other.scaled_to(exponent)))
    }
}

/// How many decimal digits `coefficient` has; none for zero.
fn digit_count(coefficient: u128) -> u32 {
    coefficient.checked_ilog10().map_or(0, |log| log + 1)
}

/// Takes the zeros off the end of a coefficient other than zero, and counts them.
fn trim(mut coefficient: u128) -> (u128, i64) {
    let mut zeros = 0;
    while coefficient != 0 && coefficient.is_multiple_of(10) {
        coefficient /= 10;
        zeros += 1;
    }
    (coefficient, zeros)
}

impl From<i64> for Number {
    fn from(integer: i64) -> Self {
        let (coefficient, zeros) = trim(u128::from(integer.unsigned_abs()));
        Self {
            negative: integer < 0,
            exponent: i16::try_from(zeros).unwrap_or(0),
            coefficient,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.signum().cmp(&other.signum()).then_with(|| {
            let absolute = self.compare_absolute(*other);
            if self.negative {
                absolute.reverse()
            } else {
                absolute
            }
        })
    }
}

/// The parts of a literal that keeps to the grammar.
struct Literal<'a> {
    negative: bool,
    integer: &'a str,
    fraction: &'a str,
    exponent: i64,
}

/// Which of a literal's digits are significant.
#[derive(Clone, Copy)]
struct Significant {
    leading_zeros: usize,
    count: usize,
    trailing_zeros: usize,
}

impl<'a> Literal<'a> {
    fn split(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            // Exactly the grammar of an exponent: a sign or none, at least one digit, 64 bits.
            Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
            None => (unsigned, 0),
        };
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let literal = Self {
            negative,
            integer,
            fraction,
            exponent,
        };
        let any = !integer.is_empty() || !fraction.is_empty();
        (any && literal.digits().all(|digit| digit.is_ascii_digit())).then_some(literal)
    }

    fn digits(&self) -> impl DoubleEndedIterator<Item = u8> + use<'a> {
        self.integer.bytes().chain(self.fraction.bytes())
    }

    fn significant_digits(&self) -> Significant {
        let written = self.integer.len() + self.fraction.len();
        let leading_zeros = self.digits().take_while(|digit| *digit == b'0').count();
        if leading_zeros == written {
            return Significant {
                leading_zeros,
                count: 0,
                trailing_zeros: 0,
            };
        }
        let trailing_zeros = self
            .digits()
            .rev()
            .take_while(|digit| *digit == b'0')
            .count();
        Significant {
            leading_zeros,
            count: written - leading_zeros - trailing_zeros,
            trailing_zeros,
        }
    }

    /// The decimal exponent of the first significant digit. AWS checks a zero as if its last digit were a 1.
    fn magnitude(&self, significant: Significant) -> i64 {
        let last_written = self.exponent.saturating_sub(length(self.fraction.len()));
        let below_first = (significant.count + significant.trailing_zeros).saturating_sub(1);
        last_written.saturating_add(length(below_first))
    }

    /// Only for a literal within range and of at most 38 significant digits.
    fn number(&self, significant: Significant) -> Number {
        if significant.count == 0 {
            return Number::ZERO;
        }
        let mut digits = self
            .digits()
            .skip(significant.leading_zeros)
            .take(significant.count);
        // Two halves of 64 bits: WebAssembly has no multiplication of 128 bits.
        let high = digits.by_ref().take(19).fold(0, push_digit);
        let low = digits.fold(0, push_digit);
        let low_digits = u32::try_from(significant.count.saturating_sub(19)).unwrap_or(0);
        let coefficient = u128::from(high) * 10_u128.pow(low_digits) + u128::from(low);
        let exponent =
            self.exponent - length(self.fraction.len()) + length(significant.trailing_zeros);
        Number {
            negative: self.negative,
            exponent: i16::try_from(exponent).unwrap_or(0),
            coefficient,
        }
    }

    fn too_large(&self, text: &str, significant: Significant) -> NumberFault {
        let Some(scale) = self.java_scale() else {
            return NumberFault::ExponentTooLarge(text.to_owned());
        };
        let precision = length(significant.count + significant.trailing_zeros).max(1);
        if precision - i64::from(scale) > i64::from(i32::MAX) {
            NumberFault::WrappedOverflow
        } else {
            NumberFault::Overflow
        }
    }

    fn too_small(&self, text: &str) -> NumberFault {
        if self.java_scale().is_some() {
            NumberFault::Underflow
        } else {
            NumberFault::ExponentTooSmall(text.to_owned())
        }
    }

    /// The scale of the same literal as a `java.math.BigDecimal`, which the older validation layer reads numbers as.
    fn java_scale(&self) -> Option<i32> {
        let exponent = i32::try_from(self.exponent).ok()?;
        i32::try_from(length(self.fraction.len()) - i64::from(exponent)).ok()
    }
}

fn push_digit(number: u64, digit: u8) -> u64 {
    number * 10 + u64::from(digit - b'0')
}

/// A count of bytes of a request as a signed number.
fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
