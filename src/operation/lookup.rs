//! The item that a request names by its key.

use super::put_item::check_depth;
use super::{Error, Wording};
use crate::table::Table;
use crate::value::{AttributesFault, Item, KeyBytes, SentItem};

/// The attributes of a `Key`, valid as values.
///
/// # Errors
///
/// One is no valid value, or nested in too many levels.
pub fn checked_key(taken: Option<Result<SentItem, AttributesFault>>, wording: Wording) -> Result<Item, Error> {
    let key = wording.attributes(taken)?;
    check_depth(&key, wording)?;
    Ok(key.into_item())
}

/// The table key that `key` names.
///
/// # Errors
///
/// `key` is not of the shape of the table's keys.
pub fn lookup(table: &Table, key: &Item) -> Result<KeyBytes, Error> {
    table.key().lookup_key(key).map_err(|fault| Error::validation(fault.of_lookup()))
}
