//! What a query or scan reads: a table or one of its indexes.

use super::{Index, IndexKind, KeyFault, KeySchema, Position, Table};
use crate::value::{AttributeMap, Item, KeyMap};

/// A table, or an index of it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'t> {
    table: &'t Table,
    index: Option<&'t Index>,
}

impl<'t> Source<'t> {
    /// The table itself.
    #[must_use]
    pub const fn table(table: &'t Table) -> Self {
        Self { table, index: None }
    }

    /// The index called `name`, if the table has it.
    #[must_use]
    pub fn index(table: &'t Table, name: &str) -> Option<Self> {
        table.index(name).map(|index| Self { table, index: Some(index) })
    }

    /// The table.
    #[must_use]
    pub const fn base(self) -> &'t Table {
        self.table
    }

    /// The index, if it is one.
    #[must_use]
    pub const fn as_index(self) -> Option<&'t Index> {
        self.index
    }

    /// The name of the index, if it is a global one.
    #[must_use]
    pub fn global_index(self) -> Option<&'t str> {
        let schema = self.index.map(Index::schema).filter(|schema| schema.kind == IndexKind::Global);
        schema.map(|schema| &*schema.name)
    }

    /// The key by which it is read.
    #[must_use]
    pub fn key(self) -> &'t KeySchema {
        self.index.map_or(self.table.key(), |index| &index.schema().key)
    }

    /// The items in the order in which they are read.
    #[must_use]
    pub fn entries(self) -> &'t KeyMap<Item> {
        self.index.map_or(self.table.items(), Index::entries)
    }

    /// The bytes that reading `item` here counts: all of a table's item, of an index's the projected part.
    #[must_use]
    pub fn size(self, item: &Item) -> usize {
        self.index.map_or_else(|| self.table.size_of(item), |index| index.projected().size(item))
    }

    /// The key of `item` as `LastEvaluatedKey` names it: the index key and the table key.
    #[must_use]
    pub fn position(self, item: &Item) -> AttributeMap {
        let names = self.position_names().map(|name| Some((name.to_owned(), item.get(name)?.to_owned())));
        names.flatten().collect()
    }

    /// The place that an `ExclusiveStartKey` names; there need not be an item.
    ///
    /// # Errors
    ///
    /// An attribute is missing, cannot be part of the key, or is none of the keys' attributes.
    pub fn seek(self, position: &Item) -> Result<Position, KeyFault> {
        if position.attributes().into_iter().any(|(name, _)| !self.is_position_name(name)) {
            return Err(KeyFault::Extra);
        }
        let table_key = self.table.key().table_key(position)?;
        let partition = self.key().hash_key(position)?;
        match self.index {
            Some(index) => Ok(Position::new(index.schema().key.entry_key(position, &table_key)?, partition)),
            None => Ok(Position::new(table_key, partition)),
        }
    }

    fn position_names(self) -> impl Iterator<Item = &'t str> {
        let index = self.index.into_iter().flat_map(|index| index.schema().key.attributes());
        self.table.key().attributes().chain(index).map(|attribute| &*attribute.name)
    }

    fn is_position_name(self, name: &str) -> bool {
        self.position_names().any(|candidate| candidate == name)
    }
}
