//! `ConditionalOperator`: whether all or one of the conditions of a request have to hold.

use super::LegacyFault;
use crate::expression::Condition;
use crate::request::Structure;

/// Joins the conditions of a parameter; `None` stands for a parameter that the request does not have.
///
/// # Errors
/// If the request has a `ConditionalOperator` and fewer than two conditions, or one that does not exist.
pub(super) fn join(input: &Structure, conditions: Option<Vec<Condition>>) -> Result<Option<Condition>, LegacyFault> {
    let operator = input.text("ConditionalOperator");
    let join = match (operator, conditions.as_ref().map_or(0, Vec::len)) {
        (Some(_), 0) => return Err(LegacyFault::NothingToJoin),
        (Some(_), 1) => return Err(LegacyFault::OneToJoin),
        (None | Some("AND"), _) => Condition::And,
        (Some("OR"), _) => Condition::Or,
        (Some(_), _) => return Err(LegacyFault::UnknownConditionalOperator),
    };
    Ok(conditions.map(join))
}
