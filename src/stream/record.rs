//! One change of one item.

use serde::Serialize;

use super::SequenceNumber;
use crate::Timestamp;
use crate::stored::{stored_enum, stored_struct};
use crate::table::{Author, KeySchema, StreamViewType, Written};
use crate::value::{Item, ValueRef};

/// What happened to an item, and when.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its place in the stream.
    pub number: SequenceNumber,
    /// When it happened; never before what is told earlier.
    pub time: Timestamp,
    /// On whose behalf.
    pub author: Author,
    /// The item before and after.
    pub change: ItemChange,
}

/// An item that is not what it was.
#[derive(Debug, Clone)]
pub enum ItemChange {
    /// It was not there.
    Insert(Item),
    /// It was another: before, after.
    Modify(Item, Item),
    /// It is gone.
    Remove(Item),
}

/// The kind of a change, as records name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventName {
    /// A new item.
    Insert,
    /// An item in the place of another with its key.
    Modify,
    /// An item that is gone.
    Remove,
}

impl ItemChange {
    /// What `written` changed. `None` if the item is as it was.
    #[must_use]
    pub fn of(written: &Written) -> Option<Self> {
        match (&written.before, &written.after) {
            (None, Some(after)) => Some(Self::Insert(after.clone())),
            (Some(before), None) => Some(Self::Remove(before.clone())),
            (Some(before), Some(after)) if before != after => Some(Self::Modify(before.clone(), after.clone())),
            _ => None,
        }
    }
}

impl Record {
    /// The kind of the change.
    #[must_use]
    pub const fn event_name(&self) -> EventName {
        match &self.change {
            ItemChange::Insert(_) => EventName::Insert,
            ItemChange::Modify(..) => EventName::Modify,
            ItemChange::Remove(_) => EventName::Remove,
        }
    }

    /// An image of the item: before or after, for they have one key.
    #[must_use]
    pub const fn item(&self) -> &Item {
        match &self.change {
            ItemChange::Insert(item) | ItemChange::Modify(_, item) | ItemChange::Remove(item) => item,
        }
    }

    /// The item before the change, if there was one and records of `view` show it.
    #[must_use]
    pub fn old_image(&self, view: StreamViewType) -> Option<&Item> {
        let shown = matches!(view, StreamViewType::OldImage | StreamViewType::NewAndOldImages);
        match &self.change {
            ItemChange::Modify(before, _) | ItemChange::Remove(before) if shown => Some(before),
            _ => None,
        }
    }

    /// The item after the change, if there is one and records of `view` show it.
    #[must_use]
    pub fn new_image(&self, view: StreamViewType) -> Option<&Item> {
        let shown = matches!(view, StreamViewType::NewImage | StreamViewType::NewAndOldImages);
        match &self.change {
            ItemChange::Insert(after) | ItemChange::Modify(_, after) if shown => Some(after),
            _ => None,
        }
    }

    /// The bytes of the key and of the images that records of `view` show (the developer guide's samples: 26, 59 and 38).
    #[must_use]
    pub fn size(&self, view: StreamViewType, key: &KeySchema) -> usize {
        let image = |item: Option<&Item>| item.map_or(0, Item::size);
        let attributes = key.attributes().map(|attribute| {
            let value = self.item().get(&attribute.name).map_or(0, ValueRef::size);
            attribute.name.len() + value
        });
        attributes.sum::<usize>() + image(self.old_image(view)) + image(self.new_image(view))
    }
}

stored_struct!(Record { number, time, author, change });
stored_enum!(ItemChange { 0 => Insert(after), 1 => Modify(before, after), 2 => Remove(before) });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Capacity, KeyAttribute, ScalarType};
    use crate::value::{AttributeMap, AttributeValue, Number};

    fn item(message: &str) -> Item {
        let id = ("Id".to_owned(), AttributeValue::N(Number::from(101)));
        let message = ("Message".to_owned(), AttributeValue::S(message.to_owned()));
        Item::new(&[id, message].into_iter().collect::<AttributeMap>())
    }

    fn change(before: Option<Item>, after: Option<Item>) -> Option<Record> {
        let written = Written { before, after, table_units: Capacity::ZERO, index_units: Vec::new(), vector_bytes: Vec::new() };
        let change = ItemChange::of(&written)?;
        Some(Record { number: SequenceNumber::FIRST, time: Timestamp(0), author: Author::Caller, change })
    }

    #[test]
    fn sizes_are_those_of_the_samples() {
        let key = KeySchema::simple(KeyAttribute::new("Id", ScalarType::N));
        let (new, other) = (item("New item!"), item("This item has changed"));
        let changes = [
            (change(None, Some(new.clone())), EventName::Insert, 26),
            (change(Some(new), Some(other.clone())), EventName::Modify, 59),
            (change(Some(other), None), EventName::Remove, 38),
        ];
        for (record, name, size) in changes {
            let record = record.unwrap();
            assert_eq!((record.event_name(), record.size(StreamViewType::NewAndOldImages, &key)), (name, size));
            assert_eq!(record.size(StreamViewType::KeysOnly, &key), 5);
        }
    }

    #[test]
    fn what_changes_nothing_is_no_change() {
        assert!(change(None, None).is_none());
        assert!(change(Some(item("a")), Some(item("a"))).is_none());
    }

    #[test]
    fn a_view_shows_its_images() {
        let record = change(Some(item("a")), Some(item("b"))).unwrap();
        let shown = |view| (record.old_image(view).is_some(), record.new_image(view).is_some());
        assert_eq!(shown(StreamViewType::KeysOnly), (false, false));
        assert_eq!(shown(StreamViewType::OldImage), (true, false));
        assert_eq!(shown(StreamViewType::NewImage), (false, true));
        assert_eq!(shown(StreamViewType::NewAndOldImages), (true, true));
    }
}
