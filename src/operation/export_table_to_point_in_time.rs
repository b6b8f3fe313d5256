//! `ExportTableToPointInTime`: the items that a table had at some time, or what was written to it in some time, as files in a bucket, with
//! manifests that tell of them.

use std::sync::Arc;

use serde::Serialize;

use super::export::{Destination, ExportFault, ExportFilter, Period, RequestedPeriod, Written};
use super::job_request::{self, OF_EXPORT, echo};
use super::{Call, Error, simultaneous};
use crate::Timestamp;
use crate::account::{BackupId, Job, JobKind, Members, Step, TableArn, Told, exported_table};
use crate::bucket::Bucket;
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Table;

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let requested = RequestedPeriod::read(input)?;
    check_key(input)?;
    let table = find(call, input)?;
    let filter = ExportFilter::read(call, input, &table)?;
    if let Some(description) = job_request::repeated(call, input, JobKind::Export, OF_EXPORT)? {
        return Ok(job_request::output(JobKind::Export, description));
    }
    simultaneous::check_export(call)?;
    let period = requested.find(call, &table)?;
    let export = Export { input, table: &table, period, filter, id: job_request::id(call, JobKind::Export) };
    let job = export.run(call);
    let begun = Job { end: Timestamp(i64::MAX), ..job.clone() };
    let description = job_request::description(&begun, call);
    call.database.insert_job(call.caller.place, job);
    Ok(job_request::output(JobKind::Export, description))
}

fn check_key(input: &Structure) -> Result<(), ExportFault> {
    let needs_none = input.text("S3SseAlgorithm") != Some("KMS");
    if needs_none && input.has("S3SseKmsKeyId") { Err(ExportFault::Key) } else { Ok(()) }
}

/// The table that is to be exported. It is not found in another region than that of the caller (observed 2026-10-09).
fn find(call: &Call<'_>, input: &Structure) -> Result<Arc<Table>, Error> {
    let arn = input.text("TableArn").unwrap_or_default();
    let table = exported_table(call.place(), arn)?.and_then(|name| call.database.shared(call.place(), name));
    let table = table.filter(|table| table.settings().is_known(call.now()));
    table.cloned().ok_or_else(|| Error::new(ErrorCode::TableNotFoundException, format!("Table not found: {arn}")))
}

/// One export.
struct Export<'a> {
    input: &'a Structure,
    table: &'a Table,
    period: Period,
    filter: ExportFilter,
    id: BackupId,
}

impl Export<'_> {
    /// Writes the files, if there is a bucket for them, and tells what came of it.
    fn run(&self, call: &mut Call<'_>) -> Job {
        let table_arn = TableArn::new(call.place(), self.table.name()).to_string();
        let arn = format!("{table_arn}/export/{}", self.id);
        let start = call.now();
        let end = Timestamp(start.0.saturating_add(call.caller.lifecycle.of(Step::Export)));
        let mut results = Members::default();
        results.add("EndTime", Told::Time(end));
        let written = self
            .bucket(call)
            .and_then(|bucket| self.destination(bucket, &arn, &table_arn, end).write(call, &self.period, &self.filter));
        let fails = written.is_err();
        match written {
            Ok(written) => tell(&written, &mut results),
            Err((code, message)) => {
                results.add("FailureCode", Told::Text(code.to_owned())).add("FailureMessage", Told::Text(message));
            }
        }
        Job {
            kind: JobKind::Export,
            id: self.id,
            known: self.known(&table_arn, start),
            arn,
            table_arn,
            token: job_request::token(self.input, OF_EXPORT),
            end,
            fails,
            results,
        }
    }

    fn known(&self, table_arn: &str, start: Timestamp) -> Members {
        let mut known = Members::default();
        known.add("StartTime", Told::Time(start)).add("TableArn", Told::Text(table_arn.to_owned()));
        known.add("TableId", Told::Text(self.table.settings().id.to_string()));
        for name in ["ClientToken", "S3Bucket", "S3BucketOwner", "S3Prefix", "S3SseKmsKeyId", "FilterSpecification"] {
            known.add(name, echo(self.input, name));
        }
        known.add("S3SseAlgorithm", Told::Text(self.encryption().to_owned()));
        known.add("ExportFormat", Told::Text(self.format().to_owned())).add("DestinationType", Told::Text("S3".to_owned()));
        self.period.tell(&mut known);
        known
    }

    fn encryption(&self) -> &str {
        self.input.text("S3SseAlgorithm").unwrap_or("AES256")
    }

    fn format(&self) -> &str {
        self.input.text("ExportFormat").unwrap_or("DYNAMODB_JSON")
    }

    fn destination<'s>(&'s self, bucket: Arc<Bucket>, arn: &'s str, table_arn: &'s str, end: Timestamp) -> Destination<'s> {
        Destination {
            bucket,
            prefix: self.input.text("S3Prefix").filter(|prefix| !prefix.is_empty()),
            id: self.id.to_string(),
            arn,
            table_arn,
            table_id: &self.table.settings().id,
            format: self.format(),
            encryption: self.encryption(),
            key: self.input.text("S3SseKmsKeyId"),
            end,
        }
    }

    /// The bucket, if there is one that the caller may write to.
    fn bucket(&self, call: &Call<'_>) -> Result<Arc<Bucket>, (&'static str, String)> {
        let name = self.input.text("S3Bucket").unwrap_or_default();
        job_request::bucket(call, name, self.input.text("S3BucketOwner"))
    }
}

fn tell(written: &Written, results: &mut Members) {
    results
        .add("ExportManifest", Told::Text(written.manifest.clone()))
        .add("BilledSizeBytes", Told::Number(written.totals.bytes.cast_signed()))
        .add("ItemCount", Told::Number(written.totals.items.cast_signed()));
}
