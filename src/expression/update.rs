//! What an update does to an item, bound to names and values: what update expressions, legacy attribute updates and
//! PartiQL's `SET` and `REMOVE` end in.

use super::bind::distinct_paths;
use super::{Fault, Path};
use crate::value::AttributeValue;

/// Actions on places of one item, none of which overlap or conflict. All of them read the item as it was before.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    pub(super) actions: Vec<Action>,
    pub(super) origin: Origin,
}

/// Where an update was written, which decides how its refusals are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// An update expression.
    Expression,
    /// The legacy parameter `AttributeUpdates`.
    AttributeUpdates,
}

/// One change of an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Writes a value.
    Set(Path, SetValue),
    /// Takes the value away, if there is one.
    Remove(Path),
    /// Adds a number to a number, or members to a set; a missing value counts as zero or as the empty set.
    Add(Path, AttributeValue),
    /// Takes members out of a set, and the set away when none is left.
    Delete(Path, AttributeValue),
}

/// The right-hand side of a `SET` action.
#[derive(Debug, Clone, PartialEq)]
pub enum SetValue {
    /// An operand.
    Operand(UpdateOperand),
    /// The sum of two numbers.
    Sum(UpdateOperand, UpdateOperand),
    /// The first number less the second.
    Difference(UpdateOperand, UpdateOperand),
}

/// What a `SET` action reads.
#[derive(Debug, Clone, PartialEq)]
pub enum UpdateOperand {
    /// The value at this place of the item before the update; it must be there.
    Path(Path),
    /// A value of the request.
    Value(AttributeValue),
    /// The value at the path if there is one, else the operand.
    IfNotExists(Path, Box<UpdateOperand>),
    /// The elements of two lists.
    ListAppend(Box<UpdateOperand>, Box<UpdateOperand>),
}

impl Update {
    /// The update that consists of `actions`, worded as an update expression.
    ///
    /// # Errors
    /// If two targets overlap or conflict.
    pub fn new(actions: Vec<Action>) -> Result<Self, Fault> {
        distinct_paths::check(actions.iter().map(Action::target))?;
        Ok(Self { actions, origin: Origin::Expression })
    }

    /// The actions, in written order.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// Whether the update removes and deletes, and writes nothing.
    #[must_use]
    pub fn takes_away_only(&self) -> bool {
        !self.actions.is_empty() && self.actions.iter().all(|action| matches!(action, Action::Remove(_) | Action::Delete(..)))
    }

    /// The attributes of the item that the update changes, in written order, with repetitions.
    pub fn top_level_attributes(&self) -> impl Iterator<Item = &str> {
        self.actions.iter().map(|action| action.target().attribute())
    }

    /// The paths that the update changes and those that it reads.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths: Vec<_> = self.targets().collect();
        for action in &self.actions {
            if let Action::Set(_, value) = action {
                value.collect_paths(&mut paths);
            }
        }
        paths
    }

    /// The paths that the update changes, in written order.
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        self.actions.iter().map(Action::target)
    }
}

impl Action {
    /// The place that is changed.
    #[must_use]
    pub const fn target(&self) -> &Path {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => path,
        }
    }
}

impl SetValue {
    fn collect_paths<'u>(&'u self, paths: &mut Vec<&'u Path>) {
        match self {
            Self::Operand(operand) => operand.collect_paths(paths),
            Self::Sum(left, right) | Self::Difference(left, right) => {
                left.collect_paths(paths);
                right.collect_paths(paths);
            }
        }
    }
}

impl UpdateOperand {
    fn collect_paths<'u>(&'u self, paths: &mut Vec<&'u Path>) {
        match self {
            Self::Path(path) => paths.push(path),
            Self::Value(_) => {}
            Self::IfNotExists(path, default) => {
                paths.push(path);
                default.collect_paths(paths);
            }
            Self::ListAppend(left, right) => {
                left.collect_paths(paths);
                right.collect_paths(paths);
            }
        }
    }
}
