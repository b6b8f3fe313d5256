//! The table that an operation on backups or on recovery names by its `TableName`, which may be an ARN.

use std::sync::Arc;

use super::{Call, Error, named_table};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Table;

/// The table that the `TableName` of `input` names. That there is none is said otherwise than by operations on tables (observed 2026-10-09).
pub fn find<'c>(call: &'c Call<'_>, input: &Structure) -> Result<&'c Arc<Table>, Error> {
    let name = named_table::name(call, input)?;
    let table = call.database.shared(call.place(), name);
    table.filter(|table| table.settings().is_known(call.now())).ok_or_else(|| not_found(name))
}

/// The same table, once backups of it can be made.
pub fn find_available<'c>(call: &'c Call<'_>, input: &Structure) -> Result<&'c Arc<Table>, Error> {
    let table = find(call, input)?;
    if table.settings().has_backups() {
        return Ok(table);
    }
    let text = format!("Backups are being enabled for the table: {}. Please retry later", table.name());
    Err(Error::new(ErrorCode::ContinuousBackupsUnavailableException, text))
}

/// There is no table `name`.
pub fn not_found(name: &str) -> Error {
    Error::new(ErrorCode::TableNotFoundException, format!("Table not found: {name}"))
}
