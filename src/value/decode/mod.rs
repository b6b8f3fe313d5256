//! Attribute values out of JSON: what a decoder of requests calls where the model says `AttributeValue`. Serde's seeds write what they read straight
//! into the encoding of stored values; where a tree is wanted, it is made from that.
//!
//! Two kinds of error are kept apart, as AWS does. JSON of the wrong type is a serde error whose text is AWS's (see
//! `expected.rs`); it ends the decoding. A value against DynamoDB's rules is a [`super::ValueFault`] in the result; decoding
//! goes on behind it, because a wrong type further on wins.

mod attributes;
mod encoder;
mod expected;
mod scalar;
mod set;
mod shape;
#[cfg(test)]
mod tree;
mod typed;
mod value;

use std::cell::Cell;

pub use attributes::{read_item, read_placeholders};
use expected::Expected;
pub use scalar::boolean_of;
use shape::Token;
pub use value::{INTERNAL_TYPE, read_value};

/// How what is no request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// As DynamoDB's framework does, which is written in Java.
    #[default]
    Java,
    /// As the endpoint of vector searches does, which reads JSON with Rust's `serde_json`: a value must have exactly one type, and there
    /// are more types than clients may send (observed 2026-08 to 2026-10 in six regions).
    Rust,
}

/// What the values of one request tell about the request as a whole.
#[derive(Debug, Default)]
pub struct Decoding {
    dialect: Dialect,
    older_layer: Cell<bool>,
    skipped_levels: Cell<bool>,
}

