//! From trees to statements: refuses what DynamoDB does not do.
//!
//! AWS refuses terms and literals in written order first, those of `WHERE` before those of `SET`, and looks at the operands of
//! operators and functions after that. So a condition or an update becomes a draft of resolved operands, which is checked
//! when all drafts of the statement are made.

mod condition;
mod draft;
mod literal;
mod path;
mod source;
mod statement;
mod update;

use super::syntax::{Expr, Position};
use crate::value::AttributeValue;

/// Binds the trees of one statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Binder<'a> {
    /// The text of the statement, for positions.
    pub(super) text: &'a str,
    /// What question marks stand for; there are enough.
    pub(super) parameters: &'a [AttributeValue],
}

impl<'a> Binder<'a> {
    fn position(self, expr: &Expr) -> Position {
        Position::of(self.text, expr.span)
    }

    fn parameter(self, number: usize) -> &'a AttributeValue {
        self.parameters.get(number).unwrap_or(&AttributeValue::Null)
    }
}
