//! What item operations refuse beyond the constraints of single members, in AWS's words and order: bare or in the envelope.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::Emulator;
use harness::{call, emulator};
use serde_json::{Value, json};

const SCHEMA_MISMATCH: &str = "The provided key element does not match the schema";

/// `Rows`: hash and range key, a local index and two global ones; `Plain`: a hash key, nothing else.
fn tables() -> Emulator {
    let emulator = emulator();
    let attribute = |name: &str, kind: &str| json!({"AttributeName": name, "AttributeType": kind});
    let element = |name: &str, kind: &str| json!({"AttributeName": name, "KeyType": kind});
    let rows = json!({
        "TableName": "Rows",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk", "S"), attribute("sk", "S"), attribute("l", "S"), attribute("g", "S"),
            attribute("h", "N"), attribute("i", "N")],
        "KeySchema": [element("pk", "HASH"), element("sk", "RANGE")],
        "LocalSecondaryIndexes": [{"IndexName": "local", "KeySchema": [element("pk", "HASH"), element("l", "RANGE")],
            "Projection": {"ProjectionType": "KEYS_ONLY"}}],
        "GlobalSecondaryIndexes": [
            {"IndexName": "global", "KeySchema": [element("g", "HASH")], "Projection": {"ProjectionType": "KEYS_ONLY"}},
            {"IndexName": "several", "KeySchema": [element("g", "HASH"), element("l", "HASH"), element("h", "RANGE"),
                element("i", "RANGE"), element("sk", "RANGE")], "Projection": {"ProjectionType": "ALL"}},
        ],
    });
    call(&emulator, "CreateTable", &rows).unwrap();
    let plain = json!({
        "TableName": "Plain",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk", "S")],
        "KeySchema": [element("pk", "HASH")],
    });
    call(&emulator, "CreateTable", &plain).unwrap();
    emulator
}

#[track_caller]
fn refuses(emulator: &Emulator, operation: &str, mut request: Value, text: &str) {
    if request.get("TableName").is_none() && request.get("RequestItems").is_none() {
        request["TableName"] = json!("Rows");
    }
    let refusal = call(emulator, operation, &request).unwrap_err();
    assert_eq!((refusal.0.as_str(), refusal.1.as_str()), ("ValidationException", text));
}

#[track_caller]
fn refuses_enveloped(emulator: &Emulator, operation: &str, request: Value, text: &str) {
    refuses(emulator, operation, request, &format!("1 validation error detected: {text}"));
}

fn key(pk: &str, sk: &str) -> Value {
    json!({"pk": {"S": pk}, "sk": {"S": sk}})
}

fn with(mut value: Value, name: &str, member: Value) -> Value {
    value[name] = member;
    value
}

