//! `QueryFilter`, `ScanFilter` and `KeyConditions`: a condition for each attribute.

use super::comparison::Operator;
use super::{LegacyFault, conditional_operator, entries, values};
use crate::expression::{Condition, Error, KeyClause, KeyCondition, KeyTest};
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
/// The first condition that AWS refuses before it looks the table up.
pub fn key_conditions(input: &Structure) -> Result<Option<KeyCondition>, Error> {
    let Some(entries) = entries(input, "KeyConditions") else { return Ok(None) };
    let clauses = entries.map(|(attribute, condition)| {
        let test = key_test(&one(attribute, condition)?);
        Ok(KeyClause { attribute: attribute.to_owned(), test })
    });
    clauses.collect::<Result<_, _>>().map(|clauses| Some(KeyCondition(clauses)))
}

fn key_test(condition: &Condition) -> KeyTest {
    let clause = KeyCondition::new(condition).ok().and_then(|condition| condition.0.into_iter().next());
    clause.map_or(KeyTest::NotIndexable, |clause| clause.test)
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
