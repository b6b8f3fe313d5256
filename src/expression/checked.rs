//! Conditions, updates and projections built from operands, with the checks that AWS makes of them whatever language they were
//! written in: what PartiQL shares with expressions.

pub use super::bind::{
    Resolved, between, call, compare, condition_of_type, is_in, operand, operands_of_arithmetic, projection_of,
};
pub use super::syntax::{Function, MOST_CANDIDATES, MOST_OPERATORS};
