//! What conditions say of items.

use super::{item, l, m, map, n, names, s, ss, with};
use crate::expression::{Surface, condition};
use crate::value::{AttributeMap, AttributeValue};

fn holds(text: &str, values: &AttributeMap, attributes: &AttributeMap) -> bool {
    let condition = with(&names([]), values, |placeholders| condition(text, Surface::Condition, placeholders)).unwrap();
    condition.matches(Some(item(attributes).attributes()))
}

#[test]
fn and_binds_tighter_than_or_and_not_tighter_than_both() {
    let attributes = map([("a", n("1"))]);
    let values = map([(":one", n("1")), (":two", n("2"))]);
    assert!(holds("a = :one OR a = :two AND a = :two", &values, &attributes));
    assert!(!holds("(a = :one OR a = :two) AND a = :two", &values, &attributes));
    assert!(holds("NOT a = :two AND a = :one", &values, &attributes));
    assert!(!holds("not (a = :two or a = :one)", &values, &attributes));
}

#[test]
fn missing_attributes_are_unequal_to_everything_and_have_no_order() {
    let values = map([(":one", n("1"))]);
    let nothing = AttributeMap::new();
    assert!(holds("a <> :one", &values, &nothing));
    assert!(holds("NOT a < :one", &values, &nothing));
    for text in ["a = :one", "a < :one", "a >= :one", "a BETWEEN :one AND :one", "a IN (:one)", "contains(a, :one)"] {
        assert!(!holds(text, &values, &nothing), "{text}");
    }
}

#[test]
fn functions_look_at_nested_values() {
    let attributes = map([("a", m([("b", l([s("x\u{1f600}"), ss(["p", "q"])]))]))]);
    assert!(holds("contains(a.b[1], :p) AND begins_with(a.b[0], :x)", &map([(":p", s("p")), (":x", s("x"))]), &attributes));
    assert!(holds("size(a.b[0]) = :three", &map([(":three", n("3"))]), &attributes));
    assert!(holds("attribute_type(a.b[1], :t)", &map([(":t", s("SS"))]), &attributes));
    assert!(holds("attribute_exists(a.b[1]) AND attribute_not_exists(a.b[2])", &map([]), &attributes));
}

#[test]
fn a_missing_item_has_no_attributes() {
    let condition =
        with(&names([]), &map([]), |placeholders| condition("attribute_not_exists(pk)", Surface::Condition, placeholders));
    assert!(condition.unwrap().matches(None));
}

#[test]
fn operands_may_stand_in_parentheses() {
    let attributes = map([("a", m([("b", AttributeValue::Bool(true))]))]);
    let values = map([(":yes", AttributeValue::Bool(true))]);
    assert!(holds("(a).b = (:yes)", &values, &attributes));
    assert!(holds("(:yes) IN ((a).b)", &values, &attributes));
}
