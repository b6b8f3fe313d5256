//! One call of an operation: who calls, where, when, and the tables that it may read and change.

use crate::account::{Database, Place};
use crate::model::OperationModel;
use crate::request::Layer;
use crate::table::Table;
use crate::{Host, Timestamp};

use super::Error;

/// Who calls and on what terms.
#[derive(Debug)]
pub struct Caller<'e> {
    /// Time and entropy.
    pub host: &'e dyn Host,
    /// The account and region whose tables are meant.
    pub place: Place,
    /// Whether the validation layer from before 2026 is asked for.
    pub classic_validation: bool,
}

/// What an operation works with.
#[derive(Debug)]
pub struct Call<'e> {
    /// Names and constraints of the operation.
    pub operation: &'static OperationModel,
    /// The validation layer that words this call's refusals.
    pub layer: Layer,
    /// Who calls.
    pub caller: Caller<'e>,
    /// All tables; changed through [`Database::apply`] only.
    pub database: &'e mut Database,
}

impl Call<'_> {
    /// The time of the call.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.caller.host.now()
    }

    /// The account and region of the caller.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.caller.place
    }

    /// The table that `name_or_arn` names, for item operations.
    ///
    /// # Errors
    ///
    /// `ResourceNotFoundException` without the table's name, as item operations word it.
    pub fn table(&self, name_or_arn: &str) -> Result<&Table, Error> {
        let name = name_or_arn.rsplit_once(":table/").map_or(name_or_arn, |(_, name)| name);
        self.database.table(self.place(), name).ok_or_else(Error::table_not_found)
    }
}
