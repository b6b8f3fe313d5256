//! Drafts of conditions: operands are resolved, nothing is checked.

use std::borrow::Cow;

use crate::expression::checked::{
    Function, MOST_CANDIDATES, MOST_OPERATORS, Resolved, between, call, compare, condition_of_type, is_in,
};
use crate::expression::{Comparator, Condition, Fault as ExpressionFault, LimitFault, OperandFault, Path};
use crate::partiql::{Fault, Refused};
use crate::value::{AttributeType, AttributeValue};

/// A condition or an operand of one.
#[derive(Debug, Clone)]
pub(super) enum Draft<'a> {
    And(Vec<Draft<'a>>),
    Or(Vec<Draft<'a>>),
    Not(Box<Draft<'a>>),
    Compare(Comparator, Vec<Draft<'a>>),
    Between(Vec<Draft<'a>>),
    In(Vec<Draft<'a>>),
    /// An operand is of this type.
    Is(Box<Draft<'a>>, AttributeType),
    /// There is nothing at the path.
    IsMissing(Path),
    /// Always or never.
    Constant(bool),
    Call(Function, Vec<Draft<'a>>),
    Path(Path),
    Value(Cow<'a, AttributeValue>),
}

impl Draft<'_> {
    /// The condition of a `WHERE`.
    pub(super) fn into_where(self) -> Result<Condition, Fault> {
        let operators = self.operators();
        if operators > MOST_OPERATORS {
            return Err(ExpressionFault::Limit(LimitFault::Operators(operators)).into());
        }
        if !self.is_condition() {
            return Err(Refused::NotBoolean.into());
        }
        self.into_condition()
    }

    const fn is_condition(&self) -> bool {
        !matches!(self, Self::Path(_) | Self::Value(_) | Self::Call(Function::Size, _))
    }

    /// How many operators and functions there are.
    fn operators(&self) -> usize {
        let in_all = |drafts: &[Self]| drafts.iter().map(Self::operators).sum::<usize>();
        match self {
            Self::And(drafts) | Self::Or(drafts) => in_all(drafts) + drafts.len().saturating_sub(1),
            Self::Compare(_, drafts) | Self::Between(drafts) | Self::In(drafts) | Self::Call(_, drafts) => in_all(drafts) + 1,
            Self::Not(draft) | Self::Is(draft, _) => draft.operators() + 1,
            Self::IsMissing(_) | Self::Constant(_) => 1,
            Self::Path(_) | Self::Value(_) => 0,
        }
    }

    fn into_condition(self) -> Result<Condition, Fault> {
        match self {
            Self::And(drafts) => conditions("AND", drafts).map(Condition::And),
            Self::Or(drafts) => conditions("OR", drafts).map(Condition::Or),
            Self::Not(draft) => draft.into_operand_of("NOT").map(Box::new).map(Condition::Not),
            leaf => leaf.into_unnested(),
        }
    }

    /// What joins no conditions: apart from what recurses, which needs little of the stack then.
    fn into_unnested(self) -> Result<Condition, Fault> {
        Ok(match self {
            Self::Compare(comparator, drafts) => compare(operands(drafts)?, comparator)?,
            Self::Between(drafts) => between(operands(drafts)?)?,
            Self::In(drafts) => {
                let candidates = drafts.len().saturating_sub(1);
                if candidates > MOST_CANDIDATES {
                    return Err(ExpressionFault::Limit(LimitFault::Candidates(candidates)).into());
                }
                is_in(operands(drafts)?)?
            }
            Self::Is(draft, kind) => condition_of_type(draft.into_operand()?, kind),
            Self::IsMissing(path) => Condition::AttributeNotExists(path),
            Self::Constant(true) => Condition::And(Vec::new()),
            Self::Constant(false) => Condition::Or(Vec::new()),
            Self::Call(function, drafts) => call(function, operands(drafts)?)?,
            Self::And(_) | Self::Or(_) | Self::Not(_) | Self::Path(_) | Self::Value(_) => {
                return Err(Refused::NotBoolean.into());
            }
        })
    }

    /// The condition that `AND`, `OR` or `NOT` takes.
    fn into_operand_of(self, operator: &'static str) -> Result<Condition, Fault> {
        let kind = match &self {
            Self::Value(value) => value.kind(),
            Self::Call(Function::Size, _) => AttributeType::N,
            _ => return self.into_condition(),
        };
        Err(ExpressionFault::Operand(OperandFault::Type(operator, kind)).into())
    }

    fn into_operand(self) -> Result<Resolved<'static>, Fault> {
        Ok(match self {
            Self::Path(path) => Resolved::Path(path),
            Self::Value(value) => Resolved::Value(Cow::Owned(value.into_owned())),
            Self::Call(Function::Size, drafts) => Resolved::Call(Function::Size, operands(drafts)?),
            condition => Resolved::Condition(Box::new(condition.into_condition()?)),
        })
    }
}

fn conditions(operator: &'static str, drafts: Vec<Draft<'_>>) -> Result<Vec<Condition>, Fault> {
    drafts.into_iter().map(|draft| draft.into_operand_of(operator)).collect()
}

fn operands(drafts: Vec<Draft<'_>>) -> Result<Vec<Resolved<'static>>, Fault> {
    drafts.into_iter().map(Draft::into_operand).collect()
}
