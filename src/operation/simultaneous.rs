//! How many tables of an account can be changed at once in a region (API reference, `LimitExceededException`; the sentences are those that users
//! reported when the limits were lower, with today's numbers; that about restores was observed 2026-10-09).

use super::{Call, Error};
use crate::model::ErrorCode;
use crate::table::{PendingChange, Status, Table};

const TABLES: usize = 500;
const INDEXED_TABLES: usize = 250;
const RESTORES: usize = 50;

/// Whether one more table can be created, updated or deleted.
///
/// # Errors
///
/// Too many are.
pub fn check_change(call: &Call<'_>) -> Result<(), Error> {
    let counts = |table: &Table| matches!(table.settings().status, Status::Creating | Status::Updating | Status::Deleting);
    check(call, counts, TABLES, "tables can be created, updated, or deleted")
}

/// Whether one more table can be created, with indexes if it is `indexed`.
///
/// # Errors
///
/// Too many are.
pub fn check_creation(call: &Call<'_>, indexed: bool) -> Result<(), Error> {
    let creates = |change: &PendingChange| matches!(change, PendingChange::Creation);
    let counts = |table: &Table| !table.indexes().is_empty() && table.settings().changes().any(creates);
    if indexed {
        check(call, counts, INDEXED_TABLES, "tables with secondary indexes can be created")?;
    }
    check_change(call)
}

/// Whether one more table can be restored.
///
/// # Errors
///
/// Too many are.
pub fn check_restore(call: &Call<'_>) -> Result<(), Error> {
    let counts = |table: &Table| table.settings().origin().is_some();
    check(call, counts, RESTORES, "restore operations can be done")?;
    check_change(call)
}

fn check(call: &Call<'_>, counts: impl Fn(&Table) -> bool, most: usize, what: &str) -> Result<(), Error> {
    let changing = call.database.changing().filter(|(place, _)| *place == call.place());
    if changing.filter(|(_, table)| counts(table)).count() < most {
        return Ok(());
    }
    let text = format!("Subscriber limit exceeded: Only {most} {what} simultaneously");
    Err(Error::new(ErrorCode::LimitExceededException, text))
}
