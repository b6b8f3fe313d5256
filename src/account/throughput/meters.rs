//! What is left of the throughput of every table and global index.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Throttling;
use super::allowance::{Allowance, Limit};
use super::bucket::{Bucket, Flow};
use super::rate::Rate;
use crate::Timestamp;
use crate::account::Place;
use crate::table::{Capacity, Dimension, Table};
use crate::value::KeyBytes;

/// Units that a request takes from a table or from one of its global indexes.
#[derive(Debug, Clone)]
pub struct Charge {
    /// The global index; none for the table, which serves its local indexes too.
    pub index: Option<Arc<str>>,
    /// The key of an item of the table or index, or the beginning of it, with its hash.
    pub key: KeyBytes,
    /// The units.
    pub units: Capacity,
}

/// What stands in the way of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Throttle {
    /// The global index that lacks capacity; none for the table.
    pub index: Option<Arc<str>>,
    /// Reading or writing.
    pub dimension: Dimension,
    /// What was exceeded.
    pub limit: Limit,
}

/// What is left of the throughput of all tables. A clone takes constant time.
#[derive(Debug, Clone)]
pub struct Meters {
    throttling: Throttling,
    buckets: Arc<BTreeMap<Gauge, Bucket>>,
}

/// What a bucket is of: the whole of a table or global index, or one of its partitions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Gauge {
    /// The table's id; for requests of the control plane their account and region, with what is counted together.
    table: Arc<str>,
    index: Option<Arc<str>>,
    dimension: Dimension,
    limit: Limit,
    partition: u64,
}

impl Meters {
    /// Nothing was used yet.
    #[must_use]
    pub fn new(throttling: Throttling) -> Self {
        Self { throttling, buckets: Arc::default() }
    }

    /// Takes over what is left according to `other`; nothing was used yet, if there is no other.
    pub fn restore(&mut self, other: Option<&Self>) {
        self.buckets = other.map(|other| Arc::clone(&other.buckets)).unwrap_or_default();
    }

    /// Takes all `charges` from `table` and its indexes, if everything that they concern has capacity left.
    ///
    /// # Errors
    ///
    /// What has none left; nothing is taken then.
    pub fn take(&mut self, table: &Table, dimension: Dimension, charges: &[Charge], now: Timestamp) -> Result<(), Vec<Throttle>> {
        let mut throttles = Vec::new();
        for charge in charges {
            for (gauge, allowance) in self.gauges(table, dimension, charge) {
                if !self.bucket(gauge, allowance.flow, table.settings().created).fill(allowance.flow, now) {
                    throttles.push(Throttle { index: charge.index.clone(), dimension, limit: allowance.limit });
                }
            }
        }
        if throttles.is_empty() {
            self.on_each(table, dimension, charges, Bucket::take);
            return Ok(());
        }
        Err(throttles)
    }

    /// Counts a request of the control plane that comes from `place`, of an operation with this `rate`. Whether it is let through is the answer.
    pub fn admit(&mut self, place: &Place, rate: Rate, now: Timestamp) -> bool {
        if !self.throttling.control_plane {
            return true;
        }
        let counted = format!("{}/{}/{}", place.account, place.region, rate.counted);
        let gauge = Gauge { table: counted.into(), index: None, dimension: Dimension::Read, limit: Limit::Account, partition: 0 };
        let flow = Flow::at_once(rate.requests);
        let bucket = self.bucket(gauge, flow, now);
        let admits = bucket.fill(flow, now);
        if admits {
            bucket.take(Capacity::units(1));
        }
        admits
    }

    /// Puts back what was taken for a request that comes to nothing.
    pub fn give_back(&mut self, table: &Table, dimension: Dimension, charges: &[Charge]) {
        self.on_each(table, dimension, charges, Bucket::give_back);
    }

    /// Forgets the table with this id.
    pub fn forget(&mut self, table: &str) {
        Arc::make_mut(&mut self.buckets).retain(|gauge, _| &*gauge.table != table);
    }

    fn on_each(&mut self, table: &Table, dimension: Dimension, charges: &[Charge], act: fn(&mut Bucket, Capacity)) {
        for charge in charges {
            for (gauge, allowance) in self.gauges(table, dimension, charge) {
                act(self.bucket(gauge, allowance.flow, table.settings().created), charge.units);
            }
        }
    }

    fn gauges(&self, table: &Table, dimension: Dimension, charge: &Charge) -> [(Gauge, Allowance); 2] {
        let index = charge.index.as_deref();
        Allowance::of(table, index, dimension, charge.key.hash(), self.throttling).map(|allowance| {
            let Allowance { limit, partition, .. } = allowance;
            let (table, index) = (Arc::clone(&table.settings().id), charge.index.clone());
            (Gauge { table, index, dimension, limit, partition }, allowance)
        })
    }

    /// What a gauge has left. Before it was first used, capacity has come in since `created`, or since it was last changed.
    fn bucket(&mut self, gauge: Gauge, flow: Flow, created: Timestamp) -> &mut Bucket {
        let begin = flow.since.map_or(created, |since| since.max(created));
        Arc::make_mut(&mut self.buckets).entry(gauge).or_insert_with(|| Bucket::new(flow, begin))
    }
}
