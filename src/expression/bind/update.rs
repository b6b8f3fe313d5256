//! Binds updates. AWS looks at names in all clauses first, then at values, at paths that overlap or conflict, at the
//! operands of `ADD` and `DELETE`, and at functions and arithmetic last.

use super::distinct_paths;
use super::resolve::{self, Resolved};
use super::types::{check_count, check_function, check_kinds};
use crate::expression::syntax::{Function, Operand, Path as SyntaxPath, PathElement, SetValue as SyntaxValue, UpdateClause};
use crate::expression::update::Origin;
use crate::expression::{Action, Fault, OperandFault, Path, Placeholders, SetValue, Update, UpdateOperand};
use crate::value::{AttributeType, AttributeValue};

/// Binds the clauses of an update expression.
pub(in crate::expression) fn update(clauses: &[UpdateClause<'_>], placeholders: &Placeholders<'_>) -> Result<Update, Fault> {
    clauses.iter().try_for_each(|clause| check_names(clause, placeholders))?;
    let clauses = clauses.iter().map(|clause| Clause::new(clause, placeholders)).collect::<Result<Vec<_>, _>>()?;
    distinct_paths::check(clauses.iter().map(|clause| &clause.target))?;
    clauses.iter().try_for_each(Clause::check_section)?;
    let actions = clauses.into_iter().map(Clause::into_action).collect::<Result<_, _>>()?;
    Ok(Update { actions, origin: Origin::Expression })
}

fn check_names(clause: &UpdateClause<'_>, placeholders: &Placeholders<'_>) -> Result<(), Fault> {
    check_path(clause.target(), placeholders)?;
    match clause {
        UpdateClause::Set(_, SyntaxValue::Operand(operand)) => check_operand(operand, placeholders),
        UpdateClause::Set(_, SyntaxValue::Sum(left, right) | SyntaxValue::Difference(left, right)) => {
            check_operand(left, placeholders)?;
            check_operand(right, placeholders)
        }
        UpdateClause::Remove(_) | UpdateClause::Add(..) | UpdateClause::Delete(..) => Ok(()),
    }
}

fn check_operand(operand: &Operand<'_>, placeholders: &Placeholders<'_>) -> Result<(), Fault> {
    match operand {
        Operand::Path(path) => check_path(path, placeholders),
        Operand::Value(_) => Ok(()),
        Operand::Call(call) => call.operands.iter().try_for_each(|operand| check_operand(operand, placeholders)),
    }
}

fn check_path(path: &SyntaxPath<'_>, placeholders: &Placeholders<'_>) -> Result<(), Fault> {
    path.0.iter().try_for_each(|element| match element {
        PathElement::Placeholder(key) => placeholders.name(key).map(drop),
        PathElement::Name(_) | PathElement::Index(_) => Ok(()),
    })
}

/// A clause without placeholders.
struct Clause<'a> {
    target: Path,
    change: Change<'a>,
}

enum Change<'a> {
    Operand(Resolved<'a>),
    Sum(Resolved<'a>, Resolved<'a>),
    Difference(Resolved<'a>, Resolved<'a>),
    Remove,
    Add(&'a AttributeValue),
    Delete(&'a AttributeValue),
}

impl<'a> Clause<'a> {
    fn new(clause: &UpdateClause<'_>, placeholders: &Placeholders<'a>) -> Result<Self, Fault> {
        let resolved = |written| resolve::operand(written, placeholders);
        let change = match clause {
            UpdateClause::Set(_, SyntaxValue::Operand(value)) => Change::Operand(resolved(value)?),
            UpdateClause::Set(_, SyntaxValue::Sum(left, right)) => Change::Sum(resolved(left)?, resolved(right)?),
            UpdateClause::Set(_, SyntaxValue::Difference(left, right)) => Change::Difference(resolved(left)?, resolved(right)?),
            UpdateClause::Remove(_) => Change::Remove,
            UpdateClause::Add(_, key) => Change::Add(placeholders.value(key)?),
            UpdateClause::Delete(_, key) => Change::Delete(placeholders.value(key)?),
        };
        Ok(Self { target: resolve::path(clause.target(), placeholders)?, change })
    }

    /// `ADD` takes numbers and sets, `DELETE` takes sets.
    fn check_section(&self) -> Result<(), Fault> {
        let (section, kind) = match self.change {
            Change::Add(value) => ("ADD", value.kind()),
            Change::Delete(value) => ("DELETE", value.kind()),
            Change::Operand(_) | Change::Sum(..) | Change::Difference(..) | Change::Remove => return Ok(()),
        };
        match kind {
            AttributeType::SS | AttributeType::NS | AttributeType::BS => Ok(()),
            AttributeType::N if section == "ADD" => Ok(()),
            _ => Err(Fault::Operand(OperandFault::SectionType(section, kind))),
        }
    }

    fn into_action(self) -> Result<Action, Fault> {
        let target = self.target;
        Ok(match self.change {
            Change::Operand(value) => Action::Set(target, SetValue::Operand(operand(value)?)),
            Change::Sum(left, right) => {
                let [left, right] = operands_of_arithmetic("+", [left, right])?;
                Action::Set(target, SetValue::Sum(left, right))
            }
            Change::Difference(left, right) => {
                let [left, right] = operands_of_arithmetic("-", [left, right])?;
                Action::Set(target, SetValue::Difference(left, right))
            }
            Change::Remove => Action::Remove(target),
            Change::Add(value) => Action::Add(target, value.clone()),
            Change::Delete(value) => Action::Delete(target, value.clone()),
        })
    }
}

/// Checks and binds the operands of `+` and `-`: functions in them are checked first.
///
/// # Errors
/// What is wrong with a function, or an operand that is no number.
pub fn operands_of_arithmetic(operator: &'static str, operands: [Resolved<'_>; 2]) -> Result<[UpdateOperand; 2], Fault> {
    operands.iter().try_for_each(check_functions)?;
    check_kinds(operator, &operands, |kind| kind == AttributeType::N)?;
    let [left, right] = operands;
    Ok([operand(left)?, operand(right)?])
}

/// Checks the functions in an operand, inner ones first.
fn check_functions(operand: &Resolved<'_>) -> Result<(), Fault> {
    let Resolved::Call(function, operands) = operand else { return Ok(()) };
    operands.iter().try_for_each(check_functions)?;
    check_count(*function, operands.len())?;
    check_function(*function, operands)
}

/// Checks and binds what a `SET` action reads.
///
/// # Errors
/// What is wrong with a function in it.
pub fn operand(operand: Resolved<'_>) -> Result<UpdateOperand, Fault> {
    check_functions(&operand)?;
    // The check leaves no other functions, and those with two operands.
    into_operand(operand).ok_or_else(|| Function::IfNotExists.misused())
}

fn into_operand(operand: Resolved<'_>) -> Option<UpdateOperand> {
    let (function, operands) = match operand {
        Resolved::Path(path) => return Some(UpdateOperand::Path(path)),
        Resolved::Value(value) => return Some(UpdateOperand::Value(value.into_owned())),
        Resolved::Call(function, operands) => (function, operands),
        Resolved::Condition(_) => return None,
    };
    let mut operands = operands.into_iter();
    let (first, second) = (into_operand(operands.next()?)?, Box::new(into_operand(operands.next()?)?));
    match (function, first) {
        (Function::IfNotExists, UpdateOperand::Path(path)) => Some(UpdateOperand::IfNotExists(path, second)),
        (Function::ListAppend, first) => Some(UpdateOperand::ListAppend(Box::new(first), second)),
        _ => None,
    }
}
