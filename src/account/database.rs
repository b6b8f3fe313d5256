//! All tables of all accounts and regions.

use std::sync::Arc;

use imbl::OrdMap;

use super::Place;
use crate::table::Table;

/// The state of an emulator. A clone is a snapshot and takes constant time.
#[derive(Debug, Clone, Default)]
pub struct Database {
    places: OrdMap<Place, Tables>,
}

type Tables = OrdMap<Arc<str>, Arc<Table>>;

/// One change of the tables of a place; a slice of them is applied as a whole.
#[derive(Debug)]
pub enum Change {
    /// A table is created, or replaced by a version of it with other settings.
    Put(Box<Table>),
    /// A table is gone with all that is in it.
    Drop(Arc<str>),
}

impl Database {
    /// The table `name` in `place`.
    #[must_use]
    pub fn table(&self, place: &Place, name: &str) -> Option<&Table> {
        self.places.get(place)?.get(name).map(|table| &**table)
    }

    /// The tables in `place`, in the order of their names, beginning after `after`.
    pub fn tables_after<'a>(&'a self, place: &Place, after: &str) -> impl Iterator<Item = &'a Table> {
        let bounds = (std::ops::Bound::Excluded(after.to_owned()), std::ops::Bound::Unbounded);
        let tables = self.places.get(place);
        tables.into_iter().flat_map(move |tables| tables.range::<_, str>(bounds.clone())).map(|(_, table)| &**table)
    }

    /// Applies `change` to the tables of `place`.
    pub fn apply(&mut self, place: &Place, change: Change) {
        let tables = self.places.entry(place.clone()).or_default();
        match change {
            Change::Put(table) => {
                tables.insert(table.name().clone(), Arc::from(table));
            }
            Change::Drop(name) => {
                tables.remove(&*name);
            }
        }
    }
}
