//! How what is kept beside items is written as bytes, and read again: `docs/storage-format.md`, "Documents".
//!
//! A type lists its fields once, beside its definition ([`stored_struct`], [`stored_enum`]). Equal values have equal bytes. Reading trusts nothing:
//! what is no value reads as `None`, and no length is believed before its bytes are there. Nothing here is inlined: it is not often called, and there is a lot
//! of it.

mod edits;
mod entries;

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::Timestamp;

pub use edits::{Edits, Kind};
pub use entries::{Entries, Entry};

/// The furthest time from 1970, in milliseconds: what a double holds exactly, and more than a `Date` does.
const FURTHEST: u64 = 1 << 53;

/// What is written as bytes and read again.
pub trait Stored: Sized {
    /// Writes it behind what is there.
    fn store(&self, output: &mut Vec<u8>);
    /// Reads what [`Stored::store`] wrote.
    fn load(input: &mut Input<'_>) -> Option<Self>;
}

/// The bytes of a value.
pub fn to_bytes(value: &impl Stored) -> Vec<u8> {
    let mut output = Vec::with_capacity(64);
    value.store(&mut output);
    output
}

/// The value that exactly these bytes are.
#[must_use]
pub fn from_bytes<T: Stored>(bytes: &[u8]) -> Option<T> {
    let mut input = Input(bytes);
    let value = T::load(&mut input)?;
    input.0.is_empty().then_some(value)
}

/// Stands for something that has a long name, in the keys of what it has many of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    /// What stands for `name`: the first half of its SHA-256, so that nobody finds two names with one digest.
    #[must_use]
    pub fn of(name: &[u8]) -> Self {
        let hash = Sha256::digest(name);
        Self(hash.first_chunk().copied().unwrap_or_default())
    }
}

impl Stored for Digest {
    fn store(&self, output: &mut Vec<u8>) {
        output.extend_from_slice(&self.0);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        input.take(16)?.first_chunk().copied().map(Self)
    }
}

/// A number whose bytes are ordered as numbers are, in keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ordered(pub u64);

impl Ordered {
    const SIGN: u64 = 1 << 63;

    /// Negative numbers come first.
    #[must_use]
    pub const fn signed(number: i64) -> Self {
        Self(number.cast_unsigned() ^ Self::SIGN)
    }

    /// The number that [`Ordered::signed`] was given.
    #[must_use]
    pub const fn to_signed(self) -> i64 {
        (self.0 ^ Self::SIGN).cast_signed()
    }
}

impl Stored for Ordered {
    fn store(&self, output: &mut Vec<u8>) {
        output.extend_from_slice(&self.0.to_be_bytes());
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        input.take(8)?.first_chunk().map(|bytes| Self(u64::from_be_bytes(*bytes)))
    }
}

/// Bytes yet to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a>(pub &'a [u8]);

impl<'a> Input<'a> {
    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next so many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// Bytes behind their length.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = u64::load(self)?;
        self.take(usize::try_from(length).ok()?)
    }

    /// Text behind its length.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

/// Writes bytes behind their length.
pub fn store_bytes(bytes: &[u8], output: &mut Vec<u8>) {
    (bytes.len() as u64).store(output);
    output.extend_from_slice(bytes);
}

/// Writes the elements of a sequence behind their count.
pub fn store_all<T: Stored>(elements: &[T], output: &mut Vec<u8>) {
    (elements.len() as u64).store(output);
    for element in elements {
        element.store(output);
    }
}

/// Seven bits to a byte, the lowest first; the high bit says that more follow.
impl Stored for u64 {
    #[inline(never)]
    fn store(&self, output: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7F {
            let [low, ..] = rest.to_le_bytes();
            output.push(low | 0x80);
            rest >>= 7;
        }
        let [low, ..] = rest.to_le_bytes();
        output.push(low);
    }

    #[inline(never)]
    fn load(input: &mut Input<'_>) -> Option<Self> {
        let mut value = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let byte = input.byte()?;
            let bits = Self::from(byte & 0x7F);
            value |= bits << shift;
            if byte & 0x80 == 0 {
                // Each number has one spelling.
                let is_shortest = (shift == 0 || byte != 0) && (bits << shift) >> shift == bits;
                return is_shortest.then_some(value);
            }
        }
        None
    }
}

