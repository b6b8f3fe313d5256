//! How an operation fails: AWS's error code, its text, and what some errors carry beside it.

use std::borrow::Cow;

use crate::model::ErrorCode;
use crate::request::{Refusal, SerializationFault};
use crate::value::Item;

use super::{CancellationReason, ThrottlingReason};

/// A failure that the caller sees as an AWS error.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// The code, for example `ResourceNotFoundException`.
    pub code: ErrorCode,
    /// The text; a few low-level refusals have none.
    pub message: Option<Cow<'static, str>>,
    /// What the error carries beside its text.
    pub detail: Detail,
}

/// What an error carries beside code and text.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Nothing.
    None,
    /// The item whose condition failed, asked for by `ReturnValuesOnConditionCheckFailure`.
    Item(Item),
    /// The same of a statement, which is written in another way.
    ItemOfStatement(Item),
    /// Why each action of a transaction was or was not a reason to cancel it, in their order.
    Reasons(Vec<CancellationReason>),
    /// What a throttled request exceeds.
    Throttled(Vec<ThrottlingReason>),
}

impl Error {
    /// An error with a text and nothing else.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: Some(message.into()), detail: Detail::None }
    }

    /// An error that consists of its code alone.
    #[must_use]
    pub const fn bare(code: ErrorCode) -> Self {
        Self { code, message: None, detail: Detail::None }
    }

    /// A `ValidationException`.
    #[must_use]
    pub fn validation(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorCode::ValidationException, message)
    }

    /// The `ResourceNotFoundException` of item operations, which does not name the table.
    #[must_use]
    pub fn table_not_found() -> Self {
        Self::new(ErrorCode::ResourceNotFoundException, "Requested resource not found")
    }

    /// The `ConditionalCheckFailedException`, with the item if the caller asked for it and there is one.
    #[must_use]
    pub fn condition_failed(item: Option<Item>) -> Self {
        let detail = item.map_or(Detail::None, Detail::Item);
        Self { detail, ..Self::new(ErrorCode::ConditionalCheckFailedException, "The conditional request failed") }
    }
}

impl Error {
    /// The `DuplicateItemException` of statements that insert.
    #[must_use]
    pub fn duplicate_item() -> Self {
        Self::new(ErrorCode::DuplicateItemException, "Duplicate primary key exists in table")
    }

    /// The error as ExecuteStatement answers it.
    #[must_use]
    pub fn of_statement(self) -> Self {
        match self.detail {
            Detail::Item(item) => Self { detail: Detail::ItemOfStatement(item), ..self },
            _ => self,
        }
    }

    /// The refusal of a request for an item that is part of a transaction under way. The text is that of the cancellation reason (API
    /// reference, `TransactionCanceledException`).
    #[must_use]
    pub fn transaction_conflict() -> Self {
        Self::new(ErrorCode::TransactionConflictException, "Transaction is ongoing for the item")
    }
}

impl From<SerializationFault> for Error {
    fn from(fault: SerializationFault) -> Self {
        let message = fault.message().map(|message| message.to_owned().into());
        let code = if fault.is_validation() { ErrorCode::ValidationException } else { ErrorCode::SerializationException };
        Self { code, message, detail: Detail::None }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::validation(refusal.message)
    }
}
