//! The dispatch table.

use serde::Serialize;

use super::{
    Call, Caller, Error, authorize, batch_execute_statement, batch_get_item, batch_write_item, bulk_put, cancel_bulk_operation,
    create_backup, create_global_table, create_table, delete_backup, delete_item, delete_resource_policy, delete_table,
    describe_backup, describe_bulk_operation, describe_continuous_backups, describe_contributor_insights, describe_endpoints,
    describe_export, describe_global_table, describe_global_table_settings, describe_import,
    describe_kinesis_streaming_destination, describe_limits, describe_stream, describe_table,
    describe_table_replica_auto_scaling, describe_time_to_live, disable_kinesis_streaming_destination,
    enable_kinesis_streaming_destination, execute_statement, execute_transaction, export_table_to_point_in_time, get_item,
    get_records, get_resource_policy, get_shard_iterator, import_table, list_backups, list_bulk_operations,
    list_contributor_insights, list_exports, list_global_tables, list_imports, list_streams, list_tables, list_tags_of_resource,
    put_item, put_resource_policy, query, restore_table_from_backup, restore_table_to_point_in_time, scan, search_vectors,
    start_bulk_put_items, tag_resource, transact_get_items, transact_write_items, untag_resource, update_continuous_backups,
    update_contributor_insights, update_global_table, update_global_table_settings, update_item,
    update_kinesis_streaming_destination, update_table, update_table_replica_auto_scaling, update_time_to_live,
};
use crate::Timestamp;
use crate::account::Database;
use crate::model::{ErrorCode, OperationModel};
use crate::request::{self, Structure};
use crate::value::to_json;

/// Runs `operation` on `body`, the JSON of its input, and gives the JSON of its output.
///
/// # Errors
///
/// The AWS error that the caller sees; nothing is changed then.
pub fn run(
    operation: &'static OperationModel,
    caller: Caller<'_>,
    database: &mut Database,
    body: &[u8],
) -> Result<Vec<u8>, Error> {
    let input = request::decode(operation, body)?;
    let layer = request::validate(operation, &input, caller.validation)?;
    let run = BUILT.iter().find(|(name, _)| *name == operation.name).map(|(_, run)| run);
    let run = run.ok_or_else(|| not_built(operation.name))?;
    let call = Call { operation, layer, caller, database };
    if call.caller.enforce_policies { run_allowed(*run, call, input) } else { run_settled(*run, call, input) }
}

/// Runs an operation if policies let the caller do so, in the account of the resource that the request names.
fn run_allowed(run: Run, call: Call<'_>, input: Structure) -> Result<Vec<u8>, Error> {
    let Call { operation, layer, caller, database } = call;
    let identity = caller.identity().into_owned();
    let place = authorize::owner(&caller, operation, &input);
    let caller = Caller { identity: Some(&identity), place: &place, ..caller };
    let call = Call { operation, layer, caller, database };
    authorize::check(&call, &input)?;
    run_settled(run, call, input)
}

/// Runs an operation and settles what it changes at once, and what it took of the throughput that is held.
fn run_settled(run: Run, mut call: Call<'_>, input: Structure) -> Result<Vec<u8>, Error> {
    if !matches!(call.operation.name, "TagResource" | "UntagResource") {
        call.admit()?;
    }
    let output = run(&mut call, input);
    bulk_put::settle(call.database, Timestamp(i64::MIN));
    if !call.database.held().is_empty() {
        let now = call.now();
        call.database.held_mut().settle(now);
    }
    output
}

