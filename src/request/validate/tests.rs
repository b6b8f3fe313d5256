//! One test per message and stage of member validation, as AWS was observed to answer.

use std::collections::BTreeSet;

use super::*;
use crate::model;
use crate::request::decode;

fn checked(operation: &str, body: &str, validation: Validation) -> Result<Layer, String> {
    let operation = model::operation(&format!("DynamoDB_20120810.{operation}")).unwrap();
    let input = decode(operation, body.as_bytes()).unwrap();
    let layer = validate(operation, &input, validation).map_err(|refusal| refusal.message)?;
    validate_late(operation, &input, layer).map(|()| layer).map_err(|refusal| refusal.message)
}

fn refusal(operation: &str, body: &str) -> String {
    checked(operation, body, Validation::October2026).unwrap_err()
}

fn classic(operation: &str, body: &str) -> String {
    checked(operation, body, Validation::Classic).unwrap_err()
}

const EMPTY_NAME: &str = "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1";
const RCC: &str = "Value 'INVALID' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
const RICM: &str = "Value 'INVALID' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]";
const RETURN_VALUES: &str =
    "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]";
const RETURN_VALUES_OLDER: &str = "Value 'INVALID' at 'returnValues' failed to satisfy constraint: \
                                   Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]";
const ON_FAILURE: &str = "Value 'X' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: \
                          Member must satisfy enum value set: [ALL_OLD, NONE]";
const SHORT_NAME: &str =
    "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3";
const NO_NAME: &str = "Value null at 'tableName' failed to satisfy constraint: Member must not be null";
const ENUMS: &str = r#""ReturnConsumedCapacity":"INVALID","ReturnValues":"INVALID","ReturnItemCollectionMetrics":"INVALID""#;

fn one(message: &str) -> String {
    format!("1 validation error detected: {message}")
}

fn two(first: &str, second: &str) -> String {
    format!("2 validation errors detected: {first}; {second}")
}

/// The operations whose names `names` gives, which must be those of the model, each once.
fn operations<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'static OperationModel> {
    let operations: Vec<_> = names.map(|name| model::operation(&format!("DynamoDB_20120810.{name}")).expect(name)).collect();
    let names: BTreeSet<_> = operations.iter().map(|operation| operation.name).collect();
    assert_eq!(names.len(), operations.len(), "{names:?}");
    operations
}

#[test]
fn both_layers_name_operations_of_the_model_once() {
    assert_eq!(operations(plan::NEWER.iter().map(|plan| plan.operation)).len(), plan::NEWER.len());
    assert_eq!(operations(plan::OLDER.iter().map(|(name, _)| *name)).len(), plan::OLDER.len());
}

#[test]
fn classic_is_the_older_layer_for_all_that_it_ever_checked() {
    for operation in model::operations() {
        let plan = newer_plan(operation, &Structure::new(operation.input), Validation::Classic);
        assert_eq!(plan.map(|plan| plan.operation), operation.is_search().then_some("SearchVectors"), "{}", operation.name);
    }
}

/// What had crossed by October 2026 (the regions stand beside the table): taking one of them off it must not pass unseen.
#[test]
fn october_is_the_newer_layer_for_what_had_crossed() {
    let crossed: BTreeSet<_> = plan::NEWER.iter().map(|plan| plan.operation).collect();
    let observed = ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "SearchVectors", "UpdateItem"];
    assert_eq!(crossed, BTreeSet::from(observed));
}

