//! One call of an operation: who calls, where, when, and the tables that it may read and change.

use crate::account::{Database, Place};
use crate::model::OperationModel;
use crate::{Host, Timestamp};

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
    /// Who calls.
    pub caller: Caller<'e>,
    /// All tables; all tables
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
}
