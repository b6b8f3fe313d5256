//! `ListImports`: the imports of the last 90 days.

use serde::Serialize;

use super::job_request;
use super::{Call, Error};
use crate::account::JobKind;
use crate::request::Structure;

/// What a summary tells.
const TOLD: [&str; 8] =
    ["ImportArn", "ImportStatus", "TableArn", "S3BucketSource", "CloudWatchLogGroupArn", "InputFormat", "StartTime", "EndTime"];

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    job_request::page(call, input, JobKind::Import, "PageSize", &TOLD)
}
