//! PutItem: stores an item in place of the one with its key.

use super::attributes::Attributes;
use super::guard::Guard;
use super::item_write::{ItemWrite, ItemWriteOutput, MAXIMUM_ITEM_SIZE};
use super::parameters::Parameters;
use super::return_values::ReturnValues;
use super::{Call, Error, Wording};
use crate::request::Structure;
use crate::table::{Table, Write, Written};
use crate::value::{Item, KeyBytes, SentItem, ValueFault};

const PARAMETERS: Parameters = Parameters { expressions: &["ConditionExpression"], legacy: &["Expected"] };

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<ItemWriteOutput, Error> {
    let wording = Wording::of_item_write(call.layer);
    PARAMETERS.check(&input, wording)?;
    let sent = wording.attributes(input.take_attributes("Item"))?;
    let returns_old = ReturnValues::of(&input) == ReturnValues::AllOld;
    let item = new_item(sent, wording)?;
    let guard = Guard::take(&mut input, wording)?;
    let target = ItemWrite::take(&mut input);

    let table = target.table(call)?;
    let key = table.key().table_key(&item).map_err(|fault| Error::validation(fault.of_item()))?;
    call.check_ongoing(table, &key)?;
    let write = plan(table, key.clone(), item.clone(), &guard).map_err(|error| call.refused_write(table, &key, error))?;
    let old = |written: Written| written.before.filter(|_| returns_old).map(Attributes::Whole);
    target.commit(call, write, &item, old)
}

/// The write that puts `item` under its key.
///
/// # Errors
///
/// An index key that is none, or what the guard does not allow.
pub(super) fn plan(table: &Table, key: KeyBytes, item: Item, guard: &Guard) -> Result<Write, Error> {
    check_index_keys(table, &item)?;
    guard.allows(table, &key)?;
    Ok(Write::Put { key, item })
}

/// `sent` as an item, within the limits of size and depth.
///
/// # Errors
///
/// The item is too deep or too large.
pub(super) fn new_item(sent: SentItem, wording: Wording) -> Result<Item, Error> {
    check_depth(&sent, wording)?;
    sized(sent.into_item())
}

/// Whether `sent` is nested in no more levels than an item may have.
///
/// # Errors
///
/// It is.
pub(super) fn check_depth(sent: &SentItem, wording: Wording) -> Result<(), Error> {
    if sent.is_too_deep() { Err(wording.value(&ValueFault::TooDeep)) } else { Ok(()) }
}

/// `item`, if it is within the limit of size.
///
/// # Errors
///
/// The item is too large.
pub(super) fn sized(item: Item) -> Result<Item, Error> {
    if item.size() > MAXIMUM_ITEM_SIZE {
        return Err(Error::validation("Item size has exceeded the maximum allowed size"));
    }
    Ok(item)
}

/// Whether the index keys that `item` has can be index keys, and its vectors vectors.
///
/// # Errors
///
/// The first that cannot.
pub(super) fn check_index_keys(table: &Table, item: &Item) -> Result<(), Error> {
    table.check_index_keys(item).map_err(|(index, fault)| Error::validation(fault.of_index(&index.name)))?;
    table.check_vectors(item, |_| true).map_err(|(index, fault)| Error::validation(fault.of_item(&index.name)))
}
