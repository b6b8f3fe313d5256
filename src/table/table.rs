//! The items of one table and of its indexes.

use std::sync::Arc;

use super::past::Past;
use super::{
    Attributes, Batch, Capacity, Consistency, Expiries, Index, IndexKind, IndexSchema, KeyFault, KeyRange, KeySchema, Lag,
    TableSchema, TableSettings, VectorFault, VectorIndex, VectorIndexSchema, Write,
};
use crate::Timestamp;
use crate::value::{Item, KeyBytes, KeyMap};

/// One table. A clone is a snapshot, in constant time.
#[derive(Debug, Clone)]
pub struct Table {
    name: Arc<str>,
    key: KeySchema,
    items: KeyMap<Item>,
    bytes: u64,
    indexes: Vec<Index>,
    vector_indexes: Vec<VectorIndex>,
    /// Of the attribute that the settings name, if they name one.
    expiries: Option<Expiries>,
    settings: Arc<TableSettings>,
    /// Whether items are read and written: the settings say so.
    open: bool,
    past: Past,
}

/// What one write did.
#[derive(Debug, Clone)]
pub struct Written {
    /// The item as it was.
    pub before: Option<Item>,
    /// The item as it is.
    pub after: Option<Item>,
    /// What the table was charged.
    pub table_units: Capacity,
    /// What each index was charged, by its position in [`Table::indexes`]; indexes that were not touched are left out.
    pub index_units: Vec<(usize, Capacity)>,
    /// The bytes that each vector index was charged, by its position in [`Table::vector_indexes`]; indexes that were not touched are left out.
    pub vector_bytes: Vec<(usize, u64)>,
}

impl Table {
    /// A table without items.
    #[must_use]
    pub fn new(name: Arc<str>, schema: TableSchema) -> Self {
        let indexes = schema.indexes.into_iter().map(|index| Index::new(index, &schema.key)).collect();
        let vector_indexes = schema.vector_indexes.into_iter().map(|index| VectorIndex::new(index, &schema.key)).collect();
        Self {
            name,
            key: schema.key,
            items: KeyMap::new(),
            bytes: 0,
            indexes,
            vector_indexes,
            expiries: None,
            settings: Arc::default(),
            open: true,
            past: Past::default(),
        }
    }

    /// The same table with other settings.
    #[must_use]
    pub fn with_settings(mut self, settings: TableSettings) -> Self {
        let attribute = settings.time_to_live.attribute();
        if self.expiries.as_ref().map(Expiries::attribute) != attribute {
            self.expiries = attribute.map(|attribute| self.expiries_by(attribute));
        }
        let open = settings.status.has_items() && settings.condition.is_none();
        Self { settings: Arc::new(settings), open, ..self }
    }

