//! Which of AWS's two validation layers checks an operation.
//!
//! In 2026 a newer layer went out operation by operation and region by region, never back. This table is the state of October 2026 in
//! most regions: item operations firmly (31 of 33 regions, 2026-10-07), GetItem and Query (6 of 7, 2026-10-09), Scan (20 of 33,
//! 2026-10-20), BatchGetItem (32 of 33, 2026-09-02). Batch writes, transactions, PartiQL and the control plane had not crossed.

use crate::model::OperationModel;
use crate::value::Layer;

/// The operations that the newer layer checks.
const NEWER: [&str; 7] = ["PutItem", "UpdateItem", "DeleteItem", "GetItem", "Query", "Scan", "BatchGetItem"];

/// The state of AWS's validation to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Validation {
    /// As most regions answered in October 2026.
    #[default]
    October2026,
    /// As every region answered before: the older layer for every operation.
    Classic,
}

impl Validation {
    /// The layer that checks `operation`.
    #[must_use]
    pub fn layer(self, operation: &OperationModel) -> Layer {
        match self {
            // The same in every region that has it.
            _ if operation.is_search() => Layer::Newer,
            Self::October2026 if NEWER.contains(&operation.name) => Layer::Newer,
            Self::October2026 | Self::Classic => Layer::Older,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;

    #[test]
    fn the_table_names_operations_of_the_model() {
        for name in NEWER {
            assert!(model::operation(&format!("DynamoDB_20120810.{name}")).is_some(), "{name}");
        }
    }

    #[test]
    fn classic_is_the_older_layer_for_all() {
        let of_all = model::operations().iter().filter(|operation| !operation.is_search());
        assert!(of_all.map(|operation| Validation::Classic.layer(operation)).all(|layer| layer == Layer::Older));
    }
}
