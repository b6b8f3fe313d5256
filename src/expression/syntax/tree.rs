//! Syntax trees: expressions as they are written, placeholders included.

use crate::expression::condition::Comparator;
use crate::expression::{Fault, OperandFault};

/// A condition as written. `And` and `Or` hold at least two conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::expression) enum SyntaxCondition<'t> {
    And(Vec<SyntaxCondition<'t>>),
    Or(Vec<SyntaxCondition<'t>>),
    Not(Box<SyntaxCondition<'t>>),
    Compare(Operand<'t>, Comparator, Operand<'t>),
    Between(Box<[Operand<'t>; 3]>),
    In(Operand<'t>, Vec<Operand<'t>>),
    Call(Call<'t>),
}

/// What operators and functions take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::expression) enum Operand<'t> {
    Path(Path<'t>),
    /// A value placeholder, with its sign.
    Value(&'t str),
    Call(Call<'t>),
}

/// A function with its operands, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::expression) struct Call<'t> {
    pub(in crate::expression) function: Function,
    pub(in crate::expression) operands: Vec<Operand<'t>>,
}

/// A path as written: the first element is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::expression) struct Path<'t>(pub(in crate::expression) Vec<PathElement<'t>>);

/// An element of a path as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::expression) enum PathElement<'t> {
    Name(&'t str),
    /// A name placeholder, with its sign.
    Placeholder(&'t str),
    /// The digits of an index.
    Index(&'t str),
}

/// The right-hand side of a `SET` clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::expression) enum SetValue<'t> {
    Operand(Operand<'t>),
    Sum(Operand<'t>, Operand<'t>),
    Difference(Operand<'t>, Operand<'t>),
}

/// A clause of an update expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::expression) enum UpdateClause<'t> {
    Set(Path<'t>, SetValue<'t>),
    Remove(Path<'t>),
    /// With a value placeholder.
    Add(Path<'t>, &'t str),
    /// With a value placeholder.
    Delete(Path<'t>, &'t str),
}

impl<'t> UpdateClause<'t> {
    /// The place that the clause changes.
    pub(in crate::expression) const fn target(&self) -> &Path<'t> {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => path,
        }
    }
}

/// The functions of expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `attribute_exists(path)`
    AttributeExists,
    /// `attribute_not_exists(path)`
    AttributeNotExists,
    /// `attribute_type(operand, name)`
    AttributeType,
    /// `begins_with(operand, prefix)`
    BeginsWith,
    /// `contains(operand, part)`
    Contains,
    /// `size(operand)`
    Size,
    /// `if_not_exists(path, operand)`
    IfNotExists,
    /// `list_append(first, second)`
    ListAppend,
}

impl Function {
    /// The function with this name in condition, filter and key condition expressions. Names are case-sensitive.
    #[must_use]
    pub fn in_conditions(name: &str) -> Option<Self> {
        Some(match name {
            "attribute_exists" => Self::AttributeExists,
            "attribute_not_exists" => Self::AttributeNotExists,
            "attribute_type" => Self::AttributeType,
            "begins_with" => Self::BeginsWith,
            "contains" => Self::Contains,
            "size" => Self::Size,
            _ => return None,
        })
    }

    /// The function with this name in update expressions.
    #[must_use]
    pub fn in_updates(name: &str) -> Option<Self> {
        Some(match name {
            "if_not_exists" => Self::IfNotExists,
            "list_append" => Self::ListAppend,
            _ => return None,
        })
    }

    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AttributeExists => "attribute_exists",
            Self::AttributeNotExists => "attribute_not_exists",
            Self::AttributeType => "attribute_type",
            Self::BeginsWith => "begins_with",
            Self::Contains => "contains",
            Self::Size => "size",
            Self::IfNotExists => "if_not_exists",
            Self::ListAppend => "list_append",
        }
    }

    /// How many operands it takes.
    pub(in crate::expression) const fn arity(self) -> usize {
        match self {
            Self::AttributeExists | Self::AttributeNotExists | Self::Size => 1,
            Self::AttributeType | Self::BeginsWith | Self::Contains | Self::IfNotExists | Self::ListAppend => 2,
        }
    }

    /// The fault of a use where its result makes no sense.
    #[must_use]
    pub const fn misused(self) -> Fault {
        Fault::Operand(OperandFault::Misused(self.name()))
    }
}
