//! Borrowed views into encoded values: conditions are evaluated on them and JSON is written from them, without allocation.

use std::cmp::Ordering;
use std::iter;
use std::marker::PhantomData;

use super::encoding::{self, Input};
use super::{AttributeMap, AttributeType, AttributeValue, Number, Set, size};

/// A value inside an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueRef<'a> {
    /// A string.
    S(&'a str),
    /// A number.
    N(Number),
    /// Bytes.
    B(&'a [u8]),
    /// Strings, ordered by their bytes.
    SS(SequenceRef<'a, &'a str>),
    /// Numbers, ascending.
    NS(SequenceRef<'a, Number>),
    /// Binaries, ordered by their bytes.
    BS(SequenceRef<'a, &'a [u8]>),
    /// Values in the order of the list.
    L(SequenceRef<'a, ValueRef<'a>>),
    /// Attributes, ordered by their names.
    M(MapRef<'a>),
    /// A boolean.
    Bool(bool),
    /// The null value.
    Null,
}

impl<'a> ValueRef<'a> {
    /// The value that `encoded` begins with, which was written here.
    pub(super) fn of(encoded: &'a [u8]) -> Self {
        Self::read(&mut Reading(Input(encoded))).unwrap_or(Self::Null)
    }

    /// The type of the value.
    #[must_use]
    pub const fn kind(self) -> AttributeType {
        match self {
            Self::S(_) => AttributeType::S,
            Self::N(_) => AttributeType::N,
            Self::B(_) => AttributeType::B,
            Self::SS(_) => AttributeType::SS,
            Self::NS(_) => AttributeType::NS,
            Self::BS(_) => AttributeType::BS,
            Self::L(_) => AttributeType::L,
            Self::M(_) => AttributeType::M,
            Self::Bool(_) => AttributeType::Bool,
            Self::Null => AttributeType::Null,
        }
    }

    /// The bytes that the value costs in an item.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number.size(),
            Self::B(bytes) => bytes.len(),
            Self::SS(members) => members.iter().map(str::len).sum(),
            Self::NS(members) => members.iter().map(Number::size).sum(),
            Self::BS(members) => members.iter().map(<[u8]>::len).sum(),
            Self::L(members) => size::COLLECTION + members.iter().map(|member| size::MEMBER + member.size()).sum::<usize>(),
            Self::M(attributes) => size::COLLECTION + attributes.iter().map(|_| size::MEMBER).sum::<usize>() + attributes.size(),
            Self::Bool(_) | Self::Null => size::FLAG,
        }
    }

    /// The same value as a tree of its own.
    #[must_use]
    pub fn to_owned(self) -> AttributeValue {
        match self {
            Self::S(text) => AttributeValue::S(text.to_owned()),
            Self::N(number) => AttributeValue::N(number),
            Self::B(bytes) => AttributeValue::B(bytes.to_vec()),
            Self::SS(members) => AttributeValue::SS(Set::from_ascending(members.iter().map(str::to_owned).collect())),
            Self::NS(members) => AttributeValue::NS(Set::from_ascending(members.iter().collect())),
            Self::BS(members) => AttributeValue::BS(Set::from_ascending(members.iter().map(<[u8]>::to_vec).collect())),
            Self::L(members) => AttributeValue::L(members.iter().map(Self::to_owned).collect()),
            Self::M(attributes) => AttributeValue::M(attributes.to_map()),
            Self::Bool(value) => AttributeValue::Bool(value),
            Self::Null => AttributeValue::Null,
        }
    }
}

impl PartialOrd for ValueRef<'_> {
    /// Strings and binaries are ordered by their bytes, numbers by value; nothing else has an order.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::S(left), Self::S(right)) => Some(left.cmp(right)),
            (Self::N(left), Self::N(right)) => Some(left.cmp(right)),
            (Self::B(left), Self::B(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

/// What a sequence in an encoding can hold.
pub trait Encoded<'a>: Sized {
    #[doc(hidden)]
    fn read(input: &mut Reading<'a>) -> Option<Self>;
}

/// A position in an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading<'a>(Input<'a>);

impl<'a> Encoded<'a> for &'a str {
    fn read(input: &mut Reading<'a>) -> Option<Self> {
        input.0.text()
    }
}

impl<'a> Encoded<'a> for &'a [u8] {
    fn read(input: &mut Reading<'a>) -> Option<Self> {
        input.0.bytes()
    }
}

impl<'a> Encoded<'a> for Number {
    fn read(input: &mut Reading<'a>) -> Option<Self> {
        input.0.number()
    }
}

impl<'a> Encoded<'a> for ValueRef<'a> {
    fn read(input: &mut Reading<'a>) -> Option<Self> {
        Some(match input.0.byte()? {
            encoding::STRING => Self::S(input.0.text()?),
            encoding::NUMBER => Self::N(input.0.number()?),
            encoding::BINARY => Self::B(input.0.bytes()?),
            encoding::STRING_SET => Self::SS(SequenceRef::new(input.0.body()?)),
            encoding::NUMBER_SET => Self::NS(SequenceRef::new(input.0.body()?)),
            encoding::BINARY_SET => Self::BS(SequenceRef::new(input.0.body()?)),
            encoding::LIST => Self::L(SequenceRef::new(input.0.body()?)),
            encoding::MAP => Self::M(MapRef(SequenceRef::new(input.0.body()?))),
            encoding::FALSE => Self::Bool(false),
            encoding::TRUE => Self::Bool(true),
            encoding::NULL => Self::Null,
            _ => return None,
        })
    }
}

