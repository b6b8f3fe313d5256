//! Throughput that is enforced: what requests take of it, and how AWS refuses those for which there is none left.
//!
//! What requests take is also what contributor insights count. Nothing here costs anything where neither is asked for.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::cancellation::all_or_cancelled;
use super::consumed_capacity::Spending;
use super::{Call, Detail, Error};
use crate::account::{Charge, Limit, Place, Rate, TableArn, Throttle};
use crate::model::ErrorCode;
use crate::table::{Capacity, Dimension, Table, Write, Written};
use crate::value::{Item, KeyBytes};

/// What was exceeded, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThrottlingReason {
    reason: String,
    resource: String,
}

impl Call<'_> {
    /// Takes what reading under `key` cost: the key of an item, or the beginning of what was read.
    ///
    /// # Errors
    ///
    /// There is no capacity left.
    pub(super) fn take_read(&self, table: &Table, key: &[u8], spending: &Spending) -> Result<(), Error> {
        if !self.database.watches_costs() {
            return Ok(());
        }
        self.spend(table.name(), Dimension::Read, &spending.charges(&key.into()))
    }

    /// Takes what `write` to `table` will cost, on the table and on its indexes.
    ///
    /// # Errors
    ///
    /// There is no capacity left on one of them.
    pub(super) fn take_write(&self, table: &Table, write: &Write) -> Result<(), Error> {
        if !self.database.watches_costs() {
            return Ok(());
        }
        self.spend(table.name(), Dimension::Write, &write_charges(table, write, Spending::add_write))
    }

    /// The error of a write to the item under `key` that is not made: a failed condition takes capacity as the write of the item would, and
    /// is not even checked without.
    pub(super) fn refused_write(&self, table: &Table, key: &KeyBytes, error: Error) -> Error {
        if !self.database.watches_costs() || error.code != ErrorCode::ConditionalCheckFailedException {
            return error;
        }
        let stored = table.size_of_image(table.get(key.as_bytes()));
        let charge = Charge { index: None, key: key.clone(), units: Capacity::of_write(stored) };
        self.spend(table.name(), Dimension::Write, &[charge]).err().unwrap_or(error)
    }

    /// Takes what each action of a transaction costs, by its table.
    ///
    /// # Errors
    ///
    /// The `TransactionCanceledException`, if there is no capacity left for one of them; nothing is taken then.
    pub(super) fn take_all(&self, dimension: Dimension, actions: &[(&Table, Vec<Charge>)]) -> Result<(), Error> {
        let take = |(table, charges): &(&Table, Vec<Charge>)| self.take(table.name(), dimension, charges);
        let outcomes: Vec<_> = actions.iter().map(take).collect();
        let is_throttled = outcomes.iter().any(Result::is_err);
        for ((table, charges), outcome) in actions.iter().zip(&outcomes) {
            match outcome {
                Ok(()) if is_throttled => self.database.give_back(table, dimension, charges),
                outcome => self.count(table, dimension, charges, outcome.as_ref().err()),
            }
        }
        let place = self.place();
        let outcomes = actions.iter().zip(outcomes);
        let refuse = |table: &Table, throttles: Vec<Throttle>| Error::throttled(place, table.name(), &throttles);
        all_or_cancelled(outcomes.map(|((table, _), outcome)| outcome.map_err(|throttles| refuse(table, throttles))).collect())
            .map(drop)
    }

    /// Whether one more request of the control plane is let through. Tags count where they change something (observed 2026-10-08).
    ///
    /// # Errors
    ///
    /// Too many came within a second.
    pub(super) fn admit(&self) -> Result<(), Error> {
        if !self.database.watches_costs() {
            return Ok(());
        }
        match Rate::of(self.operation.name) {
            Some(rate) if !self.database.admits(self.place(), rate, self.now()) => {
                Err(Error::new(ErrorCode::ThrottlingException, rate.text))
            }
            _ => Ok(()),
        }
    }

    /// Takes `charges` and counts them, or that there is no capacity left.
    fn spend(&self, name: &str, dimension: Dimension, charges: &[Charge]) -> Result<(), Error> {
        let Some(table) = self.database.table(self.place(), name) else { return Ok(()) };
        let taken = self.take(name, dimension, charges);
        self.count(table, dimension, charges, taken.as_ref().err());
        taken.map_err(|throttles| Error::throttled(self.place(), name, &throttles))
    }

    /// Charges are made to the table as it is, though a read may have seen it as it was.
    fn take(&self, name: &str, dimension: Dimension, charges: &[Charge]) -> Result<(), Vec<Throttle>> {
        let Some(table) = self.database.table(self.place(), name) else { return Ok(()) };
        self.database.take(table, dimension, charges, self.now())
    }
}

