//! `DescribeBulkOperation`.

use serde::Serialize;

use super::job_request::{self, BulkPutOutput};
use super::{Call, Error};
use crate::account::JobKind;
use crate::request::Structure;

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let described = job_request::find(call, input, JobKind::BulkPut);
    described.map(|bulk_operation_description| BulkPutOutput { bulk_operation_description })
}