    /// The same table without items, in a time that does not depend on how many there are.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let schema = TableSchema {
            key: self.key.clone(),
            indexes: self.indexes.iter().map(|index| Arc::clone(index.schema())).collect(),
            vector_indexes: self.vector_indexes.iter().map(|index| Arc::clone(index.schema())).collect(),
        };
        Self::new(Arc::clone(&self.name), schema).with_settings(TableSettings::clone(&self.settings))
    }

    /// A table called `name` with the items of this one and with the indexes of `schema`, which has this table's key. Indexes that are here
    /// already, under whatever name, are shared; any other is filled from the items.
    #[must_use]
    pub fn copied(&self, name: Arc<str>, schema: &TableSchema) -> Self {
        let empty = Self::new(name, self.key.clone().into());
        let mut copy = Self { items: self.items.clone(), bytes: self.bytes, ..empty };
        for schema in schema.indexes.iter().cloned() {
            match self.indexes.iter().find(|index| index.is_defined_by(&schema)) {
                Some(index) => copy.indexes.push(index.renamed(schema)),
                None => copy.add_index(schema),
            }
        }
        copy.copy_vectors(self, &schema.vector_indexes);
        copy
    }

    /// Adds the vector indexes of `schemas`, sharing those that `source` has, whose items this table has.
    fn copy_vectors(&mut self, source: &Self, schemas: &[Arc<VectorIndexSchema>]) {
        let shared = |schema: &Arc<VectorIndexSchema>| source.vector_indexes.iter().find(|index| index.is_defined_by(schema));
        let all_shared = schemas.len() == source.vector_indexes.len() && schemas.iter().all(|schema| shared(schema).is_some());
        for schema in schemas {
            match shared(schema) {
                Some(index) => self.vector_indexes.push(index.renamed(Arc::clone(schema))),
                None => self.add_vector_index(Arc::clone(schema)),
            }
        }
        // What vectors count as depends on the indexes.
        if !all_shared {
            self.count_bytes();
        }
    }

    /// What is set for it beside its schema.
    #[must_use]
    pub fn settings(&self) -> &TableSettings {
        &self.settings
    }

    /// Whether its items can be read and written.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// The name, unique within its account and region.
    #[must_use]
    pub const fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The table's key.
    #[must_use]
    pub const fn key(&self) -> &KeySchema {
        &self.key
    }

    /// What defines it: its key and the indexes that there are.
    #[must_use]
    pub fn schema(&self) -> TableSchema {
        TableSchema {
            key: self.key.clone(),
            indexes: self.indexes.iter().map(|index| Arc::clone(index.schema())).collect(),
            vector_indexes: self.vector_indexes.iter().map(|index| Arc::clone(index.schema())).collect(),
        }
    }

    /// All secondary indexes in the order of their creation.
    #[must_use]
    pub fn indexes(&self) -> &[Index] {
        &self.indexes
    }

    /// The secondary index called `name`.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| &*index.schema().name == name)
    }

    /// What defines the indexes, global ones before local ones: the order in which AWS checks them.
    pub fn index_schemas(&self) -> impl Iterator<Item = &IndexSchema> {
        let of_kind = |kind| self.indexes.iter().map(|index| &**index.schema()).filter(move |schema| schema.kind == kind);
        of_kind(IndexKind::Global).chain(of_kind(IndexKind::Local))
    }

    /// All vector indexes in the order of their creation.
    #[must_use]
    pub fn vector_indexes(&self) -> &[VectorIndex] {
        &self.vector_indexes
    }

    /// The vector index called `name`.
    #[must_use]
    pub fn vector_index(&self, name: &str) -> Option<&VectorIndex> {
        self.vector_indexes.iter().find(|index| &*index.schema().name == name)
    }

    /// Whether the table has an index of any kind called `name`.
    #[must_use]
    pub fn has_index(&self, name: &str) -> bool {
        self.index(name).is_some() || self.vector_index(name).is_some()
    }

    /// The item stored under the table key `key`.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&Item> {
        self.items.get(key)
    }

    /// All items, ordered by the hash of the partition key, partition key and sort key.
    #[must_use]
    pub const fn items(&self) -> &KeyMap<Item> {
        &self.items
    }

    /// The keys of the items that have expired at `now`, at most `limit`; none unless the settings name an attribute of the time to live.
    #[must_use]
    pub fn expired(&self, now: Timestamp, limit: usize) -> Vec<KeyBytes> {
        let expired = self.expiries.iter().flat_map(|expiries| expiries.expired(now));
        expired.take(limit).filter_map(|item| self.key.table_key(item).ok()).collect()
    }

    /// The sum of the sizes of the items, as [`Table::size_of`] counts them.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The bytes that reading, writing and storing `item` counts: a vector that an index of the table takes counts as 32-bit numbers,
    /// everything else as in any item.
    #[must_use]
    pub fn size_of(&self, item: &Item) -> usize {
        let indexes = self.vector_indexes.iter().enumerate().map(|(at, index)| (at, index.schema()));
        indexes.fold(item.size(), |size, (at, schema)| {
            // All indexes on one attribute have the same dimensions.
            let counted = self.vector_indexes.iter().take(at).any(|earlier| earlier.schema().attribute == schema.attribute);
            match schema.vector_sizes(item).filter(|_| !counted) {
                Some((as_value, as_vector)) => size - as_value + as_vector,
                None => size,
            }
        })
    }

    /// Whether `item`, which is about to be stored, has nothing in the place of an index key that cannot be one.
    ///
    /// # Errors
    ///
    /// The first index and what is wrong with the item's part of its key.
    pub fn check_index_keys(&self, item: &Item) -> Result<(), (&IndexSchema, KeyFault)> {
        for schema in self.index_schemas() {
            schema.key.check_present(item).map_err(|fault| (schema, fault))?;
        }
        Ok(())
    }

    /// Whether `item`, which is about to be stored, has nothing in those places of vector indexes that the write `changes` that does not fit
    /// there.
    ///
    /// # Errors
    ///
    /// The first index and what does not fit.
    pub fn check_vectors(&self, item: &Item, changes: impl Fn(&str) -> bool) -> Result<(), (&VectorIndexSchema, VectorFault)> {
        for schema in self.vector_indexes.iter().map(VectorIndex::schema) {
            schema.check(item, &changes).map_err(|fault| (&**schema, fault))?;
        }
        Ok(())
    }

    /// The bytes of the item collection that an item with these attributes belongs to, on the table and in its local indexes. `None` if the table
    /// has no local index and thus no item collections.
    #[must_use]
    pub fn item_collection_bytes(&self, attributes: &impl Attributes) -> Option<u64> {
        let mut locals = self.indexes.iter().filter(|index| index.schema().kind == IndexKind::Local).peekable();
        locals.peek()?;
        let range = KeyRange::of_prefix(self.key.hash_key(attributes).ok()?.as_bytes());
        let items = self.items.range(range.bounds()).map(|(_, item)| item.size() as u64);
        Some(items.sum::<u64>() + locals.map(|index| index.bytes_within(&range)).sum::<u64>())
    }

    /// Applies all writes of `batch` in their order. What was written comes back in the same order.
    pub fn apply(&mut self, batch: &Batch) -> Vec<Written> {
        batch.writes().iter().map(|write| self.write(write)).collect()
    }

    /// Keeps how the table is before a write at `now`, for reads with the lags of `consistency`.
    pub fn remember(&mut self, consistency: Consistency, now: Timestamp) {
        let version = Self { past: Past::default(), ..self.clone() };
        self.past.add(version, consistency, now);
    }

    /// The table as a read that lags behind sees it at `now`. It has the same schema.
    #[must_use]
    pub fn seen(&self, lag: Lag, now: Timestamp) -> &Self {
        self.past.seen(lag, now).unwrap_or(self)
    }

    /// Adds an index and fills it from the items, as far as they have its key. What the table was before is forgotten.
    pub fn add_index(&mut self, schema: Arc<IndexSchema>) {
        let mut index = Index::new(schema, &self.key);
        for (key, item) in &self.items {
            index.replace(key, None, Some(item));
        }
        self.indexes.push(index);
        self.forget_past();
    }

    /// Reads that lag behind see nothing from before.
    pub(super) fn forget_past(&mut self) {
        self.past = Past::default();
    }

    /// Adds a vector index and fills it from the items, as far as they fit. From then on vectors count as such.
    pub fn add_vector_index(&mut self, schema: Arc<VectorIndexSchema>) {
        let mut index = VectorIndex::new(schema, &self.key);
        for (key, item) in &self.items {
            index.replace(key, None, Some(item));
        }
        self.vector_indexes.push(index);
        self.count_bytes();
        self.past = Past::default();
    }

    /// Drops the index `name`, of whatever kind, and its entries; what the table was before is forgotten. Says whether there was such an index.
    pub fn remove_index(&mut self, name: &str) -> bool {
        let count = self.indexes.len();
        self.indexes.retain(|index| &*index.schema().name != name);
        self.past = Past::default();
        self.indexes.len() < count || self.remove_vector_index(name)
    }

    fn remove_vector_index(&mut self, name: &str) -> bool {
        let count = self.vector_indexes.len();
        self.vector_indexes.retain(|index| &*index.schema().name != name);
        let removed = self.vector_indexes.len() < count;
        if removed {
            self.count_bytes();
        }
        removed
    }

    fn count_bytes(&mut self) {
        self.bytes = self.items.iter().map(|(_, item)| self.size_of(item) as u64).sum();
    }

    fn write(&mut self, write: &Write) -> Written {
        let before = match write {
            Write::Put { key, item } => self.items.insert(key.clone(), item.clone()),
            Write::Delete { key } => self.items.remove(key.as_bytes()),
        };
        let after = write.item().cloned();
        let sizes = (self.size_of_image(before.as_ref()), self.size_of_image(after.as_ref()));
        self.bytes = self.bytes - sizes.0 as u64 + sizes.1 as u64;
        if let Some(expiries) = &mut self.expiries {
            expiries.replace(write.key(), before.as_ref(), after.as_ref());
        }
        let index_units = self.replace_entries(write.key(), before.as_ref(), after.as_ref());
        let vector_bytes = self.replace_vectors(write.key(), before.as_ref(), after.as_ref());
        Written { before, after, table_units: Capacity::of_write(sizes.0.max(sizes.1)), index_units, vector_bytes }
    }

    fn replace_vectors(&mut self, key: &KeyBytes, before: Option<&Item>, after: Option<&Item>) -> Vec<(usize, u64)> {
        let charges = self.vector_indexes.iter_mut().map(|index| index.replace(key, before, after)).enumerate();
        charges.filter(|(_, bytes)| *bytes > 0).collect()
    }

    /// The same of an item that may not be there.
    #[must_use]
    pub fn size_of_image(&self, item: Option<&Item>) -> usize {
        item.map_or(0, |item| self.size_of(item))
    }

    /// When the items expire, as `attribute` says.
    fn expiries_by(&self, attribute: &Arc<str>) -> Expiries {
        let mut expiries = Expiries::new(Arc::clone(attribute));
        for (key, item) in &self.items {
            expiries.replace(key, None, Some(item));
        }
        expiries
    }

    fn replace_entries(&mut self, key: &KeyBytes, before: Option<&Item>, after: Option<&Item>) -> Vec<(usize, Capacity)> {
        let charges = self.indexes.iter_mut().map(|index| index.replace(key, before, after)).enumerate();
        charges.filter(|(_, units)| *units != Capacity::ZERO).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{KeyAttribute, Projection, ScalarType};
    use crate::value::{AttributeMap, AttributeValue};

    fn item(attributes: &[(&str, &str)]) -> Item {
        let attributes = attributes.iter().map(|(name, text)| ((*name).to_owned(), AttributeValue::S((*text).to_owned())));
        Item::new(&attributes.collect::<AttributeMap>())
    }

    fn index(kind: IndexKind, key: KeySchema, projection: Projection) -> Arc<IndexSchema> {
        Arc::new(IndexSchema { name: "index".into(), kind, key, projection })
    }

    fn text(name: &str) -> KeyAttribute {
        KeyAttribute::new(name, ScalarType::S)
    }

    fn indexed(projection: Projection) -> Table {
        let index = index(IndexKind::Global, KeySchema::simple(text("g")), projection);
        Table::new(
            "table".into(),
            TableSchema { key: KeySchema::simple(text("pk")), indexes: vec![index], vector_indexes: Vec::new() },
        )
    }

    fn put(table: &mut Table, item: &Item) -> Written {
        let key = table.key().table_key(item).unwrap();
        table.apply(&Write::Put { key, item: item.clone() }.into()).remove(0)
    }

    fn delete(table: &mut Table, item: &Item) -> Written {
        let key = table.key().table_key(item).unwrap();
        table.apply(&Write::Delete { key }.into()).remove(0)
    }

    fn units(written: &Written) -> (Capacity, Vec<Capacity>) {
        (written.table_units, written.index_units.iter().map(|(_, units)| *units).collect())
    }

    #[test]
    fn an_item_without_the_index_key_is_not_in_the_index_and_costs_nothing_there() {
        let mut table = indexed(Projection::All);
        let written = put(&mut table, &item(&[("pk", "1")]));
        assert_eq!(units(&written), (Capacity::units(1), vec![]));
        assert_eq!((table.items().len(), table.indexes()[0].entries().len()), (1, 0));
    }

    #[test]
    fn entering_and_leaving_an_index_costs_the_entry() {
        let mut table = indexed(Projection::All);
        let large = item(&[("pk", "1"), ("g", "g"), ("x", &"x".repeat(2000))]);
        assert_eq!(units(&put(&mut table, &large)), (Capacity::units(2), vec![Capacity::units(2)]));
        assert_eq!(units(&put(&mut table, &item(&[("pk", "1")]))), (Capacity::units(2), vec![Capacity::units(2)]));
        assert_eq!(units(&put(&mut table, &large)), (Capacity::units(2), vec![Capacity::units(2)]));
        assert_eq!(units(&delete(&mut table, &large)), (Capacity::units(2), vec![Capacity::units(2)]));
        assert_eq!((table.bytes(), table.indexes()[0].bytes()), (0, 0));
    }

    #[test]
    fn an_entry_that_stays_as_it_was_costs_nothing() {
        let mut table = indexed(Projection::KeysOnly);
        put(&mut table, &item(&[("pk", "1"), ("g", "g"), ("x", "1")]));
        let written = put(&mut table, &item(&[("pk", "1"), ("g", "g"), ("x", "2")]));
        assert_eq!(units(&written), (Capacity::units(1), vec![]));
        let entry = table.indexes()[0].entries().iter().next().unwrap();
        assert_eq!(*entry.1, item(&[("pk", "1"), ("g", "g"), ("x", "2")]), "reads through to the item as it is");
    }

    #[test]
    fn an_entry_that_changes_in_place_costs_its_larger_image() {
        let mut table = indexed(Projection::Include(vec!["x".into()]));
        put(&mut table, &item(&[("pk", "1"), ("g", "g"), ("x", &"x".repeat(3000))]));
        let written = put(&mut table, &item(&[("pk", "1"), ("g", "g"), ("x", "2")]));
        assert_eq!(units(&written), (Capacity::units(3), vec![Capacity::units(3)]));
    }

    #[test]
    fn an_entry_that_moves_costs_both_images() {
        let mut table = indexed(Projection::All);
        put(&mut table, &item(&[("pk", "1"), ("g", "a"), ("x", &"x".repeat(3000))]));
        let written = put(&mut table, &item(&[("pk", "1"), ("g", "b")]));
        assert_eq!(units(&written), (Capacity::units(3), vec![Capacity::units(4)]));
        assert_eq!(table.indexes()[0].entries().len(), 1);
    }

    #[test]
    fn deleting_what_is_not_there_costs_one_unit() {
        let mut table = indexed(Projection::All);
        assert_eq!(units(&delete(&mut table, &item(&[("pk", "1")]))), (Capacity::units(1), vec![]));
    }

    #[test]
    fn sizes_follow_every_write() {
        let mut table = indexed(Projection::KeysOnly);
        put(&mut table, &item(&[("pk", "1"), ("g", "gg"), ("x", "abc")]));
        assert_eq!((table.bytes(), table.indexes()[0].bytes()), (3 + 3 + 4, 3 + 3));
        put(&mut table, &item(&[("pk", "1"), ("g", "g")]));
        assert_eq!((table.bytes(), table.indexes()[0].bytes()), (5, 5));
    }

    #[test]
    fn a_clone_does_not_see_later_writes() {
        let mut table = indexed(Projection::All);
        put(&mut table, &item(&[("pk", "1"), ("g", "a")]));
        let snapshot = table.clone();
        put(&mut table, &item(&[("pk", "2"), ("g", "a")]));
        assert_eq!((snapshot.items().len(), snapshot.indexes()[0].entries().len()), (1, 1));
        assert_eq!((table.items().len(), table.indexes()[0].entries().len()), (2, 2));
    }

    #[test]
    fn an_index_added_later_holds_the_items_that_have_its_key() {
        let mut table = Table::new("table".into(), KeySchema::simple(text("pk")).into());
        put(&mut table, &item(&[("pk", "1"), ("g", "a")]));
        put(&mut table, &item(&[("pk", "2")]));
        table.add_index(index(IndexKind::Global, KeySchema::simple(text("g")), Projection::All));
        assert_eq!((table.indexes()[0].entries().len(), table.indexes()[0].bytes()), (1, 5));
        assert!(table.remove_index("index"));
        assert!(!table.remove_index("index"));
    }

    #[test]
    fn a_copy_has_the_items_and_the_indexes_that_are_asked_for() {
        let mut table = indexed(Projection::All);
        put(&mut table, &item(&[("pk", "1"), ("g", "a"), ("h", "b")]));
        let named = |name: &str, key: &str| IndexSchema {
            name: name.into(),
            kind: IndexKind::Global,
            key: KeySchema::simple(text(key)),
            projection: Projection::All,
        };
        let indexes = [named("renamed", "g"), named("new", "h"), named("empty", "x")].map(Arc::new).to_vec();
        let schema = TableSchema { indexes, ..table.key().clone().into() };
        let copy = table.copied("copy".into(), &schema);
        let entries: Vec<_> = copy.indexes().iter().map(|index| (&*index.schema().name, index.entries().len())).collect();
        assert_eq!((&**copy.name(), copy.items().len(), copy.bytes()), ("copy", 1, table.bytes()));
        assert_eq!(entries, [("renamed", 1), ("new", 1), ("empty", 0)]);
        put(&mut table, &item(&[("pk", "2")]));
        assert_eq!(copy.items().len(), 1);
    }

    #[test]
    fn an_item_collection_is_a_partition_with_its_local_entries() {
        let key = KeySchema::new(vec![text("pk")], vec![text("sk")]).unwrap();
        let local = KeySchema::new(vec![text("pk")], vec![text("l")]).unwrap();
        let indexes = vec![index(IndexKind::Local, local, Projection::KeysOnly)];
        let schema = TableSchema { key, indexes, vector_indexes: Vec::new() };
        let mut table = Table::new("table".into(), schema);
        put(&mut table, &item(&[("pk", "1"), ("sk", "1"), ("l", "1"), ("x", "abc")]));
        put(&mut table, &item(&[("pk", "1"), ("sk", "2")]));
        put(&mut table, &item(&[("pk", "2"), ("sk", "1")]));
        let bytes = table.item_collection_bytes(&item(&[("pk", "1"), ("sk", "9")]));
        assert_eq!(bytes, Some((3 + 3 + 2 + 4) + (3 + 3) + (3 + 3 + 2)));
        assert_eq!(indexed(Projection::All).item_collection_bytes(&item(&[("pk", "1")])), None);
    }
}
