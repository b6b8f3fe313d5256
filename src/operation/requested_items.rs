//! The items that a batch names: each once, in whatever way it names their table.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Error;
use crate::table::Table;
use crate::value::KeyBytes;

/// The items named so far.
#[derive(Debug, Default)]
pub struct RequestedItems(BTreeSet<(Arc<str>, KeyBytes)>);

impl RequestedItems {
    /// Adds the item of `table` under `key`.
    ///
    /// # Errors
    ///
    /// It is there already. A table's name and its ARN are one table.
    pub fn add(&mut self, table: &Table, key: &KeyBytes) -> Result<(), Error> {
        if self.0.insert((Arc::clone(table.name()), key.clone())) { Ok(()) } else { Err(repeated_key()) }
    }
}

/// The refusal of a batch that names an item twice.
pub fn repeated_key() -> Error {
    Error::validation("Provided list of item keys contains duplicates")
}
