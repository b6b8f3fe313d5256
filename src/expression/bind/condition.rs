//! Binds conditions. AWS reports everything about one comparison or function before it looks at the next one: undefined
//! placeholders, counts of operands, operands that are the same, types.

use super::resolve::{self, Resolved};
use super::types::{
    check_bounds, check_count, check_counts, check_distinct, check_function, check_inner_types, check_kinds, is_ordered,
    type_named_by,
};
use crate::expression::syntax::{Function, SyntaxCondition};
use crate::expression::{Comparator, Condition, Fault, Operand, Path, Placeholders};
use crate::value::{AttributeType, EncodedValue};

/// Binds a condition.
pub(in crate::expression) fn condition(tree: &SyntaxCondition<'_>, placeholders: &Placeholders<'_>) -> Result<Condition, Fault> {
    match tree {
        SyntaxCondition::And(trees) => Ok(Condition::And(conditions(trees, placeholders)?)),
        SyntaxCondition::Or(trees) => Ok(Condition::Or(conditions(trees, placeholders)?)),
        SyntaxCondition::Not(tree) => Ok(Condition::Not(Box::new(condition(tree, placeholders)?))),
        leaf => unnested(leaf, placeholders),
    }
}

/// Binds what holds no conditions: apart from what recurses, which needs little of the stack then.
fn unnested(tree: &SyntaxCondition<'_>, placeholders: &Placeholders<'_>) -> Result<Condition, Fault> {
    match tree {
        SyntaxCondition::Compare(left, comparator, right) => {
            compare(resolve::operands([left, right], placeholders)?, *comparator)
        }
        SyntaxCondition::Between(operands) => between(resolve::operands(operands.iter(), placeholders)?),
        SyntaxCondition::In(operand, candidates) => {
            is_in(resolve::operands(std::iter::once(operand).chain(candidates), placeholders)?)
        }
        SyntaxCondition::Call(written) => call(written.function, resolve::operands(&written.operands, placeholders)?),
        nested => condition(nested, placeholders),
    }
}

fn conditions(trees: &[SyntaxCondition<'_>], placeholders: &Placeholders<'_>) -> Result<Vec<Condition>, Fault> {
    trees.iter().map(|tree| condition(tree, placeholders)).collect()
}

/// Checks and binds a comparison.
///
/// # Errors
/// Operands that are one, or whose types do not go with the comparator.
pub fn compare(operands: Vec<Resolved<'_>>, comparator: Comparator) -> Result<Condition, Fault> {
    let operands = checked(comparator.symbol(), operands)?;
    if comparator.orders() {
        check_kinds(comparator.symbol(), &operands, is_ordered)?;
    }
    let [left, right] = bound(operands)?;
    Ok(Condition::Compare(left, comparator, right))
}

/// Checks and binds a `BETWEEN` of an operand, the least and the greatest value.
///
/// # Errors
/// Operands that are one or have no order, or bounds that do not go together.
pub fn between(operands: Vec<Resolved<'_>>) -> Result<Condition, Fault> {
    let operands = checked("BETWEEN", operands)?;
    check_kinds("BETWEEN", &operands, is_ordered)?;
    if let [_, low, high] = operands.as_slice() {
        check_bounds(low, high)?;
    }
    let [operand, low, high] = bound(operands)?;
    Ok(Condition::Between { operand, low, high })
}

/// Checks and binds an `IN` of an operand and its candidates.
///
/// # Errors
/// The operand is one of the candidates.
pub fn is_in(operands: Vec<Resolved<'_>>) -> Result<Condition, Fault> {
    let mut operands = checked("IN", operands)?;
    let candidates = operands.split_off(operands.len().min(1)).into_iter().map(into_operand).collect();
    let [operand] = bound(operands)?;
    Ok(Condition::In(operand, candidates))
}

/// Checks and binds a function whose result is a condition.
///
/// # Errors
/// The number or the types of operands, or a function whose result is none.
pub fn call(function: Function, operands: Vec<Resolved<'_>>) -> Result<Condition, Fault> {
    check_counts(&operands)?;
    check_count(function, operands.len())?;
    let operands = checked(function.name(), operands)?;
    check_function(function, &operands)?;
    match function {
        Function::AttributeExists => Ok(Condition::AttributeExists(only_path(&operands)?)),
        Function::AttributeNotExists => Ok(Condition::AttributeNotExists(only_path(&operands)?)),
        Function::AttributeType => attribute_type(operands),
        Function::BeginsWith => bound(operands).map(|[operand, prefix]| Condition::BeginsWith(operand, prefix)),
        Function::Contains => bound(operands).map(|[operand, part]| Condition::Contains(operand, part)),
        Function::Size | Function::IfNotExists | Function::ListAppend => Err(function.misused()),
    }
}

/// The condition that `operand` has the type `kind`.
#[must_use]
pub fn condition_of_type(operand: Resolved<'_>, kind: AttributeType) -> Condition {
    Condition::AttributeType(into_operand(operand), kind)
}

fn attribute_type(mut operands: Vec<Resolved<'_>>) -> Result<Condition, Fault> {
    let kind = operands.pop().as_ref().map(type_named_by).transpose()?;
    let [operand] = bound(operands)?;
    kind.map(|kind| Condition::AttributeType(operand, kind)).ok_or_else(|| Function::AttributeType.misused())
}

/// The checks that every operator and function has in common.
fn checked<'a>(operator: &'static str, operands: Vec<Resolved<'a>>) -> Result<Vec<Resolved<'a>>, Fault> {
    check_counts(&operands)?;
    check_distinct(operator, &operands)?;
    check_inner_types(&operands)?;
    Ok(operands)
}

fn only_path(operands: &[Resolved<'_>]) -> Result<Path, Fault> {
    operands.first().and_then(Resolved::path).cloned().ok_or_else(|| Function::AttributeExists.misused())
}

/// The parser gives every operator as many operands as it has, and [`check_count`] every function.
fn bound<const N: usize>(operands: Vec<Resolved<'_>>) -> Result<[Operand; N], Fault> {
    let operands: Vec<_> = operands.into_iter().map(into_operand).collect();
    operands.try_into().map_err(|_| Function::Size.misused())
}

fn into_operand(resolved: Resolved<'_>) -> Operand {
    match resolved {
        Resolved::Path(path) => Operand::Path(path),
        Resolved::Value(value) => Operand::Value(EncodedValue::from(&*value)),
        Resolved::Condition(condition) => Operand::Condition(condition),
        Resolved::Call(_, operands) => operands.into_iter().next().map_or_else(
            || Operand::Value(EncodedValue::from(&crate::value::AttributeValue::Null)),
            |operand| Operand::Size(Box::new(into_operand(operand))),
        ),
    }
}
