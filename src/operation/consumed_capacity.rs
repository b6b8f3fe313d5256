//! `ConsumedCapacity`: what a call cost on the table and on each index, in as much detail as the caller asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::account::Charge;
use crate::order;
use crate::request::Structure;
use crate::table::{Capacity, IndexKind, IndexSchema, Table, Written};
use crate::value::KeyBytes;

/// What `ReturnConsumedCapacity` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnConsumedCapacity {
    /// Nothing.
    None,
    /// The sum.
    Total,
    /// The sum, the table's part and each index's.
    Indexes,
}

impl ReturnConsumedCapacity {
    /// The choice of a request; its spelling has been validated.
    #[must_use]
    pub fn of(input: &Structure) -> Self {
        match input.text("ReturnConsumedCapacity") {
            Some("TOTAL") => Self::Total,
            Some("INDEXES") => Self::Indexes,
            _ => Self::None,
        }
    }
}

/// Whether a report says again of what kind its units are: transactions do, single items and batches do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// The units stand alone.
    Untold,
    /// They are told again as `ReadCapacityUnits`.
    Read,
    /// They are told again as `WriteCapacityUnits`.
    Write,
}

/// What a call has cost so far on one table and its indexes.
#[derive(Debug, Clone, Default)]
pub struct Spending {
    table: Capacity,
    local: BTreeMap<Arc<str>, Capacity>,
    global: BTreeMap<Arc<str>, Capacity>,
    /// What counts for the sum and for no part.
    failed: Capacity,
    /// The bytes that writes to vector indexes were charged, which are no capacity units.
    vector: Vec<(Arc<str>, u64)>,
}

impl Spending {
    /// `units` spent on the table.
    #[must_use]
    pub fn on_table(units: Capacity) -> Self {
        Self { table: units, ..Self::default() }
    }

    /// Adds what the table was charged.
    pub fn add_table(&mut self, units: Capacity) {
        self.table += units;
    }

    /// Adds what an index was charged.
    pub fn add_index(&mut self, index: &IndexSchema, units: Capacity) {
        let arm = match index.kind {
            IndexKind::Local => &mut self.local,
            IndexKind::Global => &mut self.global,
        };
        *arm.entry(index.name.clone()).or_default() += units;
    }

    /// Adds what a write was charged that came to nothing.
    pub fn add_failed(&mut self, units: Capacity) {
        self.failed += units;
    }

    /// Adds what another call cost.
    pub fn add(&mut self, other: Self) {
        self.table += other.table;
        self.failed += other.failed;
        for (arms, others) in [(&mut self.local, other.local), (&mut self.global, other.global)] {
            for (name, units) in others {
                *arms.entry(name).or_default() += units;
            }
        }
    }

    /// Adds what a write to `table` was charged.
    pub fn add_write(&mut self, table: &Table, written: &Written) {
        self.add_table(written.table_units);
        for (position, units) in &written.index_units {
            if let Some(index) = table.indexes().get(*position) {
                self.add_index(index.schema(), *units);
            }
        }
        for (position, bytes) in &written.vector_bytes {
            if let Some(index) = table.vector_indexes().get(*position) {
                self.add_vector_index(&index.schema().name, *bytes);
            }
        }
    }

    fn add_vector_index(&mut self, name: &Arc<str>, bytes: u64) {
        match self.vector.iter_mut().find(|(earlier, _)| earlier == name) {
            Some((_, sum)) => *sum += bytes,
            None => self.vector.push((Arc::clone(name), bytes)),
        }
    }

    /// Adds what a write to `table` was charged in a transaction: twice as much on the table, no more than else on indexes.
    pub fn add_transacted_write(&mut self, table: &Table, written: &Written) {
        self.add_write(table, written);
        self.add_table(written.table_units);
    }

