//! Everything that AWS refuses about expressions and the parameters beside them, as data. The texts are made here.

use super::legacy::LegacyFault;
use super::{Path, Surface};
use crate::value::{AttributeType, NumberFault, ValueFault};

/// Why AWS refuses an expression, its placeholders, a legacy parameter, or to apply an update.
///
/// `Display` is AWS's message without the envelope (`1 validation error detected: `) that some operations put around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Something is wrong with the expression of this parameter.
    Expression {
        /// The parameter.
        surface: Surface,
        /// What is wrong with it.
        fault: Fault,
    },
    /// Something is wrong with `ExpressionAttributeNames` or `ExpressionAttributeValues`.
    Placeholder(PlaceholderKind, PlaceholderFault),
    /// Something is wrong with a legacy parameter.
    Legacy(LegacyFault),
    /// A legacy parameter holds a value that is none. Its wording depends on the validation layer: `Display` gives that of
    /// the newer one.
    Value(ValueFault),
    /// An update cannot be applied to the item that it met.
    Update(UpdateFault),
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is no text.
    Empty,
    /// There are more than 4096 bytes of text.
    TooLong,
    /// The text does not follow the grammar.
    Syntax {
        /// The first token that the grammar does not allow; `<EOF>` at the end.
        token: String,
        /// The text from the token before it to the token after it.
        near: String,
    },
    /// Parentheses directly inside parentheses.
    RedundantParentheses,
    /// A reserved word used as a name.
    ReservedWord(String),
    /// An update expression has two sections of one kind.
    RepeatedSection(&'static str),
    /// A name placeholder that `ExpressionAttributeNames` does not hold.
    UndefinedName(String),
    /// A value placeholder that `ExpressionAttributeValues` does not hold.
    UndefinedValue(String),
    /// Too much of something.
    Limit(LimitFault),
    /// A function or operator, or its operands.
    Operand(OperandFault),
    /// Two paths of which one holds the other.
    Overlap(Path, Path),
    /// Two paths that take one value for a map and for a list.
    Conflict(Path, Path),
    /// What a key condition must not say.
    Key(KeyFault),
    /// What a search condition must not say.
    Search(SearchFault),
}

/// What a search condition must not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchFault {
    /// Anything but equalities of an attribute and a value, joined by `AND`.
    Comparator,
    /// A condition on a part of an attribute.
    Nested,
    /// Two conditions on one attribute.
    Repeated,
}

/// Too much of something in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitFault {
    /// More than 300 operators and functions.
    Operators(usize),
    /// More than 100 operands to `IN`.
    Candidates(usize),
    /// A path of more than 32 elements.
    PathElements(usize),
    /// A list index beyond what an index can be, as written.
    Index(String),
}

/// What is wrong with a function or operator, or with its operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperandFault {
    /// A function that does not exist on this surface.
    UnknownFunction(String),
    /// A function in a place where its result has no use.
    Misused(&'static str),
    /// A function with too many or too few operands.
    Count(&'static str, usize),
    /// An operand of a type that the operator or function does not take.
    Type(&'static str, AttributeType),
    /// `attribute_type` with a path as its second operand.
    AnyType(&'static str),
    /// An operand of `ADD` or `DELETE` that it does not take.
    SectionType(&'static str, AttributeType),
    /// `attribute_type` with a string that names no type.
    UnknownType(String),
    /// A function that needs a path has something else.
    PathRequired(&'static str),
    /// The first operand, a path, is there again among the others.
    Same(&'static str, Path),
    /// The bounds of `BETWEEN` have two types.
    BoundsOfTwoTypes(Bounds),
    /// The lower bound of `BETWEEN` is above the upper.
    BoundsReversed(Bounds),
}

/// What a key condition must not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFault {
    /// Two conditions on one attribute.
    Repeated,
    /// A condition on a part of an attribute.
    NestedAttribute,
    /// A condition on the result of a function.
    NestedOperation,
    /// An operator or function that key conditions do not have.
    Operator(&'static str),
    /// A condition that compares two attributes.
    SeveralAttributes,
    /// A condition that names no attribute.
    NoAttribute,
    /// `BETWEEN` or `begins_with` whose first operand is not the attribute.
    AttributeNotFirst(&'static str),
}

/// The bounds of a `BETWEEN`, as messages print them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// The lower bound: `{N:5}`.
    pub low: String,
    /// The upper bound: `{N:1}`.
    pub high: String,
}

/// Which of the two maps of placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceholderKind {
    /// `ExpressionAttributeNames`.
    Names,
    /// `ExpressionAttributeValues`.
    Values,
}

/// What is wrong with a map of placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceholderFault {
    /// It has no entry.
    Empty,
    /// It was sent with no expression that could use it.
    WithoutExpression,
    /// A key is not a sign followed by letters, digits and underscores.
    InvalidKey(String),
    /// A key has more than 255 bytes.
    KeyTooLong(String),
    /// The empty attribute name, for this key.
    EmptyName(String),
    /// An attribute name of more than 65535 bytes. AWS does not say for which key (observed 2026-09-16).
    NameTooLong,
    /// Keys and contents of both maps together have more than 2 MB.
    TooLarge,
    /// Entries with these keys are used by no expression.
    Unused(Vec<String>),
}

/// Why an update cannot be applied to the item that it met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateFault {
    /// A `SET` action reads what the item does not have.
    MissingAttribute,
    /// A stored value has a type that the action or function does not take.
    OperandType,
    /// A path leads through something that is not there or is no map or list.
    InvalidPath,
    /// The result of a sum or difference is no number that can be stored.
    Number(NumberFault),
    /// A legacy action meets a value of another type.
    LegacyTypeMismatch,
}
