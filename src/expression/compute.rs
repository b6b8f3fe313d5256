//! What each action of an update makes of the item that it meets, before anything is written.

use super::update::Origin;
use super::{Action, Path, SetValue, Step, Update, UpdateFault, UpdateOperand};
use crate::order;
use crate::value::{AttributeMap, AttributeValue, Set};

/// What becomes of the place that an action names.
#[derive(Debug, PartialEq)]
pub(super) enum Change {
    /// It gets this value.
    Put(AttributeValue),
    /// Its value goes.
    Remove,
    /// Nothing.
    Keep,
}

impl Update {
    /// The change that each action makes.
    pub(super) fn changes(&self, item: &AttributeMap) -> Result<Vec<Change>, UpdateFault> {
        let changes: Result<_, _> = self.actions.iter().map(|action| action.change(item)).collect();
        changes.map_err(|fault| match (self.origin, fault) {
            (Origin::AttributeUpdates, UpdateFault::OperandType) => UpdateFault::LegacyTypeMismatch,
            (_, fault) => fault,
        })
    }
}

impl Action {
    fn change(&self, item: &AttributeMap) -> Result<Change, UpdateFault> {
        Ok(match self {
            Self::Set(_, value) => Change::Put(value.evaluate(item)?),
            Self::Remove(_) => Change::Remove,
            Self::Add(target, operand) => Change::Put(match target.look_up(item) {
                Some(stored) => sum(stored, operand)?,
                None => operand.clone(),
            }),
            Self::Delete(target, operand) => match target.look_up(item) {
                Some(stored) => difference(stored, operand)?.map_or(Change::Remove, Change::Put),
                None => Change::Keep,
            },
        })
    }
}

impl SetValue {
    fn evaluate(&self, item: &AttributeMap) -> Result<AttributeValue, UpdateFault> {
        let (left, right) = match self {
            Self::Operand(operand) => return operand.evaluate(item),
            Self::Sum(left, right) | Self::Difference(left, right) => (left.evaluate(item)?, right.evaluate(item)?),
        };
        let (AttributeValue::N(left), AttributeValue::N(right)) = (left, right) else { return Err(UpdateFault::OperandType) };
        let result = if matches!(self, Self::Sum(..)) { left.checked_add(right) } else { left.checked_sub(right) };
        result.map(AttributeValue::N).map_err(UpdateFault::Number)
    }
}

impl UpdateOperand {
    fn evaluate(&self, item: &AttributeMap) -> Result<AttributeValue, UpdateFault> {
        match self {
            Self::Path(path) => path.look_up(item).cloned().ok_or(UpdateFault::MissingAttribute),
            Self::Value(value) => Ok(value.clone()),
            Self::IfNotExists(path, default) => path.look_up(item).cloned().map_or_else(|| default.evaluate(item), Ok),
            Self::ListAppend(left, right) => match (left.evaluate(item)?, right.evaluate(item)?) {
                (AttributeValue::L(mut left), AttributeValue::L(right)) => {
                    left.extend(right);
                    Ok(AttributeValue::L(left))
                }
                _ => Err(UpdateFault::OperandType),
            },
        }
    }
}

impl Path {
    /// The value at the path in an item that is a tree.
    pub(super) fn look_up<'i>(&self, item: &'i AttributeMap) -> Option<&'i AttributeValue> {
        self.steps().iter().try_fold(item.get(self.attribute())?, step_into)
    }
}

/// The part of `value` to which `step` leads.
pub(super) fn step_into<'v>(value: &'v AttributeValue, step: &Step) -> Option<&'v AttributeValue> {
    match (value, step) {
        (AttributeValue::M(members), Step::Name(name)) => members.get(name),
        (AttributeValue::L(elements), Step::Index(index)) => elements.get(usize::try_from(*index).ok()?),
        _ => None,
    }
}

/// What `ADD` makes of a stored value. Lists grow in legacy updates only; expressions cannot add to them.
fn sum(stored: &AttributeValue, operand: &AttributeValue) -> Result<AttributeValue, UpdateFault> {
    Ok(match (stored, operand) {
        (AttributeValue::N(left), AttributeValue::N(right)) => {
            AttributeValue::N(left.checked_add(*right).map_err(UpdateFault::Number)?)
        }
        (AttributeValue::SS(left), AttributeValue::SS(right)) => AttributeValue::SS(union(left, right)),
        (AttributeValue::NS(left), AttributeValue::NS(right)) => AttributeValue::NS(union(left, right)),
        (AttributeValue::BS(left), AttributeValue::BS(right)) => AttributeValue::BS(union(left, right)),
        (AttributeValue::L(left), AttributeValue::L(right)) => AttributeValue::L([left.as_slice(), right].concat()),
        _ => return Err(UpdateFault::OperandType),
    })
}

fn union<T: Ord + Clone>(left: &Set<T>, right: &Set<T>) -> Set<T> {
    let mut members = [left.members(), right.members()].concat();
    order::sort(&mut members);
    members.dedup();
    Set::new(members).unwrap_or_else(|| left.clone())
}

/// What `DELETE` leaves of a stored value; `None` if it takes the last member.
fn difference(stored: &AttributeValue, operand: &AttributeValue) -> Result<Option<AttributeValue>, UpdateFault> {
    Ok(match (stored, operand) {
        (AttributeValue::SS(left), AttributeValue::SS(right)) => remaining(left, right).map(AttributeValue::SS),
        (AttributeValue::NS(left), AttributeValue::NS(right)) => remaining(left, right).map(AttributeValue::NS),
        (AttributeValue::BS(left), AttributeValue::BS(right)) => remaining(left, right).map(AttributeValue::BS),
        _ => return Err(UpdateFault::OperandType),
    })
}

fn remaining<T: Ord + Clone>(left: &Set<T>, right: &Set<T>) -> Option<Set<T>> {
    Set::new(left.members().iter().filter(|member| right.members().binary_search(member).is_err()).cloned().collect())
}
