//! Tests of the whole way from text to result.

mod conditions;
mod key_conditions;
mod legacy;
mod naive;
mod placeholders;
mod projections;
mod round_trip;
mod texts;
mod updates;

use super::{Error, Placeholders};
use crate::value::{AttributeMap, AttributeValue, Item, Number};

pub(super) fn n(number: &str) -> AttributeValue {
    AttributeValue::N(Number::parse(number).unwrap())
}

pub(super) fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(super) fn l<const N: usize>(elements: [AttributeValue; N]) -> AttributeValue {
    AttributeValue::L(elements.into())
}

pub(super) fn m<const N: usize>(members: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(map(members))
}

pub(super) fn ss<const N: usize>(members: [&str; N]) -> AttributeValue {
    AttributeValue::SS(crate::value::Set::new(members.map(str::to_owned).into()).unwrap())
}

pub(super) fn map<const N: usize>(members: [(&str, AttributeValue); N]) -> AttributeMap {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

pub(super) fn names<const N: usize>(names: [(&str, &str); N]) -> Vec<(String, String)> {
    names.map(|(key, name)| (key.to_owned(), name.to_owned())).into()
}

/// Runs `parse` with placeholders for these names and values.
pub(super) fn with<T>(
    names: &[(String, String)],
    values: &AttributeMap,
    parse: impl FnOnce(&Placeholders<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let names = (!names.is_empty()).then_some(names);
    let values = (!values.is_empty()).then_some(values);
    parse(&Placeholders::new(names, values)?)
}

pub(super) fn item(attributes: &AttributeMap) -> Item {
    Item::new(attributes)
}
