//! The text of a number as AWS writes it: no exponent, no plus sign, no zeros at the end of a fraction.

use std::fmt;

use super::Number;

/// The longest text: a sign, `0.`, 129 zeros and 38 digits.
pub(super) const CAPACITY: usize = 170;

/// The canonical text of a [`Number`], on the stack.
#[derive(Clone)]
pub struct NumberText {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl NumberText {
    /// The text of `number`.
    #[must_use]
    pub fn new(number: Number) -> Self {
        let mut bytes = [0; CAPACITY];
        let length = write(number, &mut bytes);
        Self { bytes, length }
    }

    /// The digits of the coefficient, without sign, point and exponent.
    #[must_use]
    pub(super) fn digits(number: Number) -> Digits {
        Digits::new(number.parts().2)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever pushed.
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The text as bytes of ASCII.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// Writes the text of `number` to the beginning of `room` and says how long it is.
pub(super) fn write(number: Number, room: &mut [u8; CAPACITY]) -> usize {
    let (negative, exponent, coefficient) = number.parts();
    let mut text = Text { room, length: 0 };
    if negative {
        text.push(b"-");
    }
    let digits = Digits::new(coefficient);
    let digits = digits.as_bytes();
    let size = usize::from(exponent.unsigned_abs());
    if exponent >= 0 {
        text.push(digits);
        text.push_zeros(size);
    } else if let Some((integer @ [_, ..], fraction)) = digits.split_at_checked(digits.len().saturating_sub(size)) {
        text.push(integer);
        text.push(b".");
        text.push(fraction);
    } else {
        text.push(b"0.");
        text.push_zeros(size.saturating_sub(digits.len()));
        text.push(digits);
    }
    text.length
}

struct Text<'r> {
    room: &'r mut [u8; CAPACITY],
    length: usize,
}

impl Text<'_> {
    #[inline(always)]
    fn push(&mut self, bytes: &[u8]) {
        if let Some(room) = self.room.get_mut(self.length..self.length + bytes.len()) {
            room.copy_from_slice(bytes);
            self.length += bytes.len();
        }
    }

    fn push_zeros(&mut self, count: usize) {
        if let Some(room) = self.room.get_mut(self.length..self.length + count) {
            room.fill(b'0');
            self.length += count;
        }
    }
}

/// The decimal digits of a coefficient, written from the last one.
pub(super) struct Digits {
    bytes: [u8; 39],
    start: usize,
}

impl Digits {
    /// The digits of a whole number.
    pub(super) fn of(number: u64) -> Self {
        Self::new(number.into())
    }

    fn new(coefficient: u128) -> Self {
        let mut digits = Self { bytes: [b'0'; 39], start: 39 };
        match u64::try_from(coefficient) {
            Ok(small) => digits.push(small),
            Err(_) => digits.push_halves(coefficient),
        }
        digits
    }

    /// Two halves of 64 bits: WebAssembly has no division of 128 bits.
    fn push_halves(&mut self, coefficient: u128) {
        const HALF: u128 = 10_u128.pow(19);
        self.push(u64::try_from(coefficient % HALF).unwrap_or_default());
        self.start = 39 - 19;
        self.push(u64::try_from(coefficient / HALF).unwrap_or_default());
    }

    fn push(&mut self, mut number: u64) {
        loop {
            self.start = self.start.saturating_sub(1);
            if let Some(slot) = self.bytes.get_mut(self.start) {
                *slot = b'0' + u8::try_from(number % 10).unwrap_or_default();
            }
            number /= 10;
            if number == 0 {
                break;
            }
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }
}

impl fmt::Debug for NumberText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(NumberText::new(*self).as_str())
    }
}
