//! JSON being written, the one way in which the engine writes it.
//!
//! Outputs derive serde's `Serialize`, and [`JsonWriter`] is the serializer that they are given. It cannot fail, so that nothing that is compiled
//! for each output asks whether it did.

use std::fmt::{self, Display};
use std::mem;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{self, Serialize, Serializer};

use super::number_text::{self, Digits};
use super::{Number, wire};

/// Most answers are shorter, so that they are written in one allocation.
const ROOM: usize = 1024;

/// The JSON of an answer, which may hold attributes. Numbers with a fraction are capacity in halves and times in milliseconds:
/// they are written to the thousandth.
pub fn to_json(answer: &(impl Serialize + ?Sized)) -> Vec<u8> {
    let mut json = JsonWriter { bytes: vec![0; ROOM], length: 0 };
    let Ok(()) = answer.serialize(&mut json);
    json.bytes.truncate(json.length);
    json.bytes
}

/// JSON being written.
pub struct JsonWriter {
    /// What was written, and room for more.
    bytes: Vec<u8>,
    /// How much of `bytes` was written.
    length: usize,
}

impl JsonWriter {
    /// Writes a few bytes that are always the same: a copy of their own is cheaper than a call.
    #[inline(always)]
    pub(super) fn token<const LENGTH: usize>(&mut self, token: &[u8; LENGTH]) {
        match self.bytes.get_mut(self.length..).and_then(<[u8]>::first_chunk_mut) {
            Some(room) => *room = *token,
            None => self.token_into_more_room(token),
        }
        self.length += LENGTH;
    }

    #[cold]
    #[inline(never)]
    fn token_into_more_room(&mut self, token: &[u8]) {
        self.grow(token.len());
        self.room(token.len()).copy_from_slice(token);
    }

    /// Writes any bytes.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.room(bytes.len()).copy_from_slice(bytes);
        self.length += bytes.len();
    }

    /// The room for the next bytes.
    #[inline(always)]
    fn room(&mut self, length: usize) -> &mut [u8] {
        if self.bytes.len() - self.length < length {
            self.grow(length);
        }
        self.bytes.get_mut(self.length..self.length + length).unwrap_or_default()
    }

    #[cold]
    fn grow(&mut self, length: usize) {
        self.bytes.resize(self.bytes.len() * 4 + length, 0);
    }

    /// Writes `text` as a string.
    #[inline(always)]
    pub(super) fn string(&mut self, text: &[u8]) {
        self.token(b"\"");
        self.escaped(text);
        self.token(b"\"");
    }

    /// Writes the inside of a string.
    pub(super) fn escaped(&mut self, text: &[u8]) {
        let mut text = text;
        loop {
            let copied = copy_plain(self.room(text.len()), text);
            self.length += copied;
            let Some((special, rest)) = text.get(copied..).and_then(<[u8]>::split_first) else { return };
            self.escape(*special);
            text = rest;
        }
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.token(b"\\\""),
            b'\\' => self.token(b"\\\\"),
            b'\n' => self.token(b"\\n"),
            b'\r' => self.token(b"\\r"),
            b'\t' => self.token(b"\\t"),
            8 => self.token(b"\\b"),
            12 => self.token(b"\\f"),
            control => {
                let digit = |value: u8| if value < 10 { b'0' + value } else { b'a' - 10 + value };
                self.token(&[b'\\', b'u', b'0', b'0', digit(control >> 4), digit(control & 15)]);
            }
        }
    }

    /// Writes a number of DynamoDB's as a string.
    pub(super) fn number(&mut self, number: Number) {
        self.token(b"\"");
        let room = self.room(number_text::CAPACITY);
        self.length += room.first_chunk_mut().map_or(0, |room| number_text::write(number, room));
        self.token(b"\"");
    }

    /// Writes bytes as a string in Base64.
    pub(super) fn binary(&mut self, bytes: &[u8]) {
        self.token(b"\"");
        self.raw(STANDARD.encode(bytes).as_bytes());
        self.token(b"\"");
    }

    fn unsigned(&mut self, number: u64) {
        self.raw(Digits::of(number).as_bytes());
    }

    fn integer(&mut self, number: i64) {
        if number < 0 {
            self.token(b"-");
        }
        self.unsigned(number.unsigned_abs());
    }

    /// Writes a number to the thousandth.
    fn thousandths(&mut self, number: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "capacity, times and gigabytes are far from the ends of an integer")]
        let thousandths = (number * 1000.0).round() as i64;
        if thousandths < 0 {
            self.token(b"-");
        }
        let (whole, fraction) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
        self.unsigned(whole);
        self.token(b".");
        if fraction == 0 {
            return self.token(b"0");
        }
        let digits = Digits::of(1000 + fraction);
        let digits = digits.as_bytes().get(1..).unwrap_or_default();
        let zeros = digits.iter().rev().take_while(|digit| **digit == b'0').count();
        self.raw(digits.get(..digits.len() - zeros).unwrap_or_default());
    }

    /// Writes the name of a member, and the comma between it and the one before.
    fn name(&mut self, name: &str, is_first: bool) {
        if !is_first {
            self.token(b",");
        }
        self.string(name.as_bytes());
        self.token(b":");
    }
}

