//! A change of a table being put together: what the response announces and what holds once the change is complete.

use std::sync::Arc;

use super::fault::UpdateFault;
use crate::Timestamp;
use crate::table::{GlobalIndexSettings, IndexSchema, Table, TableSettings, VectorIndexSchema, VectorIndexSettings};

/// The table as it was, and the two versions of its settings that a change makes.
#[derive(Debug)]
pub struct Update {
    /// The table before the change.
    pub table: Table,
    /// The time of the change.
    pub now: Timestamp,
    /// What the response tells.
    pub announced: TableSettings,
    /// What the next request finds.
    pub settled: TableSettings,
    created: Vec<Arc<IndexSchema>>,
    created_vectors: Vec<Arc<VectorIndexSchema>>,
    deleted: Vec<Arc<str>>,
}

impl Update {
    /// No change of `table` yet.
    pub fn new(table: Table, now: Timestamp) -> Self {
        let settings = table.settings().clone();
        Self {
            table,
            now,
            announced: settings.clone(),
            settled: settings,
            created: Vec::new(),
            created_vectors: Vec::new(),
            deleted: Vec::new(),
        }
    }

    /// Both versions of the settings of the global secondary index `name`, announced and settled; `verb` says what is to be done to it.
    pub fn index(
        &mut self,
        name: &str,
        verb: &'static str,
    ) -> Result<(&mut GlobalIndexSettings, &mut GlobalIndexSettings), UpdateFault> {
        let announced = self.announced.indexes.iter_mut().find(|index| &*index.schema.name == name);
        let settled = self.settled.indexes.iter_mut().find(|index| &*index.schema.name == name);
        match (announced, settled) {
            (Some(announced), Some(settled)) => Ok((announced, settled)),
            _ if self.table.has_index(name) => Err(UpdateFault::NotGlobal(verb, name.to_owned())),
            _ => Err(UpdateFault::IndexNotFound { index: name.to_owned(), table: self.table.name().to_string() }),
        }
    }

    /// Adds an index that the response announces and that is filled from the table's items.
    pub fn create_index(&mut self, announced: GlobalIndexSettings, settled: GlobalIndexSettings) {
        self.created.push(Arc::clone(&settled.schema));
        self.announced.indexes.push(announced);
        self.settled.indexes.push(settled);
    }

    /// Takes the index `name` away.
    pub fn delete_index(&mut self, name: &str) {
        self.settled.indexes.retain(|index| &*index.schema.name != name);
        self.deleted.push(name.into());
    }

    /// Adds a vector index that the response announces and that is filled from the table's items.
    pub fn create_vector_index(&mut self, announced: VectorIndexSettings, settled: VectorIndexSettings) {
        self.created_vectors.push(Arc::clone(&settled.schema));
        self.announced.vector_indexes.push(announced);
        self.settled.vector_indexes.push(settled);
    }

    /// Takes the vector index `name` away.
    pub fn delete_vector_index(&mut self, name: &str) {
        self.settled.vector_indexes.retain(|index| &*index.schema.name != name);
        self.deleted.push(name.into());
    }

    /// The table once the change is complete.
    pub fn complete(self) -> Table {
        let mut table = self.table;
        for name in &self.deleted {
            table.remove_index(name);
        }
        for schema in self.created {
            table.add_index(schema);
        }
        for schema in self.created_vectors {
            table.add_vector_index(schema);
        }
        table.with_settings(self.settled)
    }
}
