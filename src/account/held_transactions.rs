//! Transactions of other clients that a test keeps open: requests that touch their items are refused as AWS refuses them.

use std::cell::Cell;
use std::sync::Arc;

use super::Place;
use crate::Timestamp;
use crate::value::KeyBytes;

/// A transaction of writes that is under way.
#[derive(Debug, Clone)]
pub struct HeldTransaction {
    /// Tells it from others.
    pub id: u64,
    /// The account and region of its items.
    pub place: Place,
    /// Its items by the names of their tables.
    pub items: Vec<(Arc<str>, KeyBytes)>,
    /// The `ClientRequestToken` of its request.
    pub token: Option<String>,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// After how many requests that it got in the way of it ends by itself.
    pub conflicts: Option<i64>,
}

/// The transactions that are under way.
#[derive(Debug, Clone, Default)]
pub struct HeldTransactions(Vec<Held>);

#[derive(Debug, Clone)]
struct Held {
    transaction: HeldTransaction,
    /// Whether it got in the way of the request that is being answered.
    met: Cell<bool>,
}

impl HeldTransactions {
    /// Whether nothing is under way.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lets a transaction begin.
    pub fn hold(&mut self, transaction: HeldTransaction) {
        self.0.push(Held { transaction, met: Cell::new(false) });
    }

    /// Lets a transaction end. Says whether it was under way.
    pub fn release(&mut self, id: u64, now: Timestamp) -> bool {
        self.end_those_that_are_over(now);
        let count = self.0.len();
        self.0.retain(|held| held.transaction.id != id);
        self.0.len() < count
    }

    /// Whether the item under `key` of the table `name` is part of a transaction.
    #[must_use]
    pub fn holds_item(&self, place: &Place, name: &str, key: &KeyBytes, now: Timestamp) -> bool {
        let is_it = |(table, other): &(Arc<str>, KeyBytes)| &**table == name && other == key;
        self.meet(now, |transaction| transaction.place == *place && transaction.items.iter().any(is_it))
    }

    /// Whether a transaction was given `token`.
    #[must_use]
    pub fn holds_token(&self, place: &Place, token: &str, now: Timestamp) -> bool {
        self.meet(now, |transaction| transaction.place == *place && transaction.token.as_deref() == Some(token))
    }

    /// Counts the request that was answered for the transactions that got in its way.
    pub fn settle(&mut self, now: Timestamp) {
        for held in &mut self.0 {
            if held.met.take() {
                held.transaction.conflicts = held.transaction.conflicts.map(|conflicts| conflicts - 1);
            }
        }
        self.end_those_that_are_over(now);
    }

    fn meet(&self, now: Timestamp, is_meant: impl Fn(&HeldTransaction) -> bool) -> bool {
        let mut meant = self.0.iter().filter(|held| !held.transaction.is_over(now) && is_meant(&held.transaction)).peekable();
        let any = meant.peek().is_some();
        meant.for_each(|held| held.met.set(true));
        any
    }

    fn end_those_that_are_over(&mut self, now: Timestamp) {
        self.0.retain(|held| !held.transaction.is_over(now));
    }
}

impl HeldTransaction {
    fn is_over(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now) || self.conflicts.is_some_and(|conflicts| conflicts <= 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1000);

    fn key() -> KeyBytes {
        KeyBytes::from(&b"key"[..])
    }

    fn transaction() -> HeldTransaction {
        let items = vec![("table".into(), key())];
        HeldTransaction { id: 1, place: Place::default(), items, token: Some("token".to_owned()), until: None, conflicts: None }
    }

    fn held(transaction: HeldTransaction) -> HeldTransactions {
        let mut held = HeldTransactions::default();
        held.hold(transaction);
        held
    }

    #[test]
    fn it_holds_its_items_and_its_token_until_it_is_released() {
        let mut held = held(transaction());
        let place = Place::default();
        assert!(held.holds_item(&place, "table", &key(), NOW) && held.holds_token(&place, "token", NOW));
        assert!(!held.holds_item(&place, "other", &key(), NOW) && !held.holds_token(&place, "other", NOW));
        assert!(held.release(1, NOW) && !held.release(1, NOW) && held.is_empty());
    }

    #[test]
    fn it_ends_at_its_time() {
        let mut held = held(HeldTransaction { until: Some(Timestamp(1001)), ..transaction() });
        assert!(held.holds_item(&Place::default(), "table", &key(), NOW));
        assert!(!held.holds_item(&Place::default(), "table", &key(), Timestamp(1001)));
        assert!(!held.release(1, Timestamp(1001)));
    }

    #[test]
    fn it_ends_after_so_many_requests_whatever_each_of_them_touched() {
        let mut held = held(HeldTransaction { conflicts: Some(2), ..transaction() });
        for _ in 0..2 {
            assert!(held.holds_item(&Place::default(), "table", &key(), NOW));
            assert!(held.holds_token(&Place::default(), "token", NOW));
            held.settle(NOW);
            held.settle(NOW);
        }
        assert!(held.is_empty());
    }
}