/// Copies `text` to `room`, which is as long, up to the first byte that needs an escape, and says how many bytes that is.
#[inline(always)]
fn copy_plain(room: &mut [u8], text: &[u8]) -> usize {
    if copies_whole(room, text) { text.len() } else { copy_beginning(room, text) }
}

/// Copies as much of `text` as is plain, by bytes.
#[cold]
fn copy_beginning(room: &mut [u8], text: &[u8]) -> usize {
    let plain = text.iter().take_while(|byte| !matches!(byte, ..0x20 | b'"' | b'\\'));
    room.iter_mut().zip(plain).map(|(to, byte)| *to = *byte).count()
}

/// Copies `text` in words, the last of which may overlap the one before, and says whether all of it is plain.
#[inline(always)]
fn copies_whole(room: &mut [u8], text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else { return copies_short(room, text) };
    for (to, word) in room.as_chunks_mut().0.iter_mut().zip(text.as_chunks().0) {
        if !is_plain(u64::from_le_bytes(*word)) {
            return false;
        }
        *to = *word;
    }
    copy_last(room, last);
    is_plain(u64::from_le_bytes(*last))
}

/// The same of fewer than eight bytes; zeros stand for those that there are not.
#[inline(always)]
fn copies_short(room: &mut [u8], text: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        copy_first(room, first);
        copy_last(room, last);
        return is_plain(u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32);
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        copy_first(room, first);
        copy_last(room, last);
        return is_plain(
            u64::from(u16::from_le_bytes(*first)) | u64::from(u16::from_le_bytes(*last)) << 16 | 0x3030_3030_0000_0000,
        );
    }
    let Some(byte) = text.first_chunk() else { return true };
    copy_first(room, byte);
    is_plain(u64::from(u8::from_le_bytes(*byte)) | 0x3030_3030_3030_3000)
}

#[inline(always)]
fn copy_first<const LENGTH: usize>(room: &mut [u8], bytes: &[u8; LENGTH]) {
    if let Some(room) = room.first_chunk_mut() {
        *room = *bytes;
    }
}

#[inline(always)]
fn copy_last<const LENGTH: usize>(room: &mut [u8], bytes: &[u8; LENGTH]) {
    if let Some(room) = room.last_chunk_mut() {
        *room = *bytes;
    }
}

/// Whether none of eight bytes is a control character, a quotation mark or a backslash: the bit trick that finds a zero
/// byte (or one below a bound) by the borrow of a subtraction.
const fn is_plain(word: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    let quotation = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    let quotations = quotation.wrapping_sub(ONES) & !quotation;
    let backslashes = backslash.wrapping_sub(ONES) & !backslash;
    (controls | quotations | backslashes) & HIGH == 0
}

/// What the serializer fails with: nothing.
#[derive(Debug)]
pub enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    #[expect(clippy::panic, reason = "nothing that the engine writes refuses to be serialized")]
    fn custom<T: Display>(message: T) -> Self {
        panic!("{message}")
    }
}

type Written = Result<(), Never>;

