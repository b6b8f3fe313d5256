//! One page of a query or scan: read, filtered, counted and charged.

use serde::Serialize;

use super::attributes::Attributes;
use super::consumed_capacity::{ConsumedCapacity, Spending};
use super::filter::Filter;
use super::select::Selection;
use crate::table::{Capacity, Pager, Source};
use crate::value::AttributeMap;

/// The output of Query and Scan.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Page {
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<Attributes>>,
    count: usize,
    scanned_count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_key: Option<AttributeMap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<ConsumedCapacity>,
}

/// How the items of a page are read.
#[derive(Debug)]
pub struct Reader<'t> {
    /// What is read.
    pub source: Source<'t>,
    /// What is given of each item.
    pub selection: Selection,
    /// Which items are given.
    pub filter: Filter,
    /// Whether reads are strongly consistent.
    pub consistent: bool,
}

/// What was read through one pager.
#[derive(Debug)]
pub struct Portion<'t> {
    /// What is given, unless items are only counted.
    pub items: Vec<Attributes>,
    /// How many items passed the filter.
    pub count: usize,
    /// Behind what was read.
    pub pager: Pager<'t>,
    /// What that cost.
    pub spending: Spending,
}

impl Reader<'_> {
    /// Reads the page that `pager` leads through, and what that costs.
    #[must_use]
    pub fn read(&self, pager: Pager<'_>) -> (Page, Spending) {
        let portion = self.portion(pager);
        let page = Page {
            items: self.selection.gives_items().then_some(portion.items),
            count: portion.count,
            scanned_count: portion.pager.evaluated(),
            last_evaluated_key: portion.pager.last_evaluated().map(|item| self.source.position(item)),
            consumed_capacity: None,
        };
        (page, portion.spending)
    }

    /// Reads what `pager` leads through.
    #[must_use]
    pub fn portion<'t>(&self, mut pager: Pager<'t>) -> Portion<'t> {
        let mut items = Vec::new();
        let mut count = 0;
        let mut fetched = Capacity::ZERO;
        while let Some(item) = pager.next() {
            if self.selection.fetches() {
                let size = self.source.base().size_of(item);
                pager.fetch(size);
                fetched += Capacity::of_read(size, self.consistent);
            }
            if self.filter.passes(item) {
                count += 1;
                items.extend(self.selection.of(item));
            }
        }
        let spending = self.spending(pager.bytes(), fetched);
        Portion { items, count, pager, spending }
    }

    fn spending(&self, bytes: usize, fetched: Capacity) -> Spending {
        let units = Capacity::of_read(bytes, self.consistent);
        match self.source.as_index() {
            None => Spending::on_table(units),
            Some(index) => {
                let mut spending = Spending::on_table(fetched);
                spending.add_index(index.schema(), units);
                spending
            }
        }
    }
}

impl Page {
    /// How many items were read.
    #[must_use]
    pub const fn scanned_count(&self) -> usize {
        self.scanned_count
    }

    /// The page with number sets in the order in which Scan sends them.
    #[must_use]
    pub fn in_hash_order(self) -> Self {
        let items = self.items.map(|items| items.into_iter().map(Attributes::in_hash_order).collect());
        Self { items, ..self }
    }

    /// The page with the report that was asked for.
    #[must_use]
    pub fn with_capacity(self, consumed_capacity: Option<ConsumedCapacity>) -> Self {
        Self { consumed_capacity, ..self }
    }
}
