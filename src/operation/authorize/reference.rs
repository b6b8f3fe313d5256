//! What every operation asks for, held against the service authorization reference ("Actions, resources, and condition keys for Amazon
//! DynamoDB", read November 2026).

use serde_json::{Value, json};

use crate::model;
use crate::operation::trial::Trial;

/// The kinds of resources that each action names in the reference; none where a policy can name but all.
const KINDS: &[(&str, &str)] = &[
    ("AssociateTableReplica", "table"),
    ("BatchGetItem", "table"),
    ("BatchWriteItem", "table"),
    ("ConditionCheckItem", "table"),
    ("CreateBackup", "table"),
    ("CreateGlobalTable", "global-table table"),
    ("CreateGlobalTableWitness", "table"),
    ("CreateTable", "table"),
    ("CreateTableReplica", "table"),
    ("DeleteBackup", "backup"),
    ("DeleteGlobalTableWitness", "table"),
    ("DeleteItem", "table"),
    ("DeleteResourcePolicy", "stream table"),
    ("DeleteTable", "table"),
    ("DeleteTableReplica", "table"),
    ("DescribeBackup", "backup"),
    ("DescribeContinuousBackups", "table"),
    ("DescribeContributorInsights", "index table"),
    ("DescribeEndpoints", ""),
    ("DescribeExport", "export"),
    ("DescribeGlobalTable", "global-table"),
    ("DescribeGlobalTableSettings", "global-table"),
    ("DescribeImport", "import"),
    ("DescribeKinesisStreamingDestination", "table"),
    ("DescribeLimits", ""),
    ("DescribeStream", "stream"),
    ("DescribeTable", "table"),
    ("DescribeTableReplicaAutoScaling", "table"),
    ("DescribeTimeToLive", "table"),
    ("DisableKinesisStreamingDestination", "table"),
    ("EnableKinesisStreamingDestination", "table"),
    ("ExportTableToPointInTime", "table"),
    ("GetItem", "table"),
    ("GetRecords", "stream"),
    ("GetResourcePolicy", "stream table"),
    ("GetShardIterator", "stream"),
    ("ImportTable", "table"),
    ("ListBackups", ""),
    ("ListContributorInsights", ""),
    ("ListExports", "table"),
    ("ListGlobalTables", ""),
    ("ListImports", "table"),
    ("ListStreams", ""),
    ("ListTables", ""),
    ("ListTagsOfResource", "stream table"),
    ("PartiQLDelete", "table"),
    ("PartiQLInsert", "table"),
    ("PartiQLSelect", "index table"),
    ("PartiQLUpdate", "table"),
    ("PutItem", "table"),
    ("PutResourcePolicy", "stream table"),
    ("Query", "index table"),
    ("RestoreTableFromBackup", "backup table"),
    ("RestoreTableToPointInTime", "table"),
    ("Scan", "index table"),
    ("SearchVectors", "index table"),
    ("TagResource", "stream table"),
    ("UntagResource", "stream table"),
    ("UpdateContinuousBackups", "table"),
    ("UpdateContributorInsights", "index table"),
    ("UpdateGlobalTable", "global-table table"),
    ("UpdateGlobalTableSettings", "global-table table"),
    ("UpdateItem", "table"),
    ("UpdateKinesisStreamingDestination", "table"),
    ("UpdateTable", "table"),
    ("UpdateTableReplicaAutoScaling", "table"),
    ("UpdateTimeToLive", "table"),
];

/// Actions that the reference does not list yet: their kinds are those of the ARNs that requests name.
const UNLISTED: &[&str] =
    &["CancelBulkOperation", "DescribeBulkOperation", "DisassociateTableReplica", "ListBulkOperations", "StartBulkPutItems"];

/// What ARNs begin with where `$` stands, and where a resource is named by its path alone.
const HERE: &str = "arn:aws:dynamodb:us-east-1:000000000000:";

