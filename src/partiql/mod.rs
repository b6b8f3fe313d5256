//! PartiQL for DynamoDB.
//!
//! The text of a statement becomes a tree ([`syntax`]), which is bound to its parameters: what DynamoDB does not do is refused,
//! and what is left are the trees of [`crate::expression`] and an item ([`Statement`]). The keys that a condition names are the
//! ranges and lookups of [`crate::table`] ([`Plan`], [`pinned_key`]). Neither reads nor writes a table.

mod bind;
mod fault;
mod message;
mod plan;
mod statement;
pub mod syntax;

pub use fault::{Fault, KeyFault, LiteralFault, Malformed, Place, Refused, Term};
pub use plan::{Keyed, Plan, named_partitions, pinned_key};
pub use statement::{Insertion, Modification, OrderTerm, Query, Removal, Statement, Target};
