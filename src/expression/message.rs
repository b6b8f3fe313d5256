//! AWS's wording of every [`Error`] about expressions.

use std::fmt::{self, Display, Formatter};

use super::Path;
use super::error::{
    Error, Fault, KeyFault, LimitFault, OperandFault, PlaceholderFault, PlaceholderKind, SearchFault, UpdateFault,
};
use crate::value::{AttributeType, Layer, ValueFault};

impl Display for Error {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expression { fault: Fault::Key(fault), .. } if fault.names_parameter() => fault.fmt(formatter),
            Self::Expression { surface, fault } => write!(formatter, "Invalid {surface}: {fault}"),
            Self::Placeholder(kind, fault) => placeholder(formatter, kind.parameter(), fault),
            Self::Legacy(fault) => fault.fmt(formatter),
            Self::Value(fault) => formatter.write_str(&fault.message(Layer::Newer)),
            Self::Update(fault) => fault.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {}

impl Display for Fault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("The expression can not be empty;"),
            Self::TooLong => formatter.write_str("Expression size has exceeded the maximum allowed size;"),
            Self::Syntax { token, near } => write!(formatter, "Syntax error; token: \"{token}\", near: \"{near}\""),
            Self::RedundantParentheses => formatter.write_str("The expression has redundant parentheses;"),
            Self::ReservedWord(word) => {
                write!(formatter, "Attribute name is a reserved keyword; reserved keyword: {word}")
            }
            Self::RepeatedSection(section) => {
                write!(formatter, "The \"{section}\" section can only be used once in an update expression;")
            }
            Self::UndefinedName(name) => {
                write!(formatter, "An expression attribute name used in the document path is not defined; attribute name: {name}")
            }
            Self::UndefinedValue(value) => {
                write!(formatter, "An expression attribute value used in expression is not defined; attribute value: {value}")
            }
            Self::Limit(fault) => fault.fmt(formatter),
            Self::Operand(fault) => fault.fmt(formatter),
            Self::Overlap(one, two) => paths(formatter, "overlap", one, two),
            Self::Conflict(one, two) => paths(formatter, "conflict", one, two),
            Self::Key(fault) => fault.fmt(formatter),
            Self::Search(fault) => fault.fmt(formatter),
        }
    }
}

fn paths(formatter: &mut Formatter<'_>, relation: &str, one: &Path, two: &Path) -> fmt::Result {
    write!(
        formatter,
        "Two document paths {relation} with each other; must remove or rewrite one of these paths; path one: {one}, path two: {two}"
    )
}

impl Display for LimitFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operators(count) => {
                write!(formatter, "The expression contains too many operators; operator count: {count}")
            }
            Self::Candidates(count) => {
                write!(formatter, "The IN operator is provided with too many operands; number of operands: {count}")
            }
            Self::PathElements(count) => {
                write!(formatter, "The document path has too many nesting elements; nesting levels: {count}")
            }
            Self::Index(index) => write!(formatter, "List index is not within the allowable range; index: [{index}]"),
        }
    }
}

impl Display for OperandFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFunction(function) => write!(formatter, "Invalid function name; function: {function}"),
            Self::Misused(function) => {
                write!(formatter, "The function is not allowed to be used this way in an expression; function: {function}")
            }
            Self::Count(operator, count) => write!(
                formatter,
                "Incorrect number of operands for operator or function; operator or function: {operator}, number of operands: {count}"
            ),
            Self::Type(operator, found) => write!(
                formatter,
                "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {found}"
            ),
            // The types come from a hash set: their order is AWS's, and has been seen to vary.
            Self::AnyType(operator) => write!(
                formatter,
                "Incorrect operand type for operator or function; operator or function: {operator}, \
                 operand type: {{NS,SS,L,BS,N,M,B,BOOL,NULL,S}}"
            ),
            Self::SectionType(section, found) => write!(
                formatter,
                "Incorrect operand type for operator or function; operator: {section}, operand type: {}, \
                 typeSet: ALLOWED_FOR_{section}_OPERAND",
                section_type(*found)
            ),
            Self::UnknownType(name) => write!(
                formatter,
                "Invalid attribute type name found; type: {name}, valid types: {{N,BS,L,B,NULL,M,S,SS,NS,BOOL}}"
            ),
            Self::PathRequired(operator) => {
                write!(formatter, "Operator or function requires a document path; operator or function: {operator}")
            }
            Self::Same(operator, path) => write!(
                formatter,
                "The first operand must be distinct from the remaining operands for this operator or function; \
                 operator: {operator}, first operand: {path}"
            ),
            Self::BoundsOfTwoTypes(bounds) => {
                write!(formatter, "The BETWEEN operator requires same data type for lower and upper bounds; {bounds}")
            }
            Self::BoundsReversed(bounds) => write!(
                formatter,
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; {bounds}"
            ),
        }
    }
}

