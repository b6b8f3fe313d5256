//! What stands in the way of a change while another one of the same table is under way: `ResourceInUseException` and its sentences, all observed
//! 2026-10-08 and 2026-10-09 but those whose origin stands at them.

use std::fmt;

use super::Error;
use crate::model::ErrorCode;
use crate::table::{PendingChange, Table};

/// What a table is in use for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InUse {
    /// The table of that name is being created.
    Created(String),
    /// The table of that name is being deleted.
    Deleted(String),
    /// The table of that name is being restored; its name is not free.
    Restored(String),
    /// The table of that name is going through something else; it is to be deleted.
    Updated(String),
    /// The stream is being enabled or disabled; the table is to be deleted.
    Stream,
    /// Indexes are being created, updated or deleted; the table is to be deleted.
    Indexes,
}

impl From<InUse> for Error {
    fn from(fault: InUse) -> Self {
        Self::new(ErrorCode::ResourceInUseException, format!("Attempt to change a resource which is still in use: {fault}"))
    }
}

impl fmt::Display for InUse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created(table) => write!(formatter, "Table is being created: {table}"),
            Self::Deleted(table) => write!(formatter, "Table is being deleted: {table}"),
            Self::Restored(table) => write!(formatter, "Table is being used: {table}"),
            Self::Updated(table) => write!(formatter, "Table: {table} is in the process of being updated."),
            Self::Stream => formatter.write_str("Cannot delete table while stream is being enabled/disabled."),
            Self::Indexes => formatter.write_str("Cannot delete table while indexes are being created, updated, or deleted."),
        }
    }
}

/// Whether `table` is neither being created nor being deleted.
pub fn check_there(table: &Table) -> Result<(), InUse> {
    let name = || table.name().to_string();
    let change = table.settings().changes().find_map(|change| match change {
        PendingChange::Creation | PendingChange::Restoration(_) => Some(InUse::Created(name())),
        PendingChange::Deletion => Some(InUse::Deleted(name())),
        _ => None,
    });
    change.map_or(Ok(()), Err)
}

/// Whether nothing keeps `table` from being deleted. Of several changes AWS was not seen to name one; here the first one is named.
pub fn check_deletion(table: &Table) -> Result<(), InUse> {
    check_there(table)?;
    let name = || table.name().to_string();
    let in_use = table.settings().changes().map(|change| match change {
        PendingChange::Stream { .. } => InUse::Stream,
        PendingChange::Throughput(new) if new.table.is_none() => InUse::Indexes,
        PendingChange::Allocation(_) | PendingChange::Backfill(_) | PendingChange::IndexDeletion(_) => InUse::Indexes,
        _ => InUse::Updated(name()),
    });
    in_use.take(1).try_for_each(Err)
}
