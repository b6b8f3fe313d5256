//! Replaces placeholders by the names and values that they stand for.

use crate::expression::syntax::{Function, Operand, Path as SyntaxPath, PathElement};
use crate::expression::{Fault, Path, Placeholders, Step};
use crate::value::{AttributeType, AttributeValue};

/// An operand without placeholders.
#[derive(Debug, Clone)]
pub(super) enum Resolved<'a> {
    Path(Path),
    Value(&'a AttributeValue),
    Call(Function, Vec<Resolved<'a>>),
}

impl Resolved<'_> {
    /// The type that the operand has in every item, if it has one.
    pub(super) const fn kind(&self) -> Option<AttributeType> {
        match self {
            Self::Value(value) => Some(value.kind()),
            Self::Call(Function::Size, _) => Some(AttributeType::N),
            Self::Path(_) | Self::Call(..) => None,
        }
    }

    pub(super) const fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Value(_) | Self::Call(..) => None,
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
        Operand::Value(key) => Resolved::Value(placeholders.value(key)?),
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
