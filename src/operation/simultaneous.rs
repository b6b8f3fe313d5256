//! How many tables of an account can be changed at once in a region, and how many imported and exported (API reference,
//! `LimitExceededException`; of exports the developer guide, Requesting a table export). The sentences are those that users reported when the limits
//! were lower, with today's numbers; that about restores was observed 2026-10-09, those about imports and exports nobody recorded.

use super::{Call, Error};
use crate::account::{JobKind, Jobs};
use crate::model::ErrorCode;
use crate::table::{PendingChange, Status, Table};

const TABLES: usize = 500;
const INDEXED_TABLES: usize = 250;
const RESTORES: usize = 50;
const IMPORTS: usize = 50;
const EXPORTS: usize = 300;

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

/// Whether one more table can be imported.
///
/// # Errors
///
/// Too many are.
pub fn check_import(call: &Call<'_>) -> Result<(), Error> {
    check_count(under_way(call, JobKind::Import), IMPORTS, "import operations can be done")
}

/// Whether one more table can be exported.
///
/// # Errors
///
/// Too many are.
pub fn check_export(call: &Call<'_>) -> Result<(), Error> {
    check_count(under_way(call, JobKind::Export), EXPORTS, "export operations can be done")
}

fn under_way(call: &Call<'_>, kind: JobKind) -> usize {
    let count = |jobs: &Jobs| jobs.listed(kind, call.now()).filter(|job| job.end > call.now()).count();
    call.database.jobs(call.place()).map_or(0, count)
}

fn check(call: &Call<'_>, counts: impl Fn(&Table) -> bool, most: usize, what: &str) -> Result<(), Error> {
    let changing = call.database.changing().filter(|(place, _)| *place == call.place());
    check_count(changing.filter(|(_, table)| counts(table)).count(), most, what)
}

fn check_count(count: usize, most: usize, what: &str) -> Result<(), Error> {
    if count < most {
        return Ok(());
    }
    let text = format!("Subscriber limit exceeded: Only {most} {what} simultaneously");
    Err(Error::new(ErrorCode::LimitExceededException, text))
}
