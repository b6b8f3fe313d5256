//! Puts: the records of a file as a bulk put reads them, items with the conditions under which they are put.

use super::RecordFault;
use super::ion_reader::Reader;
use super::record::unmarked;
use crate::model::{Bounds, MapShape, MemberShape, OperationModel, Service, Shape, StructureShape, TextShape};
use crate::request::{self, Member};
use crate::value::{AttributeMap, AttributeValue, AttributesFault, SentItem};

/// A record: an item, and what has to hold for it to be put. The members are called as those of `PutItem`.
#[derive(Debug, Clone, PartialEq)]
pub struct Put {
    /// `Item`, or what is wrong with it.
    pub item: Result<SentItem, AttributesFault>,
    /// `ConditionExpression`.
    pub condition: Option<String>,
    /// `ExpressionAttributeNames`.
    pub names: Option<Vec<(String, String)>>,
    /// `ExpressionAttributeValues`, or what is wrong with them.
    pub values: Option<Result<AttributeMap, AttributesFault>>,
}

/// The records of a file, one after the other.
#[derive(Debug)]
pub struct Puts<'b>(Rest<'b>);

/// What is left of a file.
#[derive(Debug)]
enum Rest<'b> {
    /// Lines of `DYNAMODB_JSON`.
    Lines(&'b [u8]),
    /// `ION`.
    Ion(Reader<'b>),
    /// Something that is not in the format at all, and counts as one record.
    Broken,
}

static TEXT: TextShape = TextShape { length: Bounds::NONE, pattern: None, values: &[] };
static NAMES: MapShape = MapShape { key: &TEXT, value: Shape::Text(&TEXT), length: Bounds::NONE };
static RECORD: StructureShape = StructureShape {
    name: "PutRecord",
    members: &[
        MemberShape { name: "Item", required: false, shape: Shape::AttributeMap },
        MemberShape { name: "ConditionExpression", required: false, shape: Shape::Text(&TEXT) },
        MemberShape { name: "ExpressionAttributeNames", required: false, shape: Shape::Map(&NAMES) },
        MemberShape { name: "ExpressionAttributeValues", required: false, shape: Shape::AttributeMap },
    ],
};
static LINE: OperationModel = OperationModel { name: "PutLine", service: Service::DynamoDb, input: &RECORD, errors: &[] };

impl<'b> Puts<'b> {
    /// The records in `bytes`, which are in the format that requests call `format`.
    #[must_use]
    pub fn new(format: &str, bytes: &'b [u8]) -> Self {
        let bytes = unmarked(bytes);
        Self(match (format, std::str::from_utf8(bytes)) {
            ("ION", Ok(text)) => Rest::Ion(Reader::new(text)),
            ("ION", Err(_)) => Rest::Broken,
            _ => Rest::Lines(bytes),
        })
    }

    /// Passes over a record, and says whether there was one.
    pub fn pass(&mut self) -> bool {
        match &mut self.0 {
            Rest::Lines(rest) => next_line(rest).is_some(),
            _ => self.next().is_some(),
        }
    }
}

impl Iterator for Puts<'_> {
    type Item = Result<Put, RecordFault>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Rest::Lines(rest) => next_line(rest).map(of_line),
            Rest::Ion(reader) => (!reader.is_at_end()).then(|| of_ion(reader)),
            Rest::Broken => {
                self.0 = Rest::Lines(&[]);
                Some(Err(RecordFault::Syntax))
            }
        }
    }
}

/// The next line that is not empty.
fn next_line<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let (line, behind) = rest.split_at_checked(end)?;
        *rest = behind.get(1..).unwrap_or_default();
        if !line.trim_ascii().is_empty() {
            return Some(line);
        }
    }
    None
}

fn of_line(line: &[u8]) -> Result<Put, RecordFault> {
    let mut record = request::decode(&LINE, line).map_err(|_| RecordFault::Syntax)?;
    let item = record.take_attributes("Item").ok_or(RecordFault::NoItem)?;
    let name = |(name, member): (String, Member)| (name, member.as_text().unwrap_or_default().to_owned());
    let names = record.take_map("ExpressionAttributeNames").map(|names| names.into_iter().map(name).collect());
    let values = record.take_values("ExpressionAttributeValues");
    Ok(Put { item, condition: record.take_text("ConditionExpression"), names, values })
}

