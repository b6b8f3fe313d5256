//! From the bytes of a body to the members of a request, in one pass.

use serde::de::DeserializeSeed;

use crate::model::{OperationModel, Shape};
use crate::value::Dialect;

use super::shape_seed::{Findings, Place, ShapeSeed};
use super::structure::Irregularities;
use super::{Member, SerializationFault, Structure};

/// Reads `body` as the input of `operation`.
///
/// # Errors
///
/// A [`SerializationFault`] if the body is not a JSON object or if a member cannot be converted to the type of its shape.
pub fn decode(operation: &'static OperationModel, body: &[u8]) -> Result<Structure, SerializationFault> {
    let text = std::str::from_utf8(body).map_err(|_| SerializationFault::BARE)?;
    if !text.trim_ascii_start().starts_with('{') {
        return Err(SerializationFault::BARE);
    }
    let dialect = if operation.is_search() { Dialect::Rust } else { Dialect::Java };
    let findings = Findings::new(dialect);
    let mut json = serde_json::Deserializer::from_str(text);
    json.disable_recursion_limit();
    let seed = ShapeSeed { shape: Shape::Structure(operation.input), place: Place::Request, findings: &findings };
    let decoded = seed.deserialize(&mut json).and_then(|member| json.end().map(|()| member));
    match decoded.map_err(|error| SerializationFault::from_json(&error, dialect))? {
        Some(Member::Structure(_)) if findings.values.skipped_levels() && is_too_deep(body) => Err(SerializationFault::BARE),
        Some(Member::Structure(mut structure)) => {
            let (value, integer) = (findings.values.forces_older_layer(), findings.coerced_integer());
            structure.note(Irregularities { value: value && dialect == Dialect::Java, integer });
            Ok(structure)
        }
        _ => Err(SerializationFault::BARE),
    }
}

/// Levels of JSON beyond which AWS's parser gives up; where exactly differs from run to run between 2,000 and 5,000.
const DEEPEST_JSON: usize = 5_000;

