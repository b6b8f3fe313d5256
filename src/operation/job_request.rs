//! What exports, imports and bulk puts have in common: tokens, descriptions, pages.

use std::sync::Arc;

use serde::Serialize;

use super::{Call, Error, next_token, request_token};
use crate::account::{BackupId, Job, JobKind, Members, Told};
use crate::model::ErrorCode;
use crate::request::{Fingerprint, Structure};

/// The members of requests that a token stands for.
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
];
/// The same of imports.
pub const OF_IMPORT: &[&str] =
    &["S3BucketSource", "InputFormat", "InputFormatOptions", "InputCompressionType", "TableCreationParameters"];

/// The same of bulk puts.
pub const OF_BULK_PUT: &[&str] =
    &["InputS3Configuration", "OutputS3Configuration", "TableName", "MaxWriteRequestUnits", "PerformanceTier"];

/// The job that the token of `input` stands for, if there is one.
///
/// # Errors
///
/// It stands for another request.
pub fn repeated(call: &Call<'_>, input: &Structure, kind: JobKind, names: &[&str]) -> Result<Option<Members>, Error> {
    let Some(token) = input.text("ClientToken") else { return Ok(None) };
    let job = call.database.jobs(call.place()).and_then(|jobs| jobs.of_token(kind, token, call.now()));
    let Some(job) = job else { return Ok(None) };
    let same = job.token.as_ref().is_some_and(|(_, request)| *request == Fingerprint::of(input, names));
    if same {
        return Ok(Some(description(job, call)));
    }
    let (code, name) = match kind {
        JobKind::Export => (ErrorCode::ExportConflictException, "export"),
        JobKind::Import => (ErrorCode::ImportConflictException, "import"),
        JobKind::BulkPut => return Err(request_token::mismatch()),
    };
    let text = format!("There was a conflict when attempting to {name}: the client token was already used with other parameters");
    Err(Error::new(code, text))
}

/// The token of `input` with what its request says.
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

const fn names(kind: JobKind) -> (&'static str, &'static str) {
    match kind {
        JobKind::Export => ("ExportArn", "ExportStatus"),
        JobKind::Import => ("ImportArn", "ImportStatus"),
        JobKind::BulkPut => ("BulkOperationArn", "BulkOperationStatus"),
    }
}

const fn status_of(job: &Job, is_over: bool) -> &'static str {
    match (is_over, job.fails) {
        (false, _) => "IN_PROGRESS",
        (true, false) => "COMPLETED",
        (true, true) => "FAILED",
    }
}

/// Everything that is known of `job` now.
pub fn description(job: &Job, call: &Call<'_>) -> Members {
    let is_over = job.end <= call.now();
    let (arn, status) = names(job.kind);
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
    let (member, _) = names(kind);
    let arn = input.text(member).unwrap_or_default();
    let job = call.database.jobs(call.place()).and_then(|jobs| jobs.get(kind, arn));
    let (code, text) = match kind {
        JobKind::Export => (ErrorCode::ExportNotFoundException, format!("Export not found: {arn}")),
        JobKind::Import => (ErrorCode::ImportNotFoundException, format!("Import not found: {arn}")),
        JobKind::BulkPut => (ErrorCode::ResourceNotFoundException, format!("Bulk operation not found: {arn}")),
    };
    job.ok_or_else(|| Error::new(code, text))
}

/// A page of what is told of jobs.
#[derive(Debug)]
pub struct Page {
    /// What is told of each.
    pub summaries: Vec<Members>,
    /// Where the next page begins.
    pub next_token: Option<String>,
}

/// The jobs of a kind, those that began later first, with the members `told` of each.
///
/// # Errors
///
/// The token is none.
pub fn page(call: &Call<'_>, input: &Structure, kind: JobKind, size: &str, told: &[&str]) -> Result<Page, Error> {
    let usual = if kind == JobKind::BulkPut { 10 } else { 25 };
    let limit = input.integer(size).and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usual);
    let after = input.text("NextToken").map(position).transpose()?;
    let table = input.text("TableArn");
    let jobs = call.database.jobs(call.place());
    let mut jobs = jobs.into_iter().flat_map(|jobs| jobs.listed(kind, call.now())).filter(|job| {
        table.is_none_or(|table| job.table_arn == table) && after.as_ref().is_none_or(|after| job.id.to_string() < *after)
    });
    let page: Vec<_> = jobs.by_ref().take(limit).collect();
    let next_token = page.last().filter(|_| jobs.next().is_some()).map(|job| token_of(&job.id.to_string()));
    Ok(Page { summaries: page.iter().map(|job| description(job, call).named(told)).collect(), next_token })
}

/// Tokens are hexadecimal digits, sixteen or a multiple of it (botocore).
fn token_of(id: &str) -> String {
    let padded = format!("{id: <24}");
    crate::head::hexadecimal(padded.as_bytes())
}

fn position(token: &str) -> Result<String, Error> {
    let digit = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes = token.as_bytes().chunks(2).map(digit).collect::<Option<Vec<u8>>>();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(|text| text.trim_end().to_owned());
    text.filter(|text| BackupId::parse(text).is_some()).ok_or_else(next_token::invalid)
}

/// The output of operations that tell of one export.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ExportOutput {
    pub export_description: Members,
}

/// The output of operations that tell of one bulk put.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct BulkPutOutput {
    pub bulk_operation_description: Members,
}

/// The output of operations that tell of one import.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ImportOutput {
    pub import_table_description: Members,
}