/// Small numbers of either sign are short.
impl Stored for i64 {
    fn store(&self, output: &mut Vec<u8>) {
        ((self << 1) ^ (self >> 63)).cast_unsigned().store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        let folded = u64::load(input)?;
        Some((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }
}

impl Stored for u16 {
    fn store(&self, output: &mut Vec<u8>) {
        u64::from(*self).store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        u64::load(input)?.try_into().ok()
    }
}

impl Stored for u32 {
    fn store(&self, output: &mut Vec<u8>) {
        u64::from(*self).store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        u64::load(input)?.try_into().ok()
    }
}

impl Stored for usize {
    fn store(&self, output: &mut Vec<u8>) {
        (*self as u64).store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        u64::load(input)?.try_into().ok()
    }
}

impl Stored for bool {
    fn store(&self, output: &mut Vec<u8>) {
        output.push(u8::from(*self));
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        match input.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Stored for Timestamp {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    /// What is further away than any clock goes would overflow when milliseconds are added.
    fn load(input: &mut Input<'_>) -> Option<Self> {
        let milliseconds = i64::load(input)?;
        (milliseconds.unsigned_abs() <= FURTHEST).then_some(Self(milliseconds))
    }
}

impl Stored for Arc<str> {
    fn store(&self, output: &mut Vec<u8>) {
        store_bytes(self.as_bytes(), output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        input.text().map(Into::into)
    }
}

impl Stored for String {
    fn store(&self, output: &mut Vec<u8>) {
        store_bytes(self.as_bytes(), output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        input.text().map(Into::into)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, output: &mut Vec<u8>) {
        self.is_some().store(output);
        if let Some(value) = self {
            value.store(output);
        }
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        if bool::load(input)? { T::load(input).map(Some) } else { Some(None) }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, output: &mut Vec<u8>) {
        store_all(self, output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        let mut elements = Self::new();
        for _ in 0..u64::load(input)? {
            elements.push(T::load(input)?);
        }
        Some(elements)
    }
}

impl<T: Stored> Stored for [T; 2] {
    fn store(&self, output: &mut Vec<u8>) {
        for value in self {
            value.store(output);
        }
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Some([T::load(input)?, T::load(input)?])
    }
}

impl<T: Stored> Stored for Arc<T> {
    fn store(&self, output: &mut Vec<u8>) {
        (**self).store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        T::load(input).map(Self::new)
    }
}

impl<T: Stored> Stored for Box<T> {
    fn store(&self, output: &mut Vec<u8>) {
        (**self).store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        T::load(input).map(Self::new)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
        self.1.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Some((A::load(input)?, B::load(input)?))
    }
}

/// Implements [`Stored`] for a structure: all its fields, in this order.
macro_rules! stored_struct {
    ($name:ty { $($field:ident),* $(,)? }) => {
        impl $crate::stored::Stored for $name {
            #[inline(never)]
            fn store(&self, output: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($crate::stored::Stored::store($field, output);)*
            }

            #[inline(never)]
            fn load(input: &mut $crate::stored::Input<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::stored::Stored::load(input)?),* })
            }
        }
    };
}

/// Implements [`Stored`] for an enumeration: the byte of each variant, and then its fields, which those without names are given here.
macro_rules! stored_enum {
    ($name:ty { $($tag:literal => $variant:ident $(($($field:ident),*))? $({ $($named:ident),* })?),* $(,)? }) => {
        impl $crate::stored::Stored for $name {
            #[inline(never)]
            fn store(&self, output: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($($field),*))? $({ $($named),* })? => {
                        output.push($tag);
                        $($($crate::stored::Stored::store($field, output);)*)?
                        $($($crate::stored::Stored::store($named, output);)*)?
                    })*
                }
            }

            #[inline(never)]
            fn load(input: &mut $crate::stored::Input<'_>) -> Option<Self> {
                match input.byte()? {
                    $($tag => {
                        $($(let $field = $crate::stored::Stored::load(input)?;)*)?
                        $($(let $named = $crate::stored::Stored::load(input)?;)*)?
                        Some(Self::$variant $(($($field),*))? $({ $($named),* })?)
                    })*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use {stored_enum, stored_struct};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Both {
        number: i64,
        kind: Kind,
    }

    #[derive(Debug, Clone, PartialEq, Eq)]
    enum Kind {
        Plain,
        Named(Arc<str>, Option<bool>),
        Listed { of: Vec<u64> },
    }

    stored_struct!(Both { number, kind });
    stored_enum!(Kind { 1 => Plain, 2 => Named(name, flag), 3 => Listed { of } });

    fn both() -> impl Strategy<Value = Both> {
        let kind = prop_oneof![
            Just(Kind::Plain),
            (".*", any::<Option<bool>>()).prop_map(|(name, flag)| Kind::Named(name.into(), flag)),
            prop::collection::vec(any::<u64>(), 0..4).prop_map(|of| Kind::Listed { of }),
        ];
        (any::<i64>(), kind).prop_map(|(number, kind)| Both { number, kind })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in both()) {
            prop_assert_eq!(from_bytes::<Both>(&to_bytes(&value)), Some(value));
        }

        #[test]
        fn damaged_bytes_are_refused_or_have_one_spelling(value in both(), at in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = to_bytes(&value);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Some(read) = from_bytes::<Both>(&bytes) {
                prop_assert_eq!(to_bytes(&read), bytes);
            }
        }

        #[test]
        fn what_is_cut_off_is_refused(value in both(), at in any::<prop::sample::Index>()) {
            let bytes = to_bytes(&value);
            prop_assert_eq!(from_bytes::<Both>(&bytes[..at.index(bytes.len())]), None);
        }
    }

    #[test]
    fn a_length_that_is_a_lie_costs_nothing() {
        assert_eq!(from_bytes::<Vec<bool>>(&to_bytes(&u64::MAX)), None);
        assert_eq!(from_bytes::<String>(&to_bytes(&u64::MAX)), None);
    }
}
