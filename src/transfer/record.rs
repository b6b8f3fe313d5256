//! Records: the items that a file holds, one after the other, in one of the formats.

use std::fmt;

use serde::Serialize;
use serde::de::IgnoredAny;

use super::csv::{self, CsvOptions};
use super::ion;
use super::ion_reader::Reader;
use crate::Timestamp;
use crate::model::{MemberShape, OperationModel, Service, Shape, StructureShape};
use crate::request;
use crate::value::{AttributeMap, AttributeValue, Item, Number, SentItem, to_json};

/// The format of a file.
#[derive(Debug, Clone)]
pub enum Format {
    /// `DYNAMODB_JSON`: an object in each line, whose member `Item` is in the form of the API.
    Json,
    /// `ION`: structs, whose field `Item` has the attributes.
    Ion,
    /// `CSV`.
    Csv(CsvOptions),
}

/// The most values of a record: each takes a byte of an item at least, of which there are 400 KB.
pub(super) const MOST_VALUES: usize = 400 << 10;
/// The bytes of the shortest name that is too long (`PutItem` says so, too).
const TOO_LONG: usize = 1 << 16;

/// Whether an attribute can be called `name`.
pub(super) fn is_name(name: &str) -> bool {
    (1..TOO_LONG).contains(&name.len())
}

/// Why a record is no item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordFault {
    /// It is not in the format.
    Syntax,
    /// It holds no item.
    NoItem,
    /// It has a value that is none, or that its key cannot have.
    Value,
    /// It has more values than there are names.
    TooManyValues,
}

impl fmt::Display for RecordFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Syntax => "the record is not in the format of the import",
            Self::NoItem => "the record holds no Item",
            Self::Value => "a value is none, or not of the type of its key",
            Self::TooManyValues => "the line has more values than the header has names",
        })
    }
}

/// A line of `DYNAMODB_JSON`, as controls are read.
static LINE: OperationModel = OperationModel { name: "Line", service: Service::DynamoDb, input: &RECORD, errors: &[] };
static RECORD: StructureShape =
    StructureShape { name: "Record", members: &[MemberShape { name: "Item", required: false, shape: Shape::AttributeMap }] };

/// A file without the mark that some editors begin files with, U+FEFF.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// Gives the item of each record in `bytes` to `take`, or what is wrong with it.
pub fn records(format: &Format, bytes: &[u8], take: &mut dyn FnMut(Result<SentItem, RecordFault>)) {
    let bytes = unmarked(bytes);
    match format {
        Format::Json => {
            let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
            // What follows a line that cannot be read is not looked at (observed 2026-10-09).
            for item in lines.map(json_item) {
                let ends = matches!(item, Err(RecordFault::Syntax));
                take(item);
                if ends {
                    break;
                }
            }
        }
        Format::Ion => match std::str::from_utf8(bytes) {
            Ok(text) => ion_items(text, take),
            Err(_) => take(Err(RecordFault::Syntax)),
        },
        Format::Csv(options) => match std::str::from_utf8(bytes) {
            Ok(text) => csv::read(text, options, take),
            Err(_) => take(Err(RecordFault::Syntax)),
        },
    }
}

fn json_item(line: &[u8]) -> Result<SentItem, RecordFault> {
    let is_json = || serde_json::from_slice::<IgnoredAny>(line).is_ok();
    let fault = |_| if is_json() { RecordFault::Value } else { RecordFault::Syntax };
    let mut record = request::decode(&LINE, line).map_err(fault)?;
    match record.take_attributes("Item") {
        None => Err(RecordFault::NoItem),
        Some(item) => item.map_err(|_| RecordFault::Value),
    }
}

fn ion_items(text: &str, take: &mut dyn FnMut(Result<SentItem, RecordFault>)) {
    let mut reader = Reader::new(text);
    while !reader.is_at_end() {
        let Some(mut record) = reader.record() else {
            take(Err(RecordFault::Syntax));
            reader.recover();
            continue;
        };
        match record.remove("Item") {
            Some(AttributeValue::M(attributes)) => take(Ok((&attributes).into())),
            _ => take(Err(RecordFault::NoItem)),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Line<'i> {
    item: &'i Item,
}

/// Writes `item` as a line of a file in `format`.
pub fn write_record(format: &Format, item: &Item, file: &mut Vec<u8>) {
    match format {
        Format::Ion => {
            let mut text = String::from("$ion_1_0 {Item:");
            ion::write_struct(item.attributes(), &mut text);
            text.push('}');
            file.extend(text.into_bytes());
        }
        Format::Json | Format::Csv(_) => file.extend(to_json(&Line { item })),
    }
    file.push(b'\n');
}

/// What an incremental export tells of one item.
#[derive(Debug, Clone, Copy)]
pub struct ChangeRecord<'i> {
    /// When it was last written.
    pub time: Timestamp,
    /// Its key.
    pub keys: &'i Item,
    /// What it was before, if that is shown.
    pub old: Option<&'i Item>,
    /// What it is afterwards, if it is there.
    pub new: Option<&'i Item>,
}

/// A line of an incremental export in `DYNAMODB_JSON`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ChangeLine<'i> {
    metadata: Item,
    keys: &'i Item,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_image: Option<&'i Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_image: Option<&'i Item>,
}

