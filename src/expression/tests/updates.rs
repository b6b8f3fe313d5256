//! What updates make of items.

use super::{l, m, map, n, names, s, ss, with};
use crate::expression::{Error, Touched, update};
use crate::value::AttributeMap;

fn apply(text: &str, values: &AttributeMap, attributes: AttributeMap) -> Result<(AttributeMap, Touched), Error> {
    let update = with(&names([]), values, |placeholders| update(text, placeholders))?;
    let mut attributes = attributes;
    let touched = update.apply(&mut attributes)?;
    Ok((attributes, touched))
}

fn applied(text: &str, values: &AttributeMap, attributes: AttributeMap) -> AttributeMap {
    apply(text, values, attributes).unwrap().0
}

#[test]
fn actions_read_the_item_as_it_was() {
    let values = map([(":v", n("5"))]);
    assert_eq!(applied("SET a = :v, b = a", &values, map([("a", n("1"))])), map([("a", n("5")), ("b", n("1"))]));
}

#[test]
fn removed_elements_are_those_of_the_list_as_it_was() {
    let list = map([("l", l([n("0"), n("1"), n("2")]))]);
    assert_eq!(applied("REMOVE l[0], l[1]", &map([]), list), map([("l", l([n("2")]))]));
}

#[test]
fn elements_past_the_end_are_appended_in_the_order_of_their_indices() {
    let values = map([(":a", s("a")), (":b", s("b"))]);
    let (attributes, touched) =
        apply("SET l[9] = :a, l[4] = :b REMOVE l[0]", &values, map([("l", l([n("0"), n("1")]))])).unwrap();
    assert_eq!(attributes, map([("l", l([n("1"), s("b"), s("a")]))]));
    assert!(touched.new.apply(super::item(&attributes).attributes()).is_empty(), "nothing is at the indices that were written");
}

#[test]
fn functions_and_arithmetic_compute_new_values() {
    let values = map([(":one", n("1")), (":none", l([])), (":more", l([s("x")]))]);
    let attributes = applied(
        "SET n = if_not_exists(n, :one) + :one, l = list_append(if_not_exists(l, :none), :more)",
        &values,
        AttributeMap::new(),
    );
    assert_eq!(attributes, map([("n", n("2")), ("l", l([s("x")]))]));
}

#[test]
fn add_and_delete_change_sets_and_numbers() {
    let values = map([(":n", n("-2")), (":s", ss(["b"])), (":t", ss(["c"]))]);
    let before = map([("n", n("5")), ("s", ss(["a"])), ("t", ss(["c"])), ("u", m([("v", ss(["c", "d"]))]))]);
    let after = applied("ADD n :n, s :s DELETE t :t, u.v :t", &values, before);
    assert_eq!(after, map([("n", n("3")), ("s", ss(["a", "b"])), ("u", m([("v", ss(["d"]))]))]));
}

#[test]
fn a_failing_update_changes_nothing() {
    let mut attributes = map([("a", n("1"))]);
    let update = with(&names([]), &map([(":v", n("5"))]), |placeholders| update("SET a = :v, b.c = :v", placeholders)).unwrap();
    let error = update.apply(&mut attributes).unwrap_err();
    assert_eq!(error.to_string(), "The document path provided in the update expression is invalid for update");
    assert_eq!(attributes, map([("a", n("1"))]));
}

#[test]
fn the_charge_is_the_observed_one() {
    let charge =
        |text: &str, values: AttributeMap| with(&names([]), &values, |placeholders| update(text, placeholders)).unwrap().charge();
    let ten = s("0123456789");
    assert_eq!(charge("SET b = :v", map([(":v", s("1"))])), 3 + 19 + 1 + 1);
    assert_eq!(charge("REMOVE r", map([])), 3 + 1 + 1);
    assert_eq!(charge("SET l[0] = :v", map([(":v", ten.clone())])), 3 + 19 + 6 + 10);
    assert_eq!(charge("SET n = n + :one", map([(":one", n("1"))])), 3 + 19 + 1 + 34 + 16 + 2);
    assert_eq!(charge("SET l = list_append(l, :l)", map([(":l", l([ten]))])), 3 + 19 + 1 + 37 + 16 + 14);
}

