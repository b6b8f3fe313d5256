//! `CancelBulkOperation`: a bulk put stops at its next slice. What it has written stays.

use std::sync::Arc;

use serde::Serialize;

use super::job_request;
use super::{Call, Error, bulk_put};
use crate::account::{Job, JobKind, Members, Told};
use crate::request::Structure;

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let job = Arc::clone(job_request::named(call, input, JobKind::BulkPut)?);
    let under_way = call.database.bulk_puts(call.place()).find(|bulk_put| bulk_put.id == job.id);
    let under_way = under_way.ok_or_else(|| Error::validation(format!("Bulk operation is not in progress: {}", job.arn)))?;
    let (stopped, results) = bulk_put::stopped(under_way);
    let mut output = Members::default();
    output.add("BulkOperationArn", Told::Text(job.arn.clone()));
    output.0.extend(results.named(&["BulkOperationStatus"]).0);
    let id = job.id;
    call.database.insert_job(call.caller.place, Job { results, ..Job::clone(&job) });
    call.database.keep_bulk_put(call.caller.place, id, Some(stopped));
    Ok(output)
}
