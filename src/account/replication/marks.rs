//! The attributes by which global tables of the version 2017.11.29 keep track of their items. Whoever reads an item sees them.

use crate::Timestamp;
use crate::account::Place;
use crate::value::{AttributeValue, Item, Number};

/// Whether the item is on its way out.
const DELETING: &str = "aws:rep:deleting";
/// When it was last written: seconds since 1970, with six digits after the point.
const UPDATE_TIME: &str = "aws:rep:updatetime";
/// Where it was.
const UPDATE_REGION: &str = "aws:rep:updateregion";

/// `item`, written at `now` in `place`, or about to be deleted.
#[must_use]
pub fn marked(item: &Item, place: &Place, now: Timestamp, deleting: bool) -> Item {
    let mut attributes = item.to_map();
    let (seconds, milliseconds) = (now.0.div_euclid(1000), now.0.rem_euclid(1000));
    attributes.insert(DELETING.to_owned(), AttributeValue::Bool(deleting));
    if let Ok(time) = Number::parse(&format!("{seconds}.{milliseconds:03}001")) {
        attributes.insert(UPDATE_TIME.to_owned(), AttributeValue::N(time));
    }
    attributes.insert(UPDATE_REGION.to_owned(), AttributeValue::S(place.region.to_string()));
    Item::new(&attributes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::AttributeMap;

    #[test]
    fn an_item_is_marked_with_when_and_where_it_was_written() {
        let attributes = [("pk".to_owned(), AttributeValue::S("a".to_owned()))];
        let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
        let once = marked(&item, &Place::default(), Timestamp(1_790_812_800_007), false);
        let attributes = once.to_map();
        assert_eq!(attributes.len(), 4);
        let time = Number::parse("1790812800.007001").unwrap();
        assert_eq!(attributes.get("aws:rep:updatetime"), Some(&AttributeValue::N(time)));
        assert_eq!(attributes.get("aws:rep:updateregion"), Some(&AttributeValue::S("us-east-1".to_owned())));
        assert_eq!(attributes.get("aws:rep:deleting"), Some(&AttributeValue::Bool(false)));
        let again = marked(&once, &Place::default(), Timestamp(1_790_812_800_007), false);
        assert_eq!(once, again);
    }
}