#[test]
fn updates_that_do_not_fit_the_item_are_refused() {
    let missing = "The provided expression refers to an attribute that does not exist in the item";
    let operand = "An operand in the update expression has an incorrect data type";
    let path = "The document path provided in the update expression is invalid for update";
    let huge = "9e125";
    let values = map([(":n", n("1")), (":s", ss(["x"])), (":l", l([])), (":huge", n(huge))]);
    let attributes = || map([("n", n("1")), ("t", s("x")), ("l", l([n("1")])), ("huge", n(huge)), ("m", m([]))]);
    for (text, refused) in [
        ("SET a = b", missing),
        ("SET a = n + b", missing),
        ("SET a = l[1]", missing),
        ("SET a = t + :n", operand),
        ("SET a = list_append(n, :l)", operand),
        ("ADD t :n", operand),
        ("ADD n :s", operand),
        ("DELETE n :s", operand),
        ("SET a.b = :n, t = b", missing),
        ("SET a.b = :n ADD t :n", operand),
        ("SET a.b = :n", path),
        ("SET t.b = :n", path),
        ("SET m[0] = :n", path),
        ("SET l.a = :n", path),
        ("SET l[1] = :n, l[2].a = :n", path),
        ("REMOVE a.b", path),
        ("ADD n.a :n", path),
        ("DELETE a.b :s", path),
        ("SET n = huge + :huge", "Number overflow. Attempting to store a number with magnitude larger than supported range"),
    ] {
        let values: AttributeMap =
            values.iter().filter(|(key, _)| text.contains(key)).map(|(key, value)| (key.to_owned(), value.clone())).collect();
        assert_eq!(apply(text, &values, attributes()).unwrap_err().to_string(), refused, "{text}");
    }
}

#[test]
fn touched_parts_are_those_before_and_after() {
    let before = map([("a", m([("b", n("1")), ("c", n("2"))])), ("l", l([n("0"), n("1"), n("2")])), ("z", s("z"))]);
    let values = map([(":v", s("new"))]);
    let (after, touched) = apply("SET a.b = :v, l[1] = :v, y = :v REMOVE l[0], z", &values, before.clone()).unwrap();
    let old = touched.old.apply(super::item(&before).attributes());
    assert_eq!(old, map([("a", m([("b", n("1"))])), ("l", l([n("0"), n("1")])), ("z", s("z"))]));
    let new = touched.new.apply(super::item(&after).attributes());
    assert_eq!(new, map([("a", m([("b", s("new"))])), ("l", l([n("2")])), ("y", s("new"))]), "what is now at the written index");
}

#[test]
fn deleting_the_last_member_takes_the_set_away() {
    let values = map([(":s", ss(["x"]))]);
    let before = map([("l", l([n("0"), ss(["x"]), n("2")])), ("s", ss(["x"]))]);
    let (after, touched) = apply("DELETE s :s, l[1] :s", &values, before).unwrap();
    assert_eq!(after, map([("l", l([n("0"), n("2")]))]));
    assert!(touched.new.apply(super::item(&after).attributes()).is_empty());
}

#[test]
fn what_removes_or_adds_past_the_end_leaves_appended_elements_alone() {
    let values = map([(":v", s("v")), (":n", n("7"))]);
    let after = applied("SET l[5] = :v ADD l[3] :n REMOVE l[1], l[2]", &values, map([("l", l([n("0")]))]));
    assert_eq!(after, map([("l", l([n("0"), n("7"), s("v")]))]));
}

/// More actions than are carried out one by one, among them some within attributes.
#[test]
fn many_actions_do_what_each_of_them_does() {
    let values = map([(":v", s("v"))]);
    let before: AttributeMap = (0..90).map(|number| (format!("a{number}"), l([n("0"), n("1")]))).collect();
    let sets: Vec<String> = (60..120).map(|number| format!("a{number} = :v")).collect();
    let removals: Vec<String> = (0..60).step_by(2).map(|number| format!("a{number}")).collect();
    let text = format!("SET {}, a1[0] = :v, a3[7] = :v REMOVE {}, a5[0]", sets.join(", "), removals.join(", "));
    let mut expected: AttributeMap = (1..60).step_by(2).map(|number| (format!("a{number}"), l([n("0"), n("1")]))).collect();
    expected.insert("a1".to_owned(), l([s("v"), n("1")]));
    expected.insert("a3".to_owned(), l([n("0"), n("1"), s("v")]));
    expected.insert("a5".to_owned(), l([n("1")]));
    for number in 60..120 {
        expected.insert(format!("a{number}"), s("v"));
    }
    assert_eq!(applied(&text, &values, before), expected);
}
