//! The persistent map: keys are bytes, a clone takes constant time and shares what neither side changes.
//!
//! Every map of the engine that is large or that snapshots share is one of these, because a tree is 20 KB of WebAssembly for each type of key
//! and of value that it is compiled for. This one is compiled once: items are kept as they are, anything else behind a reference.

use std::any::Any;
use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;
use imbl::ordmap::{DiffItem, RangedIter};
use imbl::shared_ptr::DefaultSharedPtr;

use super::{Item, KeyBytes};

/// A persistent map from keys to values, ordered by key.
#[derive(Debug, Clone)]
pub struct KeyMap<V> {
    entries: OrdMap<KeyBytes, Slot>,
    values: PhantomData<V>,
}

/// Something that a map holds.
#[derive(Debug, Clone)]
pub enum Slot {
    /// An item.
    Item(Item),
    /// A value of another type.
    Other(Arc<dyn Any + Send + Sync>),
}

/// What a map can hold. A type that says nothing else is kept behind a reference.
pub trait Held: Any + Clone + Send + Sync {
    /// Puts the value into a slot.
    fn into_slot(self) -> Slot {
        Slot::Other(Arc::new(self))
    }

    /// The value in a slot.
    #[must_use]
    fn in_slot(slot: &Slot) -> Option<&Self> {
        match slot {
            Slot::Other(value) => value.downcast_ref(),
            Slot::Item(_) => None,
        }
    }

    /// The value in a slot, to be changed: a copy of it, if it is shared.
    fn in_slot_mut(slot: &mut Slot) -> Option<&mut Self> {
        let Slot::Other(value) = slot else { return None };
        if Arc::get_mut(value).is_none() {
            *value = Arc::new(value.downcast_ref::<Self>()?.clone());
        }
        Arc::get_mut(value)?.downcast_mut()
    }
}

impl Held for Item {
    fn into_slot(self) -> Slot {
        Slot::Item(self)
    }

    fn in_slot(slot: &Slot) -> Option<&Self> {
        match slot {
            Slot::Item(item) => Some(item),
            Slot::Other(_) => None,
        }
    }

    fn in_slot_mut(slot: &mut Slot) -> Option<&mut Self> {
        match slot {
            Slot::Item(item) => Some(item),
            Slot::Other(_) => None,
        }
    }
}

/// From a first key to before an end.
pub type Bounds<'b> = (Bound<&'b [u8]>, Bound<&'b [u8]>);

impl<V> Default for KeyMap<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V> KeyMap<V> {
    /// A map without entries.
    #[must_use]
    pub fn new() -> Self {
        Self { entries: OrdMap::new(), values: PhantomData }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets all entries.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

impl<V> KeyMap<V> {
    /// Whether both are one and the same.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.entries.ptr_eq(&other.entries)
    }

    /// Calls `act` with each key under which one of both has another value than the other, or none. What both share is passed over: this
    /// takes as long as there are differences.
    pub fn for_each_difference(&self, other: &Self, act: &mut dyn FnMut(&KeyBytes)) {
        if self.is_same(other) {
            return;
        }
        for difference in self.entries.diff(&other.entries) {
            match difference {
                DiffItem::Add(key, _) | DiffItem::Remove(key, _) | DiffItem::Update { new: (key, _), .. } => act(key),
            }
        }
    }
}

/// Items are compared, other values are the same if they are one.
impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Item(one), Self::Item(other)) => one == other,
            (Self::Other(one), Self::Other(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl<V: Held> KeyMap<V> {
    /// The value under `key`.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&V> {
        V::in_slot(self.entries.get(key)?)
    }

    /// The value under `key`, to be changed.
    pub fn get_mut(&mut self, key: &[u8]) -> Option<&mut V> {
        V::in_slot_mut(self.entries.get_mut(key)?)
    }

    /// Whether there is a value under `key`.
    #[must_use]
    pub fn contains(&self, key: &[u8]) -> bool {
        self.entries.contains_key(key)
    }

    /// Puts a value under `key` and gives back the one that was there.
    pub fn insert(&mut self, key: KeyBytes, value: V) -> Option<V> {
        let before = self.entries.insert(key, value.into_slot())?;
        V::in_slot(&before).cloned()
    }

    /// Takes the value under `key` away.
    pub fn remove(&mut self, key: &[u8]) -> Option<V> {
        let before = self.entries.remove(key)?;
        V::in_slot(&before).cloned()
    }

    /// All entries in the order of their keys.
    #[must_use]
    pub fn iter(&self) -> Entries<'_, V> {
        self.range((Bound::Unbounded, Bound::Unbounded))
    }

    /// The entries whose keys are within `bounds`, in the order of their keys.
    #[must_use]
    pub fn range(&self, bounds: Bounds<'_>) -> Entries<'_, V> {
        Entries { entries: self.entries.range::<_, [u8]>(bounds), values: PhantomData }
    }
}

impl<'m, V: Held> IntoIterator for &'m KeyMap<V> {
    type Item = (&'m KeyBytes, &'m V);
    type IntoIter = Entries<'m, V>;

    fn into_iter(self) -> Entries<'m, V> {
        self.iter()
    }
}