impl<'a> Encoded<'a> for (&'a str, ValueRef<'a>) {
    fn read(input: &mut Reading<'a>) -> Option<Self> {
        Some((input.0.text()?, ValueRef::read(input)?))
    }
}

/// The members of a set or list inside an encoding. Equal sequences have equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SequenceRef<'a, T> {
    rest: Reading<'a>,
    members: PhantomData<T>,
}

impl<'a, T: Encoded<'a>> SequenceRef<'a, T> {
    pub(super) const fn new(body: Input<'a>) -> Self {
        Self { rest: Reading(body), members: PhantomData }
    }

    /// The members in order.
    #[must_use]
    pub const fn iter(self) -> Members<'a, T> {
        Members(self)
    }

    /// How many members there are; counting takes a pass over them.
    #[must_use]
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Whether there is none, which only a list can be.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.rest.0.0.is_empty()
    }
}

impl<'a> SequenceRef<'a, ValueRef<'a>> {
    /// The member at `index`, from 0.
    #[must_use]
    pub fn get(self, index: usize) -> Option<ValueRef<'a>> {
        let mut rest = self.rest;
        for _ in 0..index {
            rest.0.skip_value()?;
        }
        ValueRef::read(&mut rest)
    }
}

impl<'a, T: Encoded<'a>> IntoIterator for SequenceRef<'a, T> {
    type Item = T;
    type IntoIter = Members<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// An iterator over the members of a sequence.
#[derive(Debug, Clone)]
pub struct Members<'a, T>(SequenceRef<'a, T>);

impl<'a, T: Encoded<'a>> Iterator for Members<'a, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        T::read(&mut self.0.rest)
    }
}

/// The attributes of an item or map inside an encoding, ordered by name. Equal maps have equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapRef<'a>(SequenceRef<'a, (&'a str, ValueRef<'a>)>);

impl<'a> MapRef<'a> {
    pub(super) const fn new(body: &'a [u8]) -> Self {
        Self(SequenceRef::new(Input(body)))
    }