#[test]
fn an_item_put_needs_its_key() {
    let emulator = tables();
    let invalid = |reason: &str| format!("One or more parameter values were invalid: {reason}");
    let put = |item: Value| json!({"Item": item});
    refuses(&emulator, "PutItem", put(json!({"pk": {"S": "a"}})), &invalid("Missing the key sk in the item"));
    let wrong = put(json!({"pk": {"N": "1"}, "sk": {"S": "b"}}));
    refuses(&emulator, "PutItem", wrong, &invalid("Type mismatch for key pk expected: S actual: N"));
    let wrong = put(with(key("a", "b"), "h", json!({"BOOL": true})));
    refuses(&emulator, "PutItem", wrong, &invalid("Type mismatch for Index Key h Expected: N Actual: BOOL IndexName: several"));
    let large = put(key(&"a".repeat(2049), "b"));
    refuses(&emulator, "PutItem", large, &invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes"));
    let large = put(key("a", &"b".repeat(1025)));
    refuses(&emulator, "PutItem", large, &invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes"));
}

#[test]
fn an_empty_key_is_refused_by_name() {
    let emulator = tables();
    let empty = "The AttributeValue for a key attribute cannot contain an empty string value.";
    let text = format!("One or more parameter values are not valid. {empty} Key: sk");
    refuses(&emulator, "PutItem", json!({"Item": key("a", "")}), &text);
    for operation in ["GetItem", "DeleteItem", "UpdateItem"] {
        refuses(&emulator, operation, json!({"Key": key("a", "")}), &text);
    }
    let text = format!(
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. \
         {empty} IndexName: global, IndexKey: g"
    );
    refuses(&emulator, "PutItem", json!({"Item": with(key("a", "b"), "g", json!({"S": ""}))}), &text);
    let update = json!({"Key": key("a", "b"), "UpdateExpression": "SET g = :g", "ExpressionAttributeValues": {":g": {"S": ""}}});
    let text = format!(
        "One or more parameter values are not valid. \
         The update expression attempted to update a secondary index key to a value that is not supported. {empty}"
    );
    refuses(&emulator, "UpdateItem", update, &text);
}

#[test]
fn content_is_refused_in_the_envelope_by_item_writes_and_bare_by_reads() {
    let emulator = tables();
    let empty_set = "One or more parameter values were invalid: An string set  may not be empty";
    refuses_enveloped(&emulator, "PutItem", json!({"Item": with(key("a", "b"), "x", json!({"SS": []}))}), empty_set);
    let no_type = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    refuses(&emulator, "PutItem", json!({"Item": with(key("a", "b"), "x", json!({}))}), no_type);
    let unused = "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}";
    let names = json!({"#unused": "x"});
    let condition =
        json!({"Key": key("a", "b"), "ConditionExpression": "attribute_exists(x)", "ExpressionAttributeNames": names});
    refuses_enveloped(&emulator, "DeleteItem", condition, unused);
    let projection = json!({"Key": key("a", "b"), "ProjectionExpression": "x", "ExpressionAttributeNames": names});
    refuses(&emulator, "GetItem", projection, unused);
    let mixed =
        json!({"Item": key("a", "b"), "Expected": {"x": {"Exists": false}}, "ConditionExpression": "attribute_exists(x)"});
    refuses_enveloped(
        &emulator,
        "PutItem",
        mixed,
        "Can not use both expression and non-expression parameters in the same request: \
         Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}",
    );
    let values = json!({"Item": key("a", "b"), "ExpressionAttributeValues": {":v": {"S": "x"}}});
    refuses_enveloped(&emulator, "PutItem", values, "ExpressionAttributeValues can only be specified when using expressions");
}

#[test]
fn an_item_is_at_most_400_kilobytes() {
    let emulator = tables();
    let sized = |size: usize| with(key("a", "b"), "x", json!({"S": "x".repeat(size - "pkaskbx".len())}));
    call(&emulator, "PutItem", &json!({"TableName": "Rows", "Item": sized(409_600)})).unwrap();
    let text = "Item size has exceeded the maximum allowed size";
    refuses(&emulator, "PutItem", json!({"Item": sized(409_601)}), text);
    refuses(&emulator, "PutItem", json!({"TableName": "missing", "Item": sized(409_601)}), text);
    let put = json!({"PutRequest": {"Item": sized(409_601)}});
    refuses(&emulator, "BatchWriteItem", json!({"RequestItems": {"Rows": [put]}}), text);
    let update = json!({"Key": key("a", "b"), "UpdateExpression": "SET y = :y", "ExpressionAttributeValues": {":y": {"S": ""}}});
    refuses(&emulator, "UpdateItem", update, "Item size to update has exceeded the maximum allowed size");
}

#[test]
fn an_update_is_charged_by_its_request_before_the_item_is_read() {
    let emulator = tables();
    let update = |size: usize| {
        json!({
            "Key": key("a", "b"), "UpdateExpression": "SET x = if_not_exists(x, :v)",
            "ConditionExpression": "attribute_exists(nothing)", "ExpressionAttributeValues": {":v": {"S": "v".repeat(size)}},
        })
    };
    // 3 for the statement, 19 and 1 for the target, 39 and 1 + 14 + 1 for the function and its path.
    let rest = 409_600 - 3 - 20 - 39 - 16;
    refuses(&emulator, "UpdateItem", update(rest + 1), "Item size to update has exceeded the maximum allowed size");
    let allowed = call(&emulator, "UpdateItem", &with(update(rest), "TableName", json!("Rows"))).unwrap_err();
    assert_eq!(allowed.0, "ConditionalCheckFailedException");
}

#[test]
fn an_update_leaves_keys_alone() {
    let emulator = tables();
    let update = |expression: &str| json!({"Key": key("a", "b"), "UpdateExpression": expression, "ExpressionAttributeValues": {":n": {"N": "1"}}});
    let part_of_key = "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key";
    refuses(&emulator, "UpdateItem", update("SET pk = :n"), part_of_key);
    let mismatch =
        "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: global";
    refuses(&emulator, "UpdateItem", update("SET g = :n"), mismatch);
    let nested = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: g";
    refuses(&emulator, "UpdateItem", update("SET g.x = :n"), nested);
    let get = json!({"Key": key("a", "b"), "ProjectionExpression": "pk[0]"});
    let nested = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk";
    refuses(&emulator, "GetItem", get, nested);
}

#[test]
fn a_condition_that_fails_gives_the_item_if_asked() {
    let emulator = tables();
    call(&emulator, "PutItem", &json!({"TableName": "Rows", "Item": with(key("a", "b"), "x", json!({"N": "1"}))})).unwrap();
    let delete = json!({
        "TableName": "Rows", "Key": key("a", "b"), "ConditionExpression": "x > :n",
        "ExpressionAttributeValues": {":n": {"N": "5"}}, "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    });
    let failed = call(&emulator, "DeleteItem", &delete).unwrap_err();
    assert_eq!(failed, ("ConditionalCheckFailedException".to_owned(), "The conditional request failed".to_owned()));
}

#[test]
fn a_key_condition_is_held_against_the_key() {
    let emulator = tables();
    let values = json!({":s": {"S": "a"}, ":t": {"S": "b"}, ":n": {"N": "1"}});
    let query = |index: Option<&str>, condition: &str| {
        let used = values.as_object().unwrap().iter().filter(|(name, _)| condition.contains(name.as_str()));
        let values: serde_json::Map<_, _> = used.map(|(name, value)| (name.clone(), value.clone())).collect();
        let query = json!({"KeyConditionExpression": condition, "ExpressionAttributeValues": values});
        index.map_or_else(|| query.clone(), |index| with(query.clone(), "IndexName", json!(index)))
    };
    let type_mismatch = "One or more parameter values were invalid: Condition parameter type does not match schema type";
    for (index, condition, text) in [
        (None, "sk = :s", "Query condition missed key schema element: pk"),
        (None, "pk = :s AND x = :t", "Query condition missed key schema element: sk"),
        (None, "pk > :s", "Query key condition not supported"),
        (None, "pk = :n", type_mismatch),
        (None, "pk = :s AND sk < :n", type_mismatch),
        (
            None,
            "pk = :s AND sk = :s AND x = :s",
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
        ),
        (Some("several"), "h = :n", "HASH key attributes g, l must have equality conditions specified in the query"),
        (Some("several"), "g = :s AND l > :s", "HASH key attributes l must have equality conditions specified in the query"),
        (
            Some("several"),
            "g = :s AND l = :s AND sk = :s",
            "RANGE key attributes h, i must have equality conditions specified in the query \
             because a condition is present on key attribute sk",
        ),
        (
            Some("several"),
            "g = :s AND l = :s AND h < :n AND i = :n",
            "RANGE key attributes h must have equality conditions specified in the query \
             because a condition is present on key attribute i",
        ),
        (Some("none"), "pk = :s", "The table does not have the specified index: none"),
    ] {
        refuses(&emulator, "Query", query(index, condition), text);
    }
    let plain = with(query(None, "pk = :s AND sk = :s"), "TableName", json!("Plain"));
    let text = "The number of query conditions (2) exceeds the number of key attributes defined in the schema (1)";
    refuses(&emulator, "Query", plain, text);
    let text = "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.";
    refuses(&emulator, "Query", json!({}), text);
}

#[test]
fn a_select_goes_with_the_projection() {
    let emulator = tables();
    let query = json!({"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}}});
    for (operation, request) in [("Query", query.clone()), ("Scan", json!({}))] {
        let select = |select: &str| with(request.clone(), "Select", json!(select));
        let text = "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
        refuses_enveloped(&emulator, operation, select("SPECIFIC_ATTRIBUTES"), text);
        let text = "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName";
        refuses_enveloped(&emulator, operation, select("ALL_PROJECTED_ATTRIBUTES"), text);
        for (choice, wanted) in [
            ("ALL_ATTRIBUTES", "ALL_ATTRIBUTES"),
            ("ALL_PROJECTED_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"),
            ("COUNT", "only the Count"),
        ] {
            let projected = with(select(choice), "ProjectionExpression", json!("x"));
            let text = format!("Cannot specify the ProjectionExpression when choosing to get {wanted}");
            refuses_enveloped(&emulator, operation, projected, &text);
        }
    }
    let scan = json!({"IndexName": "global", "Select": "ALL_ATTRIBUTES"});
    let text = "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index \
                global because its projection type is not ALL";
    refuses(&emulator, "Scan", scan, text);
    let scan = json!({"IndexName": "global", "ProjectionExpression": "pk, x, y.z"});
    let text = "One or more parameter values were invalid: Global secondary index global does not project [x, y]";
    refuses(&emulator, "Scan", scan, text);
    let scan = json!({"IndexName": "global", "ConsistentRead": true});
    refuses(&emulator, "Scan", scan, "Consistent reads are not supported on global secondary indexes");
    let filtered = with(query, "FilterExpression", json!("sk = :p"));
    let text = "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk";
    refuses(&emulator, "Query", filtered, text);
}

#[test]
fn a_starting_key_is_held_against_the_query() {
    let emulator = tables();
    let query = |condition: &str, start: Value| {
        let mut values = json!({":p": {"S": "b"}});
        if condition.contains(":s") {
            values[":s"] = json!({"S": "b"});
        }
        json!({"KeyConditionExpression": condition, "ExpressionAttributeValues": values, "ExclusiveStartKey": start})
    };
    for start in
        [json!({"pk": {"S": "b"}}), json!({"pk": {"S": "b"}, "sk": {"N": "1"}}), with(key("b", "b"), "x", json!({"S": "x"}))]
    {
        refuses(&emulator, "Query", query("pk = :p", start), "The provided starting key is invalid");
    }
    let outside = "The provided starting key is outside query boundaries based on provided conditions";
    refuses(&emulator, "Query", query("pk = :p", key("a", "b")), outside);
    let predicate = "The provided starting key does not match the range key predicate";
    refuses(&emulator, "Query", query("pk = :p AND sk > :s", key("b", "a")), predicate);
    let one_row = "The query can return at most one row and cannot be restarted";
    refuses(&emulator, "Query", query("pk = :p AND sk < :s", key("a", "a")), one_row);
    let plain = with(query("pk = :p", json!({"pk": {"S": "a"}})), "TableName", json!("Plain"));
    refuses(&emulator, "Query", plain, "The provided exclusive start key is invalid");
    let empty = "One or more parameter values are not valid. \
                 The AttributeValue for a key attribute cannot contain an empty string value. Key: sk";
    refuses(&emulator, "Query", query("pk = :p", key("b", "")), empty);
}

#[test]
fn a_starting_key_is_held_against_the_scan() {
    let emulator = tables();
    let scan = |start: Value| json!({"ExclusiveStartKey": start});
    refuses(&emulator, "Scan", scan(json!({"pk": {"S": "b"}})), "The provided starting key is invalid");
    let text = "One or more parameter values were invalid: Type mismatch for Index Key pk Expected: S Actual: N IndexName: ";
    let refusal = call(&emulator, "Scan", &with(scan(json!({"pk": {"N": "1"}, "sk": {"S": "b"}})), "TableName", json!("Rows")));
    assert!(refusal.unwrap_err().1.starts_with(text));
    let no_type = "The provided starting key is invalid: \
                   Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    refuses(&emulator, "Scan", scan(json!({"pk": {}, "sk": {"S": "b"}})), no_type);
    for (segments, text) in [
        (
            json!({"Segment": 5, "TotalSegments": 5}),
            "The Segment parameter is zero-based and must be less than parameter TotalSegments",
        ),
        (
            json!({"Segment": 0}),
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
        ),
        (
            json!({"TotalSegments": 2}),
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
        ),
    ] {
        refuses(&emulator, "Scan", segments, text);
    }
}

#[test]
fn a_starting_key_belongs_to_its_segment() {
    let emulator = tables();
    let scan = |segment: u32| {
        let start = json!({"pk": {"S": "b"}});
        json!({"TableName": "Plain", "Segment": segment, "TotalSegments": 2, "ExclusiveStartKey": start})
    };
    let refusals: Vec<_> = (0..2).filter_map(|segment| call(&emulator, "Scan", &scan(segment)).err()).collect();
    let [(_, text)] = &refusals[..] else { panic!("one of two segments holds the key") };
    let text_of_other = "The provided starting key is invalid: Invalid ExclusiveStartKey. \
                         Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: ";
    assert!(text.starts_with(text_of_other), "{text}");
}

#[test]
fn batches_refuse_repeated_keys() {
    let emulator = tables();
    let text = "Provided list of item keys contains duplicates";
    let get = json!({"RequestItems": {"Rows": {"Keys": [key("a", "b"), key("a", "b")]}}});
    refuses(&emulator, "BatchGetItem", get, text);
    let put = json!({"PutRequest": {"Item": with(key("a", "b"), "x", json!({"S": "x"}))}});
    let delete = json!({"DeleteRequest": {"Key": key("a", "b")}});
    refuses(&emulator, "BatchWriteItem", json!({"RequestItems": {"Rows": [put, delete]}}), text);
    let put = json!({"PutRequest": {"Item": {"pk": {"S": "a"}}}});
    refuses(&emulator, "BatchWriteItem", json!({"RequestItems": {"Rows": [put]}}), SCHEMA_MISMATCH);
    let legacy = json!({"Keys": [{"pk": {"S": "a"}}], "AttributesToGet": ["x"]});
    let newer = json!({"Keys": [key("a", "b")], "ProjectionExpression": "x"});
    let mixed = "Can not use both expression and non-expression parameters in the same request: \
                 Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}";
    refuses(&emulator, "BatchGetItem", json!({"RequestItems": {"Plain": legacy, "Rows": newer}}), mixed);
}

#[test]
fn a_batch_of_writes_is_refused_as_a_whole() {
    let emulator = tables();
    let put = json!({"PutRequest": {"Item": key("a", "b")}});
    let wrong = json!({"PutRequest": {"Item": {"pk": {"N": "1"}}}});
    let request = json!({"RequestItems": {"Rows": [put], "Plain": [wrong]}});
    refuses(&emulator, "BatchWriteItem", request, SCHEMA_MISMATCH);
    assert_eq!(call(&emulator, "Scan", &json!({"TableName": "Rows"})).unwrap()["Count"], 0);
}

#[test]
fn no_table_is_no_resource() {
    let emulator = tables();
    for (operation, request) in [
        ("GetItem", json!({"TableName": "missing", "Key": {}})),
        ("PutItem", json!({"TableName": "missing", "Item": {}})),
        ("Scan", json!({"TableName": "missing"})),
        ("BatchGetItem", json!({"RequestItems": {"missing": {"Keys": [{}]}}})),
    ] {
        let refusal = call(&emulator, operation, &request).unwrap_err();
        assert_eq!(refusal, ("ResourceNotFoundException".to_owned(), "Requested resource not found".to_owned()), "{operation}");
    }
}
