//! `DescribeImport`.

use serde::Serialize;

use super::job_request;
use super::{Call, Error};
use crate::account::JobKind;
use crate::request::Structure;

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    job_request::find(call, input, JobKind::Import).map(|description| job_request::output(JobKind::Import, description))
}
