//! A set of strings, numbers or binaries.

use crate::order;

/// Distinct members in ascending order, at least one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Set<T>(Vec<T>);

impl<T: Ord> Set<T> {
    /// Orders `members`. `None` if there are none or if one repeats.
    #[must_use]
    pub fn new(mut members: Vec<T>) -> Option<Self> {
        order::sort(&mut members);
        let distinct = members.is_sorted_by(|left, right| left < right);
        (distinct && !members.is_empty()).then_some(Self(members))
    }

    /// The set of distinct members that ascend already.
    pub(super) const fn from_ascending(members: Vec<T>) -> Self {
        Self(members)
    }

    /// The members, ascending.
    #[must_use]
    pub fn members(&self) -> &[T] {
        &self.0
    }
}
