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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Number {
    negative: bool,
    exponent: i16,
    /// In two halves, because a `u128` would align every value and entry to 16 bytes.
    coefficient: [u64; 2],
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { negative: false, exponent: 0, coefficient: [0, 0] };

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
        (number == Self::from_trusted_parts(negative, exponent, coefficient)).then_some(number)
    }

    /// The number with these parts, which are its one representation.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "to take the halves is to truncate")]
    pub(super) const fn from_trusted_parts(negative: bool, exponent: i16, coefficient: u128) -> Self {
        let low = coefficient as u64;
        let high = (coefficient >> 64) as u64;
        Self { negative, exponent, coefficient: [low, high] }
    }

    const fn coefficient(self) -> u128 {
        let [low, high] = self.coefficient;
        (high as u128) << 64 | low as u128
    }

    /// Whether it is below zero, the coefficient, and the power of ten that the coefficient is multiplied with.
    #[must_use]
    pub(super) const fn parts(self) -> (bool, i16, u128) {
        (self.negative, self.exponent, self.coefficient())
    }

    /// Trims the zeros at the end of `coefficient` and checks digits and range.
    ///
    /// # Errors
    ///
    /// The number has more than 38 digits or lies outside the range.
    pub(super) fn normal(negative: bool, exponent: i64, coefficient: u128) -> Result<Self, NumberFault> {
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
                .map(|exponent| Self::from_trusted_parts(negative, exponent, coefficient))
                .map_err(|_| NumberFault::Underflow),
        }
    }

    /// The exact sum.
    ///
    /// # Errors
    /// If the sum has more than 38 significant digits or lies outside the range.
    pub fn checked_add(self, other: Self) -> Result<Self, NumberFault> {
        match (self.coefficient(), other.coefficient()) {
            (_, 0) => return Ok(self),
            (0, _) => return Ok(other),
            _ => {}
        }
        let exponent = self.exponent.min(other.exponent);
        let left = self.scaled_to(exponent).ok_or(NumberFault::TooManyDigits)?;
        let right = other.scaled_to(exponent).ok_or(NumberFault::TooManyDigits)?;
        if self.negative == other.negative {
            let sum = left.checked_add(right).ok_or(NumberFault::TooManyDigits)?;
            return Self::normal(self.negative, i64::from(exponent), sum);
        }
        let negative = if left > right { self.negative } else { other.negative };
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
        10_u128.checked_pow(zeros)?.checked_mul(self.coefficient())
    }

    /// The number with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { negative: !self.negative && self.coefficient() != 0, ..self }
    }

    /// The bytes that the number costs in an item: 1, and 1 for each pair of digits on each side of the point, and 1
    /// for a minus sign. Zeros at either end of the digits cost nothing (the developer guide rounds the pairs of both
    /// sides together; AWS was observed to round each).
    #[must_use]
    pub fn size(self) -> usize {
        let digits = digit_count(self.coefficient()) as usize;
        let fraction = if self.exponent < 0 { digits.min(usize::from(self.exponent.unsigned_abs())) } else { 0 };
        1 + (digits - fraction).div_ceil(2) + fraction.div_ceil(2) + usize::from(self.negative)
    }

    /// The decimal exponent of the first digit: 0 for 1 to 9, -1 for 0.1. Zero has none.
    #[must_use]
    pub(super) fn magnitude(self) -> Option<i16> {
        let log = self.coefficient().checked_ilog10()?;
        Some(self.exponent.saturating_add(i16::try_from(log).unwrap_or(i16::MAX)))
    }

    fn signum(self) -> i8 {
        match (self.coefficient(), self.negative) {
            (0, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        }
    }

    fn compare_absolute(self, other: Self) -> Ordering {
        if self.exponent == other.exponent {
            return self.coefficient().cmp(&other.coefficient());
        }
        // Of two numbers with one magnitude neither grows beyond 38 digits when its exponent is lowered to the other's.
        let exponent = self.exponent.min(other.exponent);
        self.magnitude().cmp(&other.magnitude()).then_with(|| self.scaled_to(exponent).cmp(&other.scaled_to(exponent)))
    }
}

/// How many decimal digits `coefficient` has; none for zero.
fn digit_count(coefficient: u128) -> u32 {
    coefficient.checked_ilog10().map_or(0, |log| log + 1)
}

/// Takes the zeros off the end of a coefficient other than zero, and counts them.
fn trim(mut coefficient: u128) -> (u128, i64) {
    let mut zeros = 0;
    // A division of 128 bits is slow in WebAssembly, and a remainder is one.
    while coefficient > u128::from(u64::MAX) && coefficient.is_multiple_of(10) {
        coefficient /= 10;
        zeros += 1;
    }
    match u64::try_from(coefficient) {
        Ok(small) => {
            let (small, trimmed) = trim_small(small);
            (u128::from(small), zeros + trimmed)
        }
        Err(_) => (coefficient, zeros),
    }
}

