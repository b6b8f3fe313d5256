//! `ItemCollectionMetrics`: the key and the estimated size of the item collection that a write touched.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::request::Structure;
use crate::table::Table;
use crate::value::{AttributeMap, Item};

const GIGABYTE: u64 = 1024 * 1024 * 1024;

/// The report of one item collection.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ItemCollectionMetrics {
    item_collection_key: AttributeMap,
    #[serde(rename = "SizeEstimateRangeGB")]
    size_estimate_range: [f64; 2],
}

impl ItemCollectionMetrics {
    /// Whether `ReturnItemCollectionMetrics` asks for it; its spelling has been validated.
    #[must_use]
    pub fn wanted(input: &Structure) -> bool {
        input.text("ReturnItemCollectionMetrics") == Some("SIZE")
    }

    /// One report for each item collection that one of `keys` belongs to.
    pub fn of_each<'k>(table: &Table, keys: impl IntoIterator<Item = &'k Item>) -> Vec<Self> {
        let mut seen = BTreeSet::new();
        let is_new = |key: &&Item| table.key().hash_key(*key).is_ok_and(|partition| seen.insert(partition));
        keys.into_iter().filter(is_new).filter_map(|key| Self::of(table, key)).collect()
    }

    /// The report for the collection that `key` belongs to, which a table has only if it has a local secondary index.
    #[must_use]
    pub fn of(table: &Table, key: &Item) -> Option<Self> {
        let bytes = table.item_collection_bytes(key)?;
        let names = table.key().hash().iter().map(|attribute| &*attribute.name);
        let item_collection_key = names.filter_map(|name| Some((name.to_owned(), key.get(name)?.to_owned()))).collect();
        Some(Self { item_collection_key, size_estimate_range: estimate(bytes) })
    }
}

/// Whole gigabytes below and above: a small collection reads `[0.0, 1.0]`.
fn estimate(bytes: u64) -> [f64; 2] {
    #[expect(clippy::cast_precision_loss, reason = "gigabytes in memory are few")]
    let floor = (bytes / GIGABYTE) as f64;
    [floor, floor + 1.0]
}
