//! One table: its keys and indexes, its items, and how they are found, paged, sized and charged.
//!
//! A [`Table`] is persistent: a clone is a snapshot, in constant time. Its items change through [`Table::apply`] only, which
//! takes a [`Batch`] and tells what each index was charged. Nothing here knows requests, operations or error codes.

mod index_schema;
mod key_schema;
mod projection;
mod scalar_type;

pub use index_schema::{IndexKind, IndexSchema};
pub use key_schema::{KeyAttribute, KeySchema};
pub use projection::Projection;
pub use scalar_type::ScalarType;
