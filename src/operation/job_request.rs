//! What exports, imports and bulk puts have in common: tokens, descriptions, pages.

use std::sync::Arc;

use super::{Call, Error, next_token, request_token};
use crate::account::{BackupId, Job, JobArnFault, JobKind, Members, Told, check_job};
use crate::bucket::{Bucket, RequestIds};
use crate::model::ErrorCode;
use crate::request::{Fingerprint, Structure};

/// The members of requests for exports that a token stands for.
pub const OF_EXPORT: &[&str] = &[
    "TableArn",
    "ExportTime",
    "S3Bucket",
    "S3BucketOwner",
    "S3Prefix",
    "S3SseAlgorithm",
    "S3SseKmsKeyId",
    "ExportFormat",
    "ExportType",
    "IncrementalExportSpecification",
    "FilterSpecification",
];

/// The same of bulk puts.
pub const OF_BULK_PUT: &[&str] =
    &["InputS3Configuration", "OutputS3Configuration", "TableName", "MaxWriteRequestUnits", "PerformanceTier"];

/// What is told of the job that the token of `input` stands for, if there is one; of its request the members `names` count.
///
/// # Errors
///
/// It stands for another request.
pub fn repeated(call: &Call<'_>, input: &Structure, kind: JobKind, names: &[&str]) -> Result<Option<Members>, Error> {
    let Some(job) = of_token(call, input, kind) else { return Ok(None) };
    let is_same = job.token.as_ref().is_some_and(|(_, request)| *request == Fingerprint::of(input, names));
    if is_same { Ok(Some(description(job, call))) } else { Err(conflict(kind)) }
}

/// The job that the token of `input` stands for.
pub fn of_token<'c>(call: &'c Call<'_>, input: &Structure, kind: JobKind) -> Option<&'c Job> {
    let jobs = call.database.jobs(call.place())?;
    jobs.of_token(kind, input.text("ClientToken")?, call.now()).map(|job| &**job)
}

/// The token of a request stands for another one (observed 2026-10-09).
pub fn conflict(kind: JobKind) -> Error {
    let (code, name) = match kind {
        JobKind::Export => (ErrorCode::ExportConflictException, "Export"),
        JobKind::Import => (ErrorCode::ImportConflictException, "Import"),
        JobKind::BulkPut => return request_token::mismatch(),
    };
    Error::new(code, format!("{name} conflict: Duplicate request detected with conflicting parameters"))
}

/// The bucket `name`, if there is one that the caller may use and whose owner is `owner`, if one is named; otherwise code and text of the
/// failure (observed 2026-10-09).
pub fn bucket(call: &Call<'_>, name: &str, owner: Option<&str>) -> Result<Arc<Bucket>, (&'static str, String)> {
    let owner = owner.unwrap_or(call.place().account.as_str());
    match call.database.buckets().bucket(name) {
        Some(bucket) if bucket.owner == owner => Ok(Arc::clone(bucket)),
        Some(_) => Err(s3_failure(call, "S3AccessDenied", "Access Denied", "403")),
        None => Err(s3_failure(call, "S3NoSuchBucket", "The specified bucket does not exist", "404")),
    }
}

/// Code and text of a job that fails because S3 refuses something: `S3` and its error code.
pub fn s3_failure(call: &Call<'_>, code: &'static str, text: &str, status: &str) -> (&'static str, String) {
    let RequestIds { request, host } = RequestIds::draw(call.caller.host);
    let name = code.trim_start_matches("S3");
    let detail =
        format!("Status Code: {status}; Error Code: {name}; Request ID: {request}; S3 Extended Request ID: {host}; Proxy: null");
    (code, format!("{text} (Service: Amazon S3; {detail})"))
}

/// The token of `input` with what the members `names` of its request say.
pub fn token(input: &Structure, names: &[&str]) -> Option<(String, Fingerprint)> {
    input.text("ClientToken").map(|token| (token.to_owned(), Fingerprint::of(input, names)))
}

/// A free id for a job that begins now.
pub fn id(call: &Call<'_>, kind: JobKind) -> BackupId {
    let drawn = u32::try_from(call.caller.host.random() >> 32).unwrap_or_default();
    let id = BackupId { created: call.now(), distinction: drawn };
    call.database.jobs(call.place()).map_or(id, |jobs| jobs.free_id(kind, id))
}

/// A member of the request, as it was sent.
pub fn echo(input: &Structure, name: &str) -> Option<Told> {
    input.get(name).map(Told::from)
}

/// What members are called that tell of jobs of a kind.
struct Names {
    arn: &'static str,
    status: &'static str,
    description: &'static str,
    list: &'static str,
}

const fn names(kind: JobKind) -> Names {
    let [arn, status, description, list] = match kind {
        JobKind::Export => ["ExportArn", "ExportStatus", "ExportDescription", "ExportSummaries"],
        JobKind::Import => ["ImportArn", "ImportStatus", "ImportTableDescription", "ImportSummaryList"],
        JobKind::BulkPut => ["BulkOperationArn", "BulkOperationStatus", "BulkOperationDescription", "BulkOperationsSummaryList"],
    };
    Names { arn, status, description, list }
}

/// The output of operations that tell of one job.
pub fn output(kind: JobKind, description: Members) -> Members {
    let mut output = Members::default();
    output.add(names(kind).description, Told::Object(description));
    output
}

const fn status_of(job: &Job, is_over: bool) -> &'static str {
    match (is_over, job.fails) {
        (false, _) => "IN_PROGRESS",
        (true, false) => "COMPLETED",
        (true, true) => "FAILED",
    }
}

