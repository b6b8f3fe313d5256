//! What defines a secondary index.

use std::sync::Arc;

use super::{KeySchema, Projection};
use crate::stored::{stored_enum, stored_struct};

/// The two families of secondary indexes that hold items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndexKind {
    /// A global secondary index: any key, read eventually.
    Global,
    /// A local secondary index: the table's hash key with another range key, reading what it lacks from the table.
    Local,
}

/// Name, key and projection of a secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexSchema {
    /// The name, unique among all indexes of the table.
    pub name: Arc<str>,
    /// Global or local.
    pub kind: IndexKind,
    /// The key by which the index is queried.
    pub key: KeySchema,
    /// Which attributes it holds.
    pub projection: Projection,
}

stored_enum!(IndexKind { 0 => Global, 1 => Local });
stored_struct!(IndexSchema { name, kind, key, projection });
