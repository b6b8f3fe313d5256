//! Why a statement is refused before any table is looked at, or because of the key of its table, as data.

use std::sync::Arc;

use super::syntax::Position;
use crate::expression;
use crate::table;
use crate::value::{AttributeType, NumberFault};

/// What is wrong with a statement. `Display` is AWS's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The grammar does not allow it.
    Malformed(Malformed),
    /// More question marks than parameters.
    Parameters,
    /// Nested in more levels than are read.
    TooDeep,
    /// Something that may not stand where it does.
    Refused(Refused),
    /// A term at a position.
    Term(Term, Position),
    /// A literal, or a parameter inside a literal, that is no value.
    Literal(LiteralFault, Place),
    /// What expressions may not say either.
    Expression(expression::Fault),
    /// What the key of the table does not allow.
    Key(KeyFault),
}

/// What the grammar does not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformed {
    /// Text that is no token.
    Token,
    /// A token that should have been another; the name of the kind of token.
    Expected(&'static str),
    /// A keyword at the begin of what a query selects.
    SelectedKeyword(String),
    /// A star in the parentheses of this function.
    Star(String),
    /// Something before the end of the statement.
    AfterExpression,
    /// Something behind a semicolon.
    AfterSemicolon,
    /// No clause that changes anything.
    Manipulation,
    /// No name where a table or an attribute has to be named.
    SimplePath,
    /// Something that is no name behind a point.
    Dot,
    /// A star in a path that has to be one place.
    SimpleDot,
    /// An index that is no literal in a path that has to be one place.
    SimpleIndex,
    /// Something that begins no expression.
    UnexpectedTerm,
    /// An operator that begins no expression.
    UnexpectedOperator,
    /// A keyword that begins no expression.
    UnexpectedKeyword,
    /// Nothing behind an operator.
    RightHandSide,
    /// Nothing behind the `AND` of a `BETWEEN`.
    UpperBound,
    /// A `DELETE` without `FROM`.
    DeleteFrom,
    /// A query without `FROM`.
    SelectFrom,
    /// Something beside the star of a query.
    StarNotAlone,
    /// No equals sign in a `SET`.
    Assignment,
    /// No `WHEN` in a `CASE`.
    When,
    /// A `RETURNING` that says something else than which image.
    Returning,
}

/// What may not stand where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// An expression that is no statement; the class of its node.
    Operation(&'static str),
    /// A statement that computes or calls something, or `EXISTS` outside a transaction of writes.
    Exists,
    /// Another name for something.
    Alias,
    /// No table, or several sources.
    Sources,
    /// A clause that queries do not have.
    Clause(&'static str),
    /// `MISSING` without `IS`.
    Missing,
    /// A condition that is none.
    NotBoolean,
    /// An operator in a condition that conditions do not have.
    ConditionOperator(&'static str),
    /// An operator in a `SET` that updates do not have.
    UpdateOperator(&'static str),
    /// Something else than a place or a literal before `IS`.
    IsOperand,
    /// An empty name.
    EmptyComponent,
    /// A `FROM` with more than a table and an index.
    Components,
    /// `RETURNING` of a `DELETE` that is not `ALL OLD`.
    DeleteReturning {
        /// Only what was changed.
        modified: bool,
        /// After the write.
        new: bool,
    },
    /// `RETURNING` of an `INSERT`.
    InsertReturning,
    /// An index to write to.
    IndexWrite,
}

/// A term that is refused where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// Something that is no path in what a query selects.
    PathComponent,
    /// A function that does not exist.
    Function(String),
    /// A type that `IS` does not know.
    Type(String),
    /// Something that no expression holds.
    Token(&'static str),
    /// Something else than an attribute to order by; the class of its node.
    Order(&'static str),
    /// Something else than one name to insert into.
    InsertTable,
    /// A first argument of this function that is not what is assigned to.
    FirstArgument(&'static str),
    /// A second argument of this function that is no set.
    SecondArgument(&'static str),
}

/// What is wrong with a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiteralFault {
    /// Ion; the name of its type.
    Ion(&'static str, Position),
    /// Something that is no literal, as AWS calls it.
    Type(String, Position),
    /// A bag without members.
    EmptyBag,
    /// A bag of other things than strings or numbers alone. The position is told if it begins with a string.
    BagMembers(Option<Position>),
    /// Null among numbers.
    NullMember,
    /// A member twice; all members as messages print them.
    Duplicates(String),
    /// A number that cannot be stored.
    Number(NumberFault),
    /// Lists and maps in too many levels.
    TooDeep,
}

/// Where in a literal: `root`, with what leads from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(pub String);

/// What the key of a table or index does not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFault {
    /// A condition that names no single item.
    NotPinned,
    /// Two conditions on one key attribute where one item is meant.
    PinnedTwice(Arc<str>),
    /// A value of a type that no key has.
    ImpossibleType(Arc<str>, AttributeType),
    /// A value of another type than the attribute's.
    Type(Arc<str>),
    /// A value that is empty or too large, and the index whose key it is.
    Value(table::KeyFault, Option<Arc<str>>),
    /// Two alternatives of a condition that read the same items.
    Overlap,
    /// `ORDER BY` without a condition.
    OrderWithoutCondition,
    /// `ORDER BY` something outside the key.
    OrderOutsideKey(String),
    /// `ORDER BY` without a partition.
    OrderWithoutHash,
    /// `ORDER BY` the sort key of several partitions.
    OrderOfSeveralHashes,
    /// A key of several hash or range attributes.
    SeveralAttributes,
}

impl From<Malformed> for Fault {
    fn from(fault: Malformed) -> Self {
        Self::Malformed(fault)
    }
}

impl From<Refused> for Fault {
    fn from(fault: Refused) -> Self {
        Self::Refused(fault)
    }
}

impl From<KeyFault> for Fault {
    fn from(fault: KeyFault) -> Self {
        Self::Key(fault)
    }
}

impl From<expression::Fault> for Fault {
    fn from(fault: expression::Fault) -> Self {
        Self::Expression(fault)
    }
}