/// Operations, one or more requests of each, and what they ask for: resources (`region:account:path` elsewhere), each with actions.
const EXPECTED: &[(&str, &str, &str)] = &[
    (
        "BatchExecuteStatement",
        r#"{"Statements":[{"Statement":"INSERT INTO Music VALUE {'pk': 'a'}"},{"Statement":"DELETE FROM Music WHERE pk = 'a'"}]}"#,
        "table/Music PartiQLInsert PartiQLDelete",
    ),
    ("BatchGetItem", r#"{"RequestItems":{"Music":{"Keys":[{"pk":{"S":"a"}}]}}}"#, "table/Music BatchGetItem"),
    (
        "BatchWriteItem",
        r#"{"RequestItems":{"Music":[{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}]}}"#,
        "table/Music BatchWriteItem",
    ),
    (
        "CancelBulkOperation",
        r#"{"BulkOperationArn":"$table/Music/bulk-operation/1"}"#,
        "table/Music/bulk-operation/1 CancelBulkOperation",
    ),
    ("CreateBackup", r#"{"BackupName":"b","TableName":"Music"}"#, "table/Music CreateBackup"),
    (
        "CreateGlobalTable",
        r#"{"GlobalTableName":"Old","ReplicationGroup":[{"RegionName":"us-east-1"},{"RegionName":"eu-west-1"}]}"#,
        ":000000000000:global-table/Old CreateGlobalTable; table/Old CreateGlobalTable; eu-west-1:000000000000:table/Old CreateGlobalTable",
    ),
    (
        "CreateTable",
        r#"{"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"TableName":"New"}"#,
        "table/New CreateTable",
    ),
    (
        "CreateTable",
        r#"{"ResourcePolicy":"{}","TableName":"New","Tags":[{"Key":"a","Value":"b"}]}"#,
        "table/New CreateTable TagResource PutResourcePolicy",
    ),
    (
        "CreateTable",
        r#"{"GlobalTableSourceArn":"arn:aws:dynamodb:us-west-2:111122223333:table/Music","TableName":"Music"}"#,
        "table/Music CreateTable Scan CreateTableReplica Query UpdateItem PutItem GetItem DeleteItem BatchWriteItem; us-west-2:111122223333:table/Music AssociateTableReplica",
    ),
    (
        "DeleteBackup",
        r#"{"BackupArn":"$table/Music/backup/01790812800000-00000000"}"#,
        "table/Music/backup/01790812800000-00000000 DeleteBackup",
    ),
    ("DeleteItem", r#"{"Key":{"pk":{"S":"a"}},"TableName":"Music"}"#, "table/Music DeleteItem"),
    ("DeleteResourcePolicy", r#"{"ResourceArn":"$table/Music"}"#, "table/Music DeleteResourcePolicy"),
    ("DeleteTable", r#"{"TableName":"Music"}"#, "table/Music DeleteTable"),
    (
        "DescribeBackup",
        r#"{"BackupArn":"$table/Music/backup/01790812800000-00000000"}"#,
        "table/Music/backup/01790812800000-00000000 DescribeBackup",
    ),
    (
        "DescribeBulkOperation",
        r#"{"BulkOperationArn":"$table/Music/bulk-operation/1"}"#,
        "table/Music/bulk-operation/1 DescribeBulkOperation",
    ),
    ("DescribeContinuousBackups", r#"{"TableName":"Music"}"#, "table/Music DescribeContinuousBackups"),
    ("DescribeContributorInsights", r#"{"TableName":"Music"}"#, "table/Music DescribeContributorInsights"),
    (
        "DescribeContributorInsights",
        r#"{"IndexName":"ByYear","TableName":"Music"}"#,
        "table/Music/index/ByYear DescribeContributorInsights",
    ),
    ("DescribeEndpoints", "{}", "* DescribeEndpoints"),
    ("DescribeExport", r#"{"ExportArn":"$table/Music/export/1"}"#, "table/Music/export/1 DescribeExport"),
    ("DescribeGlobalTable", r#"{"GlobalTableName":"Old"}"#, ":000000000000:global-table/Old DescribeGlobalTable"),
    ("DescribeGlobalTableSettings", r#"{"GlobalTableName":"Old"}"#, ":000000000000:global-table/Old DescribeGlobalTableSettings"),
    ("DescribeImport", r#"{"ImportArn":"$table/Music/import/1"}"#, "table/Music/import/1 DescribeImport"),
    ("DescribeKinesisStreamingDestination", r#"{"TableName":"Music"}"#, "table/Music DescribeKinesisStreamingDestination"),
    ("DescribeLimits", "{}", "* DescribeLimits"),
    ("DescribeTable", r#"{"TableName":"Music"}"#, "table/Music DescribeTable"),
    ("DescribeTableReplicaAutoScaling", r#"{"TableName":"Music"}"#, "table/Music DescribeTableReplicaAutoScaling"),
    ("DescribeTimeToLive", r#"{"TableName":"Music"}"#, "table/Music DescribeTimeToLive"),
    ("DisableKinesisStreamingDestination", r#"{"TableName":"Music"}"#, "table/Music DisableKinesisStreamingDestination"),
    ("EnableKinesisStreamingDestination", r#"{"TableName":"Music"}"#, "table/Music EnableKinesisStreamingDestination"),
    ("ExecuteStatement", r#"{"Statement":"SELECT * FROM Music"}"#, "table/Music PartiQLSelect"),
    ("ExecuteStatement", r#"{"Statement":"SELECT * FROM Music.ByYear"}"#, "table/Music/index/ByYear PartiQLSelect"),
    (
        "ExecuteTransaction",
        r#"{"TransactStatements":[{"Statement":"UPDATE Music SET a = 1 WHERE pk = 'a'"}]}"#,
        "table/Music PartiQLUpdate",
    ),
    ("ExportTableToPointInTime", r#"{"S3Bucket":"b","TableArn":"$table/Music"}"#, "table/Music ExportTableToPointInTime"),
    ("GetItem", r#"{"Key":{"pk":{"S":"a"}},"TableName":"Music"}"#, "table/Music GetItem"),
    (
        "GetResourcePolicy",
        r#"{"ResourceArn":"$table/Music/stream/2026-10-01T00:00:00.000"}"#,
        "table/Music/stream/2026-10-01T00:00:00.000 GetResourcePolicy",
    ),
    ("ImportTable", r#"{"TableCreationParameters":{"TableName":"New"}}"#, "table/New ImportTable"),
    ("ListBackups", r#"{"TableName":"Music"}"#, "* ListBackups"),
    ("ListBulkOperations", "{}", "* ListBulkOperations"),
    ("ListContributorInsights", r#"{"TableName":"Music"}"#, "* ListContributorInsights"),
    ("ListExports", r#"{"TableArn":"$table/Music"}"#, "table/Music ListExports"),
    ("ListGlobalTables", "{}", "* ListGlobalTables"),
    ("ListImports", r#"{"TableArn":"$table/Music"}"#, "table/Music ListImports"),
    ("ListTables", "{}", "* ListTables"),
    ("ListTagsOfResource", r#"{"ResourceArn":"$table/Music"}"#, "table/Music ListTagsOfResource"),
    ("PutItem", r#"{"Item":{"pk":{"S":"a"}},"TableName":"Music"}"#, "table/Music PutItem"),
    (
        "PutResourcePolicy",
        r#"{"ResourceArn":"$table/Music/stream/2026-10-01T00:00:00.000"}"#,
        "table/Music/stream/2026-10-01T00:00:00.000 PutResourcePolicy",
    ),
    ("Query", r#"{"IndexName":"ByYear","TableName":"Music"}"#, "table/Music/index/ByYear Query"),
    (
        "RestoreTableFromBackup",
        r#"{"BackupArn":"$table/Music/backup/01790812800000-00000000","TargetTableName":"Target"}"#,
        "table/Music/backup/01790812800000-00000000 RestoreTableFromBackup; table/Target PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem",
    ),
    (
        "RestoreTableToPointInTime",
        r#"{"SourceTableName":"Music","TargetTableName":"Target"}"#,
        "table/Music RestoreTableToPointInTime; table/Target PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem",
    ),
    ("Scan", r#"{"TableName":"Music"}"#, "table/Music Scan"),
    (
        "SearchVectors",
        r#"{"IndexName":"ByYear","SearchVector":[{"N":"1"}],"TableName":"Music","TopK":1}"#,
        "table/Music/index/ByYear SearchVectors",
    ),
    ("StartBulkPutItems", r#"{"TableName":"Music"}"#, "table/Music StartBulkPutItems"),
    ("TagResource", r#"{"ResourceArn":"$table/Music"}"#, "table/Music TagResource"),
    ("TransactGetItems", r#"{"TransactItems":[{"Get":{"Key":{"pk":{"S":"a"}},"TableName":"Music"}}]}"#, "table/Music GetItem"),
    (
        "TransactWriteItems",
        r#"{"TransactItems":[{"Put":{"Item":{"pk":{"S":"a"}},"TableName":"Music"}},{"Update":{"Key":{"pk":{"S":"a"}},"TableName":"Music"}},{"Delete":{"Key":{"pk":{"S":"a"}},"TableName":"Music"}},{"ConditionCheck":{"Key":{"pk":{"S":"a"}},"TableName":"Music"}}]}"#,
        "table/Music PutItem UpdateItem DeleteItem ConditionCheckItem",
    ),
    ("UntagResource", r#"{"ResourceArn":"$table/Music"}"#, "table/Music UntagResource"),
    ("UpdateContinuousBackups", r#"{"TableName":"Music"}"#, "table/Music UpdateContinuousBackups"),
    (
        "UpdateContributorInsights",
        r#"{"IndexName":"ByYear","TableName":"Music"}"#,
        "table/Music/index/ByYear UpdateContributorInsights",
    ),
    (
        "UpdateGlobalTable",
        r#"{"GlobalTableName":"Old","ReplicaUpdates":[{"Create":{"RegionName":"us-west-1"}},{"Delete":{"RegionName":"eu-west-1"}}]}"#,
        ":000000000000:global-table/Old UpdateGlobalTable; us-west-1:000000000000:table/Old UpdateGlobalTable; eu-west-1:000000000000:table/Old UpdateGlobalTable",
    ),
    ("UpdateGlobalTableSettings", r#"{"GlobalTableName":"Old"}"#, ":000000000000:global-table/Old UpdateGlobalTableSettings"),
    ("UpdateItem", r#"{"Key":{"pk":{"S":"a"}},"TableName":"Music"}"#, "table/Music UpdateItem"),
    ("UpdateKinesisStreamingDestination", r#"{"TableName":"Music"}"#, "table/Music UpdateKinesisStreamingDestination"),
    ("UpdateTable", r#"{"TableName":"Music"}"#, "table/Music UpdateTable"),
    (
        "UpdateTable",
        r#"{"ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}],"TableName":"Music"}"#,
        "table/Music UpdateTable; eu-west-1:000000000000:table/Music Scan CreateTable CreateTableReplica Query UpdateItem PutItem GetItem DeleteItem BatchWriteItem",
    ),
    (
        "UpdateTable",
        r#"{"ReplicaUpdates":[{"Disassociate":{"RegionName":"us-east-1"}}],"TableName":"Music"}"#,
        "table/Music UpdateTable DisassociateTableReplica",
    ),
    (
        "UpdateTable",
        r#"{"GlobalTableWitnessUpdates":[{"Create":{"RegionName":"us-west-2"}}],"ReplicaUpdates":[{"Create":{"RegionName":"us-east-2"}}],"TableName":"Music"}"#,
        "table/Music UpdateTable; us-east-2:000000000000:table/Music Scan CreateTable CreateTableReplica Query UpdateItem PutItem GetItem DeleteItem BatchWriteItem; us-west-2:000000000000:table/Music CreateGlobalTableWitness",
    ),
    (
        "UpdateTable",
        r#"{"GlobalTableWitnessUpdates":[{"Delete":{"RegionName":"us-east-2"}}],"ReplicaUpdates":[{"Delete":{"RegionName":"us-west-2"}}],"TableName":"Music"}"#,
        "table/Music UpdateTable; us-west-2:000000000000:table/Music DeleteTable DeleteTableReplica; us-east-2:000000000000:table/Music DeleteGlobalTableWitness",
    ),
    ("UpdateTableReplicaAutoScaling", r#"{"TableName":"Music"}"#, "table/Music UpdateTableReplicaAutoScaling"),
    (
        "UpdateTimeToLive",
        r#"{"TableName":"Music","TimeToLiveSpecification":{"AttributeName":"at","Enabled":true}}"#,
        "table/Music UpdateTimeToLive; us-west-2:000000000000:table/Music UpdateTimeToLive",
    ),
    (
        "Streams.DescribeStream",
        r#"{"StreamArn":"$table/Music/stream/2026-10-01T00:00:00.000"}"#,
        "table/Music/stream/2026-10-01T00:00:00.000 DescribeStream",
    ),
    ("Streams.GetRecords", r#"{"ShardIterator":"AAAA"}"#, "* GetRecords"),
    (
        "Streams.GetShardIterator",
        r#"{"StreamArn":"$table/Music/stream/2026-10-01T00:00:00.000"}"#,
        "table/Music/stream/2026-10-01T00:00:00.000 GetShardIterator",
    ),
    ("Streams.ListStreams", r#"{"TableName":"Music"}"#, "* ListStreams"),
];

/// The table `Music`, with replicas in us-east-1 and us-west-2.
fn trial() -> Trial {
    let mut trial = Trial::new();
    let definition = json!({
        "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    trial.call("CreateTable", &definition).unwrap();
    trial
        .call("UpdateTable", &json!({"TableName": "Music", "ReplicaUpdates": [{"Create": {"RegionName": "us-west-2"}}]}))
        .unwrap();
    trial
}

/// Actions and resources of an entry of the table.
fn demands(text: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    text.split("; ").flat_map(|part| {
        let (resource, actions) = part.split_once(' ').unwrap();
        let resource = match resource {
            "*" => "*".to_owned(),
            elsewhere if elsewhere.contains(":0000") || elsewhere.contains(":1111") => format!("arn:aws:dynamodb:{elsewhere}"),
            path => format!("{HERE}{path}"),
        };
        actions.split(' ').map(move |action| (action, resource.clone()))
    })
}

#[test]
fn every_operation_asks_for_the_resources_that_it_names() {
    let mut trial = trial();
    for (operation, input, asked) in EXPECTED {
        let input: Value = serde_json::from_str(&input.replace('$', HERE)).unwrap();
        assert_eq!(trial.asked(operation, &input), demands(asked).collect::<Vec<_>>(), "{operation} {input}");
    }
}

#[test]
fn no_operation_is_left_out() {
    let is_there =
        |name: &str| EXPECTED.iter().any(|(operation, ..)| operation.strip_prefix("Streams.").unwrap_or(operation) == name);
    let missing: Vec<_> = model::operations().iter().map(|operation| operation.name).filter(|name| !is_there(name)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn actions_are_on_resources_of_the_kinds_that_the_reference_names() {
    for (action, resource) in EXPECTED.iter().flat_map(|(.., asked)| demands(asked)) {
        let Some((_, kinds)) = KINDS.iter().find(|(name, _)| *name == action) else {
            assert!(UNLISTED.contains(&action), "{action}");
            continue;
        };
        let kind = kind(&resource);
        // An iterator that is none leads to no stream.
        let may_be_all = kinds.is_empty() || action == "GetRecords";
        let fits = if kind.is_empty() { may_be_all } else { kinds.split(' ').any(|name| name == kind) };
        assert!(fits, "{action} on {resource}");
    }
}

/// The kind of the resource with this ARN, as the reference calls it.
fn kind(resource: &str) -> &str {
    let Some(path) = resource.splitn(6, ':').nth(5) else { return "" };
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or_default();
    if first == "global-table" { first } else { parts.nth(1).unwrap_or(first) }
}
