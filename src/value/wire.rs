//! The JSON wire form of attributes, written straight from their encoding: no views, no checks of what is UTF-8 already.
//!
//! Reads are mostly this. Attributes hand their encoding to the serializer as bytes, and the formatter of [`to_json`] writes bytes
//! as the attributes that they encode; nothing else in an answer serializes as bytes.

use std::io::{Result, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::encoding::{self, Input, Output};
use super::{AttributeMap, AttributeType, Item, MapRef, NumberText};

/// Most answers are shorter, so that they are written in one allocation.
const ROOM: usize = 1024;

/// The JSON of an answer, which may hold attributes. Numbers with a fraction are capacity in halves and times in milliseconds:
/// they are written to the thousandth.
///
/// # Errors
/// What serializing `answer` itself fails with.
pub fn to_json(answer: &(impl Serialize + ?Sized)) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(ROOM);
    answer.serialize(&mut serde_json::Serializer::with_formatter(&mut json, AnswerFormatter))?;
    Ok(json)
}

/// Some attributes of an item, encoded to be written by [`to_json`]. (Any other serializer is given the encoding as bytes.)
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WireAttributes(pub(super) Vec<u8>);

impl WireAttributes {
    /// Those of `item` that have these names, in the order of the names.
    #[must_use]
    pub fn named<'n>(item: &Item, names: impl Iterator<Item = &'n str>) -> Self {
        let mut output = Output::default();
        for name in names {
            if let Some(value) = item.attributes().encoded(name) {
                output.bytes(name.as_bytes());
                output.0.extend_from_slice(value);
            }
        }
        Self(output.0)
    }

    /// Those of `item` whose names are to be `kept`.
    #[must_use]
    pub fn of(item: &Item, kept: impl Fn(&str) -> bool) -> Self {
        let (mut input, mut output) = (Input(item.encoded_attributes()), Output::default());
        loop {
            let entry = input.0;
            let Some(is_kept) = input.text().map(&kept) else { return Self(output.0) };
            if input.skip_value().is_none() {
                return Self(output.0);
            }
            if is_kept {
                output.0.extend_from_slice(entry.get(..entry.len() - input.0.len()).unwrap_or_default());
            }
        }
    }

    /// The attributes as a view.
    #[must_use]
    pub fn attributes(&self) -> MapRef<'_> {
        MapRef::new(&self.0)
    }
}

impl From<&AttributeMap> for WireAttributes {
    fn from(attributes: &AttributeMap) -> Self {
        let mut output = Output::default();
        output.attributes(attributes);
        Self(output.0)
    }
}

impl Serialize for WireAttributes {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.encoded_attributes())
    }
}

impl Serialize for AttributeMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        WireAttributes::from(self).serialize(serializer)
    }
}

/// Compact JSON in which bytes are encoded attributes.
struct AnswerFormatter;

impl Formatter for AnswerFormatter {
    fn write_byte_array<W: ?Sized + Write>(&mut self, writer: &mut W, bytes: &[u8]) -> Result<()> {
        attributes(writer, Input(bytes))
    }

    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> Result<()> {
        #[expect(clippy::cast_possible_truncation, reason = "capacity, times and gigabytes are far from the ends of an integer")]
        let thousandths = (value * 1000.0).round() as i64;
        let (whole, fraction) = (thousandths / 1000, thousandths.rem_euclid(1000));
        if fraction == 0 {
            return write!(writer, "{whole}.0");
        }
        let fraction = format!("{fraction:03}");
        let fraction = fraction.trim_end_matches('0');
        write!(writer, "{whole}.{fraction}")
    }

    /// Scores of searches: the shortest text of the number.
    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> Result<()> {
        write!(writer, "{value:?}")
    }
}

fn attributes<W: ?Sized + Write>(writer: &mut W, mut input: Input<'_>) -> Result<()> {
    let mut separator: &[u8] = b"{\"";
    if input.0.is_empty() {
        writer.write_all(b"{")?;
    }
    while let Some(name) = input.bytes() {
        writer.write_all(separator)?;
        escaped(writer, name)?;
        writer.write_all(b"\":")?;
        value(writer, &mut input)?;
        separator = b",\"";
    }
    writer.write_all(b"}")
}

fn value<W: ?Sized + Write>(writer: &mut W, input: &mut Input<'_>) -> Result<()> {
    match input.byte().unwrap_or(encoding::NULL) {
        encoding::STRING => {
            writer.write_all(b"{\"S\":\"")?;
            escaped(writer, input.bytes().unwrap_or_default())?;
            writer.write_all(b"\"}")
        }
        encoding::NUMBER => {
            writer.write_all(b"{\"N\":")?;
            number(writer, input)?;
            writer.write_all(b"}")
        }
        encoding::BINARY => {
            writer.write_all(b"{\"B\":")?;
            binary(writer, input)?;
            writer.write_all(b"}")
        }
        encoding::STRING_SET => sequence(writer, AttributeType::SS, input, string),
        encoding::NUMBER_SET => sequence(writer, AttributeType::NS, input, number),
        encoding::BINARY_SET => sequence(writer, AttributeType::BS, input, binary),
        encoding::LIST => sequence(writer, AttributeType::L, input, value),
        encoding::MAP => {
            writer.write_all(b"{\"M\":")?;
            attributes(writer, input.body().unwrap_or(Input(&[])))?;
            writer.write_all(b"}")
        }
        encoding::FALSE => writer.write_all(b"{\"BOOL\":false}"),
        encoding::TRUE => writer.write_all(b"{\"BOOL\":true}"),
        _ => writer.write_all(b"{\"NULL\":true}"),
    }
}