/// The long names of types, which AWS prints for `ADD` and `DELETE` alone.
const fn section_type(found: AttributeType) -> &'static str {
    match found {
        AttributeType::S => "STRING",
        AttributeType::N => "NUMBER",
        AttributeType::B => "Binary",
        AttributeType::L => "LIST",
        AttributeType::M => "MAP",
        AttributeType::SS | AttributeType::NS | AttributeType::BS | AttributeType::Bool | AttributeType::Null => found.name(),
    }
}

impl Display for super::error::Bounds {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { low, high } = self;
        write!(formatter, "lower bound operand: AttributeValue: {low}, upper bound operand: AttributeValue: {high}")
    }
}

impl KeyFault {
    /// Whether the text names the parameter itself, so that AWS puts nothing before it.
    const fn names_parameter(&self) -> bool {
        matches!(self, Self::Operator(_) | Self::SeveralAttributes | Self::NoAttribute | Self::AttributeNotFirst(_))
    }
}

impl Display for KeyFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated => formatter.write_str("KeyConditionExpressions must only contain one condition per key"),
            Self::NestedAttribute => formatter.write_str("KeyConditionExpressions cannot have conditions on nested attributes"),
            Self::NestedOperation => formatter.write_str("KeyConditionExpressions cannot contain nested operations"),
            Self::Operator(operator) => write!(formatter, "Invalid operator used in KeyConditionExpression: {operator}"),
            Self::SeveralAttributes => {
                formatter.write_str("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")
            }
            Self::NoAttribute => formatter.write_str("Invalid condition in KeyConditionExpression: No key attribute specified"),
            Self::AttributeNotFirst(operator) => write!(
                formatter,
                "Invalid condition in KeyConditionExpression: {operator} operator must have the key attribute as its first operand"
            ),
        }
    }
}

impl Display for SearchFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Comparator => "Invalid comparator used in SearchConditionExpression",
            Self::Nested => "SearchConditionExpression cannot have conditions on nested attributes",
            Self::Repeated => "SearchConditionExpression must only contain one condition per attribute",
        })
    }
}

impl PlaceholderKind {
    /// The name of the request parameter.
    #[must_use]
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Names => "ExpressionAttributeNames",
            Self::Values => "ExpressionAttributeValues",
        }
    }
}

fn placeholder(formatter: &mut Formatter<'_>, parameter: &str, fault: &PlaceholderFault) -> fmt::Result {
    match fault {
        PlaceholderFault::Empty => write!(formatter, "{parameter} must not be empty"),
        PlaceholderFault::WithoutExpression => {
            write!(formatter, "{parameter} can only be specified when using expressions")
        }
        PlaceholderFault::InvalidKey(key) => {
            write!(formatter, "{parameter} contains invalid key: Syntax error; key: \"{key}\"")
        }
        PlaceholderFault::KeyTooLong(key) => {
            write!(formatter, "{parameter} contains invalid key: Key size has exceeded the maximum allowed size; key: \"{key}\"")
        }
        PlaceholderFault::EmptyName(key) => {
            write!(formatter, "{parameter} contains invalid value: Empty attribute name for key {key}")
        }
        PlaceholderFault::NameTooLong => formatter.write_str("Attribute name is too large, must be less than 65536 bytes"),
        PlaceholderFault::TooLarge => {
            formatter.write_str("The expression attribute names and values have exceeded the maximum allowed size")
        }
        PlaceholderFault::Unused(keys) => {
            write!(formatter, "Value provided in {parameter} unused in expressions: keys: {{{}}}", keys.join(", "))
        }
    }
}

impl Display for UpdateFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::MissingAttribute => "The provided expression refers to an attribute that does not exist in the item",
            Self::OperandType => "An operand in the update expression has an incorrect data type",
            Self::InvalidPath => "The document path provided in the update expression is invalid for update",
            Self::LegacyTypeMismatch => "Type mismatch for attribute to update",
            Self::Number(fault) => return formatter.write_str(&ValueFault::Number(fault.clone()).message(Layer::Older)),
        })
    }
}
