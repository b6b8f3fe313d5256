//! What defines a table: its key and its indexes.

use std::sync::Arc;

use super::{IndexSchema, KeyAttribute, KeySchema, VectorIndexSchema};
use crate::stored::stored_struct;

/// The key of a table and the definitions of its indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSchema {
    /// One hash attribute and at most one range attribute.
    pub key: KeySchema,
    /// The secondary indexes, global and local.
    pub indexes: Vec<Arc<IndexSchema>>,
    /// The vector indexes.
    pub vector_indexes: Vec<Arc<VectorIndexSchema>>,
}

impl TableSchema {
    /// The attributes of all keys and search schemas, with repetitions.
    pub fn key_attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        let keys = std::iter::once(&self.key).chain(self.indexes.iter().map(|index| &index.key));
        let search = self.vector_indexes.iter().flat_map(|index| index.search.attributes());
        keys.flat_map(KeySchema::attributes).chain(search)
    }
}

impl From<KeySchema> for TableSchema {
    fn from(key: KeySchema) -> Self {
        Self { key, indexes: Vec::new(), vector_indexes: Vec::new() }
    }
}

stored_struct!(TableSchema { key, indexes, vector_indexes });
