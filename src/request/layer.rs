//! Which of AWS's two validation layers is followed.

use crate::model::OperationModel;

/// The state of AWS's validation to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Validation {
    /// As most regions answered in October 2026.
    #[default]
    October2026,
    /// As every region answered before: the older layer for every operation that it ever checked.
    Classic,
}

impl Validation {
    /// Whether the newer layer checks `operation` if it has a plan for it. The search of vectors is the same in every region that has it.
    pub(super) fn follows_newer(self, operation: &OperationModel) -> bool {
        self == Self::October2026 || operation.is_search()
    }
}