    /// What is taken of the throughput of the table, which serves its local indexes too, and of each global index, under `key`.
    #[must_use]
    pub fn charges(&self, key: &KeyBytes) -> Vec<Charge> {
        let base = self.table + self.local.values().copied().sum();
        let global = self.global.iter().map(|(name, units)| (Some(Arc::clone(name)), *units));
        let parts = std::iter::once((None, base)).chain(global).filter(|(_, units)| *units != Capacity::ZERO);
        parts.map(|(index, units)| Charge { index, key: key.clone(), units }).collect()
    }

    /// The report that was asked for. `table_name` is the table as the request named it, an ARN included.
    #[must_use]
    pub fn report(&self, table_name: &str, detail: ReturnConsumedCapacity) -> Option<ConsumedCapacity> {
        self.report_of(UnitKind::Untold, table_name, detail)
    }

    /// The report that was asked for, with the kind of its units.
    #[must_use]
    pub fn report_of(&self, kind: UnitKind, table_name: &str, detail: ReturnConsumedCapacity) -> Option<ConsumedCapacity> {
        let detailed = match detail {
            ReturnConsumedCapacity::None => return None,
            ReturnConsumedCapacity::Total => false,
            ReturnConsumedCapacity::Indexes => true,
        };
        Some(ConsumedCapacity {
            table_name: table_name.to_owned(),
            total: Units::new(self.total(), kind),
            table: detailed.then(|| Units::new(self.table, kind)),
            local_secondary_indexes: Arms::of(&self.local, kind).filter(|_| detailed),
            global_secondary_indexes: Arms::of(&self.global, kind).filter(|_| detailed),
            vector_indexes: VectorArms::of(&self.vector).filter(|_| detailed),
        })
    }

    fn total(&self) -> Capacity {
        self.table + self.failed + self.local.values().chain(self.global.values()).copied().sum()
    }
}

/// The report of one table.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConsumedCapacity {
    table_name: String,
    #[serde(flatten)]
    total: Units,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<Units>,
    #[serde(skip_serializing_if = "Option::is_none")]
    local_secondary_indexes: Option<Arms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    global_secondary_indexes: Option<Arms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vector_indexes: Option<VectorArms>,
}

#[derive(Debug, Clone, Serialize)]
struct Units {
    #[serde(rename = "CapacityUnits")]
    sum: Capacity,
    #[serde(rename = "ReadCapacityUnits", skip_serializing_if = "Option::is_none")]
    read: Option<Capacity>,
    #[serde(rename = "WriteCapacityUnits", skip_serializing_if = "Option::is_none")]
    write: Option<Capacity>,
}

impl Units {
    fn new(units: Capacity, kind: UnitKind) -> Self {
        Self { sum: units, read: (kind == UnitKind::Read).then_some(units), write: (kind == UnitKind::Write).then_some(units) }
    }
}

/// Units by the names of indexes, in their order.
#[derive(Debug, Clone)]
struct Arms(Vec<(Arc<str>, Units)>);

impl Arms {
    fn of(indexes: &BTreeMap<Arc<str>, Capacity>, kind: UnitKind) -> Option<Self> {
        let units = indexes.iter().map(|(name, units)| (Arc::clone(name), Units::new(*units, kind)));
        (!indexes.is_empty()).then(|| Self(units.collect()))
    }
}

impl Serialize for Arms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, units)| (&**name, units)))
    }
}

/// Bytes by the names of vector indexes, in their order.
#[derive(Debug, Clone)]
struct VectorArms(Vec<(Arc<str>, u64)>);

impl VectorArms {
    fn of(indexes: &[(Arc<str>, u64)]) -> Option<Self> {
        let mut indexes = indexes.to_vec();
        order::sort(&mut indexes);
        (!indexes.is_empty()).then_some(Self(indexes))
    }
}

impl Serialize for VectorArms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = |bytes| VectorWrite { vector_write_request_bytes: as_double(bytes) };
        serializer.collect_map(self.0.iter().map(|(name, bytes)| (&**name, written(*bytes))))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct VectorWrite {
    vector_write_request_bytes: f64,
}

/// A count as the double that the model has.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
pub(super) const fn as_double(count: u64) -> f64 {
    count as f64
}
