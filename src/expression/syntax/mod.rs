//! From text to syntax trees, in which placeholders are not yet replaced.
//!
//! Knows the grammar, the reserved words and the names of functions, and what AWS says about text that breaks their rules.
//! Does not know what placeholders stand for. No function of this module recurses: whatever 4096 bytes hold, the parser
//! keeps its own stack, and the trees that it builds are at most as deep as an expression may have operators.

mod cursor;
mod faults;
mod parser;
mod path;
#[cfg(test)]
mod print;
mod projection;
mod roots;
mod token;
pub(super) mod tree;
mod update;

pub(super) use parser::condition;
pub(super) use projection::projection;
pub use roots::roots;
pub use tree::Function;
pub(super) use tree::{Operand, Path, PathElement, SetValue, SyntaxCondition, UpdateClause};
pub(super) use update::update;

/// How many operators and functions an expression may have.
pub const MOST_OPERATORS: usize = 300;
/// How many operands may stand in the parentheses of `IN`.
pub const MOST_CANDIDATES: usize = 100;