impl<'j> JsonWriter {
    fn parts(&'j mut self, open: u8, close: &'static str) -> Parts<'j> {
        self.token(&[open]);
        Parts { json: self, close, is_empty: true }
    }

    /// A variant is an object with one member, whose value follows.
    fn variant(&mut self, name: &str) {
        self.token(b"{");
        self.name(name, true);
    }
}

/// The elements or members of something.
pub struct Parts<'j> {
    json: &'j mut JsonWriter,
    close: &'static str,
    is_empty: bool,
}

impl Parts<'_> {
    fn element(&mut self, element: &(impl Serialize + ?Sized)) -> Written {
        if !mem::take(&mut self.is_empty) {
            self.json.token(b",");
        }
        element.serialize(&mut *self.json)
    }

    fn member(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Written {
        let is_first = mem::take(&mut self.is_empty);
        self.json.name(name, is_first);
        value.serialize(&mut *self.json)
    }

    fn close(self) {
        self.json.raw(self.close.as_bytes());
    }
}

impl<'j> Serializer for &'j mut JsonWriter {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Parts<'j>;
    type SerializeTuple = Parts<'j>;
    type SerializeTupleStruct = Parts<'j>;
    type SerializeTupleVariant = Parts<'j>;
    type SerializeMap = Parts<'j>;
    type SerializeStruct = Parts<'j>;
    type SerializeStructVariant = Parts<'j>;

    fn serialize_bool(self, value: bool) -> Written {
        self.raw(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Written {
        self.integer(value);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Written {
        self.unsigned(value);
        Ok(())
    }

    /// Scores of searches: the shortest text of the number.
    fn serialize_f32(self, value: f32) -> Written {
        self.raw(format!("{value:?}").as_bytes());
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Written {
        self.thousandths(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        self.string(value.as_bytes());
        Ok(())
    }

    /// Attributes, encoded: nothing else in an answer serializes as bytes.
    fn serialize_bytes(self, value: &[u8]) -> Written {
        wire::attributes(self, value);
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.token(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T>(self, _: &'static str, _: u32, variant: &'static str, value: &T) -> Written
    where
        T: Serialize + ?Sized,
    {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.token(b"}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'j>, Never> {
        Ok(self.parts(b'[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'j>, Never> {
        Ok(self.parts(b'[', "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'j>, Never> {
        Ok(self.parts(b'[', "]"))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Parts<'j>, Never> {
        self.variant(variant);
        Ok(self.parts(b'[', "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'j>, Never> {
        Ok(self.parts(b'{', "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'j>, Never> {
        Ok(self.parts(b'{', "}"))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Parts<'j>, Never> {
        self.variant(variant);
        Ok(self.parts(b'{', "}}"))
    }
}

impl ser::SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, element: &T) -> Written {
        self.element(element)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeTuple for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, element: &T) -> Written {
        self.element(element)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeTupleStruct for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, element: &T) -> Written {
        self.element(element)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeTupleVariant for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, element: &T) -> Written {
        self.element(element)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        self.member(name, value)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeStructVariant for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        self.member(name, value)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.element(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.json.token(b":");
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(answer: &impl Serialize) -> String {
        String::from_utf8(to_json(answer)).unwrap()
    }

    /// Times before 1970 used to lose their sign, or to be told a second off.
    #[test]
    fn fractions_are_written_to_the_thousandth_on_both_sides_of_zero() {
        for (number, expected) in [
            (0.0, "0.0"),
            (0.5, "0.5"),
            (12.25, "12.25"),
            (0.001, "0.001"),
            (-0.001, "-0.001"),
            (-0.5, "-0.5"),
            (-1.25, "-1.25"),
            (-2.0, "-2.0"),
        ] {
            assert_eq!(text(&number), expected);
        }
    }

    #[test]
    fn texts_are_written_as_any_reader_reads_them() {
        let characters = ['a', '"', '\\', '\n', '\u{1}', '\u{1f}', ' ', '\u{7f}', 'é', '\u{10ffff}'];
        for length in 0..20 {
            for (at, special) in (0..=length).flat_map(|at| characters.map(|special| (at, special))) {
                let written = format!("{}{special}{}", "x".repeat(at), "y".repeat(length - at));
                assert_eq!(serde_json::from_str::<String>(&text(&written)).unwrap(), written);
            }
        }
    }
}
