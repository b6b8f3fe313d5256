//! What PutItem, UpdateItem and DeleteItem have in common: the table, the condition, and what they give back.

use serde::Serialize;

use super::attributes::Attributes;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending};
use super::item_collection_metrics::ItemCollectionMetrics;
use super::{Call, Error};
use crate::request::Structure;
use crate::table::{Table, Write, Written};
use crate::value::Item;

/// The largest item.
pub const MAXIMUM_ITEM_SIZE: usize = 400 * 1024;

/// Where a write goes and what is reported of it.
#[derive(Debug)]
pub struct ItemWrite {
    table_name: String,
    capacity: ReturnConsumedCapacity,
    collection: bool,
}

/// The output of PutItem, UpdateItem and DeleteItem.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ItemWriteOutput {
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<Attributes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<ConsumedCapacity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_collection_metrics: Option<ItemCollectionMetrics>,
}

impl ItemWrite {
    /// Takes what every write says out of its input.
    #[must_use]
    pub fn take(input: &mut Structure) -> Self {
        Self {
            capacity: ReturnConsumedCapacity::of(input),
            collection: ItemCollectionMetrics::wanted(input),
            table_name: input.take_text("TableName").unwrap_or_default(),
        }
    }

    /// The table to write to.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn table<'c>(&self, call: &'c Call<'_>) -> Result<&'c Table, Error> {
        call.table(&self.table_name)
    }

    /// Writes and reports; `attributes` chooses what is given back. `key` holds the key of what is written.
    ///
    /// # Errors
    ///
    /// The table is gone, or it or one of its indexes has no capacity left; nothing is written then.
    pub fn commit(
        &self,
        call: &mut Call<'_>,
        write: Write,
        key: &Item,
        attributes: impl FnOnce(Written) -> Option<Attributes>,
    ) -> Result<ItemWriteOutput, Error> {
        call.take_write(self.table(call)?, &write)?;
        let written = call.write(&self.table_name, &write.into()).pop().ok_or_else(Error::table_not_found)?;
        let table = self.table(call)?;
        let mut spending = Spending::default();
        spending.add_write(table, &written);
        Ok(ItemWriteOutput {
            consumed_capacity: spending.report(&self.table_name, self.capacity),
            item_collection_metrics: self.collection.then(|| ItemCollectionMetrics::of(table, key)).flatten(),
            attributes: attributes(written),
        })
    }
}