/// Runs one operation and gives the JSON of its output.
type Run = fn(&mut Call<'_>, Structure) -> Result<Vec<u8>, Error>;

/// The operations that are built. A table of functions: called by name, they would all become part of one function of 160 KB.
static BUILT: &[(&str, Run)] = &[
    ("BatchExecuteStatement", |call, input| encode(&batch_execute_statement::run(call, input)?)),
    ("BatchGetItem", |call, input| encode(&batch_get_item::run(call, input)?)),
    ("BatchWriteItem", |call, input| encode(&batch_write_item::run(call, input)?)),
    ("CancelBulkOperation", |call, input| encode(&cancel_bulk_operation::run(call, &input)?)),
    ("CreateBackup", |call, input| encode(&create_backup::run(call, &input)?)),
    ("CreateGlobalTable", |call, input| encode(&create_global_table::run(call, &input)?)),
    ("CreateTable", |call, input| encode(&create_table::run(call, &input)?)),
    ("DeleteBackup", |call, input| encode(&delete_backup::run(call, &input)?)),
    ("DeleteItem", |call, input| encode(&delete_item::run(call, input)?)),
    ("DeleteResourcePolicy", |call, input| encode(&delete_resource_policy::run(call, &input)?)),
    ("DeleteTable", |call, input| encode(&delete_table::run(call, &input)?)),
    ("DescribeBackup", |call, input| encode(&describe_backup::run(call, &input)?)),
    ("DescribeBulkOperation", |call, input| encode(&describe_bulk_operation::run(call, &input)?)),
    ("DescribeContinuousBackups", |call, input| encode(&describe_continuous_backups::run(call, &input)?)),
    ("DescribeContributorInsights", |call, input| encode(&describe_contributor_insights::run(call, &input)?)),
    ("DescribeEndpoints", |call, input| encode(&describe_endpoints::run(call, &input)?)),
    ("DescribeExport", |call, input| encode(&describe_export::run(call, &input)?)),
    ("DescribeGlobalTable", |call, input| encode(&describe_global_table::run(call, &input)?)),
    ("DescribeGlobalTableSettings", |call, input| encode(&describe_global_table_settings::run(call, &input)?)),
    ("DescribeImport", |call, input| encode(&describe_import::run(call, &input)?)),
    ("DescribeKinesisStreamingDestination", |call, input| encode(&describe_kinesis_streaming_destination::run(call, &input)?)),
    ("DescribeLimits", |call, input| encode(&describe_limits::run(call, &input)?)),
    ("DescribeStream", |call, input| encode(&describe_stream::run(call, &input)?)),
    ("DescribeTable", |call, input| encode(&describe_table::run(call, &input)?)),
    ("DescribeTableReplicaAutoScaling", |call, input| encode(&describe_table_replica_auto_scaling::run(call, &input)?)),
    ("DescribeTimeToLive", |call, input| encode(&describe_time_to_live::run(call, &input)?)),
    ("DisableKinesisStreamingDestination", |call, input| encode(&disable_kinesis_streaming_destination::run(call, &input)?)),
    ("EnableKinesisStreamingDestination", |call, input| encode(&enable_kinesis_streaming_destination::run(call, &input)?)),
    ("ExecuteStatement", |call, input| encode(&execute_statement::run(call, input)?)),
    ("ExecuteTransaction", |call, input| encode(&execute_transaction::run(call, input)?)),
    ("ExportTableToPointInTime", |call, input| encode(&export_table_to_point_in_time::run(call, &input)?)),
    ("GetItem", |call, input| encode(&get_item::run(call, input)?)),
    ("GetRecords", |call, input| encode(&get_records::run(call, &input)?)),
    ("GetResourcePolicy", |call, input| encode(&get_resource_policy::run(call, &input)?)),
    ("GetShardIterator", |call, input| encode(&get_shard_iterator::run(call, &input)?)),
    ("ImportTable", |call, input| encode(&import_table::run(call, &input)?)),
    ("ListBackups", |call, input| encode(&list_backups::run(call, &input)?)),
    ("ListBulkOperations", |call, input| encode(&list_bulk_operations::run(call, &input)?)),
    ("ListContributorInsights", |call, input| encode(&list_contributor_insights::run(call, &input)?)),
    ("ListExports", |call, input| encode(&list_exports::run(call, &input)?)),
    ("ListGlobalTables", |call, input| encode(&list_global_tables::run(call, &input)?)),
    ("ListImports", |call, input| encode(&list_imports::run(call, &input)?)),
    ("ListStreams", |call, input| encode(&list_streams::run(call, &input)?)),
    ("ListTables", |call, input| encode(&list_tables::run(call, &input)?)),
    ("ListTagsOfResource", |call, input| encode(&list_tags_of_resource::run(call, &input)?)),
    ("PutItem", |call, input| encode(&put_item::run(call, input)?)),
    ("PutResourcePolicy", |call, input| encode(&put_resource_policy::run(call, &input)?)),
    ("Query", |call, input| encode(&query::run(call, input)?)),
    ("RestoreTableFromBackup", |call, input| encode(&restore_table_from_backup::run(call, &input)?)),
    ("RestoreTableToPointInTime", |call, input| encode(&restore_table_to_point_in_time::run(call, &input)?)),
    ("Scan", |call, input| encode(&scan::run(call, input)?)),
    ("SearchVectors", |call, input| encode(&search_vectors::run(call, input)?)),
    ("StartBulkPutItems", |call, input| encode(&start_bulk_put_items::run(call, &input)?)),
    ("TagResource", |call, input| encode(&tag_resource::run(call, &input)?)),
    ("TransactGetItems", |call, input| encode(&transact_get_items::run(call, input)?)),
    ("TransactWriteItems", |call, input| encode(&transact_write_items::run(call, input)?)),
    ("UntagResource", |call, input| encode(&untag_resource::run(call, &input)?)),
    ("UpdateContinuousBackups", |call, input| encode(&update_continuous_backups::run(call, &input)?)),
    ("UpdateContributorInsights", |call, input| encode(&update_contributor_insights::run(call, &input)?)),
    ("UpdateGlobalTable", |call, input| encode(&update_global_table::run(call, &input)?)),
    ("UpdateGlobalTableSettings", |call, input| encode(&update_global_table_settings::run(call, &input)?)),
    ("UpdateItem", |call, input| encode(&update_item::run(call, input)?)),
    ("UpdateKinesisStreamingDestination", |call, input| encode(&update_kinesis_streaming_destination::run(call, &input)?)),
    ("UpdateTable", |call, input| encode(&update_table::run(call, &input)?)),
    ("UpdateTableReplicaAutoScaling", |call, input| encode(&update_table_replica_auto_scaling::run(call, &input)?)),
    ("UpdateTimeToLive", |call, input| encode(&update_time_to_live::run(call, &input)?)),
];

/// The output as JSON.
#[expect(clippy::unnecessary_wraps, reason = "what an entry of the table gives")]
fn encode(output: &impl Serialize) -> Result<Vec<u8>, Error> {
    Ok(to_json(output))
}

/// The honest answer for an operation that a newer service model brings, until it is built.
pub(super) fn not_built(name: &str) -> Error {
    let text = format!("dynatab does not implement {name} yet; COMPAT.md in its repository lists what it does");
    Error::new(ErrorCode::UnknownOperationException, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;

    #[test]
    fn operations_are_named_once_and_in_order() {
        assert!(BUILT.is_sorted_by(|(left, _), (right, _)| left < right));
    }

    #[test]
    fn every_operation_of_the_model_is_built() {
        let unbuilt: Vec<_> = model::operations()
            .iter()
            .map(|operation| operation.name)
            .filter(|name| BUILT.iter().all(|(built, _)| built != name))
            .collect();
        assert_eq!(unbuilt, [""; 0]);
    }
}
