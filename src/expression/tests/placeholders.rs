//! `ExpressionAttributeNames` and `ExpressionAttributeValues`.

use super::{map, n, names, s};
use crate::expression::{Placeholders, Surface, condition};
use crate::value::{AttributeMap, AttributeValue};

fn refusal(names: Option<&[(String, String)]>, values: Option<&AttributeMap>) -> String {
    Placeholders::new(names, values).unwrap_err().to_string()
}

#[test]
fn the_maps_are_not_empty() {
    let empty = AttributeMap::new();
    assert_eq!(refusal(Some(&[]), Some(&empty)), "ExpressionAttributeNames must not be empty");
    assert_eq!(refusal(None, Some(&empty)), "ExpressionAttributeValues must not be empty");
}

#[test]
fn keys_are_placeholders() {
    for key in ["n", "#", "#a-b", ":a", "##"] {
        let text = format!("ExpressionAttributeNames contains invalid key: Syntax error; key: \"{key}\"");
        assert_eq!(refusal(Some(&names([(key, "a")])), Some(&AttributeMap::new())), text);
    }
    let text = "ExpressionAttributeValues contains invalid key: Syntax error; key: \"v\"";
    assert_eq!(refusal(None, Some(&map([("v", n("1"))]))), text);
    let long = format!("#{}", "a".repeat(255));
    let text =
        format!("ExpressionAttributeNames contains invalid key: Key size has exceeded the maximum allowed size; key: \"{long}\"");
    assert_eq!(refusal(Some(&names([(&long, "a")])), None), text);
}

#[test]
fn names_are_those_of_attributes() {
    let text = "ExpressionAttributeNames contains invalid value: Empty attribute name for key #n";
    assert_eq!(refusal(Some(&names([("#n", "")])), None), text);
    let long = "a".repeat(65_536);
    let text = "Attribute name is too large, must be less than 65536 bytes";
    assert_eq!(refusal(Some(&names([("#n", &long)])), None), text);
}

#[test]
fn all_together_have_two_megabytes() {
    let values = map([(":v", AttributeValue::B(vec![0; 2 * 1024 * 1024]))]);
    let text = "The expression attribute names and values have exceeded the maximum allowed size";
    assert_eq!(refusal(None, Some(&values)), text);
}

#[test]
fn placeholders_need_an_expression() {
    let text = |names, values| Placeholders::check_absent(names, values).unwrap_err().to_string();
    assert_eq!(text(true, true), "ExpressionAttributeNames can only be specified when using expressions");
    assert_eq!(text(false, true), "ExpressionAttributeValues can only be specified when using expressions");
    Placeholders::check_absent(false, false).unwrap();
}

#[test]
fn every_placeholder_is_used_somewhere() {
    let (names, values) = (names([("#a", "a"), ("#b", "b")]), map([(":v", s("a")), (":x", s("b")), (":y", s("c"))]));
    let placeholders = Placeholders::new(Some(&names), Some(&values)).unwrap();
    condition("#a = :v", Surface::Condition, &placeholders).unwrap();
    let text = placeholders.check_unused().unwrap_err().to_string();
    assert_eq!(text, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
    condition("#b = :v", Surface::Filter, &placeholders).unwrap();
    let text = placeholders.check_unused().unwrap_err().to_string();
    assert_eq!(text, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:x, :y}");
    condition("#b IN (:x, :y)", Surface::Filter, &placeholders).unwrap();
    placeholders.check_unused().unwrap();
}
