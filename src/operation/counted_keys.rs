//! Which keys a request counts for contributor insights, and by how much (developer guide, `CloudWatch` contributor insights for `DynamoDB`: How it works).

use std::sync::Arc;

use super::Call;
use crate::account::{Charge, Cost, Counts, KeyEvent, Throttle};
use crate::table::{Capacity, Dimension, KeySchema, Pager, Source, Table};
use crate::value::AttributeMap;

/// Traffic is measured in `ConsumedThroughputUnits`: three for a write unit, one for a read unit.
const UNITS_OF_A_WRITE: u64 = 3;

/// Which keys an operation counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counting {
    /// Those of items.
    Items,
    /// That of the partition: a query is one event, however many items it reads.
    Partition,
    /// None under the key that is charged. A scan counts each item that it reads for itself, statements of PartiQL count nothing.
    Nothing,
}

impl Counting {
    fn of(operation: &str) -> Self {
        match operation {
            "Query" => Self::Partition,
            "Scan" | "ExecuteStatement" | "BatchExecuteStatement" | "ExecuteTransaction" => Self::Nothing,
            _ => Self::Items,
        }
    }
}

impl Call<'_> {
    /// Counts the keys of `charges` to `table`, which were taken, or were not because of `throttles`.
    pub(super) fn count(&self, table: &Table, dimension: Dimension, charges: &[Charge], throttles: Option<&Vec<Throttle>>) {
        if self.database.observer().observes_costs() {
            self.note_costs(table, dimension, charges, throttles);
        }
        if !self.database.counts_keys() || Counting::of(self.operation.name) == Counting::Nothing {
            return;
        }
        for charge in charges {
            let event = match throttles {
                None => KeyEvent::Consumed(parts(charge.units, dimension)),
                Some(throttles) if is_throttled(charge, dimension, throttles) => KeyEvent::Throttled,
                Some(_) => continue,
            };
            self.count_charge(table, charge, event);
        }
    }

    /// Tells who observes costs of `charges` that were taken, or of those that were not.
    fn note_costs(&self, table: &Table, dimension: Dimension, charges: &[Charge], throttles: Option<&Vec<Throttle>>) {
        let told = |charge: &&Charge| throttles.is_none_or(|all| all.iter().any(|throttle| throttle.index == charge.index));
        for charge in charges.iter().filter(told) {
            let (partition, item) = key_attributes(table, charge);
            self.database.observer().note_cost(Cost {
                place: self.place().clone(),
                table: Arc::clone(table.name()),
                index: charge.index.clone(),
                dimension,
                units: charge.units,
                partition,
                item,
                throttled: throttles.is_some(),
            });
        }
    }

    fn count_charge(&self, table: &Table, charge: &Charge, event: KeyEvent) {
        let index = charge.index.as_deref();
        let Some(schema) = schema(table, index) else { return };
        let key = charge.key.as_bytes();
        // A query for what no key fulfils reads no partition.
        if key.is_empty() {
            return;
        }
        let of_items = Counting::of(self.operation.name) == Counting::Items && !schema.range().is_empty();
        let item = of_items.then_some(key);
        self.database.count_key(table, index, schema.partition(key), item, event);
    }

    /// Counts each item that a scan of `source` read, which `pager` leads through again, by its bytes: what a page costs is not what its items would
    /// cost one by one.
    pub(super) fn count_scanned(&self, pager: Pager<'_>, source: Source<'_>, consistent: bool) {
        let index = source.global_index();
        let Some(schema) = schema(source.base(), index) else { return };
        for item in pager {
            if let Ok(key) = schema.table_key(item) {
                let (key, bytes) = (key.as_bytes(), source.size(item) as u64);
                let event = KeyEvent::Consumed(if consistent { 2 * bytes } else { bytes });
                let item = (!schema.range().is_empty()).then_some(key);
                self.database.count_key(source.base(), index, schema.partition(key), item, event);
            }
        }
    }
}

/// The partition key and the whole key that `charge` names, as far as it does: a scan names neither.
fn key_attributes(table: &Table, charge: &Charge) -> (Option<AttributeMap>, Option<AttributeMap>) {
    let Some(schema) = schema(table, charge.index.as_deref()) else { return (None, None) };
    let key = charge.key.as_bytes();
    let named = |length| Some(schema.attributes_in(key)).filter(|attributes| attributes.iter().count() >= length);
    let partition = named(schema.hash().len()).map(|_| schema.attributes_in(schema.partition(key)));
    (partition, named(schema.attributes().count()))
}

/// The key of `table` or of its index.
fn schema<'t>(table: &'t Table, index: Option<&str>) -> Option<&'t KeySchema> {
    match index {
        None => Some(table.key()),
        Some(name) => table.index(name).map(|index| &index.schema().key),
    }
}

/// Writes that are throttled because a global secondary index lacks capacity are not measured.
fn is_throttled(charge: &Charge, dimension: Dimension, throttles: &[Throttle]) -> bool {
    let measured = charge.index.is_none() || dimension == Dimension::Read;
    measured && throttles.iter().any(|throttle| throttle.index == charge.index)
}

fn parts(units: Capacity, dimension: Dimension) -> u64 {
    let parts = units.halves().saturating_mul(u64::from(Counts::PARTS) / 2);
    match dimension {
        Dimension::Read => parts,
        Dimension::Write => parts.saturating_mul(UNITS_OF_A_WRITE),
    }
}
