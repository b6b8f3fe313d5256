//! What a table or global index may serve, as its settings say.

use super::Throttling;
use super::bucket::{Flow, SECOND};
use crate::account::AccountLimits;
use crate::table::{BillingMode, Dimension, Table, Throughput, Units};

/// What can be exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// What is provisioned.
    Provisioned,
    /// The maximum that is set for requests on demand.
    MaxOnDemand,
    /// What the account's quota leaves a table or index on demand.
    Account,
    /// What one partition serves where throughput is provisioned.
    KeyRange,
    /// What one partition serves on demand.
    KeyRangeOnDemand,
}

impl Limit {
    /// The end of its `ThrottlingReason`.
    #[must_use]
    pub const fn exceeded(self) -> &'static str {
        match self {
            Self::Provisioned => "ProvisionedThroughputExceeded",
            Self::MaxOnDemand => "MaxOnDemandThroughputExceeded",
            Self::Account => "AccountLimitExceeded",
            Self::KeyRange | Self::KeyRangeOnDemand => "KeyRangeThroughputExceeded",
        }
    }
}

/// What comes in for the whole of a table or index, or for one of its partitions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// What limits it.
    pub(super) limit: Limit,
    /// The number of the partition; 0 for the whole.
    pub(super) partition: u64,
    /// How much it is.
    pub(super) flow: Flow,
}

/// What one partition serves each second (developer guide, Designing partition keys).
const PARTITION: Units = Units { read: 3000, write: 1000 };

impl Allowance {
    /// What limits a request to `table`, or to the global index `index` of it, for the partition key with `hash`.
    pub(super) fn of(table: &Table, index: Option<&str>, dimension: Dimension, hash: u32, throttling: Throttling) -> [Self; 2] {
        let settings = table.settings();
        let index = index.and_then(|name| settings.indexes.iter().find(|index| &*index.schema.name == name));
        let throughput = index.map_or(&settings.throughput, |index| &index.throughput);
        let mode = settings.billing.mode;
        let partition = (u64::from(hash) * partitions(throughput.warm_units())) >> 32;
        let limit = if mode == BillingMode::Provisioned { Limit::KeyRange } else { Limit::KeyRangeOnDemand };
        [
            Self::of_whole(throughput, mode, dimension, throttling),
            Self { limit, partition, flow: Flow::at_once(PARTITION.of(dimension)) },
        ]
    }

    fn of_whole(throughput: &Throughput, mode: BillingMode, dimension: Dimension, throttling: Throttling) -> Self {
        let (limit, flow) = match (mode, throughput.on_demand.of(dimension)) {
            (BillingMode::Provisioned, _) => {
                let provisioned = &throughput.provisioned;
                let since = provisioned.last_increase.max(provisioned.last_decrease);
                (Limit::Provisioned, Flow { units: provisioned.units.of(dimension), kept: throttling.burst.max(SECOND), since })
            }
            (BillingMode::PayPerRequest, Some(units)) => (Limit::MaxOnDemand, Flow::at_once(units)),
            (BillingMode::PayPerRequest, None) => (Limit::Account, Flow::at_once(AccountLimits::default().table_units)),
        };
        Self { limit, partition: 0, flow }
    }
}

/// How many partitions it takes to serve the warm throughput. No table has a million.
fn partitions(warm: Units) -> u64 {
    let needed = |dimension| warm.of(dimension).unsigned_abs().div_ceil(PARTITION.of(dimension).unsigned_abs());
    needed(Dimension::Read).max(needed(Dimension::Write)).clamp(1, 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_table_on_demand_has_four_partitions_and_a_small_provisioned_one_has_one() {
        assert_eq!(partitions(Units::INITIAL_ON_DEMAND), 4);
        assert_eq!(partitions(Units { read: 5, write: 5 }), 1);
        assert_eq!(partitions(Units { read: 3000, write: 1001 }), 2);
        assert_eq!(partitions(Units { read: 0, write: 0 }), 1);
        assert_eq!(partitions(Units { read: i64::MAX, write: 1 }), 1_000_000);
    }
}