/// Writes `record` as a line of a file in `format`.
pub fn write_change(format: &Format, record: &ChangeRecord<'_>, file: &mut Vec<u8>) {
    let ChangeRecord { time, keys, old, new } = *record;
    let microseconds = AttributeValue::N(Number::from(time.0.saturating_mul(1000)));
    let metadata = Item::new(&[("WriteTimestampMicros".to_owned(), microseconds)].into_iter().collect::<AttributeMap>());
    match format {
        Format::Ion => {
            let mut text = String::from("$ion_1_0 {Record:{Keys:");
            ion::write_struct(keys.attributes(), &mut text);
            for (name, item) in [("Metadata", Some(&metadata)), ("OldImage", old), ("NewImage", new)] {
                let Some(item) = item else { continue };
                text.extend([",", name, ":"]);
                ion::write_struct(item.attributes(), &mut text);
            }
            text.push_str("}}");
            file.extend(text.into_bytes());
        }
        Format::Json | Format::Csv(_) => file.extend(to_json(&ChangeLine { metadata, keys, old_image: old, new_image: new })),
    }
    file.push(b'\n');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::arbitrary;

    fn read(format: &Format, text: &[u8]) -> Vec<Result<SentItem, RecordFault>> {
        let mut items = Vec::new();
        records(format, text, &mut |item| items.push(item));
        items
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(maps in prop::collection::vec(arbitrary::attributes(), 0..4)) {
            for format in [Format::Json, Format::Ion] {
                let mut file = Vec::new();
                for attributes in &maps {
                    write_record(&format, &Item::new(attributes), &mut file);
                }
                let items: Vec<_> = read(&format, &file).into_iter().map(Result::unwrap).map(SentItem::into_item).collect();
                let expected: Vec<_> = maps.iter().map(Item::new).collect();
                prop_assert_eq!(items, expected);
            }
        }

        #[test]
        fn whatever_is_in_a_file_can_be_read(text in ".*", bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            for format in [Format::Json, Format::Ion] {
                read(&format, text.as_bytes());
                read(&format, &bytes);
            }
        }
    }

    #[test]
    fn a_mark_before_the_first_record_is_passed_over() {
        let csv = Format::Csv(CsvOptions { delimiter: ',', header: None, keys: Vec::new() });
        for (format, text) in [(Format::Json, r#"{"Item":{"a":{"S":"b"}}}"#), (Format::Ion, r#"{Item:{a:"b"}}"#), (csv, "a\nb")] {
            let [item] = <[_; 1]>::try_from(read(&format, ["\u{feff}", text].concat().as_bytes())).unwrap();
            assert_eq!(to_json(item.unwrap().as_item()), br#"{"a":{"S":"b"}}"#);
        }
    }

    #[test]
    fn ion_is_read_as_it_is_written_elsewhere() {
        let text = "$ion_1_0\n{Item:{a:$dynamodb_SS::['x'],}} // comment\n{ Item : { 'b c' : 6d2, n: -1.50, e: 1_000, t: \"\\u00e9\\\"\", z: null.string, l: '''ab''' '''c''', \
                    s: '$dynamodb_NS'::[1,2.], d: {{ aGk= }} } }";
        let items = read(&Format::Ion, text.as_bytes());
        assert_eq!(items[0], Err(RecordFault::Syntax));
        let item = items[1].as_ref().unwrap().as_item();
        let expected = r#"{"b c":{"N":"600"},"d":{"B":"aGk="},"e":{"N":"1000"},"l":{"S":"abc"},"n":{"N":"-1.5"},"s":{"NS":["1","2"]},"t":{"S":"é\""},"z":{"NULL":true}}"#;
        assert_eq!(String::from_utf8(to_json(item)).unwrap(), expected);
    }
}
