//! Replaces placeholders by the names and values that they stand for.

use std::borrow::Cow;

use crate::expression::syntax::{Function, Operand, Path as SyntaxPath, PathElement};
use crate::expression::{Condition, Fault, Path, Placeholders, Step};
use crate::value::{AttributeType, AttributeValue};

/// An operand without placeholders, of which nothing has been checked yet.
#[derive(Debug, Clone)]
pub enum Resolved<'a> {
    /// The value at a path.
    Path(Path),
    /// A value of the request.
    Value(Cow<'a, AttributeValue>),
    /// The result of a function.
    Call(Function, Vec<Resolved<'a>>),
    /// Whether a condition holds.
    Condition(Box<Condition>),
}

impl Resolved<'_> {
    /// The type that the operand has in every item, if it has one.
    #[must_use]
    pub fn kind(&self) -> Option<AttributeType> {
        match self {
            Self::Value(value) => Some(value.kind()),
            Self::Call(Function::Size, _) => Some(AttributeType::N),
            Self::Condition(_) => Some(AttributeType::Bool),
            Self::Path(_) | Self::Call(..) => None,
        }
    }

    /// The path, if it is one.
    #[must_use]
    pub const fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Value(_) | Self::Call(..) | Self::Condition(_) => None,
        }
    }
}

/// Resolves `operands` in written order.
pub(super) fn operands<'a, 'o>(
    operands: impl IntoIterator<Item = &'o Operand<'o>>,
    placeholders: &Placeholders<'a>,
) -> Result<Vec<Resolved<'a>>, Fault> {
    operands.into_iter().map(|written| operand(written, placeholders)).collect()
}

/// Resolves one operand, and those of functions in it.
pub(super) fn operand<'a>(operand: &Operand<'_>, placeholders: &Placeholders<'a>) -> Result<Resolved<'a>, Fault> {
    Ok(match operand {
        Operand::Path(written) => Resolved::Path(path(written, placeholders)?),
        Operand::Value(key) => Resolved::Value(Cow::Borrowed(placeholders.value(key)?)),
        Operand::Call(call) => Resolved::Call(call.function, operands(&call.operands, placeholders)?),
    })
}

/// Resolves a path.
pub(super) fn path(path: &SyntaxPath<'_>, placeholders: &Placeholders<'_>) -> Result<Path, Fault> {
    let mut elements = path.0.iter().map(|element| match element {
        PathElement::Name(name) => Ok(Step::Name((*name).to_owned())),
        PathElement::Placeholder(key) => placeholders.name(key).map(|name| Step::Name(name.to_owned())),
        // The parser has refused what is no index; it bounds them by `i32`.
        PathElement::Index(digits) => Ok(Step::Index(digits.parse().unwrap_or(u32::MAX))),
    });
    let attribute = match elements.next().transpose()? {
        Some(Step::Name(name)) => name,
        Some(Step::Index(_)) | None => String::new(),
    };
    Ok(Path::new(attribute, elements.collect::<Result<_, _>>()?))
}
