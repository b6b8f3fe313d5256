//! Numbers as floating point numbers of 32 bits, which vectors consist of, and back.

use super::{Number, NumberText};

/// The greatest magnitude, as AWS writes it: 3.4028235E38.
const GREATEST: u128 = 34_028_235 * 10_u128.pow(31);

/// The powers of ten that are exact in 64 bits, up to the 22nd.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
    1e22,
];
const GREATEST_POWER: u16 = 22;

impl Number {
    /// The nearest number of 32 bits. `None` beyond their range.
    ///
    /// A fraction is rounded to 64 bits on the way, so that one halfway between two numbers of 32 bits, to 16 digits, may become either.
    #[must_use]
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "precision is what is to be lost")]
    pub fn to_f32(self) -> Option<f32> {
        let (negative, exponent, coefficient) = self.parts();
        let magnitude = match u32::try_from(exponent) {
            Ok(zeros) => whole(coefficient, zeros)? as f32,
            Err(_) => divided(coefficient as f64, exponent.unsigned_abs()) as f32,
        };
        Some(if negative { -magnitude } else { magnitude })
    }

    /// The shortest number that is nearest to `float`, which is finite.
    #[must_use]
    pub fn from_f32(float: f32) -> Self {
        Self::parse(&float.to_string()).unwrap_or_default()
    }

    /// The number with an exponent: `-3.5E39`.
    #[must_use]
    pub fn scientific(self) -> String {
        let digits = NumberText::digits(self);
        let digits = std::str::from_utf8(digits.as_bytes()).unwrap_or_default();
        let sign = if self < Self::ZERO { "-" } else { "" };
        let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
        let point = if rest.is_empty() { "" } else { "." };
        format!("{sign}{first}{point}{rest}E{}", self.magnitude().unwrap_or_default())
    }
}

/// The whole number with so many zeros behind `coefficient`, if it is within the range.
fn whole(coefficient: u128, zeros: u32) -> Option<u128> {
    let whole = 10_u128.checked_pow(zeros)?.checked_mul(coefficient)?;
    (whole <= GREATEST).then_some(whole)
}

/// `number` divided by ten so many times.
fn divided(mut number: f64, mut times: u16) -> f64 {
    loop {
        let step = times.min(GREATEST_POWER);
        number /= POWERS.get(usize::from(step)).copied().unwrap_or(1.0);
        times -= step;
        if times == 0 {
            return number;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn float(text: &str) -> Option<f32> {
        Number::parse(text).unwrap().to_f32()
    }

    #[test]
    fn the_range_is_that_of_32_bits() {
        assert_eq!(float("3.4028235E38"), Some(f32::MAX));
        assert_eq!(float("-3.4028235E38"), Some(f32::MIN));
        for text in ["3.4028236E38", "1E39", "-1E39", "9.9999999999999999999999999999999999999E+125"] {
            assert_eq!(float(text), None, "{text}");
        }
        for (text, expected) in [("0", 0.0), ("1e-130", 0.0), ("0.1", 0.1), ("-1.5", -1.5), ("16777217", 16_777_216.0)] {
            assert_eq!(float(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_exponent_stands_behind_the_first_digit() {
        for (text, expected) in [("1E39", "1E39"), ("-123E38", "-1.23E40"), ("0.25", "2.5E-1")] {
            assert_eq!(Number::parse(text).unwrap().scientific(), expected);
        }
    }

    proptest! {
        #[test]
        fn a_number_of_32_bits_survives(bits: u32) {
            let value = f32::from_bits(bits);
            prop_assume!(value.is_finite());
            prop_assert_eq!(Number::from_f32(value).to_f32(), Some(value));
        }

        #[test]
        fn the_nearest_number_is_found(value in -1e30_f64..1e30) {
            let number = Number::parse(&value.to_string()).unwrap();
            #[expect(clippy::cast_possible_truncation, reason = "the oracle")]
            let nearest = value as f32;
            prop_assert_eq!(number.to_f32(), Some(nearest));
        }

        #[test]
        fn small_numbers_too(value in -1.0_f64..1.0) {
            let number = Number::parse(&value.to_string()).unwrap();
            #[expect(clippy::cast_possible_truncation, reason = "the oracle")]
            let nearest = value as f32;
            prop_assert_eq!(number.to_f32(), Some(nearest));
        }
    }
}
