//! When the items of a table expire: what a sweep deletes is found without looking at what it leaves.

use std::ops::Bound;
use std::sync::Arc;

use crate::Timestamp;
use crate::value::{Item, KeyBuilder, KeyBytes, KeyMap, Number, ValueRef};

/// Items that expired longer ago are left alone (developer guide), in seconds: five years.
const OLDEST: i64 = 5 * 365 * 24 * 60 * 60;

/// The items whose attribute of the time to live is a number, by that number. A clone takes constant time and shares the items.
#[derive(Debug, Clone)]
pub struct Expiries {
    attribute: Arc<str>,
    /// The key of an entry is the number and the key of the item in its table.
    by_time: KeyMap<Item>,
}

impl Expiries {
    /// No items; `attribute` says when those to come expire.
    #[must_use]
    pub fn new(attribute: Arc<str>) -> Self {
        Self { attribute, by_time: KeyMap::new() }
    }

    /// The attribute that says when items expire, in seconds since 1970.
    #[must_use]
    pub const fn attribute(&self) -> &Arc<str> {
        &self.attribute
    }

    /// Takes the item under `table_key` from its state `before` to its state `after`.
    pub fn replace(&mut self, table_key: &KeyBytes, before: Option<&Item>, after: Option<&Item>) {
        let (old, new) = (self.entry(table_key, before), self.entry(table_key, after));
        if let Some(old) = old.filter(|old| new.as_ref() != Some(old)) {
            self.by_time.remove(old.as_bytes());
        }
        if let (Some(new), Some(item)) = (new, after) {
            self.by_time.insert(new, item.clone());
        }
    }

    /// The items that have expired at `now`, those that expired first before the others. An item has expired when its number is less than
    /// the second that it is, unless by more than five years.
    pub fn expired(&self, now: Timestamp) -> impl Iterator<Item = &Item> {
        let second = now.0.div_euclid(1000);
        let (oldest, end) = (key_of(second.saturating_sub(OLDEST)), key_of(second));
        let bounds = (Bound::Included(oldest.as_bytes()), Bound::Excluded(end.as_bytes()));
        self.by_time.range(bounds).map(|(_, item)| item)
    }

    fn entry(&self, table_key: &KeyBytes, item: Option<&Item>) -> Option<KeyBytes> {
        let value = item?.get(&self.attribute).filter(|value| matches!(value, ValueRef::N(_)))?;
        let mut builder = KeyBuilder::new();
        builder.push(value);
        builder.append(table_key.as_bytes());
        Some(builder.finish())
    }
}

fn key_of(second: i64) -> KeyBuilder {
    let mut builder = KeyBuilder::new();
    builder.push(ValueRef::N(Number::from(second)));
    builder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{KeyAttribute, KeySchema, ScalarType};
    use crate::value::{AttributeMap, AttributeValue};

    const NOW: i64 = 1_790_812_800;

    fn item(key: &str, expiry: AttributeValue) -> Item {
        let attributes = [("pk".to_owned(), AttributeValue::S(key.to_owned())), ("ttl".to_owned(), expiry)];
        Item::new(&attributes.into_iter().collect::<AttributeMap>())
    }

    fn number(text: &str) -> AttributeValue {
        AttributeValue::N(Number::parse(text).unwrap())
    }

    fn key(item: &Item) -> KeyBytes {
        KeySchema::simple(KeyAttribute::new("pk", ScalarType::S)).table_key(item).unwrap()
    }

    fn insert(expiries: &mut Expiries, item: &Item) {
        expiries.replace(&key(item), None, Some(item));
    }

    fn is_expired(expiry: AttributeValue) -> bool {
        let mut expiries = Expiries::new("ttl".into());
        insert(&mut expiries, &item("a", expiry));
        expiries.expired(Timestamp(NOW * 1000 + 999)).next().is_some()
    }

    #[test]
    fn a_number_below_the_second_has_expired() {
        assert!(is_expired(number(&(NOW - 1).to_string())));
        assert!(is_expired(number(&format!("{}.5", NOW - 1))));
        assert!(!is_expired(number(&NOW.to_string())));
        assert!(!is_expired(number("1e125")));
    }

    #[test]
    fn what_expired_five_years_ago_is_left_alone() {
        assert!(is_expired(number(&(NOW - OLDEST).to_string())));
        assert!(!is_expired(number(&(NOW - OLDEST - 1).to_string())));
        for text in ["0", "-1", "-1e125", "1e-130"] {
            assert!(!is_expired(number(text)), "{text}");
        }
    }

    #[test]
    fn values_of_other_types_never_expire() {
        for value in [AttributeValue::S("1".to_owned()), AttributeValue::Null, AttributeValue::L(vec![number("1790812799")])] {
            assert!(!is_expired(value));
        }
    }

    #[test]
    fn items_come_in_the_order_in_which_they_expire_and_follow_their_changes() {
        let mut expiries = Expiries::new("ttl".into());
        let [first, second] = [("b", NOW - 20), ("a", NOW - 10)].map(|(key, at)| item(key, number(&at.to_string())));
        insert(&mut expiries, &second);
        insert(&mut expiries, &first);
        let expired = |expiries: &Expiries| expiries.expired(Timestamp(NOW * 1000)).cloned().collect::<Vec<_>>();
        assert_eq!(expired(&expiries), [first.clone(), second.clone()]);
        let renewed = item("b", number(&(NOW + 10).to_string()));
        expiries.replace(&key(&first), Some(&first), Some(&renewed));
        assert_eq!(expired(&expiries), std::slice::from_ref(&second));
        expiries.replace(&key(&second), Some(&second), None);
        assert_eq!(expired(&expiries), [] as [Item; 0]);
    }
}
