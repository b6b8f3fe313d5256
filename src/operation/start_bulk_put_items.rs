//! `StartBulkPutItems`: items of files in a bucket are put into a table that is there.

use serde::Serialize;

use super::job_request::{self, OF_BULK_PUT, echo};
use super::{Call, Error, bulk_put, in_use, named_table};
use crate::Timestamp;
use crate::account::{BackupId, BulkProgress, BulkPut, BulkReport, BulkSource, Job, JobKind, Members, Step, TableArn, Told};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Table;

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    if let Some(description) = job_request::repeated(call, input, JobKind::BulkPut, OF_BULK_PUT)? {
        return Ok(job_request::output(JobKind::BulkPut, description));
    }
    check_output(input)?;
    let table = named_table::find(call, input)?;
    check_table(call, table)?;
    let id = job_request::id(call, JobKind::BulkPut);
    let table_arn = TableArn::new(call.place(), table.name()).to_string();
    let bulk_put = new(call, input, table, id);
    let job = Job {
        kind: JobKind::BulkPut,
        id,
        arn: format!("{table_arn}/bulk-operation/{id}"),
        table_arn,
        token: job_request::token(input, OF_BULK_PUT),
        end: call.now(),
        fails: false,
        known: known(input, table, call.now()),
        results: bulk_put::started(&bulk_put),
    };
    let description = job_request::description(&job, call);
    call.database.insert_job(call.caller.place, job);
    call.database.keep_bulk_put(call.caller.place, id, Some(bulk_put));
    Ok(job_request::output(JobKind::BulkPut, description))
}

/// Whether it is said where what is to be reported (API reference, `OutputS3Configuration`).
fn check_output(input: &Structure) -> Result<(), Error> {
    let output = input.structure("OutputS3Configuration");
    if output.is_none_or(|output| !output.has("S3Bucket")) {
        return Err(Error::validation("OutputS3Configuration must specify an S3Bucket"));
    }
    if output.is_some_and(|output| output.texts("OutputType").next().is_none()) {
        return Err(Error::validation("OutputS3Configuration must specify at least one OutputType"));
    }
    Ok(())
}

/// Whether items can be put into `table` now (developer guide, Bulk put items considerations, quotas, and permissions).
fn check_table(call: &Call<'_>, table: &Table) -> Result<(), Error> {
    in_use::check_there(table)?;
    if call.database.global_table(call.place(), table.name()).is_some() {
        return Err(Error::validation(format!("Bulk put items is not supported for global tables: {}", table.name())));
    }
    in_use::check_bulk_put(table)?;
    call.check_key(table)?;
    if call.database.bulk_puts(call.place()).any(|bulk_put| bulk_put.table_id == table.settings().id) {
        let text = format!("Subscriber limit exceeded: Table {} already has a bulk operation in progress", table.name());
        return Err(Error::new(ErrorCode::LimitExceededException, text));
    }
    Ok(())
}

fn new(call: &Call<'_>, input: &Structure, table: &Table, id: BackupId) -> BulkPut {
    let text = |of: &str, name: &str| input.structure(of).and_then(|of| of.text(name)).map(str::to_owned);
    let owner = |of: &str| text(of, "S3BucketOwner").unwrap_or_else(|| call.place().account.as_str().to_owned());
    let (from, to) = ("InputS3Configuration", "OutputS3Configuration");
    let prefix = text(to, "S3KeyPrefix").filter(|prefix| !prefix.is_empty());
    let tells = |kind: &str| input.structure(to).is_some_and(|output| output.texts("OutputType").any(|told| told == kind));
    BulkPut {
        id,
        table: table.name().clone(),
        table_id: table.settings().id.clone(),
        source: BulkSource {
            bucket: text(from, "S3Bucket").unwrap_or_default(),
            owner: owner(from),
            prefix: text(from, "S3KeyPrefix").unwrap_or_default(),
            format: text(from, "InputFormat").unwrap_or_default(),
            compression: text(from, "InputCompressionType"),
        },
        report: BulkReport {
            bucket: text(to, "S3Bucket").unwrap_or_default(),
            owner: owner(to),
            folder: [
                prefix.as_deref().unwrap_or_default(),
                prefix.as_ref().map_or("", |_| "/"),
                "AWSDynamoDB/",
                &id.to_string(),
                "/",
            ]
            .concat(),
            encryption: text(to, "S3SseAlgorithm").filter(|algorithm| algorithm == "KMS").map(|_| "aws:kms".to_owned()),
            tells_errors: tells("ERROR"),
            tells_conditions: tells("CONDITION_CHECK_FAILURE"),
        },
        start: call.now(),
        duration: call.caller.lifecycle.of(Step::BulkPut),
        rate: input.integer("MaxWriteRequestUnits"),
        progress: BulkProgress::default(),
        is_cancelled: false,
    }
}

fn known(input: &Structure, table: &Table, start: Timestamp) -> Members {
    let mut detail = Members::default();
    detail.add("TableName", Told::Text(table.name().to_string())).add("TableId", Told::Text(table.settings().id.to_string()));
    let mut known = Members::default();
    known.add("TableDetails", Told::List(vec![Told::Object(detail)]));
    for name in ["ClientToken", "InputS3Configuration", "OutputS3Configuration"] {
        known.add(name, echo(input, name));
    }
    known.add("StartTime", Told::Time(start)).add("MaxWriteRequestUnits", echo(input, "MaxWriteRequestUnits"));
    known.add("PerformanceTier", Told::Text(input.text("PerformanceTier").unwrap_or("STANDARD").to_owned()));
    known
}
