//! UpdateItem: changes attributes of the item with a key, or makes it.

use super::attributes::Attributes;
use super::guard::Guard;
use super::item_write::{ItemWrite, ItemWriteOutput, MAXIMUM_ITEM_SIZE};
use super::lookup::{checked_key, lookup};
use super::parameters::Parameters;
use super::return_values::ReturnValues;
use super::updated_keys::UpdatedKeys;
use super::{Call, Error, ExpressionAttributes, Wording};
use crate::expression::{self, Touched, Update, legacy};
use crate::request::Structure;
use crate::table::{Table, Write, Written};
use crate::value::{AttributeMap, AttributeValue, Item, KeyBytes, Layer};

const PARAMETERS: Parameters =
    Parameters { expressions: &["UpdateExpression", "ConditionExpression"], legacy: &["AttributeUpdates", "Expected"] };

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<ItemWriteOutput, Error> {
    let wording = Wording::of_item_write(call.layer);
    PARAMETERS.check(&input, wording)?;
    let named = checked_key(input.take_attributes("Key"), wording)?;
    let return_values = ReturnValues::of(&input);
    let (update, guard) = update_and_guard(&mut input, wording)?;
    let target = ItemWrite::take(&mut input);

    let table = target.table(call)?;
    let key = lookup(table, &named)?;
    call.check_ongoing(table, &key)?;
    let planned = plan(table, key.clone(), &named, &update, &guard);
    let (write, touched) = planned.map_err(|error| call.refused_write(table, &key, error))?;
    target.commit(call, write, &named, |written| returned(return_values, &written, &touched))
}

/// The write that puts the updated item in the place of the one under `key`, and what the update touched. `named` holds the key. Where there is
/// nothing that an update could take anything away from, none comes to be.
///
/// # Errors
///
/// The update touches what it may not, the guard does not allow it, or the item as it is cannot be updated so.
pub(super) fn plan(
    table: &Table,
    key: KeyBytes,
    named: &Item,
    update: &Update,
    guard: &Guard,
) -> Result<(Write, Touched), Error> {
    let updated_keys = UpdatedKeys::check(table, update)?;
    guard.allows(table, &key)?;
    let before = table.get(key.as_bytes());
    let (item, touched) = updated(update, before, named)?;
    if before.is_none() && update.takes_away_only() {
        return Ok((Write::Delete { key }, touched));
    }
    updated_keys.check_item(table, &item)?;
    Ok((Write::Put { key, item }, touched))
}

/// Reads the update and the condition, which share placeholders. An `AttributeUpdates` comes before its `Expected`, an
/// `UpdateExpression` after its `ConditionExpression`. What is wrong with either comes before an unused placeholder.
fn update_and_guard(input: &mut Structure, wording: Wording) -> Result<(Update, Guard), Error> {
    let attributes = ExpressionAttributes::take(input, wording)?;
    let placeholders = attributes.placeholders(wording)?;
    let refused = |fault: expression::Error| wording.expression(&fault);
    let Some(text) = input.text("UpdateExpression") else {
        let update = legacy::attribute_updates(input).map_err(refused)?;
        let guard = Guard::read(input, &placeholders, wording)?;
        placeholders.check_unused().map_err(refused)?;
        return Ok((update, guard));
    };
    let guard = Guard::read(input, &placeholders, wording)?;
    let update = expression::update(text, &placeholders).map_err(refused)?;
    placeholders.check_unused().map_err(refused)?;
    if wording.layer() == Layer::Newer {
        check_size(update.charge())?;
    }
    Ok((update, guard))
}

/// The item after the update, within the limits of size and depth, and what the update touched.
fn updated(update: &Update, before: Option<&Item>, key: &Item) -> Result<(Item, Touched), Error> {
    let mut attributes = before.unwrap_or(key).to_map();
    let touched = update.apply(&mut attributes).map_err(|fault| Error::validation(fault.to_string()))?;
    if attributes.depth() > AttributeValue::MAX_DEPTH {
        return Err(Error::validation("Nesting Levels have exceeded supported limits"));
    }
    let item = Item::new(&attributes);
    check_size(item.size())?;
    Ok((item, touched))
}

fn check_size(size: usize) -> Result<(), Error> {
    if size <= MAXIMUM_ITEM_SIZE {
        return Ok(());
    }
    Err(Error::validation("Item size to update has exceeded the maximum allowed size"))
}

fn returned(return_values: ReturnValues, written: &Written, touched: &Touched) -> Option<Attributes> {
    let (before, after) = (written.before.as_ref(), written.after.as_ref());
    match return_values {
        ReturnValues::None => None,
        ReturnValues::AllOld => before.cloned().map(Attributes::Whole),
        ReturnValues::AllNew => after.cloned().map(Attributes::Whole),
        ReturnValues::UpdatedOld => before.and_then(|item| part(&touched.old.apply(item.attributes()))),
        ReturnValues::UpdatedNew => after.and_then(|item| part(&touched.new.apply(item.attributes()))),
    }
}

/// What an update touched and is not there is not given back: without anything left there is no `Attributes`.
fn part(attributes: &AttributeMap) -> Option<Attributes> {
    (!attributes.is_empty()).then(|| Attributes::from(attributes))
}
