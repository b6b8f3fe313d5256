//! One call of an operation: who calls, where, when, and the tables that it may read and change.

use crate::account::{Database, Place};
use crate::model::OperationModel;
use crate::request::Validation;
use crate::value::Layer;
use crate::{Host, Timestamp};

/// Who calls and on what terms.
#[derive(Debug)]
pub struct Caller<'e> {
    /// Time and entropy.
    pub host: &'e dyn Host,
    /// The account and region whose tables are meant.
    pub place: Place,
    /// The state of AWS's validation to follow.
    pub validation: Validation,
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