fn sequence<W: ?Sized + Write>(
    writer: &mut W,
    kind: AttributeType,
    input: &mut Input<'_>,
    member: impl Fn(&mut W, &mut Input<'_>) -> Result<()>,
) -> Result<()> {
    let mut body = input.body().unwrap_or(Input(&[]));
    writer.write_all(b"{\"")?;
    writer.write_all(kind.name().as_bytes())?;
    writer.write_all(b"\":[")?;
    if !body.0.is_empty() {
        member(writer, &mut body)?;
    }
    while !body.0.is_empty() {
        writer.write_all(b",")?;
        member(writer, &mut body)?;
    }
    writer.write_all(b"]}")
}

fn string<W: ?Sized + Write>(writer: &mut W, input: &mut Input<'_>) -> Result<()> {
    writer.write_all(b"\"")?;
    escaped(writer, input.bytes().unwrap_or_default())?;
    writer.write_all(b"\"")
}

fn number<W: ?Sized + Write>(writer: &mut W, input: &mut Input<'_>) -> Result<()> {
    let text = NumberText::new(input.number().unwrap_or_default());
    writer.write_all(b"\"")?;
    writer.write_all(text.as_bytes())?;
    writer.write_all(b"\"")
}

fn binary<W: ?Sized + Write>(writer: &mut W, input: &mut Input<'_>) -> Result<()> {
    writer.write_all(b"\"")?;
    writer.write_all(STANDARD.encode(input.bytes().unwrap_or_default()).as_bytes())?;
    writer.write_all(b"\"")
}

/// The inside of a JSON string.
fn escaped<W: ?Sized + Write>(writer: &mut W, mut text: &[u8]) -> Result<()> {
    loop {
        let (plain, rest) = text.split_at_checked(plain_length(text)).unwrap_or((text, &[]));
        writer.write_all(plain)?;
        let Some((special, rest)) = rest.split_first() else { return Ok(()) };
        escape(writer, *special)?;
        text = rest;
    }
}

fn escape<W: ?Sized + Write>(writer: &mut W, byte: u8) -> Result<()> {
    match byte {
        b'"' => writer.write_all(b"\\\""),
        b'\\' => writer.write_all(b"\\\\"),
        b'\n' => writer.write_all(b"\\n"),
        b'\r' => writer.write_all(b"\\r"),
        b'\t' => writer.write_all(b"\\t"),
        8 => writer.write_all(b"\\b"),
        12 => writer.write_all(b"\\f"),
        control => write!(writer, "\\u{control:04x}"),
    }
}

/// How many bytes from the start need no escape.
fn plain_length(text: &[u8]) -> usize {
    let (words, _) = text.as_chunks::<8>();
    let plain = 8 * words.iter().take_while(|word| is_plain(u64::from_le_bytes(**word))).count();
    let rest = text.get(plain..).unwrap_or_default();
    plain + rest.iter().take_while(|byte| !matches!(byte, ..0x20 | b'"' | b'\\')).count()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::{AttributeMap, AttributeValue, arbitrary, naive};

    fn wire(attributes: &AttributeMap) -> String {
        String::from_utf8(to_json(&Item::new(attributes)).unwrap()).unwrap()
    }

    #[test]
    fn every_character_is_escaped_as_serde_does() {
        for character in ('\0'..='\u{2FF}').chain(['\u{2028}', '\u{1F600}']) {
            for text in [character.to_string(), format!("1234567{character}"), format!("12345678{character}90")] {
                let attributes = [(text.clone(), AttributeValue::S(text))].into_iter().collect();
                assert_eq!(wire(&attributes), naive::json(&attributes));
            }
        }
    }

    #[test]
    fn items_stand_among_other_members() {
        #[derive(Serialize)]
        struct Answer {
            item: Option<Item>,
            count: u32,
        }
        let item = Item::new(&AttributeMap::new());
        assert_eq!(to_json(&Answer { item: Some(item), count: 1 }).unwrap(), br#"{"item":{},"count":1}"#);
    }

    #[test]
    fn fractions_are_written_to_the_thousandth() {
        for (value, text) in [(0.0, "0.0"), (0.5, "0.5"), (12.0, "12.0"), (1_790_812_800.123, "1790812800.123"), (0.05, "0.05")] {
            assert_eq!(to_json(&value).unwrap(), text.as_bytes());
        }
    }

    #[test]
    fn some_attributes_are_written_in_the_order_of_their_names() {
        let attributes = ["a", "b", "c"].map(|name| (name.to_owned(), AttributeValue::S(name.to_owned())));
        let item = Item::new(&attributes.into_iter().collect());
        let some = WireAttributes::named(&item, ["a", "bb", "c"].into_iter());
        assert_eq!(to_json(&some).unwrap(), br#"{"a":{"S":"a"},"c":{"S":"c"}}"#);
    }

    proptest! {
        #[test]
        fn the_wire_form_is_that_of_serde(attributes in arbitrary::attributes()) {
            prop_assert_eq!(wire(&attributes), naive::json(&attributes));
        }
    }
}
