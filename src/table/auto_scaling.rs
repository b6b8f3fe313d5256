//! How the provisioned capacity of a table and of its indexes is to be scaled: what Application Auto Scaling was told.
//!
//! The settings are kept and described. Nothing is scaled: capacity is what it was provisioned to be.

use std::sync::Arc;

use super::Dimension;
use crate::stored::{Input, Stored, stored_struct};

/// The scaling of one capacity of a table or index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutoScaling {
    /// The fewest units.
    pub minimum: i64,
    /// The most units.
    pub maximum: i64,
    /// What decides between them.
    pub policy: ScalingPolicy,
}

/// A policy that keeps the utilization of a capacity at a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalingPolicy {
    /// Its name, which is its identity.
    pub name: Arc<str>,
    /// The percentage of the units that is to be in use.
    pub target: ScalingTarget,
    /// Whether units are never taken away.
    pub disable_scale_in: Option<bool>,
    /// For how many seconds nothing is taken away after something was.
    pub scale_in_cooldown: Option<i64>,
    /// For how many seconds nothing is added after something was.
    pub scale_out_cooldown: Option<i64>,
}

/// A floating point number that is equal to itself, by its bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScalingTarget(u64);

impl ScalingTarget {
    /// The target `value`.
    #[must_use]
    pub const fn new(value: f64) -> Self {
        Self(value.to_bits())
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// What is scaled: the table (`None`) or an index by its name, for reading or for writing.
pub type Scaled = (Option<Arc<str>>, Dimension);

/// All scaling of a table and its indexes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AutoScalings(Vec<(Scaled, AutoScaling)>);

impl AutoScalings {
    /// The scaling of the table, or of the index of that name.
    #[must_use]
    pub fn get(&self, index: Option<&str>, dimension: Dimension) -> Option<&AutoScaling> {
        let mut all = self.0.iter();
        all.find(|((other, of), _)| other.as_deref() == index && *of == dimension).map(|(_, scaling)| scaling)
    }

    /// Scales from now on as `scaling` says, or not at all.
    pub fn set(&mut self, (index, dimension): Scaled, scaling: Option<AutoScaling>) {
        self.0.retain(|((other, of), _)| *other != index || *of != dimension);
        self.0.extend(scaling.map(|scaling| ((index, dimension), scaling)));
    }

    /// The same reads, and the writes of `other`.
    #[must_use]
    pub fn with_writes_of(&self, other: &Self) -> Self {
        let reads = self.0.iter().filter(|((_, dimension), _)| *dimension == Dimension::Read);
        Self(reads.chain(&other.of_writes().0).cloned().collect())
    }

    /// The scaling of writes alone, which is what a new replica takes over (observed 2026-10-09).
    #[must_use]
    pub fn of_writes(&self) -> Self {
        Self(self.0.iter().filter(|((_, dimension), _)| *dimension == Dimension::Write).cloned().collect())
    }
}

stored_struct!(AutoScaling { minimum, maximum, policy });
stored_struct!(ScalingPolicy { name, target, disable_scale_in, scale_in_cooldown, scale_out_cooldown });

impl Stored for ScalingTarget {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        u64::load(input).map(Self)
    }
}

impl Stored for AutoScalings {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Stored::load(input).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scaling(maximum: i64) -> AutoScaling {
        let target = ScalingTarget::new(70.0);
        let policy =
            ScalingPolicy { name: "p".into(), target, disable_scale_in: None, scale_in_cooldown: None, scale_out_cooldown: None };
        AutoScaling { minimum: 1, maximum, policy }
    }

    #[test]
    fn each_capacity_has_one_scaling() {
        let mut scalings = AutoScalings::default();
        scalings.set((None, Dimension::Read), Some(scaling(1)));
        scalings.set((None, Dimension::Write), Some(scaling(2)));
        scalings.set((Some("gsi".into()), Dimension::Write), Some(scaling(3)));
        scalings.set((None, Dimension::Write), Some(scaling(4)));
        let maximum = |scalings: &AutoScalings, index, dimension| scalings.get(index, dimension).map(|scaling| scaling.maximum);
        assert_eq!(maximum(&scalings, None, Dimension::Write), Some(4));
        assert_eq!(maximum(&scalings, Some("gsi"), Dimension::Read), None);
        assert_eq!(maximum(&scalings.of_writes(), None, Dimension::Read), None);
        assert_eq!(maximum(&scalings.of_writes(), Some("gsi"), Dimension::Write), Some(3));
        scalings.set((None, Dimension::Read), None);
        assert_eq!(maximum(&scalings, None, Dimension::Read), None);
    }
}
