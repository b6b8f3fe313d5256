//! `Expected`: conditions of a write, in the form of comparisons or of `Exists` and `Value`.

use super::comparison::Operator;
use super::{ExpectedFault, LegacyFault, conditional_operator, entries, value, values};
use crate::expression::{Comparator, Condition, Error, Path};
use crate::request::Structure;

/// Reads `Expected` and `ConditionalOperator`.
///
/// # Errors
/// The first condition that AWS refuses, or a `ConditionalOperator` that has nothing to join.
pub fn expected(input: &Structure) -> Result<Option<Condition>, Error> {
    let conditions = match entries(input, "Expected") {
        Some(entries) => Some(entries.map(|(attribute, condition)| one(attribute, condition)).collect::<Result<_, _>>()?),
        None => None,
    };
    Ok(conditional_operator::join(input, conditions)?)
}

fn one(attribute: &str, condition: Option<&Structure>) -> Result<Condition, Error> {
    let refuse = |fault| Error::Legacy(LegacyFault::Expected(attribute.to_owned(), fault));
    let condition = condition.ok_or_else(|| refuse(ExpectedFault::NoValue(None)))?;
    let (value, list) = (value(condition, "Value")?, values(condition, "AttributeValueList")?);
    if value.is_some() && list.is_some() {
        return Err(refuse(ExpectedFault::ValueWithList));
    }
    let Some(name) = condition.text("ComparisonOperator") else {
        let equal = |value| Operator::Compare(Comparator::Equal).condition(attribute, &[value]);
        return match (list, condition.boolean("Exists"), value) {
            (Some(_), ..) => Err(refuse(ExpectedFault::ListWithoutOperator)),
            (None, Some(false), Some(_)) => Err(refuse(ExpectedFault::ValueOfNothing)),
            (None, Some(false), None) => Ok(Condition::AttributeNotExists(Path::attribute_named(attribute))),
            (None, _, Some(value)) => Ok(equal(value)?),
            (None, exists, None) => Err(refuse(ExpectedFault::NoValue(exists))),
        };
    };
    let operator = Operator::from_name(name)?;
    if condition.has("Exists") {
        return Err(refuse(ExpectedFault::ExistsWithOperator));
    }
    if value.is_none() && list.is_none() && !operator.takes_no_value() {
        return Err(refuse(ExpectedFault::OperatorWithoutValue(operator.name())));
    }
    let values = list.unwrap_or_else(|| value.into_iter().collect());
    Ok(operator.condition(attribute, &values)?)
}
