//! Lines of values (developer guide, Amazon S3 import formats: CSV). Keys have the types that the table gives them; everything else is a string.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::RecordFault;
use super::record::{MOST_VALUES, is_name};
use crate::table::ScalarType;
use crate::value::{AttributeMap, AttributeValue, Number, SentItem};

/// How lines are read.
#[derive(Debug, Clone)]
pub struct CsvOptions {
    /// What separates values.
    pub delimiter: char,
    /// The names of the values; those of the first line, if there are none.
    pub header: Option<Vec<String>>,
    /// The types of the attributes that are keys.
    pub keys: Vec<(Arc<str>, ScalarType)>,
}

/// Gives each record in `text` to `take`.
pub(super) fn read(text: &str, options: &CsvOptions, take: &mut dyn FnMut(Result<SentItem, RecordFault>)) {
    let mut rows = Rows { rest: text, delimiter: options.delimiter };
    let header = match &options.header {
        Some(header) => header.clone(),
        None => rows.next().unwrap_or_default(),
    };
    for row in rows {
        if row.len() == 1 && row.first().is_some_and(String::is_empty) {
            continue;
        }
        take(record(&header, row, options).map(|attributes| (&attributes).into()));
    }
}

fn record(header: &[String], row: Vec<String>, options: &CsvOptions) -> Result<AttributeMap, RecordFault> {
    if row.len() > header.len() || row.len() > MOST_VALUES {
        return Err(RecordFault::TooManyValues);
    }
    let mut attributes = AttributeMap::default();
    for (name, text) in header.iter().zip(row) {
        if !is_name(name) {
            return Err(RecordFault::Value);
        }
        let kind = options.keys.iter().find(|(key, _)| **key == **name).map_or(ScalarType::S, |(_, kind)| *kind);
        let value = match kind {
            ScalarType::S => AttributeValue::S(text),
            ScalarType::N => AttributeValue::N(Number::parse(text.trim()).map_err(|_| RecordFault::Value)?),
            ScalarType::B => AttributeValue::B(STANDARD.decode(text).map_err(|_| RecordFault::Value)?),
        };
        attributes.insert(name.clone(), value);
    }
    Ok(attributes)
}

/// Rows of values, of which no more are kept than an item can have and one. Values in quotes may hold delimiters, ends of lines and, doubled, quotes.
struct Rows<'t> {
    rest: &'t str,
    delimiter: char,
}

impl Iterator for Rows<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let (mut row, mut value, mut quoted) = (Vec::new(), String::new(), false);
        let mut characters = self.rest.chars();
        while let Some(character) = characters.next() {
            match character {
                '"' if quoted && characters.as_str().starts_with('"') => value.extend(characters.next()),
                '"' if quoted || value.is_empty() => quoted = !quoted,
                '\n' if !quoted => {
                    self.rest = characters.as_str();
                    keep(&mut row, without_return(value));
                    return Some(row);
                }
                other if other == self.delimiter && !quoted => keep(&mut row, std::mem::take(&mut value)),
                other => value.push(other),
            }
        }
        self.rest = "";
        keep(&mut row, without_return(value));
        Some(row)
    }
}

/// One more than there may be is enough to be refused.
fn keep(row: &mut Vec<String>, value: String) {
    if row.len() <= MOST_VALUES {
        row.push(value);
    }
}

/// Lines may end as Windows ends them.
fn without_return(mut value: String) -> String {
    if value.ends_with('\r') {
        value.pop();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        Rows { rest: text, delimiter: ',' }.collect()
    }

    #[test]
    fn rows_are_split_into_values() {
        assert_eq!(rows("a,b\r\n\"c,\n\"\"d\",\n"), [["a", "b"], ["c,\n\"d", ""]]);
        assert_eq!(rows("a"), [["a"]]);
        assert!(rows("").is_empty());
    }
    /// A row of 250 million delimiters was more than the memory of WebAssembly.
    #[test]
    fn no_more_values_are_kept_than_an_item_can_have() {
        let [row] = <[_; 1]>::try_from(rows(&",".repeat(MOST_VALUES * 2))).unwrap();
        assert_eq!(row.len(), MOST_VALUES + 1);
        let header = vec!["a".to_owned(); MOST_VALUES + 1];
        let options = CsvOptions { delimiter: ',', header: None, keys: Vec::new() };
        assert_eq!(record(&header, row, &options), Err(RecordFault::TooManyValues));
    }
}
