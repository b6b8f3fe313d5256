//! DeleteItem: takes the item with a key out of its table.

use super::attributes::Attributes;
use super::guard::Guard;
use super::item_write::{ItemWrite, ItemWriteOutput};
use super::lookup::{checked_key, lookup};
use super::parameters::Parameters;
use super::return_values::ReturnValues;
use super::{Call, Error, Wording};
use crate::request::Structure;
use crate::table::{Write, Written};

const PARAMETERS: Parameters = Parameters { expressions: &["ConditionExpression"], legacy: &["Expected"] };

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<ItemWriteOutput, Error> {
    let wording = Wording::of_item_write(call.layer);
    let returns_old = ReturnValues::of(&input) == ReturnValues::AllOld;
    PARAMETERS.check(&input, wording)?;
    let named = checked_key(input.take_attributes("Key"), wording)?;
    let guard = Guard::take(&mut input, wording)?;
    let target = ItemWrite::take(&mut input);

    let table = target.table(call)?;
    let key = lookup(table, &named)?;
    call.check_ongoing(table, &key)?;
    guard.allows(table, &key).map_err(|error| call.refused_write(table, &key, error))?;
    let old = |written: Written| written.before.filter(|_| returns_old).map(Attributes::Whole);
    target.commit(call, Write::Delete { key }, &named, old)
}
