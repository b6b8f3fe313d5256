//! Legacy parameters from the bytes of a request.

use super::{item, l, map, n, s, ss};
use crate::expression::{Condition, Error, KeyTest, legacy};
use crate::request::{Structure, decode};
use crate::value::AttributeMap;

fn input(operation: &str, body: &str) -> Structure {
    decode(crate::model::operation(&format!("DynamoDB_20120810.{operation}")).unwrap(), body.as_bytes()).unwrap()
}

fn expected(body: &str) -> Result<Condition, Error> {
    legacy::expected(&input("PutItem", body)).map(Option::unwrap)
}

fn matches(body: &str, attributes: &AttributeMap) -> bool {
    legacy::scan_filter(&input("Scan", body)).unwrap().unwrap().matches(Some(item(attributes).attributes()))
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_request_without_the_parameters_has_no_conditions() {
    let none = input("Query", "{}");
    assert_eq!(legacy::expected(&none).unwrap(), None);
    assert_eq!(legacy::query_filter(&none).unwrap(), None);
    assert_eq!(legacy::key_conditions(&none).unwrap(), None);
    assert_eq!(legacy::attributes_to_get(&none).unwrap(), None);
    assert!(legacy::attribute_updates(&none).unwrap().actions().is_empty());
}

#[test]
fn every_operator_compares_as_its_expression_does() {
    let attributes = map([("a", s("abc")), ("n", n("5")), ("t", ss(["x"])), ("l", l([n("1")]))]);
    for (body, holds) in [
        (r#""a": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "abc"}]}"#, true),
        (r#""l": {"ComparisonOperator": "EQ", "AttributeValueList": [{"L": [{"N": "1.0"}]}]}"#, true),
        (r#""z": {"ComparisonOperator": "NE", "AttributeValueList": [{"S": "abc"}]}"#, true),
        (r#""n": {"ComparisonOperator": "LT", "AttributeValueList": [{"N": "5"}]}"#, false),
        (r#""n": {"ComparisonOperator": "LE", "AttributeValueList": [{"N": "5"}]}"#, true),
        (r#""n": {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "4"}]}"#, true),
        (r#""n": {"ComparisonOperator": "GE", "AttributeValueList": [{"N": "6"}]}"#, false),
        (r#""n": {"ComparisonOperator": "BETWEEN", "AttributeValueList": [{"N": "1"}, {"N": "9"}]}"#, true),
        (r#""n": {"ComparisonOperator": "IN", "AttributeValueList": [{"N": "1"}, {"N": "5"}]}"#, true),
        (r#""z": {"ComparisonOperator": "NULL"}"#, true),
        (r#""z": {"ComparisonOperator": "NOT_NULL"}"#, false),
        (r#""t": {"ComparisonOperator": "CONTAINS", "AttributeValueList": [{"S": "x"}]}"#, true),
        (r#""t": {"ComparisonOperator": "NOT_CONTAINS", "AttributeValueList": [{"S": "x"}]}"#, false),
        (r#""a": {"ComparisonOperator": "BEGINS_WITH", "AttributeValueList": [{"S": "ab"}]}"#, true),
    ] {
        assert_eq!(matches(&format!(r#"{{"ScanFilter": {{{body}}}}}"#), &attributes), holds, "{body}");
    }
}

#[test]
fn conditions_are_joined_by_and_unless_told_otherwise() {
    let filter = r#""ScanFilter": {"a": {"ComparisonOperator": "NULL"}, "b": {"ComparisonOperator": "NULL"}}"#;
    let attributes = map([("a", n("1"))]);
    assert!(!matches(&format!("{{{filter}}}"), &attributes));
    assert!(matches(&format!(r#"{{{filter}, "ConditionalOperator": "OR"}}"#), &attributes));
}

#[test]
fn a_conditional_operator_needs_two_conditions() {
    let filter = |body: &str| refusal(legacy::query_filter(&input("Query", body)));
    assert_eq!(filter(r#"{"ConditionalOperator": "OR"}"#), "ConditionalOperator cannot be used without Filter or Expected");
    assert_eq!(
        filter(r#"{"ConditionalOperator": "OR", "QueryFilter": {"a": {"ComparisonOperator": "NULL"}}}"#),
        "ConditionalOperator can only be used when Filter or Expected has two or more elements"
    );
}

#[test]
fn expected_takes_a_value_or_its_absence() {
    let one = map([("a", n("1"))]);
    let holds = |body: &str, attributes: &AttributeMap| {
        let condition = expected(&format!(r#"{{"Expected": {{"a": {body}}}}}"#)).unwrap();
        condition.matches(Some(item(attributes).attributes()))
    };
    assert!(holds(r#"{"Value": {"N": "1"}}"#, &one));
    assert!(holds(r#"{"Exists": true, "Value": {"N": "1"}}"#, &one));
    assert!(!holds(r#"{"Exists": false}"#, &one));
    assert!(holds(r#"{"Exists": false}"#, &AttributeMap::new()));
    assert!(holds(r#"{"ComparisonOperator": "GE", "Value": {"N": "1"}}"#, &one));
}

#[test]
fn expected_refuses_what_makes_no_sense() {
    for (body, text) in [
        ("{}", "Value must be provided when Exists is null for Attribute: a"),
        (r#"{"Exists": true}"#, "Value must be provided when Exists is true for Attribute: a"),
        (r#"{"Exists": false, "Value": {"S": ""}}"#, "Value cannot be used when Exists is false for Attribute: a"),
        (
            r#"{"Exists": false, "ComparisonOperator": "NULL"}"#,
            "Exists and ComparisonOperator cannot be used together for Attribute: a",
        ),
        (
            r#"{"Value": {"S": "a"}, "AttributeValueList": [{"S": "a"}]}"#,
            "Value and AttributeValueList cannot be used together for Attribute: a",
        ),
        (r#"{"AttributeValueList": []}"#, "AttributeValueList can only be used with a ComparisonOperator for Attribute: a"),
        (
            r#"{"ComparisonOperator": "EQ"}"#,
            "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a",
        ),
        (
            r#"{"ComparisonOperator": "EQ", "AttributeValueList": []}"#,
            "Invalid number of argument(s) for the EQ ComparisonOperator",
        ),
        (r#"{"ComparisonOperator": "eq", "Value": {"S": "a"}}"#, "Invalid comparison operator"),
        (
            r#"{"ComparisonOperator": "GT", "Value": {"SS": ["a"]}}"#,
            "ComparisonOperator GT is not valid for SS AttributeValue type",
        ),
        (
            r#"{"ComparisonOperator": "IN", "AttributeValueList": [{"S": "a"}, {"BOOL": true}, {"SS": ["a"]}]}"#,
            "ComparisonOperator IN is not valid for BOOL AttributeValue type",
        ),
        (
            r#"{"ComparisonOperator": "BETWEEN", "AttributeValueList": [{"S": "a"}, {"N": "1"}]}"#,
            "AttributeValues inside AttributeValueList must be of same type",
        ),
    ] {
        let refused = refusal(expected(&format!(r#"{{"Expected": {{"a": {body}}}}}"#)));
        assert_eq!(refused, format!("One or more parameter values were invalid: {text}"), "{body}");
    }
}

#[test]
fn an_invalid_value_is_reported_as_such() {
    let refused = expected(r#"{"Expected": {"a": {"Value": {"SS": []}}}}"#);
    assert_eq!(refusal(refused), "One or more parameter values were invalid: An string set  may not be empty");
    let nested = |levels: usize| format!("{}{{\"NULL\": true}}{}", "{\"L\": [".repeat(levels), "]}".repeat(levels));
    expected(&format!(r#"{{"Expected": {{"a": {{"Value": {}}}}}}}"#, nested(31))).unwrap();
    let refused = expected(&format!(r#"{{"Expected": {{"a": {{"Value": {}}}}}}}"#, nested(32)));
    assert_eq!(
        refusal(refused),
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
    );
}

#[test]
fn key_conditions_are_those_that_keys_can_be_looked_up_by() {
    let body = r#"{"KeyConditions": {"pk": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"}]},
        "sk": {"ComparisonOperator": "BEGINS_WITH", "AttributeValueList": [{"S": "b"}]}}}"#;
    let condition = legacy::key_conditions(&input("Query", body)).unwrap().unwrap();
    assert_eq!(condition.0[0].test, KeyTest::Equal(s("a")));
    assert_eq!(condition.0[1].test, KeyTest::BeginsWith(s("b")));
    for operator in
        [r#""NE", "AttributeValueList": [{"S": "a"}]"#, r#""NULL""#, r#""CONTAINS", "AttributeValueList": [{"S": "a"}]"#]
    {
        let body = format!(r#"{{"KeyConditions": {{"pk": {{"ComparisonOperator": {operator}}}}}}}"#);
        let condition = legacy::key_conditions(&input("Query", &body)).unwrap().unwrap();
        assert_eq!(condition.0[0].test, KeyTest::NotIndexable);
    }
}

#[test]
fn attribute_updates_put_add_and_delete() {
    let body = r#"{"AttributeUpdates": {"a": {"Value": {"S": "x"}}, "b": {"Action": "DELETE"}, "n": {"Action": "ADD", "Value": {"N": "2"}},
        "s": {"Action": "DELETE", "Value": {"SS": ["p"]}}, "l": {"Action": "ADD", "Value": {"L": [{"N": "2"}]}}}}"#;
    let update = legacy::attribute_updates(&input("UpdateItem", body)).unwrap();
    let mut attributes = map([("b", n("1")), ("n", n("1")), ("s", ss(["p", "q"])), ("l", l([n("1")]))]);
    update.apply(&mut attributes).unwrap();
    assert_eq!(attributes, map([("a", s("x")), ("n", n("3")), ("s", ss(["q"])), ("l", l([n("1"), n("2")]))]));
    let mismatch = update.apply(&mut map([("n", s("x"))])).unwrap_err();
    assert_eq!(mismatch.to_string(), "Type mismatch for attribute to update");
}

#[test]
fn attribute_updates_refuse_what_makes_no_sense() {
    for (body, text) in [
        (
            r#"{"Action": "PUT"}"#,
            "One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified",
        ),
        (
            r#"{"Action": "DELETE", "Value": {"N": "1"}}"#,
            "One or more parameter values were invalid: DELETE action with value is not supported for the type N",
        ),
        (
            r#"{"Action": "ADD", "Value": {"BOOL": true}}"#,
            "One or more parameter values were invalid: ADD action is not supported for the type BOOL",
        ),
        (r#"{"Action": "put", "Value": {"N": "1"}}"#, "Member must satisfy enum value set: [ADD, DELETE, PUT]' for Action"),
    ] {
        let body = format!(r#"{{"AttributeUpdates": {{"a": {body}}}}}"#);
        assert_eq!(refusal(legacy::attribute_updates(&input("UpdateItem", &body))), text);
    }
}

#[test]
fn attributes_to_get_names_each_attribute_once() {
    let projection = legacy::attributes_to_get(&input("GetItem", r#"{"AttributesToGet": ["a", "b.c"]}"#)).unwrap().unwrap();
    let attributes = map([("a", n("1")), ("b.c", n("2")), ("d", n("3"))]);
    assert_eq!(projection.apply(item(&attributes).attributes()), map([("a", n("1")), ("b.c", n("2"))]));
    let refused = |body: &str| refusal(legacy::attributes_to_get(&input("GetItem", body)));
    assert_eq!(
        refused(r#"{"AttributesToGet": ["a", "b", "a"]}"#),
        "One or more parameter values were invalid: Duplicate value in attribute name: a"
    );
    assert_eq!(refused(r#"{"AttributesToGet": [""]}"#), "Empty attribute name");
}
