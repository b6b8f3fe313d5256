//! `QueryFilter`, `ScanFilter` and `KeyConditions`: a condition for each attribute.

use super::comparison::Operator;
use super::{LegacyFault, conditional_operator, entries, values};
use crate::expression::{Comparator, Condition, Error, KeyCondition};
use crate::request::Structure;

/// Reads `QueryFilter` and `ConditionalOperator`.
///
/// # Errors
/// The first condition that AWS refuses, or a `ConditionalOperator` that has nothing to join.
pub fn query_filter(input: &Structure) -> Result<Option<Condition>, Error> {
    Ok(conditional_operator::join(input, conditions(input, "QueryFilter")?)?)
}

/// Reads `ScanFilter` and `ConditionalOperator`.
///
/// # Errors
/// The first condition that AWS refuses, or a `ConditionalOperator` that has nothing to join.
pub fn scan_filter(input: &Structure) -> Result<Option<Condition>, Error> {
    Ok(conditional_operator::join(input, conditions(input, "ScanFilter")?)?)
}

/// Reads `KeyConditions`.
///
/// # Errors
/// The first condition that AWS refuses, or one that no key can be looked up by.
pub fn key_conditions(input: &Structure) -> Result<Option<KeyCondition>, Error> {
    let Some(conditions) = conditions(input, "KeyConditions")? else { return Ok(None) };
    if conditions.iter().any(|condition| matches!(condition, Condition::Compare(_, Comparator::NotEqual, _))) {
        return Err(LegacyFault::NotIndexable.into());
    }
    Ok(Some(KeyCondition::new(&Condition::And(conditions)).map_err(|_| LegacyFault::NotIndexable)?))
}

fn conditions(input: &Structure, name: &str) -> Result<Option<Vec<Condition>>, Error> {
    let Some(entries) = entries(input, name) else { return Ok(None) };
    entries.map(|(attribute, condition)| one(attribute, condition)).collect::<Result<_, _>>().map(Some)
}

fn one(attribute: &str, condition: Option<&Structure>) -> Result<Condition, Error> {
    let condition = condition.ok_or(LegacyFault::UnknownOperator)?;
    let values = values(condition, "AttributeValueList")?.unwrap_or_default();
    let operator = Operator::from_name(condition.text("ComparisonOperator").unwrap_or_default())?;
    Ok(operator.condition(attribute, &values)?)
}
