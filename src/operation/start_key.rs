//! `ExclusiveStartKey`: where a page begins, and how a wrong one is refused.

use super::{Error, Wording};
use crate::request::Structure;
use crate::table::{KeyFault, SCHEMA_MISMATCH, Source};
use crate::value::{Item, Layer, SentItem, ValueFault};

const INVALID: &str = "The provided starting key is invalid";

/// Takes the starting key out of a request.
///
/// # Errors
///
/// One of its values is none.
pub fn take(input: &mut Structure, wording: Wording) -> Result<Option<Item>, Error> {
    let start = input.take_attributes("ExclusiveStartKey").transpose();
    let start = start.map_err(|fault| wrong_value(&fault.fault, wording))?;
    match start {
        Some(start) if start.is_too_deep() => Err(wrong_value(&ValueFault::TooDeep, wording)),
        start => Ok(start.map(SentItem::into_item)),
    }
}

/// A value of no or of several types is always told to be the starting key's; others are on the older layer, but for those of
/// numbers and of repeated set members.
fn wrong_value(fault: &ValueFault, wording: Wording) -> Error {
    let told = match fault {
        ValueFault::NoType | ValueFault::SeveralTypes => true,
        ValueFault::Number(_)
        | ValueFault::DuplicateStrings(_)
        | ValueFault::DuplicateNumbers
        | ValueFault::DuplicateBinaries(_) => false,
        _ => wording.layer() == Layer::Older,
    };
    let text = fault.message(wording.layer());
    Error::validation(if told { format!("{INVALID}: {text}") } else { text })
}

/// A starting key of a query that is no key of `source`.
#[must_use]
pub fn refused_by_query(fault: &KeyFault) -> Error {
    match fault {
        KeyFault::Missing(_) | KeyFault::Extra | KeyFault::Type { .. } => Error::validation(INVALID),
        KeyFault::Empty { .. } | KeyFault::HashSize | KeyFault::RangeSize => Error::validation(fault.of_lookup()),
    }
}

/// A starting key of a scan that is no key of `source`. The newer layer finds a wrong type by the keys of an index, if there is
/// one: of the index that is scanned, else of the table's first.
#[must_use]
pub fn refused_by_scan(fault: &KeyFault, source: Source<'_>, layer: Layer) -> Error {
    let index = source.as_index().or_else(|| source.base().indexes().first());
    Error::validation(match (fault, layer, index) {
        (KeyFault::Type { .. }, Layer::Newer, Some(index)) => fault.of_index(&index.schema().name),
        (KeyFault::Missing(_) | KeyFault::Extra | KeyFault::Type { .. }, Layer::Newer, _) => INVALID.to_owned(),
        (KeyFault::Missing(_) | KeyFault::Extra | KeyFault::Type { .. }, Layer::Older, _) => {
            format!("{INVALID}: {SCHEMA_MISMATCH}")
        }
        (KeyFault::Empty { .. } | KeyFault::HashSize | KeyFault::RangeSize, ..) => format!("{INVALID}: {}", fault.of_lookup()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::NumberFault;

    fn told(fault: &ValueFault, layer: Layer) -> bool {
        let text = wrong_value(fault, Wording::of_read(layer)).message.unwrap_or_default();
        text.starts_with("The provided starting key is invalid: ")
    }

    #[test]
    fn values_of_no_or_several_types_are_told_to_be_the_starting_keys() {
        for layer in [Layer::Older, Layer::Newer] {
            assert!(told(&ValueFault::NoType, layer));
            assert!(told(&ValueFault::SeveralTypes, layer));
            assert!(!told(&ValueFault::Number(NumberFault::TooManyDigits), layer));
            assert!(!told(&ValueFault::DuplicateNumbers, layer));
        }
    }

    #[test]
    fn other_values_are_on_the_older_layer() {
        assert!(told(&ValueFault::TooDeep, Layer::Older));
        assert!(!told(&ValueFault::TooDeep, Layer::Newer));
        assert!(!told(&ValueFault::FalseNull, Layer::Newer));
    }
}
