//! The dispatch table.

use serde::Serialize;

use super::{
    Call, Caller, Error, batch_get_item, batch_write_item, create_table, delete_item, delete_table, describe_endpoints,
    describe_limits, describe_table, get_item, list_tables, list_tags_of_resource, put_item, query, scan, tag_resource,
    untag_resource, update_item, update_table,
};
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
    dispatch(&mut Call { operation, layer, caller, database }, input)
}

/// One arm for each operation that is built.
fn dispatch(call: &mut Call<'_>, input: Structure) -> Result<Vec<u8>, Error> {
    match call.operation.name {
        "BatchGetItem" => encode(&batch_get_item::run(call, input)?),
        "BatchWriteItem" => encode(&batch_write_item::run(call, input)?),
        "CreateTable" => encode(&create_table::run(call, &input)?),
        "DeleteItem" => encode(&delete_item::run(call, input)?),
        "DeleteTable" => encode(&delete_table::run(call, &input)?),
        "DescribeEndpoints" => encode(&describe_endpoints::run(call, &input)?),
        "DescribeLimits" => encode(&describe_limits::run(call, &input)?),
        "DescribeTable" => encode(&describe_table::run(call, &input)?),
        "GetItem" => encode(&get_item::run(call, input)?),
        "ListTables" => encode(&list_tables::run(call, &input)?),
        "ListTagsOfResource" => encode(&list_tags_of_resource::run(call, &input)?),
        "PutItem" => encode(&put_item::run(call, input)?),
        "Query" => encode(&query::run(call, input)?),
        "Scan" => encode(&scan::run(call, input)?),
        "TagResource" => encode(&tag_resource::run(call, &input)?),
        "UntagResource" => encode(&untag_resource::run(call, &input)?),
        "UpdateItem" => encode(&update_item::run(call, input)?),
        "UpdateTable" => encode(&update_table::run(call, &input)?),
        name => Err(not_built(name)),
    }
}

/// The output as JSON.
fn encode(output: &impl Serialize) -> Result<Vec<u8>, Error> {
    to_json(output).map_err(|_| Error::bare(ErrorCode::InternalServerError))
}

/// The honest answer for what is not built yet: an operation, or a member of one.
pub(super) fn not_built(name: &str) -> Error {
    let text = format!("dynatab does not implement {name} yet; COMPAT.md lists what it does");
    Error::new(ErrorCode::UnknownOperationException, text)
}
