//! One call of an operation: who calls, where, when, and the tables that it may read and change.

use std::borrow::Cow;
use std::sync::Arc;

use crate::account::{self, Change, Database, Lifecycle, Place, RecoveryDelay};
use crate::model::OperationModel;
use crate::policy::Identity;
use crate::request::{Validation, table_name};
use crate::table::{Batch, Commit, PendingChange, Table, Written};
use crate::value::{KeyBytes, Layer};
use crate::{Host, Timestamp};

use super::table_description::Moment;
use super::{Error, resource_id};

/// Who calls and on what terms.
#[derive(Debug)]
pub struct Caller<'e> {
    /// Time and entropy.
    pub host: &'e dyn Host,
    /// The account and region whose tables are meant.
    pub place: &'e Place,
    /// Who asks, where the access key is known; the root user of the account otherwise.
    pub identity: Option<&'e Identity>,
    /// Whether policies are enforced.
    pub enforce_policies: bool,
    /// The state of AWS's validation to follow.
    pub validation: Validation,
    /// How far behind the clock the latest restorable time of tables is.
    pub recovery_delay: RecoveryDelay,
    /// How long changes of the control plane take.
    pub lifecycle: &'e Lifecycle,
    /// Whether global tables of the version 2017.11.29 are refused, as AWS does.
    pub refuses_legacy_global_tables: bool,
}

impl Caller<'_> {
    /// Who calls, in the terms of policies.
    #[must_use]
    pub fn identity(&self) -> Cow<'_, Identity> {
        let root = || Identity::root(account::partition(self.place), self.place.account.as_str());
        self.identity.map_or_else(|| Cow::Owned(root()), Cow::Borrowed)
    }
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
    /// All tables.
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
        self.caller.place
    }

    /// The table that `name_or_arn` names, for item operations.
    ///
    /// # Errors
    ///
    /// The `ResourceNotFoundException` of item operations, also while the table is being created or deleted, or what is wrong with an ARN of another region or account.
    pub fn table(&self, name_or_arn: &str) -> Result<&Table, Error> {
        let name = account::table_name(self.place(), name_or_arn)?;
        let table = self.database.table(self.place(), name);
        table.filter(|table| table.is_open()).ok_or_else(|| self.closed(table))
    }

    /// Why items of `table` cannot be had.
    fn closed(&self, table: Option<&Table>) -> Error {
        let key = table.and_then(|table| table.settings().unusable_key());
        key.map_or_else(Error::table_not_found, |key| self.unusable_key(key))
    }

    /// Whether the key of `table` can be used.
    ///
    /// # Errors
    ///
    /// It cannot.
    pub(super) fn check_key(&self, table: &Table) -> Result<(), Error> {
        table.settings().unusable_key().map_or(Ok(()), |key| Err(self.unusable_key(key)))
    }

    /// The refusal that passes on that of the key management service (observed 2026-10-09; its end was not recorded).
    fn unusable_key(&self, key: &str) -> Error {
        Error::validation(format!(
            "KMS key disabled error: com.amazonaws.services.kms.model.DisabledException: {key} is disabled. (Service: AWSKMS; Status \
             Code: 400; Error Code: DisabledException; Request ID: {}; Proxy: null)",
            resource_id::random(self.caller.host)
        ))
    }

    /// The table that `name_or_arn` names, as a read finds it. One that is not strongly `consistent` may find what was there a moment ago.
    ///
    /// # Errors
    ///
    /// As of [`Call::table`] and, of a consistent read, [`Call::check_quorum`].
    pub fn table_to_read(&self, name_or_arn: &str, consistent: bool) -> Result<&Table, Error> {
        let table = self.table(name_or_arn)?;
        if consistent {
            self.check_quorum(table)?;
        }
        let lag = self.database.consistency().tables.filter(|_| !consistent);
        Ok(lag.map_or(table, |lag| table.seen(lag, self.now())))
    }

    /// The table that `name_or_arn` names, as a read of one of its global or vector indexes finds it. It has the indexes that the table has.
    ///
    /// # Errors
    ///
    /// As of [`Call::table`].
    pub fn table_to_read_globally(&self, name_or_arn: &str) -> Result<&Table, Error> {
        let table = self.table(name_or_arn)?;
        let lag = self.database.consistency().global_indexes;
        Ok(lag.map_or(table, |lag| table.seen(lag, self.now())))
    }

    /// Whether no transaction of another client is under way that the item under `key` of `table` is part of, and no region writes it.
    ///
    /// # Errors
    ///
    /// The `TransactionConflictException`, or as of [`Call::check_agreement`].
    pub(super) fn check_ongoing(&self, table: &Table, key: &KeyBytes) -> Result<(), Error> {
        let held = self.database.held();
        if !held.is_empty() && held.holds_item(self.place(), table.name(), key, self.now()) {
            return Err(Error::transaction_conflict());
        }
        self.check_agreement(table, key)
    }

    /// Applies the writes of `batch` to the table that `name_or_arn` names.
    pub fn write(&mut self, name_or_arn: &str, batch: &Batch) -> Vec<Written> {
        let commit = self.commit();
        self.database.write(self.caller.place, table_name(name_or_arn), batch, commit)
    }

    /// Applies the writes of all `changes`, each to the table of this name: to all of them or to none.
    pub fn write_all(&mut self, changes: &[(Arc<str>, Batch)]) -> Vec<Vec<Written>> {
        let commit = self.commit();
        self.database.write_all(self.caller.place, changes, commit)
    }

    /// What the call's writes are committed as.
    fn commit(&self) -> Commit {
        Commit::by_caller(self.now())
    }

    /// Where and when the call happens, for descriptions.
    #[must_use]
    pub(super) fn moment(&self) -> Moment<'_> {
        Moment { place: self.place(), now: self.now(), database: self.database }
    }

    /// Changes which tables the caller has or what is set for one.
    pub(super) fn change(&mut self, change: Change) {
        let now = self.now();
        self.database.apply(self.caller.place, change, now);
    }

    /// `table` with `changes` that begin now.
    pub(super) fn begun(&self, table: Table, changes: impl IntoIterator<Item = PendingChange>) -> Table {
        table.with_pending(changes.into_iter().map(|change| self.caller.lifecycle.pending(change, self.now())))
    }

    /// Puts `table` in the place of the version of it that was there.
    pub(super) fn put(&mut self, table: Table) {
        self.change(Change::Put(Arc::new(table)));
    }

    /// The same in another place.
    pub(super) fn put_in(&mut self, place: &Place, table: Table) {
        let now = self.now();
        self.database.apply(place, Change::Put(Arc::new(table)), now);
    }

    /// Puts `table` in the place of the version of it that was there; if it is a replica, the others follow.
    pub(super) fn share(&mut self, table: Table) {
        self.change(Change::Share(Arc::new(table)));
    }
}
