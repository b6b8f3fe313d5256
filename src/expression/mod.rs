//! The expression languages: condition, filter, key condition, projection and update expressions, and the legacy
//! parameters, which are rewritten to the same trees.
//!
//! Text becomes a syntax tree ([`syntax`]), which is bound to names and values ([`bind`]) and checked. The bound trees
//! ([`Condition`], [`KeyCondition`], [`Projection`], [`Update`]) can be built without text as well. Evaluation takes views
//! of an item and knows no table: what a key schema forbids is checked by the caller, from the paths of the trees.

mod apply;
mod bind;
mod charge;
pub mod checked;
mod compute;
mod condition;
mod error;
mod evaluate;
mod key_condition;
pub mod legacy;
mod message;
mod path;
mod placeholders;
mod projection;
mod search_condition;
mod surface;
mod syntax;
mod update;

pub use apply::Touched;
pub use condition::{Comparator, Condition, Operand};
pub use error::{
    Bounds, Error, Fault, KeyFault, LimitFault, OperandFault, PlaceholderFault, PlaceholderKind, SearchFault, UpdateFault,
};
pub use key_condition::{KeyClause, KeyCondition, KeyTest};
pub use path::{Path, Step};
pub use placeholders::Placeholders;
pub use projection::Projection;
pub use search_condition::SearchCondition;
pub use surface::Surface;
pub use syntax::roots;
pub use update::{Action, SetValue, Update, UpdateOperand};

/// Parses a condition or filter expression. `surface` says which parameter messages name.
///
/// # Errors
/// What AWS refuses without looking at a table.
pub fn condition(text: &str, surface: Surface, placeholders: &Placeholders<'_>) -> Result<Condition, Error> {
    let tree = syntax::condition(surface, text)?;
    bind::condition(&tree, placeholders).map_err(|fault| surface.error(fault))
}

/// Parses a key condition expression.
///
/// # Errors
/// What AWS refuses without looking at a table.
pub fn key_condition(text: &str, placeholders: &Placeholders<'_>) -> Result<KeyCondition, Error> {
    let condition = condition(text, Surface::KeyCondition, placeholders)?;
    KeyCondition::new(&condition).map_err(|fault| Surface::KeyCondition.error(Fault::Key(fault)))
}

/// Parses a search condition expression.
///
/// # Errors
/// What AWS refuses without looking at a table.
pub fn search_condition(text: &str, placeholders: &Placeholders<'_>) -> Result<SearchCondition, Error> {
    let condition = condition(text, Surface::SearchCondition, placeholders)?;
    SearchCondition::new(&condition).map_err(|fault| Surface::SearchCondition.error(Fault::Search(fault)))
}

/// Parses a projection expression.
///
/// # Errors
/// What AWS refuses without looking at a table.
pub fn projection(text: &str, placeholders: &Placeholders<'_>) -> Result<Projection, Error> {
    let paths = syntax::projection(text)?;
    bind::projection(&paths, placeholders).map_err(|fault| Surface::Projection.error(fault))
}

/// Parses an update expression.
///
/// # Errors
/// What AWS refuses without looking at a table.
pub fn update(text: &str, placeholders: &Placeholders<'_>) -> Result<Update, Error> {
    let clauses = syntax::update(text)?;
    bind::update(&clauses, placeholders).map_err(|fault| Surface::Update.error(fault))
}

#[cfg(test)]
mod tests;
