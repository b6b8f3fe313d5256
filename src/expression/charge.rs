//! What an update expression costs against the item size limit, from the request alone.
//!
//! AWS refuses an update whose charge is over the limit before it reads the item. The figures are observations (86
//! statements, bisected to the byte). The operands of `DELETE`, parentheses and conditions are free.

use super::{Action, Path, SetValue, Step, Update, UpdateOperand};

const STATEMENT: usize = 3;
const WRITE: usize = 19;
const REMOVE: usize = 1;
/// Each element of the target after the first.
const TARGET_STEP: usize = 4;
const PATH: usize = 1;
const PATH_ELEMENT: usize = 14;
const SUM: usize = 34;
const DIFFERENCE: usize = 37;
const IF_NOT_EXISTS: usize = 39;
const LIST_APPEND: usize = 37;

impl Update {
    /// The bytes that the request is charged. Only update expressions of `UpdateItem` are charged so, legacy attribute
    /// updates, transactions and PartiQL by the finished item.
    #[must_use]
    pub fn charge(&self) -> usize {
        STATEMENT + self.actions().iter().map(Action::charge).sum::<usize>()
    }
}

impl Action {
    fn charge(&self) -> usize {
        match self {
            Self::Set(target, value) => WRITE + charge_of_target(target) + value.charge(),
            Self::Add(target, value) => WRITE + charge_of_target(target) + value.size(),
            Self::Remove(target) | Self::Delete(target, _) => REMOVE + charge_of_target(target),
        }
    }
}

impl SetValue {
    fn charge(&self) -> usize {
        match self {
            Self::Operand(operand) => operand.charge(),
            Self::Sum(left, right) => SUM + left.charge() + right.charge(),
            Self::Difference(left, right) => DIFFERENCE + left.charge() + right.charge(),
        }
    }
}

impl UpdateOperand {
    fn charge(&self) -> usize {
        match self {
            Self::Path(path) => charge_of_operand(path),
            Self::Value(value) => value.size(),
            Self::IfNotExists(path, default) => IF_NOT_EXISTS + charge_of_operand(path) + default.charge(),
            Self::ListAppend(left, right) => LIST_APPEND + left.charge() + right.charge(),
        }
    }
}

fn charge_of_target(path: &Path) -> usize {
    path.attribute().len() + path.steps().iter().map(|step| TARGET_STEP + length(step)).sum::<usize>()
}

fn charge_of_operand(path: &Path) -> usize {
    let steps: usize = path.steps().iter().map(|step| PATH_ELEMENT + length(step)).sum();
    PATH + PATH_ELEMENT + path.attribute().len() + steps
}

fn length(step: &Step) -> usize {
    match step {
        Step::Name(name) => name.len(),
        Step::Index(index) => index.checked_ilog10().map_or(1, |log| usize::try_from(log).unwrap_or(0) + 1),
    }
}
