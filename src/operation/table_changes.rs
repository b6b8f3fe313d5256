//! What a transaction does to each table, and what came of it.

use std::sync::Arc;

use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending, UnitKind};
use super::item_collection_metrics::ItemCollectionMetrics;
use super::transaction_plan::{Planned, Target};
use super::{Call, Error};
use crate::table::{Batch, Capacity, Table, Write, Written};
use crate::value::Item;

/// The part of a transaction that concerns one table.
#[derive(Debug)]
pub struct TableChanges<'a> {
    name: Arc<str>,
    table_name: &'a str,
    writes: Vec<Write>,
    /// The keys of what is written.
    keys: Vec<&'a Item>,
    /// The sizes of items that conditions were checked on.
    checked: Vec<usize>,
}

/// What a transaction did to one table.
#[derive(Debug)]
pub struct TableResult<'a> {
    /// The table as the request names it first.
    pub table_name: &'a str,
    /// What was spent.
    pub spending: Spending,
    /// What reading the same images costs.
    pub reads: Capacity,
    /// The item collections that were written to, if they were asked for.
    pub metrics: Vec<ItemCollectionMetrics>,
}

impl<'a> TableChanges<'a> {
    /// What is `planned` for the `targets`, by table in the order of the request.
    #[must_use]
    pub fn of(targets: &[Target<'a, '_>], planned: Vec<Planned>) -> Vec<Self> {
        let mut tables: Vec<Self> = Vec::new();
        for (target, planned) in targets.iter().zip(planned) {
            match tables.iter_mut().find(|table| table.name == *target.table.name()) {
                Some(table) => table.add(target, planned),
                None => tables.push(Self::first(target, planned)),
            }
        }
        tables
    }

    fn first(target: &Target<'a, '_>, planned: Planned) -> Self {
        let name = Arc::clone(target.table.name());
        let mut changes =
            Self { name, table_name: &target.action.table_name, writes: Vec::new(), keys: Vec::new(), checked: Vec::new() };
        changes.add(target, planned);
        changes
    }

    fn add(&mut self, target: &Target<'a, '_>, planned: Planned) {
        match planned {
            Planned::Write(write, _) => {
                self.writes.push(write);
                self.keys.push(target.action.key());
            }
            Planned::Checked(size) => self.checked.push(size),
        }
    }
}

/// Makes all changes at once. `metrics` says whether to tell the item collections.
///
/// # Errors
///
/// A table is gone; nothing is changed then.
pub fn commit<'a>(call: &mut Call<'_>, mut changes: Vec<TableChanges<'a>>, metrics: bool) -> Result<Vec<TableResult<'a>>, Error> {
    let batch = |table: &mut TableChanges<'_>| (Arc::clone(&table.name), table.writes.drain(..).collect::<Batch>());
    let batches: Vec<_> = changes.iter_mut().map(batch).collect();
    let written = call.write_all(&batches);
    let results = changes.iter().zip(written).map(|(changes, written)| {
        let table = call.table(changes.table_name)?;
        Ok(changes.result(table, &written, metrics))
    });
    results.collect()
}

/// The reports of `results` that were asked for.
#[must_use]
pub fn consumed(results: &[TableResult<'_>], detail: ReturnConsumedCapacity) -> Option<Vec<ConsumedCapacity>> {
    let report = |result: &TableResult<'_>| result.spending.report_of(UnitKind::Write, result.table_name, detail);
    (detail != ReturnConsumedCapacity::None).then(|| results.iter().filter_map(report).collect())
}

impl<'a> TableChanges<'a> {
    fn result(&self, table: &Table, written: &[Written], metrics: bool) -> TableResult<'a> {
        let mut spending = Spending::default();
        for written in written {
            spending.add_transacted_write(table, written);
        }
        spending.add_table(self.checked.iter().map(|size| Capacity::of_transacted_write(*size)).sum());
        let images = written.iter().map(|written| larger_image(table, written)).chain(self.checked.iter().copied());
        TableResult {
            table_name: self.table_name,
            spending,
            reads: images.map(Capacity::of_transacted_read).sum(),
            metrics: if metrics { ItemCollectionMetrics::of_each(table, self.keys.iter().copied()) } else { Vec::new() },
        }
    }
}

fn larger_image(table: &Table, written: &Written) -> usize {
    table.size_of_image(written.before.as_ref()).max(table.size_of_image(written.after.as_ref()))
}
