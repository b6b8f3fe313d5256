//! `ClientRequestToken`: a transaction of writes is made once, however often its request is sent within ten minutes.

use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending, UnitKind};
use super::table_changes::TableResult;
use super::{Call, Error};
use crate::account::{CompletedTransaction, TokenSpace};
use crate::model::ErrorCode;
use crate::request::{Fingerprint, Structure};

/// The token of a request and what it stands for.
#[derive(Debug)]
pub struct Token {
    space: TokenSpace,
    text: String,
    request: Fingerprint,
}

impl Token {
    /// The token of `input`, if it has one. `request` is what requests with one token must have in common.
    #[must_use]
    pub fn of(input: &Structure, space: TokenSpace, request: impl FnOnce() -> Fingerprint) -> Option<Self> {
        let text = input.text("ClientRequestToken")?.to_owned();
        Some(Self { space, text, request: request() })
    }

    /// The transaction that was made with this token.
    ///
    /// # Errors
    ///
    /// It was that of another request, or is that of a transaction under way.
    pub fn completed(&self, call: &Call<'_>) -> Result<Option<CompletedTransaction>, Error> {
        if call.database.held().holds_token(call.place(), &self.text, call.now()) {
            let text = "The transaction with the given request token is already in progress.";
            return Err(Error::new(ErrorCode::TransactionInProgressException, text));
        }
        match call.database.completed(call.place(), self.space, &self.text, call.now()) {
            Some(transaction) if transaction.request != self.request => Err(mismatch()),
            transaction => Ok(transaction.cloned()),
        }
    }

    /// Remembers the transaction with these results.
    pub fn complete(&self, call: &mut Call<'_>, results: &[TableResult<'_>]) {
        let reads = results.iter().map(|result| (result.table_name.to_owned(), result.reads)).collect();
        let (transaction, now) = (CompletedTransaction { request: self.request, reads }, call.now());
        call.database.complete(call.caller.place, self.space, &self.text, transaction, now);
    }
}

/// A token was sent with another request than before.
#[must_use]
pub fn mismatch() -> Error {
    Error::new(
        ErrorCode::IdempotentParameterMismatchException,
        "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token \
         that was already used.",
    )
}

/// What a repetition of `transaction` cost: it reads what the transaction wrote.
#[must_use]
pub fn repeated(transaction: &CompletedTransaction, detail: ReturnConsumedCapacity) -> Option<Vec<ConsumedCapacity>> {
    let reads = transaction.reads.iter();
    let reports = reads.filter_map(|(name, units)| Spending::on_table(*units).report_of(UnitKind::Read, name, detail));
    (detail != ReturnConsumedCapacity::None).then(|| reports.collect())
}
