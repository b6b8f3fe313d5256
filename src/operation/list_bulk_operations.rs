//! `ListBulkOperations`: the bulk puts of the last 90 days.

use serde::Serialize;

use super::job_request;
use super::{Call, Error};
use crate::account::{JobKind, Members};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    bulk_operations_summary_list: Vec<Members>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let told = ["BulkOperationArn", "BulkOperationStatus", "StartTime", "EndTime"];
    let page = job_request::page(call, input, JobKind::BulkPut, "MaxResults", &told)?;
    Ok(Output { bulk_operations_summary_list: page.summaries, next_token: page.next_token })
}
