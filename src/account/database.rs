//! All tables of all accounts and regions.

use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;

use super::{CompletedTransaction, CompletedTransactions, Place};
use crate::Timestamp;
use crate::table::{Batch, Table, Written};

/// The state of an emulator. A clone is a snapshot and takes constant time.
#[derive(Debug, Clone, Default)]
pub struct Database {
    places: OrdMap<Place, Tables>,
    completed: OrdMap<Place, CompletedTransactions>,
}

/// Tables by name.
type Tables = OrdMap<Arc<str>, Arc<Table>>;

/// A change of which tables there are or of what is set for one.
#[derive(Debug)]
pub enum Change {
    /// A table is created, or takes the place of the version of it that was there.
    Put(Arc<Table>),
    /// A table is gone with all that is in it.
    Drop(Arc<str>),
}

impl Database {
    /// The table `name` in `place`.
    #[must_use]
    pub fn table(&self, place: &Place, name: &str) -> Option<&Table> {
        self.places.get(place)?.get(name).map(|table| &**table)
    }

    /// The tables in `place` whose names come after `name`, in the order of their names.
    pub fn tables_after(&self, place: &Place, name: &str) -> impl Iterator<Item = &Table> {
        let bounds = (Bound::Excluded(name), Bound::Unbounded);
        let tables = self.places.get(place).map(|tables| tables.range::<_, str>(bounds));
        tables.into_iter().flatten().map(|(_, table)| &**table)
    }

    /// Makes `change` in `place`.
    pub fn apply(&mut self, place: &Place, change: Change) {
        let tables = self.places.entry(place.clone()).or_default();
        match change {
            Change::Put(table) => {
                tables.insert(Arc::clone(table.name()), table);
            }
            Change::Drop(name) => {
                tables.remove(&name);
            }
        }
    }

    /// Applies the writes of `batch` to the table `name` in `place`. What was written comes back in the same order; nothing, if
    /// there is no such table.
    pub fn write(&mut self, place: &Place, name: &str, batch: &Batch) -> Vec<Written> {
        let table = self.places.get_mut(place).and_then(|tables| tables.get_mut(name));
        table.map(|table| Arc::make_mut(table).apply(batch)).unwrap_or_default()
    }

    /// Applies the writes of all `changes`, each to the table in `place` that it names. What was written comes back in the same
    /// order; nothing is written and nothing comes back, if there is no such table.
    pub fn write_all(&mut self, place: &Place, changes: &[(Arc<str>, Batch)]) -> Vec<Vec<Written>> {
        if changes.iter().any(|(name, _)| self.table(place, name).is_none()) {
            return Vec::new();
        }
        changes.iter().map(|(name, batch)| self.write(place, name, batch)).collect()
    }

    /// The transaction of writes in `place` that was given `token` and still answers for it.
    #[must_use]
    pub fn completed(&self, place: &Place, token: &str, now: Timestamp) -> Option<&CompletedTransaction> {
        self.completed.get(place)?.get(token, now)
    }

    /// Remembers a transaction of writes that was given `token`.
    pub fn complete(&mut self, place: &Place, token: &str, transaction: CompletedTransaction, now: Timestamp) {
        self.completed.entry(place.clone()).or_default().insert(token, transaction, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::RegionName;
    use crate::table::{KeyAttribute, KeySchema, ScalarType, TableSchema, Write};
    use crate::value::{AttributeMap, AttributeValue, Item};

    fn table(name: &str) -> Arc<Table> {
        let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S));
        Arc::new(Table::new(name.into(), TableSchema { key, indexes: Vec::new() }))
    }

    fn put(text: &str) -> Batch {
        let attributes = [("pk".to_owned(), AttributeValue::S(text.to_owned()))];
        let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
        let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S)).table_key(&item).unwrap();
        Write::Put { key, item }.into()
    }

    fn names(database: &Database, after: &str) -> Vec<String> {
        database.tables_after(&Place::default(), after).map(|table| table.name().to_string()).collect()
    }

    #[test]
    fn a_table_lives_in_one_place() {
        let mut database = Database::default();
        database.apply(&Place::default(), Change::Put(table("Music")));
        let elsewhere = Place { region: RegionName::new("eu-west-1").unwrap(), ..Place::default() };
        assert!(database.table(&Place::default(), "Music").is_some());
        assert!(database.table(&elsewhere, "Music").is_none());
        database.apply(&Place::default(), Change::Drop("Music".into()));
        assert!(database.table(&Place::default(), "Music").is_none());
    }

    #[test]
    fn tables_are_listed_in_the_order_of_their_names() {
        let mut database = Database::default();
        for name in ["c", "a", "b"] {
            database.apply(&Place::default(), Change::Put(table(name)));
        }
        assert_eq!(names(&database, ""), ["a", "b", "c"]);
        assert_eq!(names(&database, "a"), ["b", "c"]);
        assert_eq!(names(&database, "aa"), ["b", "c"]);
        assert_eq!(names(&database, "c"), [""; 0]);
    }

    #[test]
    fn a_clone_does_not_see_later_writes() {
        let mut database = Database::default();
        database.apply(&Place::default(), Change::Put(table("Music")));
        let snapshot = database.clone();
        assert_eq!(database.write(&Place::default(), "Music", &put("a")).len(), 1);
        let count = |database: &Database| database.table(&Place::default(), "Music").unwrap().items().len();
        assert_eq!((count(&database), count(&snapshot)), (1, 0));
    }

    #[test]
    fn changes_of_several_tables_are_made_together_or_not_at_all() {
        let mut database = Database::default();
        let place = Place::default();
        database.apply(&place, Change::Put(table("a")));
        database.apply(&place, Change::Put(table("b")));
        let changes = ["a", "b"].map(|name| (name.into(), put("1")));
        assert_eq!(database.write_all(&place, &changes).len(), 2);
        let changes = ["a", "missing"].map(|name| (name.into(), put("2")));
        assert!(database.write_all(&place, &changes).is_empty());
        assert_eq!(database.table(&place, "a").unwrap().items().len(), 1);
    }

    #[test]
    fn writes_to_no_table_do_nothing() {
        assert!(Database::default().write(&Place::default(), "Music", &put("a")).is_empty());
    }
}
