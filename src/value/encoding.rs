//! The canonical binary encoding of values: what writes it and what reads it. `docs/storage-format.md` describes it.
//!
//! Attributes are ordered by name, sets are ordered and numbers have one representation, so equal values have equal
//! bytes. Reading trusts bytes that were written here; [`super::check`] is for bytes from elsewhere.

use super::{AttributeMap, AttributeValue, Number, Set};

pub(super) const STRING: u8 = 1;
pub(super) const NUMBER: u8 = 2;
pub(super) const BINARY: u8 = 3;
pub(super) const STRING_SET: u8 = 4;
pub(super) const NUMBER_SET: u8 = 5;
pub(super) const BINARY_SET: u8 = 6;
pub(super) const LIST: u8 = 7;
pub(super) const MAP: u8 = 8;
pub(super) const FALSE: u8 = 9;
pub(super) const TRUE: u8 = 10;
pub(super) const NULL: u8 = 11;

/// The head of a number: its sign, whether an exponent follows, and how many bytes of coefficient do.
pub(super) const NEGATIVE: u8 = 0x80;
pub(super) const EXPONENT: u8 = 0x40;
pub(super) const COEFFICIENT_LENGTH: u8 = 0x1F;

/// Bytes being written.
#[derive(Default)]
pub(super) struct Output(pub(super) Vec<u8>);

impl Output {
    pub(super) fn value(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::S(text) => self.scalar(STRING, text.as_bytes()),
            AttributeValue::N(number) => {
                self.0.push(NUMBER);
                self.number(*number);
            }
            AttributeValue::B(bytes) => self.scalar(BINARY, bytes),
            AttributeValue::SS(set) => self.set(STRING_SET, set, |output, member| output.bytes(member.as_bytes())),
            AttributeValue::NS(set) => self.set(NUMBER_SET, set, |output, member| output.number(*member)),
            AttributeValue::BS(set) => self.set(BINARY_SET, set, |output, member| output.bytes(member)),
            AttributeValue::L(members) => self.body(LIST, |output| members.iter().for_each(|member| output.value(member))),
            AttributeValue::M(attributes) => self.body(MAP, |output| output.attributes(attributes)),
            AttributeValue::Bool(value) => self.0.push(if *value { TRUE } else { FALSE }),
            AttributeValue::Null => self.0.push(NULL),
        }
    }

    pub(super) fn attributes(&mut self, attributes: &AttributeMap) {
        for (name, value) in attributes.iter() {
            self.bytes(name.as_bytes());
            self.value(value);
        }
    }

    pub(super) fn tag(&mut self, tag: u8) {
        self.0.push(tag);
    }

    pub(super) fn scalar(&mut self, tag: u8, bytes: &[u8]) {
        self.tag(tag);
        self.bytes(bytes);
    }

    fn set<T: Ord>(&mut self, tag: u8, set: &Set<T>, write: impl Fn(&mut Self, &T)) {
        self.body(tag, |output| set.members().iter().for_each(|member| write(output, member)));
    }

    /// A tag, the length of what `write` writes in four bytes, and that.
    pub(super) fn body(&mut self, tag: u8, write: impl FnOnce(&mut Self)) {
        let start = self.begin_body(tag);
        write(self);
        self.end_body(start);
    }

    /// A tag and room for the length of what is written until [`Output::end_body`], which is to be given what this gives.
    pub(super) fn begin_body(&mut self, tag: u8) -> usize {
        self.tag(tag);
        self.0.extend_from_slice(&[0; 4]);
        self.0.len()
    }

    pub(super) fn end_body(&mut self, start: usize) {
        let length = u32::try_from(self.0.len() - start).unwrap_or(u32::MAX);
        if let Some(room) = self.0.get_mut(start - 4..start) {
            room.copy_from_slice(&length.to_le_bytes());
        }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// Seven bits to a byte, the lowest first; the high bit says that more follow.
    fn length(&mut self, mut length: usize) {
        while length > 0x7F {
            self.0.push(low_byte(length) | 0x80);
            length >>= 7;
        }
        self.0.push(low_byte(length));
    }

    pub(super) fn number(&mut self, number: Number) {
        let (negative, exponent, coefficient) = number.parts();
        let bytes = coefficient.to_le_bytes();
        let length = bytes.len() - coefficient.leading_zeros() as usize / 8;
        let sign = if negative { NEGATIVE } else { 0 };
        let scaled = if exponent == 0 { 0 } else { EXPONENT };
        self.0.push(low_byte(length) | sign | scaled);
        if exponent != 0 {
            self.0.extend_from_slice(&exponent.to_le_bytes());
        }
        self.0.extend_from_slice(bytes.get(..length).unwrap_or_default());
    }
}

const fn low_byte(length: usize) -> u8 {
    let [low, ..] = length.to_le_bytes();
    low
}

/// Bytes yet to be read. What does not fit the encoding reads as `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Input<'a>(pub(super) &'a [u8]);

impl<'a> Input<'a> {
    #[inline(always)]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    #[inline(always)]
    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A length of up to 28 bits.
    #[inline(always)]
    pub(super) fn length(&mut self) -> Option<usize> {
        let mut length = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(length);
            }
        }
        None
    }

    #[inline(always)]
    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// The contents of a set, list or map.
    pub(super) fn body(&mut self) -> Option<Self> {
        let length = self.take(4)?.first_chunk().copied()?;
        self.take(usize::try_from(u32::from_le_bytes(length)).ok()?).map(Self)
    }

    pub(super) fn number(&mut self) -> Option<Number> {
        let head = self.byte()?;
        let exponent = if head & EXPONENT == 0 { 0 } else { i16::from_le_bytes(self.take(2)?.first_chunk().copied()?) };
        let coefficient = self.take(usize::from(head & COEFFICIENT_LENGTH))?;
        let mut bytes = [0; 16];
        bytes.get_mut(..coefficient.len())?.copy_from_slice(coefficient);
        Some(Number::from_trusted_parts(head & NEGATIVE != 0, exponent, u128::from_le_bytes(bytes)))
    }

    /// Passes over one value.
    pub(super) fn skip_value(&mut self) -> Option<()> {
        match self.byte()? {
            STRING | BINARY => self.bytes().map(drop),
            NUMBER => {
                let head = self.byte()?;
                let exponent = if head & EXPONENT == 0 { 0 } else { 2 };
                self.take(exponent + usize::from(head & COEFFICIENT_LENGTH)).map(drop)
            }
            STRING_SET | NUMBER_SET | BINARY_SET | LIST | MAP => self.body().map(drop),
            _ => Some(()),
        }
    }
}