fn of_ion(reader: &mut Reader<'_>) -> Result<Put, RecordFault> {
    let Some(mut record) = reader.record() else {
        reader.recover();
        return Err(RecordFault::Syntax);
    };
    let Some(AttributeValue::M(item)) = record.remove("Item") else { return Err(RecordFault::NoItem) };
    Ok(Put {
        item: Ok((&item).into()),
        condition: record.remove("ConditionExpression").map(text).transpose()?,
        names: record.remove("ExpressionAttributeNames").map(names).transpose()?,
        values: record.remove("ExpressionAttributeValues").map(|values| map(values).map(Ok)).transpose()?,
    })
}

fn text(value: AttributeValue) -> Result<String, RecordFault> {
    if let AttributeValue::S(text) = value { Ok(text) } else { Err(RecordFault::Syntax) }
}

fn map(value: AttributeValue) -> Result<AttributeMap, RecordFault> {
    if let AttributeValue::M(map) = value { Ok(map) } else { Err(RecordFault::Syntax) }
}

fn names(value: AttributeValue) -> Result<Vec<(String, String)>, RecordFault> {
    map(value)?.into_iter().map(|(name, value)| Ok((name, text(value)?))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_is_in_a_file_ends_and_has_as_many_records_to_read_as_to_pass_over(
            texts in prop::collection::vec(r#"[{}\[\]:,"'Item$a1 \n]{0,12}|\{"Item":\{"a":\{"N":"1"\}\}\}\n|\{Item:\{a:1\}\}\n"#, 0..12),
            bytes in prop::collection::vec(any::<u8>(), 0..8),
        ) {
            let file = [texts.concat().as_bytes(), &bytes].concat();
            for format in ["DYNAMODB_JSON", "ION"] {
                let count = Puts::new(format, &file).count();
                let mut puts = Puts::new(format, &file);
                prop_assert!((0..count).all(|_| puts.pass()) && !puts.pass(), "{}", format);
            }
        }
    }

    const CONDITION: &str = "#a = :v";

    fn is_whole(put: &Put) -> bool {
        put.condition.as_deref() == Some(CONDITION)
            && put.names == Some(vec![("#a".to_owned(), "a".to_owned())])
            && put.values.as_ref().unwrap().as_ref().unwrap().get(":v") == Some(&AttributeValue::N(1.into()))
    }

    #[test]
    fn an_item_has_its_condition_beside_it_in_both_formats() {
        let line = br##"{"Item":{"a":{"N":"1"}},"ConditionExpression":"#a = :v","ExpressionAttributeNames":{"#a":"a"},"ExpressionAttributeValues":{":v":{"N":"1"}}}"##;
        let ion = br##"$ion_1_0 {Item:{a:1},ConditionExpression:"#a = :v",ExpressionAttributeNames:{'#a':"a"},ExpressionAttributeValues:{':v':1}}"##;
        for (format, file) in [("DYNAMODB_JSON", &line[..]), ("ION", &ion[..])] {
            let puts: Vec<_> = Puts::new(format, file).map(Result::unwrap).collect();
            assert_eq!(puts.len(), 1, "{format}");
            assert!(is_whole(&puts[0]), "{format}: {:?}", puts[0]);
        }
    }

    #[test]
    fn what_is_broken_is_passed_over_as_it_is_read() {
        let lines = b"\xEF\xBB\xBF{\n\n{\"Other\":{}}\n  \n{\"Item\":{}}";
        let ion = b"\xEF\xBB\xBF{Item:[}\n{Other:1}\n{Item:{}}\n{Item:{},ConditionExpression:1}";
        for (format, file, faults) in [
            ("DYNAMODB_JSON", &lines[..], &[Some(RecordFault::Syntax), Some(RecordFault::NoItem), None][..]),
            ("ION", &ion[..], &[Some(RecordFault::Syntax), Some(RecordFault::NoItem), None, Some(RecordFault::Syntax)][..]),
            ("ION", &[0xFF][..], &[Some(RecordFault::Syntax)][..]),
        ] {
            let read: Vec<_> = Puts::new(format, file).map(Result::err).collect();
            assert_eq!(read, faults, "{format}");
            let mut puts = Puts::new(format, file);
            assert!((0..faults.len()).all(|_| puts.pass()) && !puts.pass(), "{format}");
        }
    }
}
