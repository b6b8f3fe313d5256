//! From the text of a statement to its tree.
//!
//! The grammar is PartiQL's as AWS parses it, with its precedence of operators and its words for what breaks the rules. What
//! DynamoDB makes of a tree, and refuses in one, is not known here. Parsing recurses at most [`DEEPEST`] levels, and no tree
//! is deeper than [`DEEPEST_TREE`]; a statement of 8192 characters may be nested in more.

mod cursor;
mod expression;
mod keywords;
mod position;
mod statement;
mod term;
mod token;
mod tree;

pub use position::{Position, Span};
pub use statement::{Parsed, parse};
pub use tree::{Change, Clause, Component, Expr, Insert, Node, Operator, Returning, Select, Tree};

/// How many expressions may be open in each other: half of what V8's optimizing compiler leaves room for on a stack of one megabyte.
const DEEPEST: usize = 80;
/// How deep a tree may be: as many operators as an expression may have, and the brackets around them.
const DEEPEST_TREE: usize = 600;
