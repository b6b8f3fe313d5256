//! One stored item.

use std::sync::Arc;

use super::encoding::{Input, Output};
use super::{AttributeMap, MapRef, ValueRef, check};
use crate::stored::{self, Stored};

/// The first byte of an item. A change of the encoding changes it.
const VERSION: u8 = 1;
/// The version and the size in four bytes.
const HEADER: usize = 5;
/// Most items are encoded in less.
const ROOM: usize = 512;

/// An item in its canonical encoding: a clone is a reference count, and equal items have equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item(Arc<[u8]>);

impl Item {
    /// Encodes an item.
    #[must_use]
    pub fn new(attributes: &AttributeMap) -> Self {
        let mut output = Self::begin();
        output.attributes(attributes);
        Self::finish(output, attributes.size())
    }

    /// What the encoding of attributes is written behind, for [`Item::finish`].
    pub(super) fn begin() -> Output {
        let mut bytes = Vec::with_capacity(ROOM);
        bytes.extend_from_slice(&[VERSION, 0, 0, 0, 0]);
        Output(bytes)
    }

    /// The item whose attributes were written behind what [`Item::begin`] gave. `size` is what they cost.
    pub(super) fn finish(output: Output, size: usize) -> Self {
        let Output(mut bytes) = output;
        if let Some(header) = bytes.get_mut(1..HEADER) {
            header.copy_from_slice(&u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
        }
        Self(bytes.into())
    }

    /// The item with these bytes, if they are an encoding that [`Item::new`] could have made.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (header, attributes) = bytes.split_at_checked(HEADER)?;
        check::attributes(Input(attributes))?;
        let item = Self(bytes.into());
        (*header.first()? == VERSION && item.size() == item.attributes().size()).then_some(item)
    }

    /// The encoding.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes that DynamoDB counts for the item. The encoding has another length.
    #[must_use]
    pub fn size(&self) -> usize {
        let size = self.0.get(1..HEADER).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
        usize::try_from(u32::from_le_bytes(size)).unwrap_or(usize::MAX)
    }

    /// The attributes.
    #[must_use]
    pub fn attributes(&self) -> MapRef<'_> {
        MapRef::new(self.encoded_attributes())
    }

    /// The encoding without its header.
    pub(super) fn encoded_attributes(&self) -> &[u8] {
        self.0.get(HEADER..).unwrap_or_default()
    }

    /// The value of the attribute `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<ValueRef<'_>> {
        self.attributes().get(name)
    }

    /// The attributes as a tree, to be edited.
    #[must_use]
    pub fn to_map(&self) -> AttributeMap {
        self.attributes().to_map()
    }
}

impl From<&AttributeMap> for Item {
    fn from(attributes: &AttributeMap) -> Self {
        Self::new(attributes)
    }
}

impl Stored for Item {
    fn store(&self, output: &mut Vec<u8>) {
        stored::store_bytes(&self.0, output);
    }

    fn load(input: &mut stored::Input<'_>) -> Option<Self> {
        Self::from_bytes(input.bytes()?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::{AttributeValue, EncodedValue, arbitrary, to_json};

    fn item(attributes: &[(&str, AttributeValue)]) -> Item {
        Item::new(&attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    #[test]
    fn an_attribute_is_found_by_its_name() {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let item = item(&[("b", text("2")), ("a", text("1")), ("d", AttributeValue::Null), ("c", AttributeValue::Bool(true))]);
        assert_eq!(item.get("a"), Some(ValueRef::S("1")));
        assert_eq!(item.get("b"), Some(ValueRef::S("2")));
        assert_eq!(item.get("c"), Some(ValueRef::Bool(true)));
        assert_eq!(item.get("d"), Some(ValueRef::Null));
        assert_eq!(item.get("aa"), None);
        assert_eq!(item.get("e"), None);
        assert_eq!(item.attributes().len(), 4);
    }

    #[test]
    fn the_encoding_is_the_documented_one() {
        let number = AttributeValue::N(crate::value::Number::parse("-1.5").unwrap());
        let documented = [1, 5, 0, 0, 0, 1, b'a', 2, 0xC1, 0xFF, 0xFF, 0x0F];
        assert_eq!(item(&[("a", number)]).as_bytes(), documented);
    }

    #[test]
    fn an_item_of_another_version_is_refused() {
        let mut bytes = item(&[("a", AttributeValue::Null)]).as_bytes().to_vec();
        assert!(Item::from_bytes(&bytes).is_some());
        bytes[0] = 2;
        assert_eq!(Item::from_bytes(&bytes), None);
        assert_eq!(Item::from_bytes(&[]), None);
    }

    #[test]
    fn sizes_are_those_that_aws_was_observed_to_count() {
        let number = AttributeValue::N(crate::value::Number::from(-12345));
        let map = AttributeValue::M([("k".to_owned(), AttributeValue::S("x".repeat(100)))].into_iter().collect());
        assert_eq!(AttributeValue::L(Vec::new()).size(), 3);
        assert_eq!(AttributeValue::L(vec![AttributeValue::S("0123456789".to_owned())]).size(), 14);
        assert_eq!(map.size(), 105);
        assert_eq!(item(&[("naïve", number)]).size(), 6 + 5);
        assert_eq!(item(&[("a", AttributeValue::Null), ("b", AttributeValue::Bool(false))]).size(), 4);
    }

    proptest! {
        #[test]
        fn encoding_keeps_everything(attributes in arbitrary::attributes()) {
            let item = Item::new(&attributes);
            prop_assert_eq!(item.size(), attributes.size());
            prop_assert_eq!(item.to_map(), attributes.clone());
            prop_assert_eq!(Item::from_bytes(item.as_bytes()), Some(item.clone()));
            for (name, value) in attributes.iter() {
                let encoded = EncodedValue::from(value);
                prop_assert_eq!(item.get(name), Some(encoded.view()));
                prop_assert_eq!(encoded.view().size(), value.size());
                prop_assert_eq!(encoded.view().kind(), value.kind());
            }
        }

        #[test]
        fn the_wire_form_of_an_item_is_that_of_the_tree(attributes in arbitrary::attributes()) {
            let written = to_json(&attributes);
            prop_assert_eq!(to_json(&Item::new(&attributes)), written);
        }

        #[test]
        fn damaged_bytes_are_refused_or_canonical(attributes in arbitrary::attributes(), at in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = Item::new(&attributes).as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Some(item) = Item::from_bytes(&bytes) {
                prop_assert_eq!(Item::new(&item.to_map()), item);
            }
        }
    }
}
