//! What defines a table: its key and its indexes.

use std::sync::Arc;

use super::{IndexSchema, KeySchema};

/// The key of a table and the definitions of its secondary indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSchema {
    /// One hash attribute and at most one range attribute.
    pub key: KeySchema,
    /// The indexes, global and local.
    pub indexes: Vec<Arc<IndexSchema>>,
}

impl From<KeySchema> for TableSchema {
    fn from(key: KeySchema) -> Self {
        Self { key, indexes: Vec::new() }
    }
}