fn trim_small(mut coefficient: u64) -> (u64, i64) {
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
        Self::from_trusted_parts(integer < 0, i16::try_from(zeros).unwrap_or(0), coefficient)
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
            if self.negative { absolute.reverse() } else { absolute }
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
        let literal = Self { negative, integer, fraction, exponent };
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
            return Significant { leading_zeros, count: 0, trailing_zeros: 0 };
        }
        let trailing_zeros = self.digits().rev().take_while(|digit| *digit == b'0').count();
        Significant { leading_zeros, count: written - leading_zeros - trailing_zeros, trailing_zeros }
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
        let mut digits = self.digits().skip(significant.leading_zeros).take(significant.count);
        // Two halves of 64 bits: WebAssembly has no multiplication of 128 bits.
        let high = digits.by_ref().take(19).fold(0, push_digit);
        let low = digits.fold(0, push_digit);
        let low_digits = u32::try_from(significant.count.saturating_sub(19)).unwrap_or(0);
        let coefficient = u128::from(high) * 10_u128.pow(low_digits) + u128::from(low);
        let exponent = self.exponent - length(self.fraction.len()) + length(significant.trailing_zeros);
        Number::from_trusted_parts(self.negative, i16::try_from(exponent).unwrap_or(0), coefficient)
    }

    fn too_large(&self, text: &str, significant: Significant) -> NumberFault {
        let Some(scale) = self.java_scale() else {
            return NumberFault::ExponentTooLarge(text.to_owned());
        };
        let precision = length(significant.count + significant.trailing_zeros).max(1);
        if precision - i64::from(scale) > i64::from(i32::MAX) { NumberFault::WrappedOverflow } else { NumberFault::Overflow }
    }

    fn too_small(&self, text: &str) -> NumberFault {
        if self.java_scale().is_some() { NumberFault::Underflow } else { NumberFault::ExponentTooSmall(text.to_owned()) }
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

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use bigdecimal::BigDecimal;
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn literals_follow_the_grammar() {
        for (literal, canonical) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.000", "0"),
            ("+5", "5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1.e5", "100000"),
            ("00042", "42"),
            ("-1.500", "-1.5"),
            ("1E+3", "1000"),
            ("1200e-2", "12"),
            ("123e-5", "0.00123"),
            ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
            ("100000000000000000000000000000000000000000", "100000000000000000000000000000000000000000"),
        ] {
            assert_eq!(number(literal).to_string(), canonical, "{literal}");
        }
        for text in [
            "", " 1", "1 ", "1+2", "1.2.3", "+e2", "1e", "1e+", ".", "+", "-", "NaN", "Infinity", "1_000", "0x1", "--1", "1e1.5",
            "e5", "١",
        ] {
            assert_eq!(Number::parse(text), Err(NumberFault::Syntax(text.to_owned())));
        }
    }

    #[test]
    fn the_range_is_checked_by_the_first_digit() {
        assert_eq!(number("1E-130").to_string(), format!("0.{}1", "0".repeat(129)));
        assert_eq!(number("-9.9999999999999999999999999999999999999E+125").to_string().len(), 127);
        assert_eq!(Number::parse("1e126"), Err(NumberFault::Overflow));
        assert_eq!(Number::parse("-10e125"), Err(NumberFault::Overflow));
        assert_eq!(Number::parse("9.9e-131"), Err(NumberFault::Underflow));
        assert_eq!(Number::parse("123456789012345678901234567890123456789"), Err(NumberFault::TooManyDigits));
        assert_eq!(Number::parse("1.00000000000000000000000000000000000001"), Err(NumberFault::TooManyDigits));
    }

    #[test]
    fn zero_is_checked_as_if_its_last_digit_were_one() {
        assert_eq!(Number::parse("0e125"), Ok(Number::ZERO));
        assert_eq!(Number::parse("0e126"), Err(NumberFault::Overflow));
        assert_eq!(Number::parse("0e-130"), Ok(Number::ZERO));
        assert_eq!(Number::parse("0e-131"), Err(NumberFault::Underflow));
        assert_eq!(Number::parse("0.0e-130"), Err(NumberFault::Underflow));
    }

    #[test]
    fn an_exponent_has_64_bits_of_which_the_older_layer_reads_32() {
        assert_eq!(Number::parse("1e99999999999"), Err(NumberFault::ExponentTooLarge("1e99999999999".to_owned())));
        assert_eq!(Number::parse("1e-99999999999"), Err(NumberFault::ExponentTooSmall("1e-99999999999".to_owned())));
        assert_eq!(Number::parse("1e9223372036854775808"), Err(NumberFault::Syntax("1e9223372036854775808".to_owned())));
        assert!(matches!(Number::parse("1.5e9223372036854775807"), Err(NumberFault::ExponentTooLarge(_))));
        assert!(matches!(Number::parse("1.5e-9223372036854775808"), Err(NumberFault::ExponentTooSmall(_))));
        assert_eq!(Number::parse("1e2147483647"), Err(NumberFault::WrappedOverflow));
        assert_eq!(Number::parse("1e2147483646"), Err(NumberFault::Overflow));
        assert_eq!(Number::parse("1e-2147483647"), Err(NumberFault::Underflow));
    }

    #[test]
    fn a_size_counts_the_digits_on_each_side_of_the_point_in_pairs() {
        let literals: [(usize, &[&str]); 9] = [
            (1, &["0", "-0"]),
            (2, &["1", "12", "15", "100", "0042", "0.0000001", "0.15", "1E125", "1E-100"]),
            (3, &["123", "1234", "1010", "1.5", "1.2", "1.200", "-42", "-1E125", "-0.15"]),
            (4, &["12345", "123456", "1.234", "100.5"]),
            (5, &["1234567", "12345678", "3.14159", "-12345"]),
            (6, &["123456789", "1234567891"]),
            (7, &["12345678912"]),
            (11, &["1234567890123456789"]),
            (20, &["12345678901234567890123456789012345678"]),
        ];
        for (size, literals) in literals {
            for literal in literals {
                assert_eq!(number(literal).size(), size, "{literal}");
            }
        }
    }

    #[test]
    fn sums_are_exact_or_refused() {
        let greatest = number("9.9999999999999999999999999999999999999E+125");
        assert_eq!(number("0.1").checked_add(number("0.2")), Ok(number("0.3")));
        assert_eq!(number("1E38").checked_sub(number("1")), Ok(number("99999999999999999999999999999999999999")));
        assert_eq!(number("1E38").checked_add(number("1")), Err(NumberFault::TooManyDigits));
        assert_eq!(number("1E125").checked_add(number("1E-130")), Err(NumberFault::TooManyDigits));
        assert_eq!(greatest.checked_add(greatest), Err(NumberFault::Overflow));
        assert_eq!(number("1.1E-130").checked_sub(number("1E-130")), Err(NumberFault::Underflow));
        assert_eq!(number("5").checked_sub(number("5")), Ok(Number::ZERO));
        assert_eq!(Number::ZERO.checked_sub(number("5")), Ok(number("-5")));
    }

    #[test]
    fn integers_of_64_bits_are_numbers() {
        for integer in [0, 1, -1, 100, i64::MAX, i64::MIN] {
            assert_eq!(Number::from(integer), number(&integer.to_string()));
        }
    }

    /// Any literal that keeps to the grammar, most of them within range.
    fn literal() -> impl Strategy<Value = String> {
        prop_oneof![
            "[+-]?[0-9]{1,20}(\\.[0-9]{0,20})?([eE][+-]?[0-9]{1,2})?",
            "-?0{0,3}[0-9]{1,40}0{0,5}",
            "-?\\.0{0,5}[0-9]{1,36}e-?1?[0-9]{2}",
        ]
    }

    fn in_range() -> impl Strategy<Value = String> {
        literal().prop_filter("a number of DynamoDB's", |text| Number::parse(text).is_ok())
    }

    fn oracle(text: &str) -> BigDecimal {
        BigDecimal::from_str(text).unwrap()
    }

    /// What [`Number`] must say of an exact value.
    fn verdict(exact: &BigDecimal) -> Result<BigDecimal, NumberFault> {
        let exact = exact.normalized();
        let (coefficient, scale) = exact.as_bigint_and_exponent();
        let digits = i64::try_from(coefficient.magnitude().to_string().len()).unwrap();
        match digits - 1 - scale {
            _ if coefficient == 0.into() => Ok(exact),
            magnitude if magnitude > 125 => Err(NumberFault::Overflow),
            magnitude if magnitude < -130 => Err(NumberFault::Underflow),
            _ if digits > 38 => Err(NumberFault::TooManyDigits),
            _ => Ok(exact),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn parsing_agrees_with_the_oracle(text in literal()) {
            let exact = oracle(&text);
            prop_assume!(exact != 0);
            let parsed = Number::parse(&text).map(|number| oracle(&number.to_string()));
            prop_assert_eq!(parsed, verdict(&exact));
        }

        #[test]
        fn text_is_canonical(text in in_range()) {
            let number = number(&text);
            let canonical = number.to_string();
            prop_assert_eq!(Number::parse(&canonical), Ok(number));
            prop_assert!(!canonical.contains(['e', 'E', '+']));
            prop_assert!(!canonical.contains('.') || !canonical.ends_with('0'));
        }

        #[test]
        fn sums_and_differences_agree_with_the_oracle(left in in_range(), right in in_range()) {
            let sum = number(&left).checked_add(number(&right)).map(|sum| oracle(&sum.to_string()));
            prop_assert_eq!(sum, verdict(&(oracle(&left) + oracle(&right))));
            let difference = number(&left).checked_sub(number(&right)).map(|difference| oracle(&difference.to_string()));
            prop_assert_eq!(difference, verdict(&(oracle(&left) - oracle(&right))));
        }

        #[test]
        fn order_agrees_with_the_oracle(left in in_range(), right in in_range()) {
            prop_assert_eq!(number(&left).cmp(&number(&right)), oracle(&left).cmp(&oracle(&right)));
        }
    }
}
