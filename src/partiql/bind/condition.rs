//! Conditions: which terms they may hold.

use std::borrow::Cow;

use super::Binder;
use super::draft::Draft;
use crate::expression::checked::Function;
use crate::partiql::syntax::{Expr, Node};
use crate::partiql::{Fault, Refused, Term};
use crate::value::AttributeType;

/// The types that `IS` knows beside `MISSING`.
const TYPES: [(&str, AttributeType); 8] = [
    ("NULL", AttributeType::Null),
    ("BOOLEAN", AttributeType::Bool),
    ("BLOB", AttributeType::B),
    ("STRING", AttributeType::S),
    ("NUMERIC", AttributeType::N),
    ("STRUCT", AttributeType::M),
    ("TUPLE", AttributeType::M),
    ("LIST", AttributeType::L),
];

impl<'a> Binder<'a> {
    /// The draft of a condition or of an operand.
    pub(super) fn draft(self, expr: &Expr) -> Result<Draft<'a>, Fault> {
        if let Some(path) = self.path(expr)? {
            return Ok(Draft::Path(path));
        }
        Ok(match &expr.node {
            Node::And(parts) => Draft::And(self.drafts(parts)?),
            Node::Or(parts) => Draft::Or(self.drafts(parts)?),
            Node::Not(part) => Draft::Not(Box::new(self.draft(part)?)),
            Node::Compare(comparator, parts) => Draft::Compare(*comparator, self.drafts(&**parts)?),
            Node::Between(parts) => Draft::Between(self.drafts(&**parts)?),
            Node::In(parts) => Draft::In(self.candidates(&**parts)?),
            Node::Is(operand, name) => self.is(expr, operand, name)?,
            Node::Call(name, operands) => self.called(expr, name, operands)?,
            Node::Parameter(number) => Draft::Value(Cow::Borrowed(self.parameter(*number))),
            Node::Operator(operator, _) => return Err(Refused::ConditionOperator(operator.symbol()).into()),
            Node::Select(_) => return Err(self.refused(expr, "SELECT")),
            Node::Case(_) => return Err(self.refused(expr, "CASE")),
            _ => Draft::Value(Cow::Owned(self.value(expr)?)),
        })
    }

    fn drafts(self, exprs: &[Expr]) -> Result<Vec<Draft<'a>>, Fault> {
        exprs.iter().map(|expr| self.draft(expr)).collect()
    }

    fn refused(self, expr: &Expr, token: &'static str) -> Fault {
        Fault::Term(Term::Token(token), self.position(expr))
    }

    /// The operand of `IN` and its candidates, which are the members of a list.
    fn candidates(self, parts: &[Expr]) -> Result<Vec<Draft<'a>>, Fault> {
        let mut drafts = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            match &part.node {
                Node::List(members) if at == 1 => drafts.extend(self.drafts(members)?),
                _ => drafts.push(self.draft(part)?),
            }
        }
        Ok(drafts)
    }

    fn is(self, expr: &Expr, operand: &Expr, name: &str) -> Result<Draft<'a>, Fault> {
        let takes = matches!(
            operand.node,
            Node::Name(_)
                | Node::Path(..)
                | Node::Parameter(_)
                | Node::Missing
                | Node::Null
                | Node::Boolean(_)
                | Node::Number(_)
                | Node::Text(_)
                | Node::List(_)
                | Node::Bag(_)
                | Node::Struct(_)
        );
        if !takes {
            return Err(Refused::IsOperand.into());
        }
        if name == "MISSING" {
            return Ok(match (self.path(operand)?, &operand.node) {
                (Some(path), _) => Draft::IsMissing(path),
                (None, Node::Missing) => Draft::Constant(true),
                (None, _) => self.draft(operand).map(|_| Draft::Constant(false))?,
            });
        }
        let kind = TYPES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        let kind = kind.ok_or_else(|| Fault::Term(Term::Type(name.to_owned()), self.position(expr)))?;
        Ok(Draft::Is(Box::new(self.draft(operand)?), kind))
    }

    fn called(self, expr: &Expr, name: &str, operands: &[Expr]) -> Result<Draft<'a>, Fault> {
        if name == "exists" {
            return Err(Refused::Exists.into());
        }
        match Function::in_conditions(name) {
            Some(function) => Ok(Draft::Call(function, self.drafts(operands)?)),
            None => Err(Fault::Term(Term::Function(name.to_owned()), self.position(expr))),
        }
    }
}
