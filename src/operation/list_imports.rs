//! `ListImports`: the imports of the last 90 days.

use serde::Serialize;

use super::job_request;
use super::{Call, Error};
use crate::account::{JobKind, Members};
use crate::request::Structure;

/// What a summary tells.
const TOLD: [&str; 8] =
    ["ImportArn", "ImportStatus", "TableArn", "S3BucketSource", "CloudWatchLogGroupArn", "InputFormat", "StartTime", "EndTime"];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    import_summary_list: Vec<Members>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let page = job_request::page(call, input, JobKind::Import, "PageSize", &TOLD)?;
    Ok(Output { import_summary_list: page.summaries, next_token: page.next_token })
}