impl Decoding {
    /// Of a request in `dialect`.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, ..Self::default() }
    }

    /// The dialect of the request.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether a value forces the whole request onto the older validation layer: a boolean written as a string, a value
    /// of several types, or nesting of 63 levels.
    #[must_use]
    pub fn forces_older_layer(&self) -> bool {
        self.older_layer.get()
    }

    /// Notes that something in the request does; also for a legacy condition's `Exists` written as a string.
    pub fn force_older_layer(&self) {
        self.older_layer.set(true);
    }

    /// Whether a value was so deep (63 levels) that a part of it was skipped unread.
    #[must_use]
    pub fn skipped_levels(&self) -> bool {
        self.skipped_levels.get()
    }

    fn skip_levels(&self) {
        self.skipped_levels.set(true);
        self.force_older_layer();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

    use super::encoder::Encoder;
    use super::shape::Reader;
    use super::tree::{Json, Tree};
    use super::value::Value;
    use super::*;
    use crate::value::encoding::Output;
    use crate::value::{
        AttributeMap, AttributeType, AttributeValue, AttributesFault, NumberFault, SentItem, SetType, ValueFault, ValueRef,
        arbitrary, naive,
    };

    type Decoded = Result<AttributeValue, ValueFault>;

    /// The decoded value and whether it forces the older layer, or the text of the serialization error.
    fn decode(json: &str) -> Result<(Option<Decoded>, bool), String> {
        let decoding = Decoding::default();
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.disable_recursion_limit();
        let mut encoder = Encoder::new(&decoding, Output::default());
        match Reader(Value { encoder: &mut encoder, depth: 0 }).deserialize(&mut deserializer) {
            Ok(written) => {
                let value = written.map(|written| written.map(|_| ValueRef::of(&encoder.output.0).to_owned()));
                Ok((value, decoding.forces_older_layer()))
            }
            Err(error) => Err(text_of(&error)),
        }
    }

    fn text_of(error: &serde_json::Error) -> String {
        error.to_string().rsplit_once(" at line").unwrap().0.to_owned()
    }

    fn valid(json: &str) -> AttributeValue {
        match decode(json) {
            Ok((Some(Ok(value)), false)) => value,
            other => panic!("{json}: {other:?}"),
        }
    }

    fn fault(json: &str) -> ValueFault {
        match decode(json) {
            Ok((Some(Err(fault)), false)) => fault,
            other => panic!("{json}: {other:?}"),
        }
    }

    fn older_layers_fault(json: &str) -> ValueFault {
        match decode(json) {
            Ok((Some(Err(fault)), true)) => fault,
            other => panic!("{json}: {other:?}"),
        }
    }

    /// Reads an item.
    struct ItemSeed<'c>(&'c Decoding);

    impl<'de> Visitor<'de> for ItemSeed<'_> {
        type Value = Result<SentItem, AttributesFault>;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an item")
        }

        fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
            read_item(self.0, object)
        }
    }

    /// What reading an item comes to: the item or its fault, whether that forces the older layer, and whether levels were skipped; or the text of
    /// the serialization error.
    type Outcome = Result<(Result<SentItem, AttributesFault>, bool, bool), String>;

    fn outcome(json: &str) -> Outcome {
        let decoding = Decoding::default();
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.disable_recursion_limit();
        let read = deserializer.deserialize_map(ItemSeed(&decoding)).map_err(|error| text_of(&error))?;
        Ok((read, decoding.forces_older_layer(), decoding.skipped_levels()))
    }

    /// The same by way of trees. `None` for what is no JSON object.
    fn outcome_of_tree(json: &str) -> Option<Outcome> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.disable_recursion_limit();
        let Ok(Json::Object(members)) = serde::Deserialize::deserialize(&mut deserializer) else { return None };
        let mut tree = Tree::default();
        let item = tree.attributes(&members, 0);
        Some(item.map(|item| (item.map(|item| SentItem::from(&item)), tree.older_layer, tree.skipped_levels)))
    }

    fn attributes(json: &str) -> Result<AttributeMap, AttributesFault> {
        outcome(json).unwrap().0.map(|sent| sent.as_item().to_map())
    }

    #[test]
    fn the_ten_types_are_read() {
        assert_eq!(valid(r#"{"S":"a\"b"}"#), AttributeValue::S("a\"b".to_owned()));
        assert_eq!(valid(r#"{"N":"1.50"}"#).kind(), AttributeType::N);
        assert_eq!(valid(r#"{"B":"AAE="}"#), AttributeValue::B(vec![0, 1]));
        assert_eq!(valid(r#"{"BOOL":false}"#), AttributeValue::Bool(false));
        assert_eq!(valid(r#"{"NULL":true}"#), AttributeValue::Null);
        assert_eq!(valid(r#"{"L":[]}"#), AttributeValue::L(Vec::new()));
        assert_eq!(valid(r#"{"M":{"a":{"L":[{"NULL":true}]}}}"#).depth(), 2);
        assert_eq!(naive::value(&valid(r#"{"SS":["b","","a"]}"#)).to_string(), r#"{"SS":["","a","b"]}"#);
        assert_eq!(naive::value(&valid(r#"{"NS":["10","9","-1"]}"#)).to_string(), r#"{"NS":["-1","9","10"]}"#);
        assert_eq!(naive::value(&valid(r#"{"BS":["/w==","","AA=="]}"#)).to_string(), r#"{"BS":["","AA==","/w=="]}"#);
    }

    #[test]
    fn null_counts_as_absent() {
        assert_eq!(decode("null"), Ok((None, false)));
        assert_eq!(valid(r#"{"S":"a","N":null}"#), AttributeValue::S("a".to_owned()));
        assert_eq!(fault(r#"{"S":null}"#), ValueFault::NoType);
        assert_eq!(fault(r#"{"L":[null]}"#), ValueFault::NoType);
        assert_eq!(fault(r#"{"M":{"a":null}}"#), ValueFault::NoType);
        assert_eq!(fault(r#"{"SS":["a",null]}"#), ValueFault::NullMember(SetType::SS));
    }

    #[test]
    fn unknown_types_are_ignored() {
        assert_eq!(fault(r#"{"X":{"deep":[1,2]}}"#), ValueFault::NoType);
        assert_eq!(fault(r#"{"s":"a"}"#), ValueFault::NoType);
        assert_eq!(valid(r#"{"X":1,"S":"a"}"#), AttributeValue::S("a".to_owned()));
    }

    #[test]
    fn of_a_repeated_name_the_last_counts() {
        assert_eq!(valid(r#"{"S":"a","S":"b"}"#), AttributeValue::S("b".to_owned()));
        assert_eq!(attributes(r#"{"a":{"S":"1"},"a":{"S":"2"}}"#), attributes(r#"{"a":{"S":"2"}}"#));
    }

    #[test]
    fn sets_have_rules() {
        assert_eq!(fault(r#"{"SS":[]}"#), ValueFault::EmptySet(SetType::SS));
        assert_eq!(fault(r#"{"NS":["1","1.0"]}"#), ValueFault::DuplicateNumbers);
        assert_eq!(fault(r#"{"NS":["1",""]}"#), ValueFault::Number(NumberFault::Syntax(String::new())));
        assert_eq!(fault(r#"{"SS":["",""]}"#), ValueFault::DuplicateStrings(vec![String::new(); 2]));
        assert_eq!(fault(r#"{"BS":["YQ==","YQ=="]}"#), ValueFault::DuplicateBinaries(vec!["YQ==".to_owned(); 2]));
    }

    #[test]
    fn a_boolean_written_as_a_string_forces_the_older_layer() {
        assert_eq!(decode(r#"{"BOOL":"Yes"}"#), Ok((Some(Ok(AttributeValue::Bool(true))), true)));
        assert_eq!(older_layers_fault(r#"{"L":[{"NULL":"f"}]}"#), ValueFault::FalseNull);
    }

    #[test]
    fn several_types_force_the_older_layer_and_come_after_other_faults() {
        assert_eq!(older_layers_fault(r#"{"S":"a","N":"1"}"#), ValueFault::SeveralTypes);
        assert_eq!(older_layers_fault(r#"{"NULL":false,"S":"a"}"#), ValueFault::FalseNull);
        assert_eq!(older_layers_fault(r#"{"NULL":false,"N":"x"}"#), ValueFault::Number(NumberFault::Syntax("x".to_owned())));
        assert_eq!(older_layers_fault(r#"{"S":"a","N":"x","BS":[]}"#), ValueFault::EmptySet(SetType::BS));
    }

    #[test]
    fn a_fault_deep_inside_is_found() {
        assert_eq!(fault(r#"{"M":{"a":{"L":[{"S":"x"},{"NULL":false}]}}}"#), ValueFault::FalseNull);
        assert_eq!(fault(r#"{"M":{"":{"S":"x"}}}"#), ValueFault::EmptyName);
        let found = attributes(r#"{"a":{"S":"x"},"b":{"M":{"c":{"N":"-"}}}}"#).unwrap_err();
        assert_eq!(found.key.as_deref(), Some("b"));
        assert_eq!(attributes(r#"{"":{"S":"x"}}"#), Err(AttributesFault { key: None, fault: ValueFault::EmptyName }));
    }

    fn lists(levels: usize) -> String {
        format!("{}{}", r#"{"L":["#.repeat(levels), "]}".repeat(levels))
    }

    #[test]
    fn nesting_is_let_through_up_to_32_levels() {
        assert_eq!(valid(&lists(31)).depth(), AttributeValue::MAX_DEPTH);
        assert_eq!(valid(&lists(32)).depth(), 32);
        assert_eq!(fault(&lists(33)), ValueFault::TooDeep);
        assert_eq!(fault(&lists(62)), ValueFault::TooDeep);
    }

    #[test]
    fn nesting_from_63_levels_forces_the_older_layer_and_is_skipped() {
        assert_eq!(older_layers_fault(&lists(63)), ValueFault::TooDeep);
        assert_eq!(older_layers_fault(&lists(100_000)), ValueFault::TooDeep);
    }

    #[test]
    fn json_of_another_type_ends_the_decoding_in_aws_words() {
        for (json, text) in [
            (r#"{"S":1}"#, "NUMBER_VALUE cannot be converted to String"),
            (r#"{"N":1.5}"#, "DECIMAL_VALUE cannot be converted to String"),
            (r#"{"S":-0}"#, "NUMBER_VALUE cannot be converted to String"),
            (r#"{"S":123456789012345678901234567890}"#, "NUMBER_VALUE cannot be converted to String"),
            (r#"{"S":true}"#, "TRUE_VALUE cannot be converted to String"),
            (r#"{"S":["a"]}"#, "Unrecognized collection type class java.lang.String"),
            (r#"{"S":{}}"#, "Start of structure or map found where not expected"),
            (r#"{"B":1}"#, "only base-64-encoded strings are convertible to bytes"),
            (r#"{"B":"abc"}"#, "Base64 encoded length is expected a multiple of 4 bytes but found: 3"),
            (r#"{"BOOL":"on"}"#, "Unexpected token received from parser"),
            (r#"{"NULL":1}"#, "NUMBER_VALUE cannot be converted to Boolean"),
            (r#"{"BOOL":0.5}"#, "DECIMAL_VALUE cannot be converted to Boolean"),
            (r#"{"BOOL":[]}"#, ""),
            (r#"{"SS":"a"}"#, "Unexpected field type"),
            (r#"{"SS":{}}"#, "Start of structure or map found where not expected"),
            (r#"{"NS":[1]}"#, "NUMBER_VALUE cannot be converted to String"),
            (r#"{"L":["a"]}"#, "Unexpected value type in payload"),
            (r#"{"L":[[]]}"#, "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"),
            (r#"{"M":"a"}"#, "Unexpected field type"),
            (r#"{"M":{"a":"b"}}"#, "Unexpected value type in payload"),
            ("5", "Unexpected value type in payload"),
        ] {
            assert_eq!(decode(json), Err(text.to_owned()), "{json}");
        }
    }

    #[test]
    fn a_wrong_type_behind_a_fault_wins() {
        assert_eq!(decode(r#"{"L":[{"N":"x"},{"S":1}]}"#), Err("NUMBER_VALUE cannot be converted to String".to_owned()));
    }

    #[test]
    fn what_is_overwritten_or_refused_leaves_nothing_behind() {
        for json in [
            r#"{"a":{"S":"1"},"b":{"S":"x"},"a":{"N":"2"}}"#,
            r#"{"b":{"S":"x","S":"longer"},"a":{"L":[],"L":[{"S":"y"}]}}"#,
            r#"{"a":{"M":{"b":{"S":"1"},"a":{"S":"2"},"b":{"N":"3"}},"M":{"z":{"S":"1"},"y":{"S":"2"}}}}"#,
            r#"{"b":{"S":"1","N":"1"},"a":{"S":"x"}}"#,
            r#"{"b":{"M":{"c":{"NULL":false},"a":{"S":"1"}}},"a":{"M":{"y":{"S":"1"},"x":{"S":"2"}}}}"#,
            r#"{"b":{"M":{"c":{"NULL":true},"":{"S":"1"}}},"a":{"S":1}}"#,
        ] {
            assert_eq!(Some(outcome(json)), outcome_of_tree(json), "{json}");
        }
    }

    #[test]
    fn levels_are_counted_as_in_a_tree() {
        for levels in [30, 31, 32, 33, 62, 63, 64] {
            let lists = format!(r#"{{"a":{}}}"#, lists(levels));
            let maps = format!(r#"{{"a":{}{}{}}}"#, r#"{"M":{"a":"#.repeat(levels), r#"{"S":"x"}"#, "}}".repeat(levels));
            let overwritten = format!(r#"{{"a":{},"a":{{"S":"x"}}}}"#, self::lists(levels));
            for json in [lists, maps, overwritten] {
                assert_eq!(Some(outcome(&json)), outcome_of_tree(&json), "{json}");
            }
        }
    }

    /// JSON as clients might send it as an attribute value, right and wrong.
    fn sent() -> impl Strategy<Value = String> {
        let kind = prop::sample::select(vec!["S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL", "X"]);
        let name = prop::sample::select(vec!["a", "b", "c", "", "\\u0061", "é", "S", "M"]);
        let scalar = prop::sample::select(vec![
            "null",
            "true",
            "false",
            "1",
            "-0",
            "1.5",
            "1e30",
            "\"\"",
            "\"1\"",
            "\"1.0\"",
            "\"x\"",
            "\"YQ==\"",
            "\"YR==\"",
            "\"yes\"",
            "\"\\n\"",
            "[]",
            "{}",
            "[\"1\",\"2\"]",
            "[\"2\",\"1\",\"1.0\"]",
            "[\"YQ==\",null]",
        ]);
        scalar.prop_map(str::to_owned).prop_recursive(8, 64, 4, move |inner| {
            let value = (kind.clone(), inner.clone()).prop_map(|(kind, inner)| format!(r#"{{"{kind}":{inner}}}"#));
            let values = prop::collection::vec((kind.clone(), inner.clone()), 0..3);
            let map = prop::collection::vec((name.clone(), prop_oneof![4 => value.clone(), 1 => inner]), 0..4);
            prop_oneof![
                3 => value.clone(),
                1 => values.prop_map(|members| object(&members)),
                2 => prop::collection::vec(value, 0..3).prop_map(|members| format!("[{}]", members.join(","))),
                3 => map.prop_map(|members| object(&members)),
            ]
        })
    }

    fn object(members: &[(&str, String)]) -> String {
        let members: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    }

    /// The JSON of attributes in another order than that of their names.
    fn turned(attributes: &AttributeMap, by: usize) -> String {
        let mut entries: Vec<_> = attributes.iter().collect();
        let by = by.checked_rem(entries.len()).unwrap_or(0);
        entries.rotate_left(by);
        let entries = entries.iter().map(|(name, value)| format!("{}:{}", serde_json::json!(name), naive::value(value)));
        format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(value in arbitrary::value()) {
            let json = naive::value(&value).to_string();
            prop_assert_eq!(decode(&json), Ok((Some(Ok(value)), false)));
        }

        #[test]
        fn an_item_is_encoded_as_its_tree(attributes in arbitrary::attributes(), by in 0..6_usize) {
            prop_assert_eq!(outcome(&turned(&attributes, by)), Ok((Ok(SentItem::from(&attributes)), false, false)));
        }

        #[test]
        fn whatever_is_sent_comes_to_the_same_as_a_tree(members in prop::collection::vec(("[ab]{0,2}", sent()), 0..4)) {
            let members: Vec<_> = members.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
            let json = object(&members);
            prop_assert_eq!(Some(outcome(&json)), outcome_of_tree(&json), "{}", json);
        }

        #[test]
        fn so_does_an_item_with_a_mistake(attributes in arbitrary::attributes(), by in 0..6_usize, at in any::<prop::sample::Index>(), change in r#"[\[\]{}:,"a-dSNBLM0\\ ]{0,3}"#, length in 0..4_usize) {
            let json = turned(&attributes, by);
            let boundaries: Vec<_> = json.char_indices().map(|(at, _)| at).chain([json.len()]).collect();
            let (before, after) = json.split_at(*at.get(&boundaries));
            let json = [before, &change, after.get(length..).unwrap_or_default()].concat();
            if let Some(expected) = outcome_of_tree(&json) {
                prop_assert_eq!(outcome(&json), expected, "{}", json);
            }
        }
    }
}
