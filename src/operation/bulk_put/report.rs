//! The report of a bulk put: what was not written, in files of lines, and manifests that tell of them.

use std::sync::Arc;

use serde::Serialize;

use super::Failure;
use super::record::Refused;
use crate::Timestamp;
use crate::account::{BulkPut, BulkReport, Database, Job, Members, ReportFile, Told};
use crate::bucket::{Bucket, LONGEST_KEY};
use crate::calendar::Label;
use crate::head::hexadecimal;
use crate::operation::output_file::OutputFile;
use crate::value::{Item, to_json};

/// There is no bucket of that name.
pub const NO_BUCKET: Failure = ("S3NoSuchBucket", "The specified bucket does not exist");
/// The bucket belongs to somebody else.
pub const DENIED: Failure = ("S3AccessDenied", "Access Denied");

/// The prefix is so long that S3 takes no such keys.
pub const KEY_TOO_LONG: Failure = ("S3KeyTooLongError", "Your key is too long");
/// The longest of what follows the folder of the reports.
const LONGEST_NAME: &str = "condition-check-failures/00.json";

/// What one slice reports: lines by the values of `OutputType`.
#[derive(Debug, Default)]
pub struct Report {
    errors: Lines,
    conditions: Lines,
}

#[derive(Debug, Default)]
struct Lines {
    count: u64,
    bytes: Vec<u8>,
}

/// A line: a record that was not written.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Line<'r> {
    s3_key: &'r str,
    record_number: u64,
    error_code: &'r str,
    error_message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'r Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    existing_item: Option<&'r Item>,
}

impl Report {
    /// Adds a line about the record `number` of the file `key`.
    pub fn add(&mut self, key: &str, number: u64, refused: &Refused) {
        let lines = if refused.is_condition() { &mut self.conditions } else { &mut self.errors };
        let line = to_json(&Line {
            s3_key: key,
            record_number: number,
            error_code: refused.error.code.name(),
            error_message: refused.error.message.as_deref().unwrap_or_default(),
            item: refused.item.as_ref(),
            existing_item: refused.existing.as_ref(),
        });
        lines.count += 1;
        lines.bytes.extend(line);
        lines.bytes.push(b'\n');
    }

    /// Writes what there is to report, a file for each kind.
    pub fn write(&mut self, database: &mut Database, bulk_put: &mut BulkPut, time: Timestamp) -> Result<(), Failure> {
        let all = [
            ("ERROR", "errors", &mut self.errors),
            ("CONDITION_CHECK_FAILURE", "condition-check-failures", &mut self.conditions),
        ];
        for (kind, folder, lines) in all {
            if lines.count > 0 {
                let key = format!("{}{folder}/{:02}.json", bulk_put.report.folder, bulk_put.progress.slices);
                let md5 = put(database, &bulk_put.report, &key, std::mem::take(&mut lines.bytes), time)?;
                bulk_put.progress.files.push(ReportFile {
                    key,
                    kind: kind.to_owned(),
                    lines: lines.count,
                    md5: hexadecimal(&md5),
                });
            }
        }
        Ok(())
    }
}

/// The bucket that reports go to, if it takes their keys.
pub fn bucket(database: &Database, report: &BulkReport) -> Result<Arc<Bucket>, Failure> {
    if report.folder.len() + LONGEST_NAME.len() > LONGEST_KEY {
        return Err(KEY_TOO_LONG);
    }
    let bucket = database.buckets().bucket(&report.bucket).ok_or(NO_BUCKET)?;
    if bucket.owner == report.owner { Ok(Arc::clone(bucket)) } else { Err(DENIED) }
}

/// Writes the manifests of a bulk put that ended at `time`, if there is still a bucket for them.
pub fn write_manifests(database: &mut Database, bulk_put: &BulkPut, job: &Job, time: Timestamp) {
    let folder = &bulk_put.report.folder;
    let Ok(bucket) = bucket(database, &bulk_put.report) else { return };
    let encryption = bulk_put.report.encryption.as_deref().unwrap_or("AES256");
    let [files, all] = ["files", "summary"].map(|name| format!("{folder}manifest-{name}.json"));
    let lines = bulk_put.progress.files.iter().flat_map(|file| [file_line(file), b"\n".to_vec()].concat()).collect();
    let summary = to_json(&summary(bulk_put, job, &files, time));
    for (key, manifest) in [(&files, lines), (&all, summary)] {
        OutputFile { bucket: &bucket.name, key, encryption, modified: time }.put_manifest(database, manifest);
    }
}

/// A line of `manifest-files.json`.
fn file_line(file: &ReportFile) -> Vec<u8> {
    let mut members = Members::default();
    members.add("outputType", Told::Text(file.kind.clone())).add("itemCount", number(file.lines));
    members.add("etag", Told::Text(file.md5.clone())).add("dataFileS3Key", Told::Text(file.key.clone()));
    to_json(&members)
}

/// `manifest-summary.json`.
fn summary(bulk_put: &BulkPut, job: &Job, files: &str, time: Timestamp) -> Members {
    let text = |text: &str| Told::Text(text.to_owned());
    let mut members = Members::default();
    members.add("bulkOperationArn", text(&job.arn));
    let told = job.results.0.iter().find(|(name, _)| name == "BulkOperationStatus");
    members.add("bulkOperationStatus", told.map(|(_, told)| told.clone()));
    members.add("startTime", Told::Text(format!("{}Z", Label(bulk_put.start))));
    members.add("endTime", Told::Text(format!("{}Z", Label(time))));
    members.add("tableArn", text(&job.table_arn)).add("tableId", text(&bulk_put.table_id));
    members.add("s3Bucket", text(&bulk_put.report.bucket)).add("manifestFilesS3Key", text(files));
    members.add("processedItemCount", number(bulk_put.progress.processed));
    members.add("failedItemCount", number(bulk_put.progress.failed));
    members.add("conditionCheckFailureCount", number(bulk_put.progress.rejected));
    members
}

fn number(number: u64) -> Told {
    Told::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Puts a file into the bucket of the report, and gives its MD5.
fn put(
    database: &mut Database,
    report: &BulkReport,
    key: &str,
    bytes: Vec<u8>,
    modified: Timestamp,
) -> Result<[u8; 16], Failure> {
    let bucket = bucket(database, report)?;
    let encryption = report.encryption.as_deref().unwrap_or("AES256");
    Ok(OutputFile { bucket: &bucket.name, key, encryption, modified }.put(database, bytes))
}
