//! What is told to those who ask: what requests cost, and which items change.
//!
//! Nothing is kept until somebody asks, and what is kept is handed over once. It is no part of what a snapshot keeps: a clone observes nothing.

use std::cell::RefCell;
use std::sync::Arc;

use super::Place;
use crate::expression::Condition;
use crate::table::{Author, Capacity, Commit, Dimension, Table, Written};
use crate::value::{AttributeMap, Item};

/// Who observes a database, and what was seen and not handed over yet.
#[derive(Debug, Default)]
pub struct Observer {
    costs: Option<RefCell<Vec<Cost>>>,
    subscriptions: Vec<Subscription>,
    changes: Vec<ItemChange>,
}

/// What a request cost on a table or on one of its global indexes.
#[derive(Debug, Clone)]
pub struct Cost {
    /// Where the table lives.
    pub place: Place,
    /// The name of the table.
    pub table: Arc<str>,
    /// The global index; none for the table, which serves its local indexes too.
    pub index: Option<Arc<str>>,
    /// Reading or writing.
    pub dimension: Dimension,
    /// The units.
    pub units: Capacity,
    /// The partition key that is concerned, if it is one.
    pub partition: Option<AttributeMap>,
    /// The whole key that is concerned, if it is one.
    pub item: Option<AttributeMap>,
    /// Whether there was no capacity left, so that the request was refused.
    pub throttled: bool,
}

/// Whose changes are asked for.
#[derive(Debug, Clone)]
pub struct Subscription {
    /// A number that the subscriber chose.
    pub id: i64,
    /// Where the table lives.
    pub place: Place,
    /// The name of the table. A table that takes its place later is meant as well.
    pub table: Arc<str>,
    /// Only items that are in this index, if one is named.
    pub index: Option<String>,
    /// Only items that fulfil this, if it is there.
    pub condition: Option<Condition>,
}

/// A change of what a subscription asks for: an item comes in, goes out, or is another than it was.
#[derive(Debug, Clone)]
pub struct ItemChange {
    /// The subscription's number.
    pub subscription: i64,
    /// When, and on whose behalf.
    pub commit: Commit,
    /// The key of the item in its table.
    pub key: AttributeMap,
    /// The item as it was, if the subscription asks for it.
    pub before: Option<Item>,
    /// The item as it is, if the subscription asks for it.
    pub after: Option<Item>,
}

impl Clone for Observer {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Observer {
    /// Whether costs are looked at.
    #[must_use]
    pub const fn observes_costs(&self) -> bool {
        self.costs.is_some()
    }

    /// From now on costs are kept, or not.
    pub fn observe_costs(&mut self, observes: bool) {
        self.costs = observes.then(|| self.costs.take().unwrap_or_default());
    }

    /// Keeps what a request cost.
    pub fn note_cost(&self, cost: Cost) {
        if let Some(costs) = &self.costs {
            costs.borrow_mut().push(cost);
        }
    }

    /// Hands over what requests cost since it was asked last.
    #[must_use]
    pub fn take_costs(&self) -> Vec<Cost> {
        self.costs.as_ref().map(RefCell::take).unwrap_or_default()
    }

    /// Whether anybody asks for changes of items.
    #[must_use]
    pub const fn observes_changes(&self) -> bool {
        !self.subscriptions.is_empty()
    }

    /// Begins to keep the changes that `subscription` asks for.
    pub fn subscribe(&mut self, subscription: Subscription) {
        self.subscriptions.push(subscription);
    }

    /// Keeps nothing more for the subscription with this number.
    pub fn unsubscribe(&mut self, id: i64) {
        self.subscriptions.retain(|subscription| subscription.id != id);
        self.changes.retain(|change| change.subscription != id);
    }

    /// Keeps what `written` changed of what is asked for of `table`. A write that leaves an item as it was is no change.
    pub fn note_changes(&mut self, place: &Place, table: &Table, commit: Commit, written: &[Written]) {
        let changed = written.iter().filter(|written| written.before != written.after);
        for written in changed {
            for subscription in &self.subscriptions {
                self.changes.extend(subscription.change(place, table, commit, written));
            }
        }
    }

    /// Hands over the changes since it was asked last, in their order.
    pub fn take_changes(&mut self) -> Vec<ItemChange> {
        std::mem::take(&mut self.changes)
    }
}

impl Subscription {
    fn change(&self, place: &Place, table: &Table, commit: Commit, written: &Written) -> Option<ItemChange> {
        if self.place != *place || *self.table != **table.name() {
            return None;
        }
        let seen = |item: &Option<Item>| item.clone().filter(|item| self.asks_for(table, item));
        let (before, after) = (seen(&written.before), seen(&written.after));
        let key = table.key().table_key(after.as_ref().or(before.as_ref())?).ok()?;
        let key = table.key().attributes_in(key.as_bytes());
        Some(ItemChange { subscription: self.id, commit, key, before, after })
    }

    fn asks_for(&self, table: &Table, item: &Item) -> bool {
        let is_indexed = |name: &String| table.index(name).is_some_and(|index| index.schema().key.table_key(item).is_ok());
        self.index.as_ref().is_none_or(is_indexed)
            && self.condition.as_ref().is_none_or(|condition| condition.matches(Some(item.attributes())))
    }
}

impl Author {
    /// Who wrote, as it is told to subscribers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::TimeToLive => "timeToLive",
            Self::Replication => "replication",
        }
    }
}