#[test]
fn valid_requests_pass_on_the_layer_of_their_operation() {
    for (operation, body, layer) in [
        ("PutItem", r#"{"TableName":"Music","Item":{"pk":{"S":"a"}},"ReturnValues":"ALL_OLD"}"#, Layer::Newer),
        ("UpdateItem", r#"{"TableName":"Music","Key":{"pk":{"S":"a"}},"ReturnValues":"UPDATED_NEW"}"#, Layer::Newer),
        ("GetItem", r#"{"TableName":"arn:aws:dynamodb:eu-west-1:000000000000:table/Music","Key":{}}"#, Layer::Newer),
        ("Scan", r#"{"TableName":"Music","Segment":0,"TotalSegments":1000000}"#, Layer::Newer),
        ("Scan", r#"{"TableName":"Music","Limit":4294967296}"#, Layer::Older),
        ("PutItem", r#"{"TableName":"Music","Item":{"pk":{"BOOL":"yes"}}}"#, Layer::Older),
        ("BatchWriteItem", r#"{"RequestItems":{"Music":[{"DeleteRequest":{"Key":{}}}]}}"#, Layer::Older),
        ("ListTables", "{}", Layer::Older),
        ("ListTagsOfResource", "{}", Layer::Older),
        ("DescribeLimits", "{}", Layer::Older),
    ] {
        assert_eq!(checked(operation, body, Validation::October2026), Ok(layer), "{operation} {body}");
    }
}

#[test]
fn an_empty_table_name_is_answered_alone() {
    for (operation, body) in [
        ("PutItem", r#"{"TableName":"","ReturnValues":"INVALID"}"#),
        ("UpdateItem", r#"{"TableName":"","Key":{},"ReturnValues":"INVALID"}"#),
        ("DeleteItem", r#"{"TableName":"","ReturnValues":"INVALID"}"#),
        ("GetItem", r#"{"TableName":"","ReturnConsumedCapacity":"INVALID"}"#),
        ("Query", r#"{"TableName":"","ReturnConsumedCapacity":"INVALID","Select":"BAD"}"#),
        ("Scan", r#"{"TableName":"","ReturnConsumedCapacity":"INVALID","Select":"BAD"}"#),
    ] {
        assert_eq!(refusal(operation, body), EMPTY_NAME, "{operation}");
    }
}

#[test]
fn item_operations_word_a_bad_table_name_as_the_older_layer() {
    let long = "a".repeat(256);
    for (name, message) in [
        ("ab", SHORT_NAME.to_owned()),
        (
            long.as_str(),
            format!(
                "Value '{long}' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255"
            ),
        ),
        (
            "bad table!@#",
            "Value 'bad table!@#' at 'tableName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
                .to_owned(),
        ),
        (
            "a!",
            "Value 'a!' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3"
                .to_owned(),
        ),
    ] {
        let body = format!(r#"{{"TableName":"{name}","Item":{{}},"Key":{{}}}}"#);
        for operation in ["PutItem", "DeleteItem", "GetItem", "Query", "Scan"] {
            assert_eq!(refusal(operation, &body), one(&message), "{operation}");
        }
    }
}

#[test]
fn an_arn_is_checked_by_the_name_in_it() {
    let arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/";
    let body = |name: &str| format!(r#"{{"TableName":"{arn}{name}"}}"#);
    assert!(checked("DescribeTable", &body("Music"), Validation::October2026).is_ok());
    assert!(refusal("DescribeTable", &body("ab")).ends_with("Member must have length greater than or equal to 3"));
    assert!(checked("DescribeTable", &body("Music/stream/2026"), Validation::October2026).is_ok(), "told by the account");
    let backup = refusal("Scan", &body("").replace(":table/", ":backup/Music"));
    assert!(backup.ends_with("Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"), "{backup}");
}

#[test]
fn get_item_lists_its_members_in_one_stage() {
    let key = "Value null at 'key' failed to satisfy constraint: Member must not be null";
    let body = r#"{"TableName":"ab","ReturnConsumedCapacity":"INVALID","AttributesToGet":[]}"#;
    let empty =
        "Value '[]' at 'attributesToGet' failed to satisfy constraint: Member must have length greater than or equal to 1";
    assert_eq!(refusal("GetItem", body), format!("4 validation errors detected: {SHORT_NAME}; {key}; {RCC}; {empty}"));
    assert_eq!(classic("GetItem", body), format!("4 validation errors detected: {RCC}; {empty}; {SHORT_NAME}; {key}"));
}

#[test]
fn put_item_lists_its_members_in_one_stage() {
    let item = "Value null at 'item' failed to satisfy constraint: Member must not be null";
    assert_eq!(refusal("PutItem", r#"{"Item":{}}"#), one(NO_NAME));
    assert_eq!(refusal("PutItem", "{}"), two(NO_NAME, item));
    assert_eq!(
        refusal("PutItem", &format!(r#"{{"TableName":"Music","Item":{{}},{ENUMS}}}"#)),
        format!("3 validation errors detected: {RCC}; {RETURN_VALUES}; {RICM}")
    );
    let body = r#"{"TableName":"Music","Item":{},"ReturnValuesOnConditionCheckFailure":"X","ReturnValues":"ALL_NEW"}"#;
    assert_eq!(refusal("PutItem", body), two(ON_FAILURE, "ReturnValues can only be ALL_OLD or NONE"));
    let body = r#"{"TableName":"Music","Item":{},"ReturnValuesOnConditionCheckFailure":""}"#;
    assert_eq!(refusal("PutItem", body), one(&ON_FAILURE.replace("'X'", "''")));
}

#[test]
fn delete_item_answers_a_missing_key_alone() {
    let key = "Value null at 'key' failed to satisfy constraint: Member must not be null";
    assert_eq!(refusal("DeleteItem", r#"{"TableName":"ab","ReturnValues":"INVALID"}"#), one(key));
    let body = r#"{"TableName":"Music","Key":{},"ReturnConsumedCapacity":"INVALID","ReturnValues":"INVALID"}"#;
    assert_eq!(refusal("DeleteItem", body), two(RCC, RETURN_VALUES));
    assert_eq!(refusal("DeleteItem", r#"{"TableName":"ab","Key":{},"ReturnConsumedCapacity":"INVALID"}"#), two(SHORT_NAME, RCC));
    let body = r#"{"TableName":"Music","Key":{},"ReturnConsumedCapacity":"INVALID","ReturnValues":"UPDATED_NEW"}"#;
    assert_eq!(refusal("DeleteItem", body), two(RCC, "ReturnValues can only be ALL_OLD or NONE"));
}

#[test]
fn update_item_lists_all_that_is_wrong_with_a_name_and_only_that() {
    let pattern = "Value 'a!' at 'tableName' failed to satisfy constraint: \
                   Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
    let length = "Value 'a!' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3";
    assert_eq!(refusal("UpdateItem", &format!(r#"{{"TableName":"a!","Key":{{}},{ENUMS}}}"#)), two(pattern, length));
}

#[test]
fn update_item_answers_the_first_invalid_enumeration() {
    let body = |members: &str| format!(r#"{{"TableName":"Music","Key":{{}},{members}}}"#);
    assert_eq!(refusal("UpdateItem", &body(ENUMS)), one(RETURN_VALUES));
    let members = r#""ReturnValuesOnConditionCheckFailure":"X","ReturnItemCollectionMetrics":"INVALID""#;
    assert_eq!(refusal("UpdateItem", &body(members)), ON_FAILURE);
    let members = r#""ReturnItemCollectionMetrics":"INVALID","ReturnConsumedCapacity":"INVALID""#;
    assert_eq!(refusal("UpdateItem", &body(members)), one(RICM));
    assert_eq!(refusal("UpdateItem", &body(r#""ReturnConsumedCapacity":"INVALID""#)), RCC);
}

#[test]
fn update_item_without_a_key_is_checked_by_the_older_layer() {
    assert_eq!(
        refusal("UpdateItem", &format!(r#"{{{ENUMS},"ReturnValuesOnConditionCheckFailure":"X"}}"#)),
        format!(
            "6 validation errors detected: {RCC}; {NO_NAME}; {RETURN_VALUES_OLDER}; {ON_FAILURE}; {RICM}; \
             Value null at 'key' failed to satisfy constraint: Member must not be null"
        )
    );
}

#[test]
fn update_item_without_a_name_joins_invalid_return_values() {
    assert_eq!(refusal("UpdateItem", &format!(r#"{{"Key":{{}},{ENUMS}}}"#)), two(NO_NAME, RETURN_VALUES));
}

const LIMIT: &str = "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1";
const LIMIT_OLDER: &str = "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1";
const SELECT: &str = "Value 'BAD' at 'select' failed to satisfy constraint: Member must satisfy enum value set: \
                      [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]";

#[test]
fn query_has_two_stages_and_select_late() {
    let empty = "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1";
    assert_eq!(refusal("Query", r#"{"TableName":"","Limit":0,"ReturnConsumedCapacity":"INVALID"}"#), two(LIMIT, empty));
    let body = r#"{"TableName":"ab","ReturnConsumedCapacity":"INVALID","Select":"BAD"}"#;
    assert_eq!(refusal("Query", body), two(SHORT_NAME, RCC));
    assert_eq!(refusal("Query", r#"{"TableName":"Music","Select":"BAD"}"#), one(SELECT));
}

#[test]
fn query_checks_its_index_name_with_the_table_name() {
    let index = "Value 'i' at 'indexName' failed to satisfy constraint: Member must have length greater than or equal to 3";
    assert_eq!(refusal("Query", r#"{"TableName":"ab","IndexName":"i"}"#), two(SHORT_NAME, index));
    assert_eq!(refusal("Scan", r#"{"TableName":"Music","IndexName":"i"}"#), one(index));
}

#[test]
fn query_without_a_name_or_with_a_coerced_limit_is_checked_by_the_older_layer() {
    let body = r#"{"Limit":0,"ReturnConsumedCapacity":"INVALID","Select":"BAD"}"#;
    assert_eq!(refusal("Query", body), format!("4 validation errors detected: {SELECT}; {RCC}; {NO_NAME}; {LIMIT_OLDER}"));
    assert_eq!(refusal("Query", r#"{"TableName":"Music","Limit":0.5,"Select":"BAD"}"#), two(SELECT, LIMIT_OLDER));
}

#[test]
fn a_legacy_condition_without_operator_is_named() {
    let null = |path: &str| {
        one(&format!("Value null at '{path}.a.member.comparisonOperator' failed to satisfy constraint: Member must not be null"))
    };
    assert_eq!(refusal("Query", r#"{"TableName":"Music","QueryFilter":{"a":{}}}"#), null("queryFilter"));
    assert_eq!(refusal("Query", r#"{"TableName":"Music","KeyConditions":{"a":{}}}"#), null("keyConditions"));
    assert_eq!(refusal("Scan", r#"{"TableName":"Music","ScanFilter":{"a":{}}}"#), null("scanFilter"));
    let unknown = r#"{"TableName":"Music","ScanFilter":{"a":{"ComparisonOperator":"eq"}}}"#;
    assert_eq!(checked("Scan", unknown, Validation::October2026), Ok(Layer::Newer));
}

#[test]
fn scan_has_two_stages_and_select_late() {
    let segment = "Value at 'Segment' failed to satisfy constraint: Member must have value greater than or equal to 0";
    assert_eq!(refusal("Scan", r#"{"TableName":"Music","Segment":-1}"#), one(segment));
    let body = r#"{"TableName":"","Limit":0,"Segment":-1,"TotalSegments":0,"Select":"BAD"}"#;
    let total = "Value at 'TotalSegments' failed to satisfy constraint: Member must have value greater than or equal to 1";
    let empty = "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1";
    assert_eq!(refusal("Scan", body), format!("4 validation errors detected: {LIMIT}; {segment}; {total}; {empty}"));
    let body = r#"{"TableName":"Music","Segment":1000000}"#;
    let most = "Value '1000000' at 'segment' failed to satisfy constraint: Member must have value less than or equal to 999999";
    assert_eq!(refusal("Scan", body), one(most));
    assert_eq!(refusal("Scan", r#"{"TableName":"ab","ReturnConsumedCapacity":"INVALID"}"#), two(SHORT_NAME, RCC));
    assert_eq!(refusal("Scan", r#"{"TableName":"Music","Select":"BAD"}"#), one(SELECT));
}

#[test]
fn scan_on_the_older_layer_lists_everything() {
    let segment = "Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0";
    let total = "Value '0' at 'totalSegments' failed to satisfy constraint: Member must have value greater than or equal to 1";
    let operator =
        "Value 'X' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]";
    let null = "Value null at 'scanFilter.a.member.comparisonOperator' failed to satisfy constraint: Member must not be null";
    let body = r#"{"Limit":0,"Segment":-1,"TotalSegments":0,"Select":"BAD","ConditionalOperator":"X","ScanFilter":{"a":{}},
        "ReturnConsumedCapacity":"INVALID"}"#;
    let expected = [SELECT, total, RCC, NO_NAME, operator, null, segment, LIMIT_OLDER].join("; ");
    assert_eq!(refusal("Scan", body), format!("8 validation errors detected: {expected}"));
    assert_eq!(classic("Scan", r#"{"TableName":"Music","Segment":-1}"#), one(segment));
    assert_eq!(classic("Scan", r#"{"TableName":"Music","Limit":0}"#), one(LIMIT_OLDER));
}

#[test]
fn batch_get_item_has_its_stages() {
    let empty = "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1";
    assert_eq!(refusal("BatchGetItem", r#"{"RequestItems":{},"ReturnConsumedCapacity":"INVALID"}"#), one(empty));
    let null = "Value null at 'requestItems' failed to satisfy constraint: Member must not be null";
    assert_eq!(refusal("BatchGetItem", "{}"), one(null));
    let keys = "Value at 'RequestItems.Music.member.Keys' failed to satisfy constraint: Member must have length greater than or equal to 1";
    let body = r#"{"RequestItems":{"a!":{"Keys":[{}]},"Music":{"Keys":[]}},"ReturnConsumedCapacity":"INVALID"}"#;
    assert_eq!(refusal("BatchGetItem", body), one(keys));
    let names = "Value '{\"a!\":{\"Keys\":[{\"pk\":{\"S\":\"a\"}}]}}' at 'requestItems' failed to satisfy constraint: \
                 Map keys must satisfy constraint: [Member must have length less than or equal to 255, \
                 Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";
    let body = r#"{"RequestItems":{"a!":{"Keys":[{"pk":{"S":"a"}}]}},"ReturnConsumedCapacity":"INVALID"}"#;
    assert_eq!(refusal("BatchGetItem", body), two(names, RCC));
    let many = vec!["{}"; 101].join(",");
    let most = "Value at 'RequestItems.Music.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100";
    assert_eq!(refusal("BatchGetItem", &format!(r#"{{"RequestItems":{{"Music":{{"Keys":[{many}]}}}}}}"#)), one(most));
    let body = format!(r#"{{"RequestItems":{{"Music":{{"Keys":[{many}]}},"Other":{{"Keys":[{{}}]}}}}}}"#);
    assert_eq!(refusal("BatchGetItem", &body), "Too many items requested for the BatchGetItem call");
    let sentence = "The requestItems parameter is required for BatchGetItem";
    assert_eq!(classic("BatchGetItem", r#"{"RequestItems":{}}"#), sentence);
}

#[test]
fn batch_write_item_has_its_stages() {
    let sentence = "The requestItems parameter is required for BatchWriteItem";
    assert_eq!(refusal("BatchWriteItem", r#"{"RequestItems":{},"ReturnConsumedCapacity":"INVALID"}"#), sentence);
    let lengths = "Value '{a!=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \
                   [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]";
    let body = r#"{"RequestItems":{"a!":[]},"ReturnConsumedCapacity":"INVALID","ReturnItemCollectionMetrics":"INVALID"}"#;
    assert_eq!(refusal("BatchWriteItem", body), format!("3 validation errors detected: {lengths}; {RCC}; {RICM}"));
    let names = "Value '{a!=[WriteRequest(putRequest=null, deleteRequest=DeleteRequest(key={}))]}' at 'requestItems' \
                 failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, \
                 Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";
    assert_eq!(refusal("BatchWriteItem", r#"{"RequestItems":{"a!":[{"DeleteRequest":{"Key":{}}}]}}"#), one(names));
    let item = "Value null at 'requestItems.Music.member.1.member.putRequest.item' failed to satisfy constraint: Member must not be null";
    assert_eq!(refusal("BatchWriteItem", r#"{"RequestItems":{"Music":[{"PutRequest":{}}]}}"#), one(item));
}

#[test]
fn a_write_request_is_one_write() {
    assert_eq!(
        refusal("BatchWriteItem", r#"{"RequestItems":{"Music":[{}]}}"#),
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
    );
    assert_eq!(
        refusal("BatchWriteItem", r#"{"RequestItems":{"Music":[{"PutRequest":{"Item":{}},"DeleteRequest":{"Key":{}}}]}}"#),
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
    );
    let many = vec![r#"{"DeleteRequest":{"Key":{}}}"#; 13].join(",");
    assert_eq!(
        refusal("BatchWriteItem", &format!(r#"{{"RequestItems":{{"Music":[{many}],"Other":[{many}]}}}}"#)),
        "Too many items requested for the BatchWriteItem call"
    );
}

#[test]
fn transact_write_items_has_its_stages() {
    let empty = "Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1";
    assert_eq!(refusal("TransactWriteItems", r#"{"TransactItems":[],"ReturnConsumedCapacity":"INVALID"}"#), one(empty));
    let token = "a".repeat(37);
    let body = format!(
        r#"{{"TransactItems":[{{}},{{"Put":{{"TableName":"a!","Item":{{}},"ReturnValuesOnConditionCheckFailure":"X"}}}}],
            "ClientRequestToken":"{token}","ReturnConsumedCapacity":"INVALID","ReturnItemCollectionMetrics":"INVALID"}}"#
    );
    let on_failure = ON_FAILURE.replace("'returnV", "'transactItems.2.member.put.returnV");
    let too_long = format!(
        "Value '{token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36"
    );
    assert_eq!(
        refusal("TransactWriteItems", &body),
        format!("4 validation errors detected: {on_failure}; {too_long}; {RCC}; {RICM}")
    );
}

#[test]
fn a_transaction_names_its_tables_after_its_actions() {
    assert_eq!(
        refusal("TransactWriteItems", r#"{"TransactItems":[{"Put":{"TableName":"a!","Item":{}}},{}]}"#),
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request"
    );
    let both = r#"{"TransactItems":[{"Put":{"TableName":"Music","Item":{}},"Delete":{"TableName":"Music","Key":{}}}]}"#;
    assert_eq!(refusal("TransactWriteItems", both), "TransactItems can only contain one of Check, Put, Update or Delete");
    let body = r#"{"TransactItems":[{"Put":{"TableName":"a!","Item":{}}},{"Delete":{"TableName":"ab","Key":{}}}]}"#;
    let at = |value: &str, path: &str, constraint: &str| {
        format!("Value '{value}' at 'transactItems.{path}.tableName' failed to satisfy constraint: Member must {constraint}")
    };
    let expected = [
        at("a!", "1.member.put", "have length greater than or equal to 3"),
        at("a!", "1.member.put", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"),
        at("ab", "2.member.delete", "have length greater than or equal to 3"),
    ];
    assert_eq!(refusal("TransactWriteItems", body), format!("3 validation errors detected: {}", expected.join("; ")));
}

#[test]
fn transact_get_items_has_its_stages() {
    let get = "Value null at 'transactItems.1.member.get' failed to satisfy constraint: Member must not be null";
    let body = r#"{"TransactItems":[{},{"Get":{"TableName":"ab","Key":{}}}],"ReturnConsumedCapacity":"INVALID"}"#;
    assert_eq!(refusal("TransactGetItems", body), two(get, RCC));
    let name = "Value 'ab' at 'transactItems.1.member.get.tableName' failed to satisfy constraint: \
                Member must have length greater than or equal to 3";
    assert_eq!(refusal("TransactGetItems", r#"{"TransactItems":[{"Get":{"TableName":"ab","Key":{}}}]}"#), one(name));
}

#[test]
fn statements_are_checked_in_their_own_order() {
    let body = r#"{"Limit":0,"Statement":"","ReturnConsumedCapacity":"INVALID","Parameters":[],
        "ReturnValuesOnConditionCheckFailure":"X"}"#;
    let statement = "Value '' at 'statement' failed to satisfy constraint: Member must have length greater than or equal to 1";
    let parameters =
        "Value '[]' at 'parameters' failed to satisfy constraint: Member must have length greater than or equal to 1";
    let expected = [ON_FAILURE, LIMIT_OLDER, statement, RCC, parameters].join("; ");
    assert_eq!(refusal("ExecuteStatement", body), format!("5 validation errors detected: {expected}"));
    let body = r#"{"Statements":[{"Statement":"SELECT","Parameters":[]}],"ReturnConsumedCapacity":"INVALID"}"#;
    let parameters = parameters.replace("'parameters'", "'statements.1.member.parameters'");
    assert_eq!(refusal("BatchExecuteStatement", body), two(RCC, &parameters));
    let body = r#"{"TransactStatements":[],"ReturnConsumedCapacity":"INVALID","ClientRequestToken":""}"#;
    let token =
        "Value '' at 'clientRequestToken' failed to satisfy constraint: Member must have length greater than or equal to 1";
    let empty =
        "Value '[]' at 'transactStatements' failed to satisfy constraint: Member must have length greater than or equal to 1";
    assert_eq!(refusal("ExecuteTransaction", body), format!("3 validation errors detected: {token}; {empty}; {RCC}"));
}

#[test]
fn a_statement_is_measured_in_characters() {
    let body = |length: usize| format!(r#"{{"Statement":"{}"}}"#, "é".repeat(length));
    assert_eq!(checked("ExecuteStatement", &body(8192), Validation::October2026), Ok(Layer::Older));
    assert!(refusal("ExecuteStatement", &body(8193)).ends_with("Member must have length less than or equal to 8192"));
}

#[test]
fn create_table_lists_its_members() {
    let required = "The parameter 'TableName' is required but was not present in the request";
    assert_eq!(refusal("CreateTable", r#"{"BillingMode":"X"}"#), required);
    let table = r#""KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"AttributeDefinitions":[]"#;
    assert_eq!(refusal("CreateTable", &format!(r#"{{"TableName":"ab",{table}}}"#)), one(SHORT_NAME));
    let three = r#""KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"},
        {"AttributeName":"extra","KeyType":"RANGE"}],"AttributeDefinitions":[]"#;
    let length = "Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), \
                  KeySchemaElement(attributeName=extra, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: \
                  Member must have length less than or equal to 2";
    assert_eq!(refusal("CreateTable", &format!(r#"{{"TableName":"Music",{three}}}"#)), one(length));
    let body = r#"{"TableName":"Music","BillingMode":"X","ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0},
        "KeySchema":[{"AttributeName":"pk","KeyType":"X"}],"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"X"}]}"#;
    let expected = [
        "Value 'X' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
        "Value '0' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: \
         Member must have value greater than or equal to 1",
        "Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: \
         Member must have value greater than or equal to 1",
        "Value 'X' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]",
        "Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: \
         Member must satisfy enum value set: [B, N, S]",
    ];
    assert_eq!(refusal("CreateTable", body), format!("5 validation errors detected: {}", expected.join("; ")));
}

#[test]
fn an_index_key_schema_forgets_its_path() {
    let keys = |count: usize| vec![r#"{"AttributeName":"a","KeyType":"HASH"}"#; count].join(",");
    let index = |kind: &str, count: usize| {
        format!(
            r#"{{"TableName":"Music","KeySchema":[{}],"AttributeDefinitions":[],"{kind}":[{{"IndexName":"gsi","KeySchema":[{}],
                "Projection":{{"ProjectionType":"ALL"}}}}]}}"#,
            keys(1),
            keys(count)
        )
    };
    assert!(checked("CreateTable", &index("GlobalSecondaryIndexes", 8), Validation::October2026).is_ok());
    let message = refusal("CreateTable", &index("GlobalSecondaryIndexes", 9));
    assert!(message.ends_with("]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 8"));
    let message = refusal("CreateTable", &index("LocalSecondaryIndexes", 3));
    assert!(message.ends_with("]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2"));
}

#[test]
fn at_most_ten_errors_are_listed() {
    let keys = vec![r#"{"AttributeType":"X"}"#; 20].join(",");
    let body = format!(r#"{{"TableName":"Music","KeySchema":[{{}}],"AttributeDefinitions":[{keys}]}}"#);
    assert!(refusal("CreateTable", &body).starts_with("10 validation errors detected: "));
}

#[test]
fn operations_on_one_table_require_its_name_in_a_sentence() {
    for operation in ["DescribeTable", "UpdateTable", "DeleteTable"] {
        let required = "The parameter 'TableName' is required but was not present in the request";
        assert_eq!(refusal(operation, "{}"), required);
        let at_empty =
            |constraint: &str| format!("Value '' at 'tableName' failed to satisfy constraint: Member must {constraint}");
        let short = at_empty("have length greater than or equal to 3");
        let pattern = at_empty("satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        assert_eq!(refusal(operation, r#"{"TableName":""}"#), two(&short, &pattern));
        assert_eq!(refusal(operation, r#"{"TableName":"ab"}"#), one(SHORT_NAME));
        let long = refusal(operation, &format!(r#"{{"TableName":"{}"}}"#, "a".repeat(256)));
        assert!(long.ends_with("Member must have length less than or equal to 255"));
        let pattern = "Value 'a b c' at 'tableName' failed to satisfy constraint: \
                       Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
        assert_eq!(refusal(operation, r#"{"TableName":"a b c"}"#), one(pattern));
    }
}

#[test]
fn list_tables_lists_both_members() {
    let at = |constraint: &str| {
        format!("Value 'a!' at 'exclusiveStartTableName' failed to satisfy constraint: Member must {constraint}")
    };
    let (pattern, length) =
        (at("satisfy regular expression pattern: [a-zA-Z0-9_.-]+"), at("have length greater than or equal to 3"));
    let limit = "Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100";
    let body = r#"{"Limit":101,"ExclusiveStartTableName":"a!"}"#;
    assert_eq!(refusal("ListTables", body), format!("3 validation errors detected: {pattern}; {length}; {limit}"));
    assert_eq!(refusal("ListTables", r#"{"Limit":0}"#), one(LIMIT_OLDER));
}

#[test]
fn tags_of_a_new_table_are_left_to_the_operation() {
    let body = r#"{"TableName":"Music","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"AttributeDefinitions":[],"Tags":[{"Key":""}]}"#;
    assert!(checked("CreateTable", body, Validation::October2026).is_ok());
}

#[test]
fn missing_tags_come_after_the_resource() {
    let tags = "Value null at 'tags' failed to satisfy constraint: Member must not be null";
    assert_eq!(refusal("TagResource", r#"{"ResourceArn":"a"}"#), one(tags));
    assert!(checked("TagResource", "{}", Validation::October2026).is_ok());
    let keys = "Value null at 'tagKeys' failed to satisfy constraint: Member must not be null";
    assert_eq!(refusal("UntagResource", r#"{"ResourceArn":"a"}"#), one(keys));
}

#[test]
fn what_only_the_older_layer_reads_is_checked_by_it() {
    let body = r#"{"TableName":"Music","Item":{"a":{"BOOL":"true"}},"ReturnValues":"INVALID"}"#;
    assert_eq!(refusal("PutItem", body), one(RETURN_VALUES_OLDER));
    let body = r#"{"TableName":"Music","Item":{"a":{"S":"","N":"1"}},"ReturnValues":"ALL_NEW"}"#;
    assert_eq!(refusal("PutItem", body), "ReturnValues can only be ALL_OLD or NONE");
}

#[test]
fn classic_words_everything_as_the_older_layer() {
    assert_eq!(classic("PutItem", r#"{"TableName":"Music","Item":{},"ReturnValues":"INVALID"}"#), one(RETURN_VALUES_OLDER));
    assert_eq!(classic("Query", r#"{"TableName":"Music","Limit":0,"Select":"BAD"}"#), two(SELECT, LIMIT_OLDER));
}
