//! What a transaction of writes will do: every action on its table, all of them fit to be carried out or none.

use std::collections::BTreeSet;

use super::consumed_capacity::Spending;
use super::put_item::check_index_keys;
use super::throttle::write_charges;
use super::transacted_action::{Action, Effect};
use super::updated_keys::UpdatedKeys;
use super::{Call, Error, put_item, update_item};
use crate::account::Charge;
use crate::table::{Capacity, Dimension, KeyFault, Table, Write};
use crate::value::KeyBytes;

const MAXIMUM_SIZE: usize = 4 * 1024 * 1024;

/// An action on the table that it names.
#[derive(Debug)]
pub struct Target<'a, 'c> {
    /// The action.
    pub action: &'a Action,
    /// Its table.
    pub table: &'c Table,
    key: Result<KeyBytes, KeyFault>,
}

/// What an action that can be carried out comes to.
#[derive(Debug)]
pub enum Planned {
    /// A write, and how large the item is that it leaves or takes.
    Write(Write, usize),
    /// A condition that held for an item of this size.
    Checked(usize),
}

impl Planned {
    const fn size(&self) -> usize {
        match self {
            Self::Write(_, size) | Self::Checked(size) => *size,
        }
    }
}

/// The targets of all actions.
///
/// # Errors
///
/// What refuses a transaction before anything is read: a table that is missing, an empty value in a key, two actions on one item.
pub fn targets<'a, 'c>(call: &'c Call<'_>, actions: &'a [Action]) -> Result<Vec<Target<'a, 'c>>, Error> {
    let targets = actions.iter().map(|action| Target::find(call, action)).collect::<Result<Vec<_>, _>>()?;
    targets.iter().try_for_each(Target::check_empty_values)?;
    check_distinct(targets.iter().filter_map(|target| Some((target.table, target.key.as_ref().ok()?))))?;
    Ok(targets)
}

/// Whether no two of the items are one.
///
/// # Errors
///
/// Two are.
pub fn check_distinct<'c>(items: impl Iterator<Item = (&'c Table, &'c KeyBytes)>) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for (table, key) in items {
        if !seen.insert((&**table.name(), key)) {
            return Err(Error::validation("Transaction request cannot include multiple operations on one item"));
        }
    }
    Ok(())
}

/// Whether the items of a transaction are not too large together.
///
/// # Errors
///
/// They are.
pub fn check_size(size: usize) -> Result<(), Error> {
    if size <= MAXIMUM_SIZE {
        return Ok(());
    }
    Err(Error::validation(
        "Collection size of items exceeded, which can also be caused by the aggregate size of the items in the transaction \
         exceeding the 4MB limit",
    ))
}

/// Whether what was planned is not too large together.
///
/// # Errors
///
/// It is.
pub fn check_sizes(planned: &[Planned]) -> Result<(), Error> {
    check_size(planned.iter().map(Planned::size).sum())
}

/// Takes the capacity of all that was planned for `targets`.
///
/// # Errors
///
/// The `TransactionCanceledException`, if there is none left for one of them; nothing is taken then.
pub fn take_capacity(call: &Call<'_>, targets: &[Target<'_, '_>], planned: &[Planned]) -> Result<(), Error> {
    if !call.database.watches_costs() {
        return Ok(());
    }
    let charges = targets.iter().zip(planned).map(|(target, planned)| (target.table, target.charges(planned)));
    call.take_all(Dimension::Write, &charges.collect::<Vec<_>>())
}

impl<'a, 'c> Target<'a, 'c> {
    fn find(call: &'c Call<'_>, action: &'a Action) -> Result<Self, Error> {
        Ok(Self::new(action, call.table_to_transact(&action.table_name)?))
    }

    /// The target of `action` on its `table`.
    #[must_use]
    pub fn new(action: &'a Action, table: &'c Table) -> Self {
        let key = match &action.effect {
            Effect::Put(item) => table.key().table_key(item),
            Effect::Update(key, _) | Effect::Delete(key) | Effect::Check(key) => table.key().lookup_key(key),
        };
        Self { action, table, key }
    }

    /// An empty value in the place of a key refuses the request; whatever else is wrong with a key cancels the transaction.
    fn check_empty_values(&self) -> Result<(), Error> {
        if let Err(fault) = &self.key
            && fault.is_empty()
        {
            return Err(Error::validation(fault.of_lookup()));
        }
        match &self.action.effect {
            Effect::Put(item) => {
                let key_is_empty = self.table.check_index_keys(item).is_err_and(|(_, fault)| fault.is_empty());
                let vector_key_is_empty = || self.table.check_vectors(item, |_| true).is_err_and(|(_, fault)| fault.is_empty());
                if key_is_empty || vector_key_is_empty() { check_index_keys(self.table, item) } else { Ok(()) }
            }
            Effect::Update(_, update) => UpdatedKeys::check_empty(self.table, update),
            Effect::Delete(_) | Effect::Check(_) => Ok(()),
        }
    }

    /// What the action comes to as the tables are.
    ///
    /// # Errors
    ///
    /// The reason to cancel the transaction.
    pub fn plan(&self, call: &Call<'_>) -> Result<Planned, Error> {
        let key = self.key()?;
        call.check_ongoing(self.table, &key)?;
        let Action { guard, effect, .. } = self.action;
        let stored = self.table.size_of_image(self.table.get(key.as_bytes()));
        let write = match effect {
            Effect::Put(item) => put_item::plan(self.table, key, item.clone(), guard)?,
            Effect::Update(named, update) => update_item::plan(self.table, key, named, update, guard)?.0,
            Effect::Delete(_) | Effect::Check(_) => {
                guard.allows(self.table, &key)?;
                Write::Delete { key }
            }
        };
        if let Effect::Check(_) = effect {
            return Ok(Planned::Checked(stored));
        }
        let size = write.item().map_or(stored, |item| self.table.size_of(item));
        Ok(Planned::Write(write, size))
    }

    /// The error of a single write that is not made; see [`Call::refused_write`].
    pub fn refused(&self, call: &Call<'_>, error: Error) -> Error {
        match &self.key {
            Ok(key) => call.refused_write(self.table, key, error),
            Err(_) => error,
        }
    }

    /// What carrying out what was `planned` takes of the throughput of the table and its indexes.
    fn charges(&self, planned: &Planned) -> Vec<Charge> {
        match planned {
            Planned::Write(write, _) => write_charges(self.table, write, Spending::add_transacted_write),
            Planned::Checked(size) => {
                let Ok(key) = &self.key else { return Vec::new() };
                Spending::on_table(Capacity::of_transacted_write(*size)).charges(key)
            }
        }
    }

    /// The key of the item.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn key(&self) -> Result<KeyBytes, Error> {
        let text = |fault: &KeyFault| match &self.action.effect {
            Effect::Put(..) => fault.of_item(),
            Effect::Update(..) | Effect::Delete(_) | Effect::Check(_) => fault.of_lookup(),
        };
        self.key.clone().map_err(|fault| Error::validation(text(&fault)))
    }
}
