//! The table that an operation on backups or on recovery names by its `TableName`, which may be an ARN.

use std::sync::Arc;

use super::{Call, Error, named_table};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Table;

/// The table that the `TableName` of `input` names. That there is none is said otherwise than by operations on tables (observed 2026-10-09).
pub fn find<'c>(call: &'c Call<'_>, input: &Structure) -> Result<&'c Arc<Table>, Error> {
    let name = named_table::name(call, input)?;
    call.database.shared(call.place(), name).ok_or_else(|| not_found(name))
}

/// There is no table `name`.
pub fn not_found(name: &str) -> Error {
    Error::new(ErrorCode::TableNotFoundException, format!("Table not found: {name}"))
}
