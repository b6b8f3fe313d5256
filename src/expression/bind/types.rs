//! The checks of operands that need no item: how many there are, that they differ, and the types of those that are values.

use super::resolve::Resolved;
use crate::expression::syntax::Function;
use crate::expression::{Bounds, Fault, OperandFault};
use crate::value::{AttributeType, AttributeValue, EncodedValue};

/// Checks the counts of operands of functions, inner ones first.
pub(super) fn check_counts(operands: &[Resolved<'_>]) -> Result<(), Fault> {
    operands.iter().try_for_each(|operand| match operand {
        Resolved::Call(function, inner) => check_counts(inner).and_then(|()| check_count(*function, inner.len())),
        Resolved::Path(_) | Resolved::Value(_) | Resolved::Condition(_) => Ok(()),
    })
}

/// Checks the count of operands of `function`.
pub(super) fn check_count(function: Function, count: usize) -> Result<(), Fault> {
    if count == function.arity() { Ok(()) } else { Err(Fault::Operand(OperandFault::Count(function.name(), count))) }
}

/// Checks that the first operand, if it is a path, is not there again.
pub(super) fn check_distinct(operator: &'static str, operands: &[Resolved<'_>]) -> Result<(), Fault> {
    let Some((Resolved::Path(first), others)) = operands.split_first() else { return Ok(()) };
    if others.iter().any(|other| other.path() == Some(first)) {
        return Err(Fault::Operand(OperandFault::Same(operator, first.clone())));
    }
    Ok(())
}

/// Checks the types of operands of `size` inside `operands`, inner ones first.
pub(super) fn check_inner_types(operands: &[Resolved<'_>]) -> Result<(), Fault> {
    operands.iter().try_for_each(|operand| match operand {
        Resolved::Call(function, inner) => {
            check_inner_types(inner)?;
            check_function(*function, inner)
        }
        Resolved::Path(_) | Resolved::Value(_) | Resolved::Condition(_) => Ok(()),
    })
}

/// Checks the operands of a function of conditions.
pub(super) fn check_function(function: Function, operands: &[Resolved<'_>]) -> Result<(), Fault> {
    match function {
        Function::AttributeExists | Function::AttributeNotExists | Function::IfNotExists => {
            let is_path = operands.first().is_some_and(|operand| operand.path().is_some());
            if is_path { Ok(()) } else { Err(Fault::Operand(OperandFault::PathRequired(function.name()))) }
        }
        Function::BeginsWith => {
            check_kinds(function.name(), operands, |kind| matches!(kind, AttributeType::S | AttributeType::B))
        }
        Function::Size => check_kinds(function.name(), operands, |kind| {
            !matches!(kind, AttributeType::N | AttributeType::Bool | AttributeType::Null)
        }),
        Function::AttributeType => operands.get(1).map_or(Ok(()), |operand| type_named_by(operand).map(drop)),
        Function::ListAppend => check_kinds(function.name(), operands, |kind| kind == AttributeType::L),
        Function::Contains => Ok(()),
    }
}

/// Checks the types of `operands` as far as they do not depend on an item.
pub(super) fn check_kinds(
    operator: &'static str,
    operands: &[Resolved<'_>],
    takes: impl Fn(AttributeType) -> bool,
) -> Result<(), Fault> {
    match operands.iter().filter_map(Resolved::kind).find(|kind| !takes(*kind)) {
        Some(kind) => Err(Fault::Operand(OperandFault::Type(operator, kind))),
        None => Ok(()),
    }
}

/// Whether values of the type have an order.
pub(super) const fn is_ordered(kind: AttributeType) -> bool {
    matches!(kind, AttributeType::S | AttributeType::N | AttributeType::B)
}

/// The type that the second operand of `attribute_type` names.
pub(super) fn type_named_by(operand: &Resolved<'_>) -> Result<AttributeType, Fault> {
    let name = Function::AttributeType.name();
    let text = match operand {
        Resolved::Value(value) => value.as_text(),
        _ => None,
    };
    let fault = match (text, operand.kind()) {
        (Some(text), _) => match AttributeType::from_name(text) {
            Some(kind) => return Ok(kind),
            None => OperandFault::UnknownType(text.to_owned()),
        },
        (_, Some(kind)) => OperandFault::Type(name, kind),
        (_, None) => OperandFault::AnyType(name),
    };
    Err(Fault::Operand(fault))
}

/// Checks the bounds of `BETWEEN`, if both are values.
pub(super) fn check_bounds(low: &Resolved<'_>, high: &Resolved<'_>) -> Result<(), Fault> {
    let (Resolved::Value(low), Resolved::Value(high)) = (low, high) else { return Ok(()) };
    let bounds = || Bounds { low: printed(low), high: printed(high) };
    if low.kind() != high.kind() {
        return Err(Fault::Operand(OperandFault::BoundsOfTwoTypes(bounds())));
    }
    if EncodedValue::from(&**low).view() > EncodedValue::from(&**high).view() {
        return Err(Fault::Operand(OperandFault::BoundsReversed(bounds())));
    }
    Ok(())
}

/// As AWS prints a bound: `{N:5}`.
fn printed(value: &AttributeValue) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let text = match value {
        AttributeValue::S(text) => text.clone(),
        AttributeValue::N(number) => number.to_string(),
        AttributeValue::B(bytes) => STANDARD.encode(bytes),
        _ => String::new(),
    };
    format!("{{{}:{text}}}", value.kind())
}
