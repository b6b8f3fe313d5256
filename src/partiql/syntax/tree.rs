//! Syntax trees: statements and expressions as they are written.

use super::position::Span;
use crate::expression::Comparator;

/// An expression with the token that stands for it in messages.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// The token: of an operator the operator, of a function its name, of brackets the opening one.
    pub span: Span,
    /// How many expressions are nested in it, itself included.
    pub(super) depth: usize,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `NULL`
    Null,
    /// `MISSING`
    Missing,
    /// `TRUE` or `FALSE`
    Boolean(bool),
    /// A number with its sign, as written.
    Number(String),
    /// A string.
    Text(String),
    /// What stands between backticks.
    Ion(String),
    /// The question mark of this number, from 0.
    Parameter(usize),
    /// A name, bare or quoted.
    Name(String),
    /// What leads from an expression into its parts.
    Path(Box<Expr>, Vec<Component>),
    /// `[..]`, or several expressions in parentheses.
    List(Vec<Expr>),
    /// `<<..>>`
    Bag(Vec<Expr>),
    /// `{..}`
    Struct(Vec<(Expr, Expr)>),
    /// All of them, at least two.
    And(Vec<Expr>),
    /// One of them, at least two.
    Or(Vec<Expr>),
    /// `NOT`, also that of `IS NOT`, `NOT IN`, `NOT BETWEEN` and `NOT LIKE`.
    Not(Box<Expr>),
    /// A comparison.
    Compare(Comparator, Box<[Expr; 2]>),
    /// An operator that is no comparison, with one operand or two.
    Operator(Operator, Vec<Expr>),
    /// An expression, the least and the greatest value.
    Between(Box<[Expr; 3]>),
    /// An expression and what holds the candidates.
    In(Box<[Expr; 2]>),
    /// `IS` and the name of a type.
    Is(Box<Expr>, String),
    /// A function, its name in lower case.
    Call(String, Vec<Expr>),
    /// `CASE`, whether it compares an expression.
    Case(bool),
    /// A query.
    Select(Box<Select>),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub enum Component {
    /// `.name`
    Name(String),
    /// `[expression]`
    Index(Expr),
    /// `.*` or `[*]`
    Wildcard,
}

/// An operator that computes, or that DynamoDB does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `||`
    Concat,
    /// `LIKE`
    Like,
    /// `UNION`
    Union,
    /// `EXCEPT`
    Except,
    /// `INTERSECT`
    Intersect,
}

impl Operator {
    /// As it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Concat => "||",
            Self::Like => "LIKE",
            Self::Union => "UNION",
            Self::Except => "EXCEPT",
            Self::Intersect => "INTERSECT",
        }
    }
}

/// A whole statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// An expression, which is a statement if it is a query or `EXISTS`.
    Expression(Expr),
    /// `INSERT INTO`
    Insert(Insert),
    /// `UPDATE`, `DELETE`, or a `FROM` with clauses behind it.
    Change(Change),
}

/// A query.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// What is selected; `None` for `*`.
    pub items: Option<Vec<Expr>>,
    /// Where from.
    pub from: Expr,
    /// `WHERE`
    pub condition: Option<Expr>,
    /// `ORDER BY`, with whether each is descending.
    pub order: Vec<(Expr, bool)>,
    /// Whether something is given another name.
    pub aliases: bool,
    /// The first clause that DynamoDB does not know.
    pub unknown: Option<&'static str>,
    /// Whether it reads more than one source.
    pub joins: bool,
}

/// `INSERT INTO path VALUE expression`
#[derive(Debug, Clone, PartialEq)]
pub struct Insert {
    /// The table.
    pub table: Expr,
    /// The item. `None` unless `VALUE` is before it.
    pub value: Option<Expr>,
    /// What stands behind `RETURNING`.
    pub returning: Option<Returning>,
}

/// A write to the items that fulfil a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The table; `None` for clauses that stand alone.
    pub table: Option<Expr>,
    /// What happens: nothing stands for `DELETE`.
    pub clauses: Vec<Clause>,
    /// `WHERE`
    pub condition: Option<Expr>,
    /// What stands behind `RETURNING`.
    pub returning: Option<Returning>,
    /// Whether the table is given another name.
    pub aliases: bool,
}

/// One assignment of a `SET`, or one `REMOVE`.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// `SET path = expression`
    Set(Expr, Expr),
    /// `REMOVE path`
    Remove(Expr),
    /// An `INSERT` behind a `FROM`.
    Insert,
}

/// What a write gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returning {
    /// Only what was changed.
    pub modified: bool,
    /// As it is after the write, not before.
    pub new: bool,
}

impl Expr {
    /// The name that AWS's parser has for such a node.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match &self.node {
            Node::Null | Node::Boolean(_) | Node::Number(_) | Node::Text(_) | Node::Ion(_) => "Lit",
            Node::Missing => "Missing",
            Node::Parameter(_) => "Parameter",
            Node::Name(_) => "Id",
            Node::Path(..) => "Path",
            Node::List(_) => "List",
            Node::Bag(_) => "Bag",
            Node::Struct(_) => "Struct",
            Node::And(_) => "And",
            Node::Or(_) => "Or",
            Node::Not(_) => "Not",
            Node::Compare(comparator, _) => match comparator {
                Comparator::Equal => "Eq",
                Comparator::NotEqual => "Ne",
                Comparator::Less => "Lt",
                Comparator::LessOrEqual => "Lte",
                Comparator::Greater => "Gt",
                Comparator::GreaterOrEqual => "Gte",
            },
            Node::Operator(operator, operands) => match (operator, operands.len()) {
                (Operator::Plus, 1) => "Pos",
                (Operator::Minus, 1) => "Neg",
                (Operator::Plus, _) => "Plus",
                (Operator::Minus, _) => "Minus",
                (Operator::Times, _) => "Times",
                (Operator::Divide, _) => "Divide",
                (Operator::Modulo, _) => "Modulo",
                (Operator::Concat, _) => "Concat",
                (Operator::Like, _) => "Like",
                (Operator::Union, _) => "Union",
                (Operator::Except, _) => "Except",
                (Operator::Intersect, _) => "Intersect",
            },
            Node::Between(_) => "Between",
            Node::In(_) => "InCollection",
            Node::Is(..) => "IsType",
            Node::Call(..) => "Call",
            Node::Case(true) => "SimpleCase",
            Node::Case(false) => "SearchedCase",
            Node::Select(_) => "Select",
        }
    }
}
