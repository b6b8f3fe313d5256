//! What holds for the items of global tables whose regions agree before a write is answered.

use super::{Call, Error};
use crate::account::GlobalTable;
use crate::model::ErrorCode;
use crate::table::Table;
use crate::value::KeyBytes;

impl Call<'_> {
    /// Whether the item under `key` of `table` may be written as far as other regions are concerned.
    ///
    /// # Errors
    ///
    /// The `ReplicatedWriteConflictException` while another region writes it, or what [`Call::check_quorum`] says. The text of the former is
    /// that of the API reference.
    pub(super) fn check_agreement(&self, table: &Table, key: &KeyBytes) -> Result<(), Error> {
        if self.database.global_tables().is_empty() {
            return Ok(());
        }
        self.check_quorum(table)?;
        if self.database.is_written_elsewhere(self.place(), table.name(), key, self.now()) {
            return Err(Error::new(
                ErrorCode::ReplicatedWriteConflictException,
                "The request was rejected because one or more items in the request are being modified by a request in another Region.",
            ));
        }
        Ok(())
    }

    /// Whether what was last written to `table` in any region can be known.
    ///
    /// # Errors
    ///
    /// No second region is there to agree with (developer guide; which error it is nobody recorded).
    pub(super) fn check_quorum(&self, table: &Table) -> Result<(), Error> {
        let Some(global) = self.agreed(table) else { return Ok(()) };
        if self.database.global_tables().has_quorum(global, self.place()) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::InternalServerError, "Internal server error"))
    }

    /// The table that `name_or_arn` names, to be part of a transaction.
    ///
    /// # Errors
    ///
    /// As of [`Call::table`], and a table whose regions agree on each write (developer guide; nobody recorded AWS's text).
    pub(super) fn table_to_transact(&self, name_or_arn: &str) -> Result<&Table, Error> {
        let table = self.table(name_or_arn)?;
        match self.agreed(table) {
            Some(_) => Err(Error::validation(
                "Transaction operations are not supported on global tables with MultiRegionConsistency set to STRONG.",
            )),
            None => Ok(table),
        }
    }

    /// The global table that `table` is a replica of, if it is strongly consistent.
    fn agreed(&self, table: &Table) -> Option<&GlobalTable> {
        if self.database.global_tables().is_empty() {
            return None;
        }
        self.database.global_table(self.place(), table.name()).filter(|global| global.consistency.is_strong())
    }
}
