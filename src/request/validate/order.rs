//! The order in which the older layer lists the members of a structure: that of its own model, which is not the public one.

use crate::model::{MemberShape, StructureShape};

/// The members that come first, by structure; the others follow in the order of the public model. Item operations, Query, Scan and PartiQL
/// were observed on 2026-10-09 in seven regions, the others years before.
const FIRST: [(&str, &[&str]); 19] = [
    (
        "PutItemInput",
        &[
            "ReturnConsumedCapacity",
            "TableName",
            "Item",
            "ConditionalOperator",
            "Expected",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "ReturnItemCollectionMetrics",
        ],
    ),
    ("UpdateItemInput", WRITE_BY_KEY),
    ("DeleteItemInput", WRITE_BY_KEY),
    ("GetItemInput", &["ReturnConsumedCapacity", "AttributesToGet", "TableName", "Key"]),
    (
        "QueryInput",
        &[
            "Select",
            "IndexName",
            "ReturnConsumedCapacity",
            "QueryFilter",
            "TableName",
            "ConditionalOperator",
            "AttributesToGet",
            "Limit",
            "KeyConditions",
        ],
    ),
    (
        "ScanInput",
        &[
            "Select",
            "IndexName",
            "TotalSegments",
            "ReturnConsumedCapacity",
            "TableName",
            "ConditionalOperator",
            "ScanFilter",
            "Segment",
            "Limit",
        ],
    ),
    ("BatchGetItemInput", &["ReturnConsumedCapacity"]),
    ("WriteRequest", &["DeleteRequest"]),
    (
        "ExecuteStatementInput",
        &["ReturnValuesOnConditionCheckFailure", "Limit", "Statement", "ReturnConsumedCapacity", "Parameters"],
    ),
    ("BatchExecuteStatementInput", &["ReturnConsumedCapacity"]),
    ("BatchStatementRequest", STATEMENT),
    ("ExecuteTransactionInput", &["ClientRequestToken", "TransactStatements", "ReturnConsumedCapacity"]),
    ("ParameterizedStatement", STATEMENT),
    (
        "CreateTableInput",
        &[
            "TableName",
            "BillingMode",
            "ProvisionedThroughput",
            "KeySchema",
            "AttributeDefinitions",
            "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes",
            "VectorIndexes",
        ],
    ),
    ("UpdateTableInput", &["TableName", "BillingMode", "ProvisionedThroughput", "GlobalSecondaryIndexUpdates"]),
    ("AttributeDefinition", &["AttributeType"]),
    ("CreateGlobalSecondaryIndexAction", &["Projection", "IndexName", "ProvisionedThroughput", "KeySchema"]),
    ("ProvisionedThroughput", &["WriteCapacityUnits"]),
    ("TimeToLiveSpecification", &["AttributeName"]),
];

const WRITE_BY_KEY: &[&str] = &[
    "ReturnConsumedCapacity",
    "TableName",
    "ReturnValues",
    "ReturnValuesOnConditionCheckFailure",
    "ReturnItemCollectionMetrics",
    "Key",
];

const STATEMENT: &[&str] = &["ReturnValuesOnConditionCheckFailure", "Statement", "Parameters"];

/// The members of `shape` in the order in which the older layer lists what is wrong with them.
pub fn of_members(shape: &'static StructureShape) -> impl Iterator<Item = &'static MemberShape> {
    let first = FIRST.iter().find(|(name, _)| *name == shape.name).map_or::<&[&str], _>(&[], |(_, first)| first);
    let rest = shape.members.iter().filter(|member| !first.contains(&member.name));
    first.iter().filter_map(|name| shape.member(name)).chain(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;

    #[test]
    fn every_name_in_the_table_is_a_member() {
        for operation in model::operations() {
            let listed = FIRST.iter().find(|(name, _)| *name == operation.input.name);
            for name in listed.map_or::<&[&str], _>(&[], |(_, first)| first) {
                assert!(operation.input.member(name).is_some(), "{}: {name}", operation.name);
            }
        }
    }

    #[test]
    fn every_member_comes_once() {
        for operation in model::operations() {
            let mut names: Vec<_> = of_members(operation.input).map(|member| member.name).collect();
            names.sort_unstable();
            let mut expected: Vec<_> = operation.input.members.iter().map(|member| member.name).collect();
            expected.sort_unstable();
            assert_eq!(names, expected);
        }
    }
}
