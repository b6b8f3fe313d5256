//! `SET` and `REMOVE` as actions on places of an item.

use std::borrow::Cow;

use super::Binder;
use crate::expression::checked::{Function, Resolved, operand, operands_of_arithmetic};
use crate::expression::{Action, Path, SetValue, Update};
use crate::partiql::syntax::{Clause, Expr, Node, Operator};
use crate::partiql::{Fault, Refused, Term};
use crate::value::{AttributeType, AttributeValue};

/// An action whose operands are resolved and not checked.
#[derive(Debug)]
pub(super) enum Draft<'a> {
    Set(Path, Resolved<'a>),
    Sum(Path, [Resolved<'a>; 2]),
    Difference(Path, [Resolved<'a>; 2]),
    Remove(Path),
    Add(Path, AttributeValue),
    Delete(Path, AttributeValue),
}

/// The functions that change a set where it is.
const SET_FUNCTIONS: [&str; 2] = ["set_add", "set_delete"];

impl<'a> Binder<'a> {
    /// The drafts of `clauses`.
    pub(super) fn actions(self, clauses: &[Clause]) -> Result<Vec<Draft<'a>>, Fault> {
        clauses.iter().map(|clause| self.action(clause)).collect()
    }

    fn action(self, clause: &Clause) -> Result<Draft<'a>, Fault> {
        match clause {
            Clause::Remove(target) => self.place(target).map(Draft::Remove),
            Clause::Set(target, value) => self.assignment(self.place(target)?, value),
            Clause::Insert => Err(Refused::Operation("Insert").into()),
        }
    }

    fn assignment(self, target: Path, value: &Expr) -> Result<Draft<'a>, Fault> {
        match &value.node {
            Node::Operator(Operator::Plus, parts) => Ok(Draft::Sum(target, self.both("+", parts)?)),
            Node::Operator(Operator::Minus, parts) => Ok(Draft::Difference(target, self.both("-", parts)?)),
            Node::Call(name, operands) => match SET_FUNCTIONS.iter().find(|function| *function == name) {
                Some(function) => self.set_function(target, function, value, operands),
                None => Ok(Draft::Set(target, self.operand(value)?)),
            },
            _ => Ok(Draft::Set(target, self.operand(value)?)),
        }
    }

    /// The operands of an operator that takes two, not one.
    fn both(self, operator: &'static str, parts: &[Expr]) -> Result<[Resolved<'a>; 2], Fault> {
        match parts {
            [left, right] => Ok([self.operand(left)?, self.operand(right)?]),
            _ => Err(Refused::UpdateOperator(operator).into()),
        }
    }

    fn set_function(self, target: Path, function: &'static str, call: &Expr, operands: &[Expr]) -> Result<Draft<'a>, Fault> {
        let refuse = |term: fn(&'static str) -> Term, operand: Option<&Expr>| {
            Fault::Term(term(function), self.position(operand.unwrap_or(call)))
        };
        let first = operands.first();
        if first.map_or(Ok(None), |first| self.path(first))?.as_ref() != Some(&target) {
            return Err(refuse(Term::FirstArgument, first));
        }
        let second = operands.get(1);
        let set = match second.map_or(Ok(None), |second| self.operand(second).map(Some))? {
            Some(Resolved::Value(set)) if is_set(&set) && operands.len() == 2 => set.into_owned(),
            _ => return Err(refuse(Term::SecondArgument, second)),
        };
        Ok(if function == "set_add" { Draft::Add(target, set) } else { Draft::Delete(target, set) })
    }

    /// What a `SET` reads: a place, a value, or a function of those.
    fn operand(self, expr: &Expr) -> Result<Resolved<'a>, Fault> {
        if let Some(path) = self.path(expr)? {
            return Ok(Resolved::Path(path));
        }
        match &expr.node {
            Node::Parameter(number) => Ok(Resolved::Value(Cow::Borrowed(self.parameter(*number)))),
            Node::Operator(operator, _) => Err(Refused::UpdateOperator(operator.symbol()).into()),
            Node::Call(name, operands) => self.function(expr, name, operands),
            _ => Ok(Resolved::Value(Cow::Owned(self.value(expr)?))),
        }
    }

    fn function(self, expr: &Expr, name: &str, operands: &[Expr]) -> Result<Resolved<'a>, Fault> {
        let function = Function::in_updates(name).or_else(|| Function::in_conditions(name));
        let function = function.ok_or_else(|| Fault::Term(Term::Function(name.to_owned()), self.position(expr)))?;
        let operands = operands.iter().map(|operand| self.operand(operand)).collect::<Result<_, _>>()?;
        Ok(Resolved::Call(function, operands))
    }
}

/// Checks drafts and makes one update of them.
pub(super) fn update(drafts: Vec<Draft<'_>>) -> Result<Update, Fault> {
    let actions = drafts.into_iter().map(Draft::into_action).collect::<Result<_, _>>()?;
    Ok(Update::new(actions)?)
}

impl Draft<'_> {
    fn into_action(self) -> Result<Action, Fault> {
        Ok(match self {
            Self::Set(target, value) => Action::Set(target, SetValue::Operand(operand(value)?)),
            Self::Sum(target, operands) => {
                let [left, right] = operands_of_arithmetic("+", operands)?;
                Action::Set(target, SetValue::Sum(left, right))
            }
            Self::Difference(target, operands) => {
                let [left, right] = operands_of_arithmetic("-", operands)?;
                Action::Set(target, SetValue::Difference(left, right))
            }
            Self::Remove(target) => Action::Remove(target),
            Self::Add(target, set) => Action::Add(target, set),
            Self::Delete(target, set) => Action::Delete(target, set),
        })
    }
}

const fn is_set(value: &AttributeValue) -> bool {
    matches!(value.kind(), AttributeType::SS | AttributeType::NS | AttributeType::BS)
}
