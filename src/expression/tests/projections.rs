//! What projections take of items.

use super::{item, l, m, map, n, names, with};
use crate::expression::projection;
use crate::value::AttributeMap;

fn projected(text: &str, attributes: &AttributeMap) -> AttributeMap {
    let projection = with(&names([]), &map([]), |placeholders| projection(text, placeholders)).unwrap();
    projection.apply(item(attributes).attributes())
}

#[test]
fn elements_come_in_the_order_of_the_list_without_gaps() {
    let attributes = map([("l", l([n("0"), n("1"), n("2")]))]);
    assert_eq!(projected("l[2], l[0]", &attributes), map([("l", l([n("0"), n("2")]))]));
    assert_eq!(projected("l[9]", &attributes), map([]));
}

#[test]
fn parts_of_one_element_are_merged() {
    let element = || m([("a", n("1")), ("b", n("2")), ("c", n("3"))]);
    let attributes = map([("l", l([element(), element()])), ("x", n("9"))]);
    let wanted = map([("l", l([m([("a", n("1")), ("b", n("2"))])]))]);
    assert_eq!(projected("l[0].b, l[0].a", &attributes), wanted);
}

#[test]
fn what_an_item_lacks_leaves_no_trace() {
    let attributes = map([("a", m([("b", n("1"))])), ("n", n("1"))]);
    assert_eq!(projected("a.x, n[0], z", &attributes).len(), 0);
}

#[test]
fn attributes_are_told_in_written_order() {
    let projection = with(&names([]), &map([]), |placeholders| projection("b.c, a, b.d", placeholders)).unwrap();
    assert_eq!(projection.attributes().collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(projection.nested_attributes().collect::<Vec<_>>(), ["b"]);
}
