//! The parameters that expressions replaced, rewritten to the same trees: `Expected`, `QueryFilter`, `ScanFilter` and
//! `KeyConditions` with `ConditionalOperator`, `AttributeUpdates`, and `AttributesToGet`.
//!
//! They have rules and refusals of their own, checked in the order of the request before any table is looked up. Names in
//! them are whole attributes: nothing is a path.

mod comparison;
mod conditional_operator;
mod expected;
mod fault;
mod filter;
mod updates;

pub use expected::expected;
pub use fault::{ExpectedFault, LegacyFault};
pub use filter::{key_conditions, query_filter, scan_filter};
pub use updates::attribute_updates;

use std::collections::BTreeSet;

use super::{Error, Path, Projection};
use crate::request::{Member, Structure};
use crate::value::{AttributeValue, ValueFault};

/// Reads `AttributesToGet`.
///
/// # Errors
/// If a name is empty or repeats.
pub fn attributes_to_get(input: &Structure) -> Result<Option<Projection>, Error> {
    if !input.has("AttributesToGet") {
        return Ok(None);
    }
    let (mut paths, mut seen) = (Vec::new(), BTreeSet::new());
    for name in input.texts("AttributesToGet") {
        if name.is_empty() {
            return Err(Error::Value(ValueFault::EmptyName));
        }
        if !seen.insert(name) {
            return Err(LegacyFault::RepeatedAttribute(name.to_owned()).into());
        }
        paths.push(Path::attribute_named(name));
    }
    Ok(Some(Projection::new(&paths)))
}

/// The structures of the map `name`, by their keys, in the order of the request.
fn entries<'s>(
    input: &'s Structure,
    name: &str,
) -> Option<impl ExactSizeIterator<Item = (&'s str, Option<&'s Structure>)> + Clone> {
    Some(input.map(name)?.iter().map(|(key, member)| (key.as_str(), member.as_structure())))
}

/// The value of the member `name`.
fn value<'s>(input: &'s Structure, name: &str) -> Result<Option<&'s AttributeValue>, Error> {
    input.value(name).map(checked).transpose()
}

/// The values of the list `name`.
fn values<'s>(input: &'s Structure, name: &str) -> Result<Option<Vec<&'s AttributeValue>>, Error> {
    let Some(list) = input.list(name) else { return Ok(None) };
    let values = list.iter().filter_map(|member| match member {
        Member::Value(value) => Some(checked(value.as_ref())),
        _ => None,
    });
    values.collect::<Result<_, _>>().map(Some)
}

fn checked<'s>(value: Result<&'s AttributeValue, &ValueFault>) -> Result<&'s AttributeValue, Error> {
    match value {
        Ok(value) if value.depth() > AttributeValue::MAX_DEPTH => Err(Error::Value(ValueFault::TooDeep)),
        Ok(value) => Ok(value),
        Err(fault) => Err(Error::Value(fault.clone())),
    }
}
