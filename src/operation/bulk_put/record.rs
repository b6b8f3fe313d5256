//! One record of a bulk put: the write that it asks for, or why it comes to nothing.

use std::sync::Arc;

use crate::account::BulkUsage;
use crate::model::ErrorCode;
use crate::operation::guard::Guard;
use crate::operation::put_item::{new_item, plan};
use crate::operation::{Error, ExpressionAttributes, Wording};
use crate::table::{IndexKind, Table, Write, Written};
use crate::transfer::{Put, RecordFault};
use crate::value::{Item, KeyBytes, Layer};

/// A record that was not written.
#[derive(Debug)]
pub struct Refused {
    /// Why.
    pub error: Error,
    /// The item that it holds, if it holds one.
    pub item: Option<Item>,
    /// The item that is there, if a condition did not hold because of it.
    pub existing: Option<Item>,
}

impl Refused {
    /// A file that cannot be read at all.
    pub fn object() -> Self {
        Self::plain(Error::validation("The object cannot be read: it is not in the compression of the operation"))
    }

    const fn plain(error: Error) -> Self {
        Self { error, item: None, existing: None }
    }

    /// Whether a condition did not hold.
    pub fn is_condition(&self) -> bool {
        self.error.code == ErrorCode::ConditionalCheckFailedException
    }
}

/// What a record is worded as: as requests of batches are.
const WORDING: Wording = Wording::of_batch(Layer::Older);

/// The write that puts the item of a record into `table`. No item is written that `is_held` by a transaction.
pub fn write(table: &Table, put: Result<Put, RecordFault>, is_held: impl Fn(&KeyBytes) -> bool) -> Result<Write, Refused> {
    let put = put.map_err(|fault| Refused::plain(Error::validation(fault.to_string())))?;
    let Put { item, condition, names, values } = put;
    let sent = WORDING.attributes(Some(item)).map_err(Refused::plain)?;
    let item = sent.as_item().clone();
    let refused = |error| Refused { error, item: Some(item.clone()), existing: None };
    let new = new_item(sent, WORDING).map_err(refused)?;
    let key = table.key().table_key(&new).map_err(|fault| refused(Error::validation(fault.of_item())))?;
    if is_held(&key) {
        return Err(refused(Error::transaction_conflict()));
    }
    let attributes = ExpressionAttributes::of(names, values, WORDING).map_err(refused)?;
    let guard = Guard::of_text(condition.as_deref(), &attributes, WORDING).map_err(refused)?;
    plan(table, key.clone(), new, &guard).map_err(|error| {
        let mut refused = refused(error);
        if refused.is_condition() {
            refused.existing = table.get(key.as_bytes()).cloned();
        }
        refused
    })
}

/// Adds to `usage` what was `written` to `table` and its indexes.
pub fn add(usage: &mut BulkUsage, table: &Table, written: &Written) {
    let Some(item) = &written.after else { return };
    usage.table = usage.table.saturating_add(table.size_of(item) as u64);
    for (position, _) in &written.index_units {
        let Some(index) = table.indexes().get(*position) else { continue };
        let (schema, bytes) = (index.schema(), index.projected().size(item) as u64);
        match schema.kind {
            IndexKind::Local => BulkUsage::add(&mut usage.local, &schema.name, bytes),
            IndexKind::Global => BulkUsage::add(&mut usage.global, &schema.name, bytes),
        }
    }
    for (position, bytes) in &written.vector_bytes {
        let Some(index) = table.vector_indexes().get(*position) else { continue };
        BulkUsage::add(&mut usage.vector, &Arc::clone(&index.schema().name), *bytes);
    }
}