/// What `write` costs, counted by `add`. It is tried out on a clone.
pub(super) fn write_charges(table: &Table, write: &Write, add: fn(&mut Spending, &Table, &Written)) -> Vec<Charge> {
    let Some(written) = table.clone().apply(&write.clone().into()).pop() else { return Vec::new() };
    let mut spending = Spending::default();
    add(&mut spending, table, &written);
    let mut charges = spending.charges(write.key());
    for charge in &mut charges {
        if let Some(key) = charge.index.as_ref().and_then(|index| entry_key(table, index, &written)) {
            charge.key = key;
        }
    }
    charges
}

/// The key under which `written` has its entry in an index, or had it.
fn entry_key(table: &Table, index: &Arc<str>, written: &Written) -> Option<KeyBytes> {
    let schema = &table.index(index)?.schema().key;
    let key = |item: &Option<Item>| schema.table_key(item.as_ref()?).ok();
    key(&written.after).or_else(|| key(&written.before))
}

impl Error {
    /// The refusal of a request for which something has no capacity left. The first of `throttles` decides which exception it is.
    fn throttled(place: &Place, table: &str, throttles: &[Throttle]) -> Self {
        let (code, text) = throttles.first().map_or((ErrorCode::ThrottlingException, ""), exception);
        let reasons = throttles.iter().map(|throttle| ThrottlingReason::new(place, table, throttle)).collect();
        Self { detail: Detail::Throttled(reasons), ..Self::new(code, text) }
    }
}

impl ThrottlingReason {
    fn new(place: &Place, table: &str, throttle: &Throttle) -> Self {
        let arn = TableArn::new(place, table);
        let resource = throttle.index.as_ref().map_or_else(|| arn.to_string(), |index| arn.index(index));
        Self { reason: Reason(throttle).to_string(), resource }
    }
}

/// `TableReadProvisionedThroughputExceeded`.
struct Reason<'a>(&'a Throttle);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.index.is_some() { "Index" } else { "Table" })?;
        formatter.write_str(match self.0.dimension {
            Dimension::Read => "Read",
            Dimension::Write => "Write",
        })?;
        formatter.write_str(self.0.limit.exceeded())
    }
}

/// The exception and its text: API reference, `TransactionCanceledException`, for what is provisioned and for partitions on demand; developer
/// guide, Diagnosing throttling, for reads of an index and for maximums on demand; developer guide, Error handling, for the account.
const fn exception(throttle: &Throttle) -> (ErrorCode, &'static str) {
    let is_index_write = throttle.index.is_some() && matches!(throttle.dimension, Dimension::Write);
    match throttle.limit {
        Limit::Provisioned | Limit::KeyRange => (
            ErrorCode::ProvisionedThroughputExceededException,
            if is_index_write {
                "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. \
                 Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API."
            } else if throttle.index.is_some() {
                "The level of configured provisioned throughput for the index was exceeded"
            } else {
                "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level \
                 with the UpdateTable API."
            },
        ),
        Limit::KeyRangeOnDemand => (
            ErrorCode::ThrottlingException,
            if is_index_write {
                "Throughput exceeds the current capacity for one or more global secondary indexes. DynamoDB is automatically scaling your \
                 index so please try again shortly."
            } else {
                "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so \
                 please try again shortly. If exceptions persist, check if you have a hot key: \
                 https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html"
            },
        ),
        Limit::MaxOnDemand => {
            (ErrorCode::ThrottlingException, "Throughput exceeds the maximum OnDemandThroughput configured on table or index")
        }
        Limit::Account => (
            ErrorCode::RequestLimitExceeded,
            "Throughput exceeds the current throughput limit for your account. To request a limit increase, contact AWS Support at \
             https://aws.amazon.com/support",
        ),
    }
}
