//! One action of `TransactWriteItems` before its table is known: what it does to which item, and on what condition.
//!
//! The checks within one action keep the order of AWS (observed 2026-10-08 in 30 regions): values, the depth of placeholders, the
//! depth of the item, sizes of expressions, the size of the item, the syntax of the condition last.

use super::guard::Guard;
use super::lookup::checked_key;
use super::put_item::{check_depth, sized};
use super::{Error, ExpressionAttributes, Wording};
use crate::expression::{self, Surface, Update};
use crate::request::Structure;
use crate::value::Item;

/// An action, checked as far as it can be without its table.
#[derive(Debug)]
pub struct Action {
    /// The table as the request names it.
    pub table_name: String,
    /// The condition.
    pub guard: Guard,
    /// What happens.
    pub effect: Effect,
}

/// What an action does; it holds the key of its item.
#[derive(Debug)]
pub enum Effect {
    /// The item is stored.
    Put(Item),
    /// The item under the key is updated.
    Update(Item, Update),
    /// The item under the key is taken out.
    Delete(Item),
    /// Nothing: only the condition counts.
    Check(Item),
}

type Take = fn(&mut Structure, Wording) -> Result<(Effect, Guard), Error>;

/// The kinds of actions. That an item has exactly one has been validated.
const KINDS: [(&str, Take); 4] =
    [("Put", take_put), ("Update", take_update), ("Delete", take_delete), ("ConditionCheck", take_check)];

impl Action {
    /// Takes the action out of an element of `TransactItems`.
    ///
    /// # Errors
    ///
    /// What can be wrong with an action whatever its table is.
    pub fn take(item: &mut Structure, wording: Wording) -> Result<Option<Self>, Error> {
        let mut kinds = KINDS.into_iter().filter_map(|(kind, take)| Some((item.take_structure(kind)?, take)));
        let Some((mut action, take)) = kinds.next() else { return Ok(None) };
        let (effect, guard) = take(&mut action, wording)?;
        let table_name = action.take_text("TableName").unwrap_or_default();
        Ok(Some(Self { table_name, guard, effect }))
    }

    /// The attributes that hold the key of the item.
    #[must_use]
    pub const fn key(&self) -> &Item {
        match &self.effect {
            Effect::Put(key) | Effect::Update(key, _) | Effect::Delete(key) | Effect::Check(key) => key,
        }
    }
}

fn take_put(action: &mut Structure, wording: Wording) -> Result<(Effect, Guard), Error> {
    let sent = wording.attributes(action.take_attributes("Item"))?;
    let placeholders = ExpressionAttributes::take(action, wording)?;
    check_depth(&sent, wording)?;
    check_text(action, Surface::Condition, wording)?;
    let item = sized(sent.into_item())?;
    Ok((Effect::Put(item), take_guard(action, &placeholders, wording)?))
}

fn take_update(action: &mut Structure, wording: Wording) -> Result<(Effect, Guard), Error> {
    let key = checked_key(action.take_attributes("Key"), wording)?;
    let attributes = ExpressionAttributes::take(action, wording)?;
    check_text(action, Surface::Update, wording)?;
    check_text(action, Surface::Condition, wording)?;
    let placeholders = attributes.placeholders(wording)?;
    let refused = |fault: expression::Error| wording.expression(&fault);
    let text = action.text("UpdateExpression").unwrap_or_default();
    let update = expression::update(text, &placeholders).map_err(refused)?;
    let guard = Guard::read(action, &placeholders, wording)?;
    placeholders.check_unused().map_err(refused)?;
    Ok((Effect::Update(key, update), guard))
}

fn take_delete(action: &mut Structure, wording: Wording) -> Result<(Effect, Guard), Error> {
    let (key, guard) = take_lookup(action, wording)?;
    Ok((Effect::Delete(key), guard))
}

fn take_check(action: &mut Structure, wording: Wording) -> Result<(Effect, Guard), Error> {
    let (key, guard) = take_lookup(action, wording)?;
    Ok((Effect::Check(key), guard))
}

fn take_lookup(action: &mut Structure, wording: Wording) -> Result<(Item, Guard), Error> {
    let key = checked_key(action.take_attributes("Key"), wording)?;
    let placeholders = ExpressionAttributes::take(action, wording)?;
    Ok((key, take_guard(action, &placeholders, wording)?))
}

/// Without a condition there may be names and values for one (reported of AWS in June 2026, observed in October 2026 in us-east-1).
fn take_guard(action: &Structure, placeholders: &ExpressionAttributes, wording: Wording) -> Result<Guard, Error> {
    if action.has("ConditionExpression") { Guard::of(action, placeholders, wording) } else { Ok(Guard::default()) }
}

/// Whether the text of an expression, if there is one, can be parsed at all.
fn check_text(action: &Structure, surface: Surface, wording: Wording) -> Result<(), Error> {
    let text = action.text(surface.parameter());
    text.map_or(Ok(()), |text| surface.check_text(text)).map_err(|fault| wording.expression(&fault))
}
