//! `ListExports`: the exports of the last 90 days.

use serde::Serialize;

use super::job_request;
use super::{Call, Error};
use crate::account::JobKind;
use crate::request::Structure;

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let told = ["ExportArn", "ExportStatus", "ExportType"];
    job_request::page(call, input, JobKind::Export, "MaxResults", &told)
}