/// Everything that is known of `job` now, but for the type of a full export, which only lists tell (observed 2026-10-09).
pub fn description(job: &Job, call: &Call<'_>) -> Members {
    let mut members = everything(job, call);
    members.0.retain(|(name, told)| name != "ExportType" || *told != Told::Text("FULL_EXPORT".to_owned()));
    members
}

fn everything(job: &Job, call: &Call<'_>) -> Members {
    let is_over = job.end <= call.now();
    let Names { arn, status, .. } = names(job.kind);
    let mut members = Members::default();
    members.add(arn, Told::Text(job.arn.clone()));
    // That of a bulk put is among its results, which are told as they are.
    let is_told = job.kind == JobKind::BulkPut;
    members.add(status, (!is_told).then(|| Told::Text(status_of(job, is_over).to_owned())));
    members.0.extend(job.known.0.iter().cloned());
    if is_over || is_told {
        members.0.extend(job.results.0.iter().cloned());
    }
    members
}

impl From<JobArnFault> for Error {
    fn from(fault: JobArnFault) -> Self {
        let code = match fault {
            JobArnFault::OtherAccount => ErrorCode::AccessDeniedException,
            JobArnFault::OtherRegion(kind) => not_found(kind).0,
            JobArnFault::NoJob(_) | JobArnFault::NoArn | JobArnFault::NoTable => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

const fn not_found(kind: JobKind) -> (ErrorCode, &'static str) {
    match kind {
        JobKind::Export => (ErrorCode::ExportNotFoundException, "Export not found"),
        JobKind::Import => (ErrorCode::ImportNotFoundException, "Import not found"),
        JobKind::BulkPut => (ErrorCode::ResourceNotFoundException, "Bulk operation not found"),
    }
}

/// The job that `input` names.
///
/// # Errors
///
/// There is none.
pub fn find(call: &Call<'_>, input: &Structure, kind: JobKind) -> Result<Members, Error> {
    named(call, input, kind).map(|job| description(job, call))
}

/// The same, as it is kept.
///
/// # Errors
///
/// There is none.
pub fn named<'c>(call: &'c Call<'_>, input: &Structure, kind: JobKind) -> Result<&'c Arc<Job>, Error> {
    let arn = input.text(names(kind).arn).unwrap_or_default();
    check_job(call.place(), kind, arn)?;
    let job = call.database.jobs(call.place()).and_then(|jobs| jobs.get(kind, arn));
    job.ok_or_else(|| {
        let (code, text) = not_found(kind);
        // That it is said twice was observed 2026-10-09 of exports.
        let text = if kind == JobKind::BulkPut { format!("{text}: {arn}") } else { format!("{text}: {text}: {arn}") };
        Error::new(code, text)
    })
}

/// A page of the jobs of a kind, those that began later first, as lists tell it: with the members `told` of each. Of the exports of a table that is not there any more,
/// `DescribeExport` tells, but no list of its table does; of imports both do (observed 2026-10-09).
///
/// # Errors
///
/// The token is none.
pub fn page(call: &Call<'_>, input: &Structure, kind: JobKind, size: &str, told: &[&str]) -> Result<Members, Error> {
    /// Jobs of a page, unless the request says how many (observed 2026-10-09).
    const USUAL: usize = 10;
    let limit = input.integer(size).and_then(|limit| usize::try_from(limit).ok()).unwrap_or(USUAL);
    let after = input.text("NextToken").map(|token| position(kind, token)).transpose()?;
    let table = input.text("TableArn");
    let is_of = |job: &Job, table: &str| job.table_arn == table && (kind != JobKind::Export || is_of_present(call, job));
    let jobs = call.database.jobs(call.place());
    let mut jobs = jobs.into_iter().flat_map(|jobs| jobs.listed(kind, call.now())).filter(|job| {
        table.is_none_or(|table| is_of(job, table)) && after.as_ref().is_none_or(|after| job.id.to_string() < *after)
    });
    let page: Vec<_> = jobs.by_ref().take(limit).collect();
    let next_token = page.last().filter(|_| jobs.next().is_some()).map(|job| token_of(kind, &job.id.to_string()));
    let summaries = page.iter().map(|job| Told::Object(everything(job, call).named(told))).collect();
    let mut output = Members::default();
    output.add(names(kind).list, Told::List(summaries)).add("NextToken", next_token.map(Told::Text));
    Ok(output)
}

/// Whether the table of `job` is the one of that name that there is now.
fn is_of_present(call: &Call<'_>, job: &Job) -> bool {
    let name = job.table_arn.rsplit('/').next().unwrap_or_default();
    let id = call.database.table(call.place(), name).map(|table| Told::Text(table.settings().id.to_string()));
    id.is_some() && job.known.get("TableId") == id.as_ref()
}

const fn letter(kind: JobKind) -> char {
    match kind {
        JobKind::Export => 'e',
        JobKind::Import => 'i',
        JobKind::BulkPut => 'b',
    }
}

/// Tokens are hexadecimal digits, 112 at least and a multiple of sixteen (botocore, of those of imports), and of one kind of job (observed
/// 2026-10-09).
fn token_of(kind: JobKind, id: &str) -> String {
    crate::head::hexadecimal(format!("{}{id: <55}", letter(kind)).as_bytes())
}

fn position(kind: JobKind, token: &str) -> Result<String, Error> {
    let digit = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes = token.as_bytes().chunks(2).map(digit).collect::<Option<Vec<u8>>>();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let id = text.and_then(|text| text.trim_end().strip_prefix(letter(kind)).map(str::to_owned));
    let invalid = || match kind {
        JobKind::BulkPut => next_token::invalid(),
        _ => Error::validation(format!("Invalid Request: Provided nextToken is invalid: {token}")),
    };
    id.filter(|id| BackupId::parse(id).is_some()).ok_or_else(invalid)
}
