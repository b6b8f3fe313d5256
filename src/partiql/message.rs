//! AWS's wording of every [`Fault`].

use std::fmt::{self, Display, Formatter};

use super::fault::{Fault, KeyFault, LiteralFault, Malformed, Place, Refused, Term};
use crate::value::Layer;

const INVALID: &str = "One or more parameter values were invalid: ";

impl Display for Fault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(fault) => write!(formatter, "Statement wasn't well formed, can't be processed: {fault}"),
            Self::Parameters => formatter.write_str("Number of parameters in request and statement don't match."),
            // AWS fails with an internal error, at a depth that nobody recorded.
            Self::TooDeep => formatter.write_str("The statement is nested in more levels than dynatab reads"),
            Self::Refused(fault) => fault.fmt(formatter),
            Self::Term(term, position) => write!(formatter, "{term} at {position}"),
            Self::Literal(fault, place) => literal(formatter, fault, place),
            Self::Expression(fault) => fault.fmt(formatter),
            Self::Key(fault) => fault.fmt(formatter),
        }
    }
}

impl std::error::Error for Fault {}

impl Display for Malformed {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Expected(kind) => return write!(formatter, "Expected {kind}"),
            Self::SelectedKeyword(keyword) => {
                return write!(
                    formatter,
                    "Expected identifier or an expression but found unexpected keyword '{keyword}' in a select list."
                );
            }
            Self::Star(function) => return write!(formatter, "{function}(*) is not allowed"),
            Self::Token => "",
            Self::AfterExpression => "Unexpected token after expression",
            Self::AfterSemicolon => "Unexpected token after semicolon. (Only one query is allowed.)",
            Self::Manipulation => "Expected data manipulation",
            Self::SimplePath => "Expected identifier for simple path",
            Self::Dot => "Invalid path dot component",
            Self::SimpleDot => "Invalid path dot component for simple path",
            Self::SimpleIndex => "Invalid path component for simple path",
            Self::UnexpectedTerm => "Unexpected term",
            Self::UnexpectedOperator => "Unexpected operator",
            Self::UnexpectedKeyword => "Unexpected keyword",
            Self::RightHandSide => "Missing right-hand side expression of infix operator",
            Self::UpperBound => "Expected expression after AND",
            Self::DeleteFrom => "Expected FROM after DELETE",
            Self::SelectFrom => "Expected FROM after SELECT list",
            Self::StarNotAlone => {
                "Other expressions may not be present in the select list when '*' is used without dot notation."
            }
            Self::Assignment => "Expected '='",
            Self::When => "Expected a WHEN clause in CASE",
            Self::Returning => "Malformed RETURNING clause; expected RETURNING <ALL|MODIFIED> <OLD|NEW> *",
        })
    }
}

impl Display for Refused {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Operation(class) => return write!(formatter, "Unsupported operation: {class}"),
            Self::Clause(clause) => return write!(formatter, "Unsupported clause: {clause}"),
            Self::ConditionOperator(operator) => {
                return write!(formatter, "Unsupported operator in Condition Expression. Operator: {operator}");
            }
            Self::UpdateOperator(operator) => {
                return write!(formatter, "Unsupported operator in Update Expression. Operator: {operator}");
            }
            Self::DeleteReturning { modified, new } => {
                let (part, image) = (if *modified { "MODIFIED" } else { "ALL" }, if *new { "NEW" } else { "OLD" });
                return write!(
                    formatter,
                    "Invalid returning clause: RETURNING {part} {image} *. \
                     Only RETURNING ALL OLD * is allowed in DELETE statements."
                );
            }
            Self::Exists => "EXISTS can only be used in ExecuteTransaction write requests.",
            Self::Alias => "Aliasing is not supported",
            Self::Sources => "Only select from a single table or index is supported.",
            Self::Missing => "MISSING must be compared using IS operator",
            Self::NotBoolean => "WHERE clause must contain an expression that resolves to a boolean",
            Self::IsOperand => "The left hand side argument to IS must be a Variable Reference, Literal, or Path",
            Self::EmptyComponent => "Path component cannot be an empty string",
            Self::Components => "A path may contain at most 2 components in the FROM clause",
            Self::InsertReturning => "RETURNING clause is not supported in INSERT statements.",
            Self::IndexWrite => "This operation is not supported on an index",
        })
    }
}

impl Display for Term {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathComponent => formatter.write_str("Unexpected path component"),
            Self::Function(name) => write!(formatter, "Unrecognized function: {name}"),
            Self::Type(name) => write!(
                formatter,
                "Unsupported data type for IS operator: {name}. \
                 Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]"
            ),
            Self::Token(token) => write!(formatter, "Unsupported token in expression: {token}"),
            Self::Order(class) => {
                write!(formatter, "Argument to ORDER BY must be of type VariableReference. Type: {}", class.to_ascii_uppercase())
            }
            Self::InsertTable => {
                formatter.write_str("FROM clause may only contain a single table name in data manipulation statements")
            }
            Self::FirstArgument(function) => {
                write!(formatter, "The first argument to {function} must equal the assignment value")
            }
            Self::SecondArgument(function) => {
                write!(formatter, "The second argument to {function} must be a value with type SET")
            }
        }
    }
}

fn literal(formatter: &mut Formatter<'_>, fault: &LiteralFault, Place(place): &Place) -> fmt::Result {
    match fault {
        LiteralFault::Ion(kind, position) => {
            write!(formatter, "Ion Literals are not supported: {kind} under key {place} at {position}")
        }
        LiteralFault::Type(name, position) => {
            write!(formatter, "Unsupported data type: {name} under key {place} at {position}")
        }
        LiteralFault::EmptyBag => formatter.write_str("Empty bags are not supported"),
        LiteralFault::BagMembers(position) => {
            formatter.write_str("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags")?;
            position.map_or(Ok(()), |position| write!(formatter, " at {position}"))
        }
        LiteralFault::NullMember => write!(formatter, "{INVALID}Numeric sets may not contain null under {place}"),
        LiteralFault::Duplicates(members) => {
            write!(formatter, "{INVALID}Input collection [{members}] contains duplicates! under {place}")
        }
        LiteralFault::Number(fault) => write!(formatter, "{} under {place}", fault.message(Layer::Older)),
        LiteralFault::TooDeep => write!(formatter, "Nesting Levels have exceeded supported limits under {place}"),
    }
}

impl Display for KeyFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::PinnedTwice(name) => {
                return write!(
                    formatter,
                    "Multiple conditions on same key {name}. Only single item Update/Insert/Delete are supported"
                );
            }
            Self::ImpossibleType(name, kind) => {
                return write!(formatter, "Key value must be of type S, N, or B. Key name: {name}, Key type: {kind}");
            }
            Self::Type(name) => {
                return write!(formatter, "Key attribute's data type should match its data type in table's schema: Key {name}");
            }
            Self::Value(fault, index) => {
                return formatter.write_str(&index.as_ref().map_or_else(|| fault.of_lookup(), |index| fault.of_index(index)));
            }
            Self::OrderOutsideKey(name) => {
                return write!(formatter, "Attribute {name} in ORDER BY clause must be part of the primary key");
            }
            Self::NotPinned => "Where clause does not contain a mandatory equality on all key attributes",
            Self::Overlap => "Overlapping conditions with range keys are not supported in where clause",
            Self::OrderWithoutCondition => "Must have WHERE clause in the statement when using ORDER BY clause.",
            Self::OrderWithoutHash => {
                "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause."
            }
            Self::OrderOfSeveralHashes => {
                "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause."
            }
            Self::SeveralAttributes => {
                "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys."
            }
        })
    }
}
