//! Statements over real names and values: what is left of a tree when it is bound to its parameters.

use super::Fault;
use super::bind::Binder;
use super::syntax::{Returning, parse};
use crate::expression::{Condition, Projection, Update};
use crate::value::{AttributeMap, AttributeValue};

/// A statement that DynamoDB can carry out.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// Reads items.
    Select(Query),
    /// Stores an item where there is none.
    Insert(Insertion),
    /// Changes an item.
    Update(Modification),
    /// Takes an item away.
    Delete(Removal),
    /// `EXISTS`: asks in a transaction whether the item that a query reads is there.
    Exists(Query),
}

/// A table or an index of it, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The table.
    pub table: String,
    /// The index.
    pub index: Option<String>,
}

/// Which items are read and what is given of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Where from.
    pub target: Target,
    /// What is given, if it is not everything.
    pub projection: Option<Projection>,
    /// `WHERE`
    pub condition: Option<Condition>,
    /// `ORDER BY`; what is wrong with it comes after what is wrong with the table.
    pub order: Result<Vec<OrderTerm>, Fault>,
}

/// An attribute to order by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderTerm {
    /// The attribute.
    pub attribute: String,
    /// Whether from the greatest to the least.
    pub descending: bool,
}

/// An item to store.
#[derive(Debug, Clone, PartialEq)]
pub struct Insertion {
    /// The table.
    pub table: String,
    /// The item.
    pub item: AttributeMap,
}

/// A change of the item whose key the condition names.
#[derive(Debug, Clone, PartialEq)]
pub struct Modification {
    /// The table.
    pub table: String,
    /// What is changed.
    pub update: Update,
    /// `WHERE`
    pub condition: Option<Condition>,
    /// What is given back.
    pub returning: Option<Returning>,
}

/// An end of the item whose key the condition names.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// The table.
    pub table: String,
    /// `WHERE`
    pub condition: Option<Condition>,
    /// Whether the item is given back.
    pub returns_item: bool,
}

impl Statement {
    /// Parses `text` and puts `parameters` in the place of its question marks; what is left of them is not used.
    ///
    /// # Errors
    ///
    /// What AWS refuses without looking at a table.
    pub fn parse(text: &str, parameters: &[AttributeValue]) -> Result<Self, Fault> {
        let parsed = parse(text)?;
        if parsed.parameters > parameters.len() {
            return Err(Fault::Parameters);
        }
        Binder { text, parameters }.statement(&parsed.tree)
    }

    /// The table that is read or written.
    #[must_use]
    pub fn table(&self) -> &str {
        match self {
            Self::Select(query) | Self::Exists(query) => &query.target.table,
            Self::Insert(insertion) => &insertion.table,
            Self::Update(modification) => &modification.table,
            Self::Delete(removal) => &removal.table,
        }
    }

    /// The condition that names what is read or written.
    #[must_use]
    pub const fn condition(&self) -> Option<&Condition> {
        match self {
            Self::Select(query) | Self::Exists(query) => query.condition.as_ref(),
            Self::Insert(_) => None,
            Self::Update(modification) => modification.condition.as_ref(),
            Self::Delete(removal) => removal.condition.as_ref(),
        }
    }

    /// Whether it is a query.
    #[must_use]
    pub const fn reads(&self) -> bool {
        matches!(self, Self::Select(_))
    }

    /// Whether a write gives something back.
    #[must_use]
    pub const fn returns(&self) -> bool {
        match self {
            Self::Select(_) | Self::Insert(_) | Self::Exists(_) => false,
            Self::Update(modification) => modification.returning.is_some(),
            Self::Delete(removal) => removal.returns_item,
        }
    }
}
