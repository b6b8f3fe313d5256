//! The JSON wire form of attributes, written straight from their encoding: no views, no checks of what is UTF-8 already.
//!
//! Reads are mostly this. Attributes hand their encoding to the serializer as bytes, and [`JsonWriter`] writes bytes as the attributes that
//! they encode; nothing else in an answer serializes as bytes.

use serde::{Serialize, Serializer};

use super::encoding::{self, Input, Output};
use super::json_writer::JsonWriter;
use super::{AttributeMap, Item, MapRef};

/// Some attributes of an item, encoded to be written as JSON. (Any other serializer is given the encoding as bytes.)
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
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.encoded_attributes())
    }
}

impl Serialize for AttributeMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WireAttributes::from(self).serialize(serializer)
    }
}

/// Writes `encoded` attributes as an object.
pub(super) fn attributes(json: &mut JsonWriter, encoded: &[u8]) {
    let mut input = Input(encoded);
    let Some(name) = input.bytes() else { return json.token(b"{}") };
    json.token(b"{");
    attribute(json, name, &mut input);
    while let Some(name) = input.bytes() {
        json.token(b",");
        attribute(json, name, &mut input);
    }
    json.token(b"}");
}

#[inline(always)]
fn attribute(json: &mut JsonWriter, name: &[u8], input: &mut Input<'_>) {
    json.string(name);
    json.token(b":");
    value(json, input);
}

fn value(json: &mut JsonWriter, input: &mut Input<'_>) {
    match input.byte().unwrap_or(encoding::NULL) {
        encoding::STRING => {
            json.token(b"{\"S\":\"");
            json.escaped(input.bytes().unwrap_or_default());
            json.token(b"\"}");
        }
        encoding::NUMBER => {
            json.token(b"{\"N\":");
            number(json, input);
            json.token(b"}");
        }
        encoding::BINARY => {
            json.token(b"{\"B\":");
            binary(json, input);
            json.token(b"}");
        }
        encoding::STRING_SET => sequence(json, b"{\"SS\":[", input, string),
        encoding::NUMBER_SET => sequence(json, b"{\"NS\":[", input, number),
        encoding::BINARY_SET => sequence(json, b"{\"BS\":[", input, binary),
        encoding::LIST => sequence(json, b"{\"L\":[", input, value),
        encoding::MAP => {
            json.token(b"{\"M\":");
            attributes(json, input.body().unwrap_or(Input(&[])).0);
            json.token(b"}");
        }
        encoding::FALSE => json.token(b"{\"BOOL\":false}"),
        encoding::TRUE => json.token(b"{\"BOOL\":true}"),
        _ => json.token(b"{\"NULL\":true}"),
    }
}

fn sequence(json: &mut JsonWriter, open: &[u8], input: &mut Input<'_>, member: fn(&mut JsonWriter, &mut Input<'_>)) {
    let mut body = input.body().unwrap_or(Input(&[]));
    json.raw(open);
    if !body.0.is_empty() {
        member(json, &mut body);
    }
    while !body.0.is_empty() {
        json.token(b",");
        member(json, &mut body);
    }
    json.token(b"]}");
}

fn string(json: &mut JsonWriter, input: &mut Input<'_>) {
    json.string(input.bytes().unwrap_or_default());
}

fn number(json: &mut JsonWriter, input: &mut Input<'_>) {
    json.number(input.number().unwrap_or_default());
}

fn binary(json: &mut JsonWriter, input: &mut Input<'_>) {
    json.binary(input.bytes().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::{AttributeMap, AttributeValue, arbitrary, naive, to_json};

    fn wire(attributes: &AttributeMap) -> String {
        String::from_utf8(to_json(&Item::new(attributes))).unwrap()
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
        assert_eq!(to_json(&Answer { item: Some(item), count: 1 }), br#"{"item":{},"count":1}"#);
    }

    #[test]
    fn fractions_are_written_to_the_thousandth() {
        for (value, text) in [(0.0, "0.0"), (0.5, "0.5"), (12.0, "12.0"), (1_790_812_800.123, "1790812800.123"), (0.05, "0.05")] {
            assert_eq!(to_json(&value), text.as_bytes());
        }
    }

    #[test]
    fn some_attributes_are_written_in_the_order_of_their_names() {
        let attributes = ["a", "b", "c"].map(|name| (name.to_owned(), AttributeValue::S(name.to_owned())));
        let item = Item::new(&attributes.into_iter().collect());
        let some = WireAttributes::named(&item, ["a", "bb", "c"].into_iter());
        assert_eq!(to_json(&some), br#"{"a":{"S":"a"},"c":{"S":"c"}}"#);
    }

    proptest! {
        #[test]
        fn the_wire_form_is_that_of_serde(attributes in arbitrary::attributes()) {
            prop_assert_eq!(wire(&attributes), naive::json(&attributes));
        }
    }
}
