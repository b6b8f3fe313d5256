//! A vector index: its definition and its entries, which share their items with the table.

use std::sync::Arc;

use super::distance::Ruler;
use super::nearest::Candidates;
use super::{Nearest, StoredVector, VectorIndexSchema, VectorSearch};
use crate::table::{KeyRange, KeySchema, Projected};
use crate::value::{Held, Item, KeyBytes, KeyMap, ValueRef};

/// The least that a change of an entry is charged.
const LEAST_WRITE: u64 = 1024;

/// A vector index and what it holds.
///
/// An entry refers to the table's whole item and is projected when it is read or sized. Its key is the partition key, if the index has one,
/// followed by the table key, so that a partition is a range.
#[derive(Debug, Clone)]
pub struct VectorIndex {
    schema: Arc<VectorIndexSchema>,
    projected: Projected,
    entries: KeyMap<Entry>,
    bytes: u64,
}

#[derive(Debug, Clone)]
struct Entry {
    item: Item,
    vector: StoredVector,
}

impl Held for Entry {}

impl VectorIndex {
    /// An index without entries, on a table with the key `table`.
    #[must_use]
    pub fn new(schema: Arc<VectorIndexSchema>, table: &KeySchema) -> Self {
        let keys = table.attributes().chain(schema.search.attributes());
        let projected = Projected::of(&schema.projection, keys);
        Self { schema, projected, entries: KeyMap::new(), bytes: 0 }
    }

    /// What defines it.
    #[must_use]
    pub const fn schema(&self) -> &Arc<VectorIndexSchema> {
        &self.schema
    }

    /// The attributes that entries have beside the vector, and whether they have the vector as an attribute.
    #[must_use]
    pub const fn projected(&self) -> &Projected {
        &self.projected
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The sum of the sizes of the entries.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The bytes of the entry of `item`: its vector as 32-bit numbers, and what is projected beside it.
    #[must_use]
    pub fn size(&self, item: &Item) -> usize {
        let name = &self.schema.attribute;
        let as_item = if self.projected.contains(name) { item.get(name).map_or(0, |value| name.len() + value.size()) } else { 0 };
        self.projected.size(item) - as_item + name.len() + self.schema.vector_size()
    }

    /// The entries nearest to a vector.
    #[must_use]
    pub fn search(&self, search: &VectorSearch) -> Nearest<'_> {
        let ruler = Ruler::new(self.schema.function, &search.vector);
        let mut candidates = Candidates::new(search.top);
        let range = search.partition.as_ref().map_or_else(KeyRange::all, |prefix| KeyRange::of_prefix(prefix.as_bytes()));
        for (_, Entry { item, vector }) in self.entries.range(range.bounds()) {
            if search.filters.iter().all(|(name, value)| item.get(name) == Some(value.view())) {
                candidates.offer(ruler.measure(vector), item, vector);
            }
        }
        candidates.finish(&ruler)
    }

    /// Whether `schema` defines an index with the same entries, whatever its name.
    pub(in crate::table) fn is_defined_by(&self, schema: &VectorIndexSchema) -> bool {
        VectorIndexSchema { name: self.schema.name.clone(), ..schema.clone() } == *self.schema
    }

    /// The same entries as the index that `schema`, which defines them too, names.
    #[must_use]
    pub(in crate::table) fn renamed(&self, schema: Arc<VectorIndexSchema>) -> Self {
        Self { schema, ..self.clone() }
    }

    /// Takes the entry of one item from its state `before` to its state `after`, and tells how many bytes that is charged as: EVIDENCE m.5.
    pub(in crate::table) fn replace(&mut self, table_key: &KeyBytes, before: Option<&Item>, after: Option<&Item>) -> u64 {
        let old_key = before.and_then(|item| self.key(table_key, item));
        let old = old_key.as_ref().and_then(|key| self.entries.get(key.as_bytes())).cloned();
        let new_key = after.and_then(|item| self.key(table_key, item));
        let new = after.filter(|_| new_key.is_some()).and_then(|item| self.entry(item, old.as_ref()));
        let charge = self.charge(old.as_ref(), new.as_ref());
        self.bytes = self.bytes - self.size_of(old.as_ref()) + self.size_of(new.as_ref());
        if let Some(key) = old_key.filter(|key| new.is_none() || new_key.as_ref() != Some(key)) {
            self.entries.remove(key.as_bytes());
        }
        if let (Some(key), Some(entry)) = (new_key, new) {
            self.entries.insert(key, entry);
        }
        charge
    }

    fn key(&self, table_key: &KeyBytes, item: &Item) -> Option<KeyBytes> {
        match self.schema.search.partition() {
            None => Some(table_key.clone()),
            Some(key) => key.entry_key(item, table_key).ok(),
        }
    }

    /// The entry of `item`, if all that the index takes from it fits. An unchanged vector is shared with the entry before.
    fn entry(&self, item: &Item, before: Option<&Entry>) -> Option<Entry> {
        self.schema.search.check(item, |_| true).ok()?;
        let name = &self.schema.attribute;
        let unchanged = before.filter(|before| before.item.get(name) == item.get(name));
        let vector = unchanged.map(|before| before.vector.clone()).or_else(|| self.schema.vector(item))?;
        Some(Entry { item: item.clone(), vector })
    }

    fn charge(&self, old: Option<&Entry>, new: Option<&Entry>) -> u64 {
        let size = self.size_of(old).max(self.size_of(new));
        match (old, new) {
            (None, None) => 0,
            (Some(old), Some(new)) if self.is_same(old, new) => 0,
            _ => size.max(LEAST_WRITE),
        }
    }

    /// Whether both entries hold the same: numbers that differ beyond 32 bits do not.
    fn is_same(&self, old: &Entry, new: &Entry) -> bool {
        old.vector == new.vector && self.beside_vector(&old.item).eq(self.beside_vector(&new.item))
    }

    fn beside_vector<'i>(&self, item: &'i Item) -> impl Iterator<Item = (&'i str, ValueRef<'i>)> {
        item.attributes().iter().filter(|(name, _)| **name != *self.schema.attribute && self.projected.contains(name))
    }

    fn size_of(&self, entry: Option<&Entry>) -> u64 {
        entry.map_or(0, |entry| self.size(&entry.item) as u64)
    }
}
