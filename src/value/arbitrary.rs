//! Strategies for property tests over values.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{AttributeMap, AttributeValue, Number, Set};

/// Any number, short ones more often.
pub(crate) fn number() -> impl Strategy<Value = Number> {
    let literal = prop_oneof!["-?[0-9]{1,3}", "-?[0-9]{1,19}\\.[0-9]{1,19}", "-?[1-9](\\.[0-9]{1,37})?e-?1?[0-9]{1,2}"];
    literal.prop_filter_map("a number of DynamoDB's", |text| Number::parse(&text).ok())
}

/// Any text, with zero bytes and shared beginnings.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a\0]{0,4}", "\\PC{0,8}", "[a-c]{100,200}"]
}

/// Any bytes, with many zeros and 255s.
pub(crate) fn binary() -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![Just(0), Just(1), Just(254), Just(255), any::<u8>()], 0..6)
}

/// A string, number or binary.
pub(crate) fn scalar() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![text().prop_map(AttributeValue::S), number().prop_map(AttributeValue::N), binary().prop_map(AttributeValue::B),]
}

/// Any value, a few levels deep.
pub(crate) fn value() -> impl Strategy<Value = AttributeValue> {
    let leaf = prop_oneof![
        scalar(),
        any::<bool>().prop_map(AttributeValue::Bool),
        Just(AttributeValue::Null),
        set(text()).prop_map(AttributeValue::SS),
        set(number()).prop_map(AttributeValue::NS),
        set(binary()).prop_map(AttributeValue::BS),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(AttributeValue::L),
            vec(("[a-d]{1,2}", inner), 0..4).prop_map(|entries| AttributeValue::M(entries.into_iter().collect())),
        ]
    })
}

/// Any item.
pub(crate) fn attributes() -> impl Strategy<Value = AttributeMap> {
    vec(("[a-f]{1,3}", value()), 0..6).prop_map(|entries| entries.into_iter().collect())
}

fn set<T: Ord + Clone + std::fmt::Debug>(member: impl Strategy<Value = T>) -> impl Strategy<Value = Set<T>> {
    vec(member, 1..5).prop_map(|mut members| {
        members.sort_unstable();
        members.dedup();
        Set::new(members).unwrap()
    })
}
