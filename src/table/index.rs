//! A secondary index: its definition and its entries, which share their items with the table.

use std::sync::Arc;

use super::{Capacity, IndexSchema, KeyAttribute, KeyRange, KeySchema, Projection};
use crate::order;
use crate::value::{Item, KeyBytes, KeyMap};

/// A secondary index and what it holds.
///
/// An entry refers to the table's whole item and is projected when it is read or sized. Its key is the index key followed
/// by the table key, so that items with equal index keys stand side by side.
#[derive(Debug, Clone)]
pub struct Index {
    schema: Arc<IndexSchema>,
    projected: Projected,
    entries: KeyMap<Item>,
    bytes: u64,
}

/// The attributes that entries have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Projected {
    /// All of the item's.
    All,
    /// These, in the order of their names.
    Names(Arc<[Arc<str>]>),
}

impl Index {
    /// An index without entries, on a table with the key `table`.
    #[must_use]
    pub fn new(schema: Arc<IndexSchema>, table: &KeySchema) -> Self {
        let projected = Projected::of(&schema.projection, table.attributes().chain(schema.key.attributes()));
        Self { schema, projected, entries: KeyMap::new(), bytes: 0 }
    }

    /// What defines it.
    #[must_use]
    pub fn schema(&self) -> &Arc<IndexSchema> {
        &self.schema
    }

    /// The attributes that entries have.
    #[must_use]
    pub const fn projected(&self) -> &Projected {
        &self.projected
    }

    /// Entries in the order of index key and table key, each with the whole item.
    #[must_use]
    pub const fn entries(&self) -> &KeyMap<Item> {
        &self.entries
    }

    /// The sum of the sizes of the projected items.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The sum of the sizes of the entries within `range`.
    pub(super) fn bytes_within(&self, range: &KeyRange) -> u64 {
        self.entries.range(range.bounds()).map(|(_, item)| self.projected.size(item) as u64).sum()
    }

    /// Whether `schema` defines an index with the same entries, whatever its name.
    pub(super) fn is_defined_by(&self, schema: &IndexSchema) -> bool {
        let IndexSchema { kind, key, projection, .. } = &*self.schema;
        *kind == schema.kind && *key == schema.key && *projection == schema.projection
    }

    /// The same entries as the index that `schema`, which defines them too, names.
    #[must_use]
    pub(super) fn renamed(&self, schema: Arc<IndexSchema>) -> Self {
        Self { schema, ..self.clone() }
    }

    /// Takes the entry of one item from its state `before` to its state `after`, and tells what that costs, as the cases of
    /// consumed capacity record it.
    pub(super) fn replace(&mut self, table_key: &KeyBytes, before: Option<&Item>, after: Option<&Item>) -> Capacity {
        let old = before.and_then(|item| self.entry(table_key, item));
        let new = after.and_then(|item| self.entry(table_key, item));
        let units = self.charge(old.as_ref(), new.as_ref());
        self.bytes = self.bytes - size_of_entry(old.as_ref()) + size_of_entry(new.as_ref());
        if let Some(old) = old.filter(|old| new.as_ref().is_none_or(|new| new.key != old.key)) {
            self.entries.remove(old.key.as_bytes());
        }
        if let Some(new) = new {
            self.entries.insert(new.key, new.item.clone());
        }
        units
    }

    fn entry<'i>(&self, table_key: &KeyBytes, item: &'i Item) -> Option<Entry<'i>> {
        let key = self.schema.key.entry_key(item, table_key).ok()?;
        Some(Entry { key, item, size: self.projected.size(item) })
    }

    fn charge(&self, old: Option<&Entry<'_>>, new: Option<&Entry<'_>>) -> Capacity {
        match (old, new) {
            (None, None) => Capacity::ZERO,
            (Some(entry), None) | (None, Some(entry)) => Capacity::of_write(entry.size),
            (Some(old), Some(new)) if old.key != new.key => Capacity::of_write(old.size) + Capacity::of_write(new.size),
            (Some(old), Some(new)) if self.projected.same(old.item, new.item) => Capacity::ZERO,
            (Some(old), Some(new)) => Capacity::of_write(old.size.max(new.size)),
        }
    }
}

struct Entry<'i> {
    key: KeyBytes,
    item: &'i Item,
    size: usize,
}

fn size_of_entry(entry: Option<&Entry<'_>>) -> u64 {
    entry.map_or(0, |entry| entry.size as u64)
}

impl Projected {
    /// The attributes of `keys` and those that `projection` adds.
    pub(super) fn of<'k>(projection: &Projection, keys: impl Iterator<Item = &'k KeyAttribute>) -> Self {
        if *projection == Projection::All {
            return Self::All;
        }
        let keys = keys.map(|attribute| attribute.name.clone());
        let mut names: Vec<_> = keys.chain(projection.non_key_attributes().iter().cloned()).collect();
        order::sort(&mut names);
        names.dedup();
        Self::Names(names.into())
    }

    /// Whether the attribute `name` is projected.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Names(names) => names.binary_search_by(|candidate| (**candidate).cmp(name)).is_ok(),
        }
    }

    /// The size of the projected part of `item`.
    #[must_use]
    pub fn size(&self, item: &Item) -> usize {
        match self {
            Self::All => item.size(),
            Self::Names(names) => names.iter().filter_map(|name| item.get(name).map(|value| name.len() + value.size())).sum(),
        }
    }

    fn same(&self, old: &Item, new: &Item) -> bool {
        match self {
            Self::All => old == new,
            Self::Names(names) => names.iter().all(|name| old.get(name) == new.get(name)),
        }
    }
}