/// Whether lists and objects nest beyond [`DEEPEST_JSON`]. `body` is known to be JSON.
fn is_too_deep(body: &[u8]) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST_JSON {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model;
    use crate::request::{Validation, validate, validate_late};
    use crate::value::{Layer, ValueFault};

    fn read(operation: &str, body: &str) -> Result<Structure, SerializationFault> {
        decode(model::operation(&format!("DynamoDB_20120810.{operation}")).unwrap(), body.as_bytes())
    }

    fn refusal(operation: &str, body: &str) -> String {
        read(operation, body).unwrap_err().message().unwrap_or("(none)").to_owned()
    }

    #[test]
    fn members_are_found_by_their_names() {
        let input = read(
            "PutItem",
            r##" {"TableName":"Music","Item":{"pk":{"S":"a"}},"ExpressionAttributeNames":{"#b":"b","#a":"a"},"Unknown":[{}]} "##,
        )
        .unwrap();
        assert_eq!(input.text("TableName"), Some("Music"));
        assert_eq!(input.attributes("Item").unwrap().unwrap().as_item().attributes().len(), 1);
        let names: Vec<_> = input.map("ExpressionAttributeNames").unwrap().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["#b", "#a"]);
        assert!(!input.has("Unknown"));
        assert!(input.text("Item").is_none());
    }

    #[test]
    fn the_last_of_two_members_counts_and_null_is_absence() {
        let input = read("GetItem", r#"{"TableName":"a","TableName":"b","ConsistentRead":true,"ConsistentRead":null}"#).unwrap();
        assert_eq!(input.text("TableName"), Some("b"));
        assert!(!input.has("ConsistentRead"));
        let input = read("GetItem", r##"{"ExpressionAttributeNames":{"#a":"x","#b":"y","#a":"z","#c":null}}"##).unwrap();
        let names = input.map("ExpressionAttributeNames").unwrap();
        let names: Vec<_> = names.iter().map(|(name, value)| (name.as_str(), value.as_text().unwrap())).collect();
        assert_eq!(names, [("#b", "y"), ("#a", "z")]);
    }

    #[test]
    fn integers_saturate_at_32_bits_and_lose_their_fraction() {
        for (json, value, coerced) in [
            ("5", 5, false),
            ("4294967296", 2_147_483_647, true),
            ("-99999999999999999999999", -2_147_483_648, true),
            ("2.9", 2, true),
            ("-0.5", 0, true),
            ("18446744073709551615", 2_147_483_647, true),
        ] {
            let input = read("Query", &format!(r#"{{"Limit":{json}}}"#)).unwrap();
            assert_eq!(input.integer("Limit"), Some(value), "{json}");
            assert_eq!(input.has_coerced_integer(), coerced, "{json}");
        }
        let input = read("CreateTable", r#"{"ProvisionedThroughput":{"ReadCapacityUnits":4294967296}}"#).unwrap();
        assert_eq!(input.structure("ProvisionedThroughput").unwrap().integer("ReadCapacityUnits"), Some(4_294_967_296));
    }

    #[test]
    fn some_texts_are_booleans() {
        for (json, value) in [("\"TRUE\"", true), ("\"y\"", true), ("\"1\"", true), ("\"No\"", false), ("\"f\"", false)] {
            let input = read("GetItem", &format!(r#"{{"ConsistentRead":{json}}}"#)).unwrap();
            assert_eq!(input.boolean("ConsistentRead"), Some(value), "{json}");
            assert!(!input.forces_older_layer());
        }
        assert_eq!(refusal("GetItem", r#"{"ConsistentRead":"maybe"}"#), "Unexpected token received from parser");
    }

    #[test]
    fn exists_as_text_forces_the_older_layer() {
        assert!(read("PutItem", r#"{"Expected":{"a":{"Exists":"false"}}}"#).unwrap().forces_older_layer());
        assert!(!read("PutItem", r#"{"Expected":{"a":{"Exists":false}}}"#).unwrap().forces_older_layer());
        assert!(read("PutItem", r#"{"Item":{"a":{"BOOL":"false"}}}"#).unwrap().forces_older_layer());
        assert!(read("PutItem", r#"{"Item":{"a":{"S":"a","N":"1"}}}"#).unwrap().forces_older_layer());
    }

    #[test]
    fn a_scalar_of_the_wrong_type_is_named_by_its_token() {
        for (operation, body, message) in [
            ("GetItem", r#"{"TableName":5}"#, "NUMBER_VALUE cannot be converted to String"),
            ("GetItem", r#"{"TableName":1.5}"#, "DECIMAL_VALUE cannot be converted to String"),
            ("GetItem", r#"{"TableName":true}"#, "TRUE_VALUE cannot be converted to String"),
            ("GetItem", r#"{"TableName":false}"#, "FALSE_VALUE cannot be converted to String"),
            ("Query", r#"{"Limit":"5"}"#, "STRING_VALUE cannot be converted to Integer"),
            ("CreateTable", r#"{"ProvisionedThroughput":{"ReadCapacityUnits":"5"}}"#, "STRING_VALUE cannot be converted to Long"),
            ("GetItem", r#"{"ConsistentRead":99999999999999999999}"#, "NUMBER_VALUE cannot be converted to Boolean"),
            ("GetItem", r#"{"ConsistentRead":-0}"#, "NUMBER_VALUE cannot be converted to Boolean"),
            ("GetItem", r#"{"ConsistentRead":1e2}"#, "DECIMAL_VALUE cannot be converted to Boolean"),
        ] {
            assert_eq!(refusal(operation, body), message, "{body}");
        }
    }

    #[test]
    fn collections_in_the_wrong_place_are_refused() {
        let names = "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>";
        let batches = "Unrecognized collection type java.util.Map<java.lang.String, \
                       java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>";
        let attributes =
            "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>";
        for (operation, body, message) in [
            ("GetItem", r#"{"TableName":[]}"#, "Unrecognized collection type class java.lang.String"),
            ("GetItem", r#"{"TableName":{}}"#, "Start of structure or map found where not expected"),
            ("GetItem", r#"{"ConsistentRead":[]}"#, "Unrecognized collection type class java.lang.Boolean"),
            ("GetItem", r#"{"AttributesToGet":{}}"#, "Start of structure or map found where not expected"),
            ("GetItem", r#"{"AttributesToGet":"a"}"#, "Unexpected field type"),
            ("GetItem", r#"{"AttributesToGet":[1]}"#, "NUMBER_VALUE cannot be converted to String"),
            ("GetItem", r#"{"ExpressionAttributeNames":[]}"#, names),
            ("GetItem", r#"{"Key":[]}"#, attributes),
            ("GetItem", r#"{"Key":1}"#, "Unexpected field type"),
            ("BatchWriteItem", r#"{"RequestItems":[]}"#, batches),
            ("BatchWriteItem", r#"{"RequestItems":{"a":{}}}"#, "Start of structure or map found where not expected"),
            ("CreateTable", r#"{"ProvisionedThroughput":1}"#, "Unexpected field type"),
            ("CreateTable", r#"{"KeySchema":["a"]}"#, "Unexpected value type in payload"),
            (
                "CreateTable",
                r#"{"KeySchema":[[]]}"#,
                "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement",
            ),
            ("BatchGetItem", r#"{"RequestItems":{"a":{"Keys":[1]}}}"#, super::super::shape_seed::NESTED_COLLECTION),
        ] {
            assert_eq!(refusal(operation, body), message, "{body}");
        }
    }

    #[test]
    fn what_is_not_one_json_object_has_no_message() {
        for body in [
            "",
            " ",
            "[]",
            "null",
            "\"a\"",
            "5",
            "{",
            "{}}",
            "{} x",
            "{\"TableName\":}",
            "{'a':1}",
            "\u{feff}{}",
            "{\"TableName\":\"\n\"}",
        ] {
            assert_eq!(refusal("GetItem", body), "(none)", "{body}");
        }
        let operation = model::operation("DynamoDB_20120810.GetItem").unwrap();
        assert_eq!(decode(operation, b"{\"TableName\":\"\xff\"}"), Err(SerializationFault::BARE));
    }

    #[test]
    fn a_fault_of_a_value_is_left_to_the_operation() {
        let input = read("PutItem", r#"{"TableName":"Music","Item":{"a":{}}}"#).unwrap();
        assert_eq!(input.attributes("Item").unwrap().unwrap_err().fault, ValueFault::NoType);
    }

    fn nested(depth: usize) -> String {
        format!("{}{}{}", r#"{"L":["#.repeat(depth), r#"{"S":"a"}"#, "]}".repeat(depth))
    }

    #[test]
    fn no_depth_overflows_the_stack() {
        for depth in [100, 10_000, 200_000] {
            let unknown = format!(r#"{{"Unknown":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
            assert!(read("PutItem", &unknown).is_ok());
            let known = format!(r#"{{"Item":{{"a":{}}}}}"#, nested(depth));
            assert_eq!(read("PutItem", &known).is_ok(), depth == 100, "{depth}");
        }
        assert_eq!(refusal("PutItem", &format!(r#"{{"Item":{{"a":{}}}}}"#, nested(10_000))), "(none)");
    }

    fn json() -> impl Strategy<Value = String> {
        let name = prop::sample::select(vec![
            "TableName",
            "Item",
            "Key",
            "Limit",
            "S",
            "N",
            "L",
            "M",
            "SS",
            "NULL",
            "Keys",
            "a",
            "",
            "RequestItems",
            "TransactItems",
            "Put",
            "KeySchema",
            "AttributeDefinitions",
            "Statements",
            "Segment",
            "ScanFilter",
            "GlobalSecondaryIndexes",
        ]);
        let leaf = prop_oneof![
            Just("null".to_owned()),
            any::<bool>().prop_map(|value| value.to_string()),
            any::<f64>().prop_filter("JSON has no infinity", |value| value.is_finite()).prop_map(|value| value.to_string()),
            any::<i64>().prop_map(|value| value.to_string()),
            prop::sample::select(vec!["\"\"", "\"1\"", "\"a\"", "\"YQ==\"", "\"\\u0000\""]).prop_map(str::to_owned),
        ];
        leaf.prop_recursive(6, 48, 4, move |inner| {
            let entry = (name.clone(), inner.clone()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(|elements| format!("[{}]", elements.join(","))),
                prop::collection::vec(entry, 0..4).prop_map(|entries| format!("{{{}}}", entries.join(","))),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_json_panics(body in json(), operation in 0..66_usize) {
            let operation = model::operations().get(operation).unwrap();
            if let Ok(input) = decode(operation, body.as_bytes()) {
                for validation in [Validation::October2026, Validation::Classic] {
                    let _ = validate(operation, &input, validation);
                    let _ = validate_late(operation, &input, Layer::Newer);
                }
            }
        }

        #[test]
        fn no_bytes_panic(body in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = decode(model::operation("DynamoDB_20120810.PutItem").unwrap(), &body);
        }
    }
}