    /// Names and values in the order of the names.
    #[must_use]
    pub const fn iter(self) -> Members<'a, (&'a str, ValueRef<'a>)> {
        self.0.iter()
    }

    /// The value of the attribute `name`: passes over the attributes before it without decoding them.
    #[must_use]
    pub fn get(self, name: &str) -> Option<ValueRef<'a>> {
        let mut rest = self.0.rest;
        loop {
            match rest.0.bytes()?.cmp(name.as_bytes()) {
                Ordering::Less => rest.0.skip_value()?,
                Ordering::Equal => return ValueRef::read(&mut rest),
                Ordering::Greater => return None,
            }
        }
    }

    /// The encoding of the value of the attribute `name`.
    pub(super) fn encoded(self, name: &str) -> Option<&'a [u8]> {
        let mut rest = self.0.rest.0;
        loop {
            let order = rest.bytes()?.cmp(name.as_bytes());
            let value = rest.0;
            rest.skip_value()?;
            match order {
                Ordering::Less => {}
                Ordering::Equal => return value.get(..value.len() - rest.0.len()),
                Ordering::Greater => return None,
            }
        }
    }

    /// The bytes that the attributes cost as an item: names and values.
    #[must_use]
    pub fn size(self) -> usize {
        self.iter().map(|(name, value)| name.len() + value.size()).sum()
    }

    /// How many attributes there are; counting takes a pass over them, in which they are not decoded.
    #[must_use]
    pub fn len(self) -> usize {
        let mut rest = self.0.rest.0;
        iter::from_fn(|| rest.bytes().and_then(|_| rest.skip_value())).count()
    }

    /// Whether there is no attribute.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The same attributes as a tree of their own.
    #[must_use]
    pub fn to_map(self) -> AttributeMap {
        self.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

impl<'a> IntoIterator for MapRef<'a> {
    type Item = (&'a str, ValueRef<'a>);
    type IntoIter = Members<'a, Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A value of a request in the encoding of stored values, so that both compare alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedValue(Box<[u8]>);

impl EncodedValue {
    /// The value as a view.
    #[must_use]
    pub fn view(&self) -> ValueRef<'_> {
        ValueRef::of(&self.0)
    }
}

impl From<&AttributeValue> for EncodedValue {
    fn from(value: &AttributeValue) -> Self {
        let mut output = encoding::Output::default();
        output.value(value);
        Self(output.0.into_boxed_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> AttributeValue {
        AttributeValue::S(text.to_owned())
    }

    fn list(members: &[AttributeValue]) -> EncodedValue {
        EncodedValue::from(&AttributeValue::L(members.to_vec()))
    }

    #[test]
    fn a_member_of_a_list_is_found_by_its_index() {
        let number = AttributeValue::N(Number::from(-150));
        let nested = AttributeValue::L(vec![text("inner")]);
        let list = list(&[text("a"), number, nested, AttributeValue::Null, text("e")]);
        let ValueRef::L(members) = list.view() else { panic!("{list:?}") };
        assert_eq!(members.get(0), Some(ValueRef::S("a")));
        assert_eq!(members.get(1), Some(ValueRef::N(Number::from(-150))));
        assert_eq!(members.get(3), Some(ValueRef::Null));
        assert_eq!(members.get(4), Some(ValueRef::S("e")));
        assert_eq!(members.get(5), None);
        assert_eq!(members.len(), 5);
    }

    #[test]
    fn an_attribute_of_a_map_is_found_behind_values_of_any_type() {
        let set = AttributeValue::SS(Set::new(vec!["x".to_owned()]).unwrap());
        let entries = [("a", set), ("b", text(&"long".repeat(100))), ("c", AttributeValue::Bool(true)), ("d", text("found"))];
        let map: AttributeMap = entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let encoded = EncodedValue::from(&AttributeValue::M(map));
        let ValueRef::M(attributes) = encoded.view() else { panic!("{encoded:?}") };
        assert_eq!(attributes.get("d"), Some(ValueRef::S("found")));
        assert_eq!(attributes.get("bb"), None);
        assert!(!attributes.is_empty());
    }

    #[test]
    fn only_values_of_one_scalar_type_have_an_order() {
        assert!(ValueRef::S("Z") < ValueRef::S("a"));
        assert!(ValueRef::N(Number::from(9)) < ValueRef::N(Number::from(10)));
        assert!(ValueRef::B(&[1]) < ValueRef::B(&[1, 0]));
        assert_eq!(ValueRef::S("1").partial_cmp(&ValueRef::N(Number::from(1))), None);
        assert_eq!(ValueRef::Bool(false).partial_cmp(&ValueRef::Bool(true)), None);
    }

    #[test]
    fn sets_are_equal_whatever_the_order_of_their_members() {
        let set = |members: &[&str]| Set::new(members.iter().map(|text| Number::parse(text).unwrap()).collect()).unwrap();
        let left = EncodedValue::from(&AttributeValue::NS(set(&["1", "2.50", "-3"])));
        let right = EncodedValue::from(&AttributeValue::NS(set(&["-3.0", "1e0", "2.5"])));
        assert_eq!(left.view(), right.view());
        assert_ne!(list(&[text("a"), text("b")]).view(), list(&[text("b"), text("a")]).view());
    }
}
