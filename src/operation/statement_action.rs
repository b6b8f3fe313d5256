//! Statements that write, as the actions that transactions are made of.

use super::attributes::Attributes;
use super::guard::{Guard, Presence};
use super::put_item::sized;
use super::transacted_action::{Action, Effect};
use super::{Error, key_paths};
use crate::expression::Projection;
use crate::partiql::syntax::Returning;
use crate::partiql::{KeyFault, Statement, pinned_key};
use crate::table::{Table, Written};
use crate::value::{AttributeMap, AttributeValue, Item};

/// The key of the one item that a statement is about.
///
/// # Errors
///
/// Its condition does not name one.
pub fn key_of(statement: &Statement, table: &Table) -> Result<Item, KeyFault> {
    match statement {
        Statement::Insert(insertion) => Ok(Item::new(&insertion.item)),
        statement => pinned_key(statement.condition(), table.key()).map(|key| Item::new(&key)),
    }
}

/// What `statement`, which is about the item with `key`, does. A query changes nothing: its item has to be there.
///
/// # Errors
///
/// An item that is nested too deep or too large.
pub fn action(statement: Statement, key: Item, returns_item: bool) -> Result<Action, Error> {
    let table_name = statement.table().to_owned();
    let (effect, condition, presence) = match statement {
        Statement::Insert(insertion) => (inserted(&insertion.item)?, None, Presence::Forbidden),
        Statement::Update(change) => (Effect::Update(key, change.update), change.condition, Presence::Required),
        Statement::Delete(removal) => (Effect::Delete(key), removal.condition, Presence::Dispensable),
        Statement::Exists(query) | Statement::Select(query) => (Effect::Check(key), query.condition, Presence::Required),
    };
    Ok(Action { table_name, guard: Guard::of_statement(condition, presence, returns_item), effect })
}

fn inserted(attributes: &AttributeMap) -> Result<Effect, Error> {
    if attributes.depth() > AttributeValue::MAX_DEPTH {
        return Err(Error::validation("Nesting Levels have exceeded supported limits"));
    }
    sized(Item::new(attributes)).map(Effect::Put)
}

/// What a statement gives back of the item that it wrote.
#[derive(Debug, Default)]
pub struct Returned {
    /// Which image; `None` for nothing.
    returning: Option<Returning>,
    /// What the statement changes, as it is written: an index means the element that has it in the image.
    changed: Projection,
}

impl Returned {
    /// What `statement` gives back.
    #[must_use]
    pub fn of(statement: &Statement) -> Self {
        match statement {
            Statement::Update(change) => Self { returning: change.returning, changed: Projection::new(change.update.targets()) },
            Statement::Delete(removal) => {
                let old = Returning { modified: false, new: false };
                Self { returning: removal.returns_item.then_some(old), changed: Projection::default() }
            }
            Statement::Select(_) | Statement::Insert(_) | Statement::Exists(_) => Self::default(),
        }
    }

    /// The part of what was `written` that is given back.
    #[must_use]
    pub fn attributes(&self, written: &Written) -> Option<Attributes> {
        let returning = self.returning?;
        let item = if returning.new { written.after.as_ref() } else { written.before.as_ref() }?;
        let attributes = if returning.modified {
            Attributes::from(&self.changed.apply(item.attributes()))
        } else {
            Attributes::Whole(item.clone())
        };
        (!attributes.is_empty()).then(|| attributes.in_hash_order())
    }
}

/// Whether a query leaves the key attributes of `table` whole.
///
/// # Errors
///
/// What it selects or its condition looks into one.
pub fn check_paths(statement: &Statement, table: &Table) -> Result<(), Error> {
    let Statement::Select(query) = statement else { return Ok(()) };
    let selected = query.projection.iter().flat_map(Projection::nested_attributes);
    key_paths::check(table, selected)?;
    let paths = query.condition.as_ref().map(crate::expression::Condition::paths).unwrap_or_default();
    key_paths::check(table, key_paths::nested(paths))
}