/// Some entries of a map, from both ends.
pub struct Entries<'m, V> {
    entries: RangedIter<'m, KeyBytes, Slot, DefaultSharedPtr>,
    values: PhantomData<V>,
}

impl<'m, V: Held> Iterator for Entries<'m, V> {
    type Item = (&'m KeyBytes, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, slot) = self.entries.next()?;
        Some((key, V::in_slot(slot)?))
    }
}

impl<V: Held> DoubleEndedIterator for Entries<'_, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (key, slot) = self.entries.next_back()?;
        Some((key, V::in_slot(slot)?))
    }
}

impl<V> Debug for Entries<'_, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Entries")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{AttributeMap, AttributeValue};

    impl Held for u64 {}

    fn key(text: &str) -> KeyBytes {
        text.as_bytes().into()
    }

    #[test]
    fn a_clone_does_not_see_later_changes() {
        let mut map = KeyMap::new();
        for (name, number) in [("a", 1_u64), ("b", 2), ("c", 3)] {
            assert_eq!(map.insert(key(name), number), None);
        }
        let snapshot = map.clone();
        *map.get_mut(b"a").unwrap() = 10;
        assert_eq!(map.insert(key("b"), 20), Some(2));
        assert_eq!(map.remove(b"c"), Some(3));
        assert_eq!(map.remove(b"c"), None);
        let values = |map: &KeyMap<u64>| map.iter().map(|(_, number)| *number).collect::<Vec<_>>();
        assert_eq!((values(&map), values(&snapshot)), (vec![10, 20], vec![1, 2, 3]));
        assert_eq!((map.len(), map.contains(b"c"), snapshot.contains(b"c")), (2, false, true));
    }

    #[test]
    fn a_range_is_read_from_both_ends() {
        let mut map = KeyMap::new();
        for name in ["a", "b", "bb", "c"] {
            map.insert(key(name), 0_u64);
        }
        let mut range = map.range((Bound::Included(b"b"), Bound::Excluded(b"c")));
        assert_eq!(range.next_back().map(|(key, _)| key.as_bytes()), Some(&b"bb"[..]));
        assert_eq!(range.next().map(|(key, _)| key.as_bytes()), Some(&b"b"[..]));
        assert!(range.next().is_none() && range.next_back().is_none());
    }

    #[test]
    fn differences_are_told_by_their_keys() {
        let mut map = KeyMap::new();
        for name in ["a", "b", "c", "d"] {
            map.insert(key(name), 0_u64);
        }
        let snapshot = map.clone();
        assert!(map.is_same(&snapshot));
        map.remove(b"a");
        map.insert(key("c"), 1);
        map.insert(key("e"), 0);
        let mut keys = Vec::new();
        snapshot.for_each_difference(&map, &mut |key| keys.push(key.clone()));
        assert_eq!(keys, ["a", "c", "e"].map(key));
    }

    #[test]
    fn items_are_kept_as_they_are() {
        let item = Item::new(&[("pk".to_owned(), AttributeValue::Null)].into_iter().collect::<AttributeMap>());
        let mut map = KeyMap::new();
        map.insert(key("a"), item.clone());
        assert_eq!(map.get(b"a"), Some(&item));
        assert_eq!(map.remove(b"a"), Some(item));
        assert!(map.is_empty());
    }
}
