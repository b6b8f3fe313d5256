//! The condition under which an item may be written, and what a failure tells.

use super::{Error, ExpressionAttributes, Wording, key_paths};
use crate::expression::{self, Condition, Placeholders, Surface, legacy};
use crate::request::Structure;
use crate::table::Table;
use crate::value::{Item, KeyBytes};

/// The condition of a write. Without one every write is allowed.
#[derive(Debug, Default)]
pub struct Guard {
    condition: Option<Condition>,
    presence: Presence,
    returns_item: bool,
}

/// What a write asks of the item before its condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Presence {
    /// Nothing: the condition is held against the lack of an item, too.
    #[default]
    Any,
    /// There has to be an item.
    Required,
    /// There must be no item.
    Forbidden,
    /// Without an item there is nothing to do, whatever the condition says.
    Dispensable,
}

impl Guard {
    /// Takes a request's only expression, its condition, out of it.
    ///
    /// # Errors
    ///
    /// The condition is none, or a placeholder is used nowhere.
    pub fn take(input: &mut Structure, wording: Wording) -> Result<Self, Error> {
        let attributes = ExpressionAttributes::take(input, wording)?;
        Self::of(input, &attributes, wording)
    }

    /// Reads a request's only expression, its condition, whose placeholders are `attributes`.
    ///
    /// # Errors
    ///
    /// The condition is none, or a placeholder is used nowhere.
    pub fn of(input: &Structure, attributes: &ExpressionAttributes, wording: Wording) -> Result<Self, Error> {
        let placeholders = attributes.placeholders(wording)?;
        let guard = Self::read(input, &placeholders, wording)?;
        placeholders.check_unused().map_err(|fault| wording.expression(&fault))?;
        Ok(guard)
    }

    /// Reads `ConditionExpression`, or `Expected` and `ConditionalOperator`.
    ///
    /// # Errors
    ///
    /// The condition is none.
    pub fn read(input: &Structure, placeholders: &Placeholders<'_>, wording: Wording) -> Result<Self, Error> {
        let condition = match input.text("ConditionExpression") {
            Some(text) => Some(expression::condition(text, Surface::Condition, placeholders)),
            None => legacy::expected(input).transpose(),
        };
        let condition = condition.transpose().map_err(|fault| wording.expression(&fault))?;
        let returns_item = input.text("ReturnValuesOnConditionCheckFailure") == Some("ALL_OLD");
        Ok(Self { condition, presence: Presence::Any, returns_item })
    }

    /// The guard of a condition that is written beside an item, with all placeholders that it uses.
    ///
    /// # Errors
    ///
    /// The condition is none, or a placeholder is used nowhere.
    pub fn of_text(text: Option<&str>, attributes: &ExpressionAttributes, wording: Wording) -> Result<Self, Error> {
        let placeholders = attributes.placeholders(wording)?;
        let condition = text.map(|text| expression::condition(text, Surface::Condition, &placeholders)).transpose();
        let condition = condition.map_err(|fault| wording.expression(&fault))?;
        placeholders.check_unused().map_err(|fault| wording.expression(&fault))?;
        Ok(Self { condition, presence: Presence::Any, returns_item: false })
    }

    /// The guard of a statement.
    #[must_use]
    pub const fn of_statement(condition: Option<Condition>, presence: Presence, returns_item: bool) -> Self {
        Self { condition, presence, returns_item }
    }

    /// Whether the item under `key` may be written over.
    ///
    /// # Errors
    ///
    /// The condition looks into a key attribute of `table`; the `ConditionalCheckFailedException`, with the item if it was asked for;
    /// the `DuplicateItemException`.
    pub fn allows(&self, table: &Table, key: &KeyBytes) -> Result<(), Error> {
        if self.condition.is_none() && self.presence == Presence::Any {
            return Ok(());
        }
        if let Some(condition) = &self.condition {
            key_paths::check(table, key_paths::nested(condition.paths()))?;
        }
        let item = table.get(key.as_bytes());
        match (self.presence, item) {
            (Presence::Dispensable, None) => return Ok(()),
            (Presence::Required, None) => return Err(Error::condition_failed(None)),
            (Presence::Forbidden, Some(_)) => return Err(Error::duplicate_item()),
            _ => {}
        }
        if self.condition.as_ref().is_none_or(|condition| condition.matches(item.map(Item::attributes))) {
            return Ok(());
        }
        Err(Error::condition_failed(item.filter(|_| self.returns_item).cloned()))
    }
}
