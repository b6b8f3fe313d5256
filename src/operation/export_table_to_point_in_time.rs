//! `ExportTableToPointInTime`: the items that a table had at some time, as files in a bucket, with manifests that tell of them.
//!
//! The layout is that of the developer guide (DynamoDB table export output format); that the checksums of manifests are called `.md5` and hold
//! an MD5 in base64 is how listings of real exports show it.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::dispatch::not_built;
use super::job_request::{self, ExportOutput, OF_EXPORT, echo};
use super::{Call, Error, backed_up_table};
use crate::Timestamp;
use crate::account::{self, Job, JobKind, Members, RecoveryDelay, Step, TableArn, Told, beginning};
use crate::bucket::{Algorithm, Bucket, Checksum, Content, Entry, EntryKey, Object, TagSet, md5};
use crate::calendar::{Label, Second};
use crate::head::hexadecimal;
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Table;
use crate::transfer::{Format, gzip, write_record};
use crate::value::to_json;

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    refuse_unbuilt(input)?;
    if let Some(export_description) = job_request::repeated(call, input, JobKind::Export, OF_EXPORT)? {
        return Ok(ExportOutput { export_description });
    }
    let name = account::table_name(call.place(), input.text("TableArn").unwrap_or_default())?;
    let table = call.database.shared(call.place(), name).filter(|table| table.settings().is_known(call.now()));
    let table = Arc::clone(table.ok_or_else(|| backed_up_table::not_found(name))?);
    let (time, items) = version(call, &table, input.double("ExportTime"))?;
    let export = Export { input, table: &table, items: &items, time, id: job_request::id(call, JobKind::Export) };
    let job = export.run(call);
    let begun = Job { end: Timestamp(i64::MAX), ..job.clone() };
    let export_description = job_request::description(&begun, call);
    call.database.insert_job(call.caller.place, job);
    Ok(ExportOutput { export_description })
}

fn refuse_unbuilt(input: &Structure) -> Result<(), Error> {
    if input.text("ExportType") == Some("INCREMENTAL_EXPORT") || input.has("IncrementalExportSpecification") {
        return Err(not_built("incremental exports of ExportTableToPointInTime"));
    }
    let filters = input.has("FilterSpecification");
    if filters { Err(not_built("FilterSpecification of ExportTableToPointInTime")) } else { Ok(()) }
}

/// The time that is exported, and the table as it was then.
fn version(call: &Call<'_>, table: &Arc<Table>, requested: Option<f64>) -> Result<(Timestamp, Arc<Table>), Error> {
    let disabled = || {
        let text = format!("Point in time recovery is not enabled for table '{}'", table.name());
        Error::new(ErrorCode::PointInTimeRecoveryUnavailableException, text)
    };
    let recovery = call.database.recovery(call.place(), table.name()).ok_or_else(disabled)?;
    let Some(seconds) = requested else { return Ok((call.now(), Arc::clone(table))) };
    #[expect(clippy::cast_possible_truncation, reason = "a time that no 64 bits hold is not within the period")]
    let second = seconds.floor() as i64;
    // What a restore waits for an export need not.
    let restorable = recovery.restorable(call.now(), RecoveryDelay(0));
    let version = recovery.at(second, table).filter(|_| restorable.contains(second));
    let version = version.ok_or_else(|| {
        let [asked, earliest, latest] = [second, restorable.earliest, restorable.latest].map(|second| Second(beginning(second)));
        let text = format!(
            "ExportTime '{asked}' must be within EarliestRestorableDateTime '{earliest}' and LatestRestorableDateTime '{latest}'"
        );
        Error::new(ErrorCode::InvalidExportTimeException, text)
    })?;
    Ok((beginning(second), Arc::clone(version)))
}

/// One export.
struct Export<'a> {
    input: &'a Structure,
    table: &'a Table,
    items: &'a Table,
    time: Timestamp,
    id: account::BackupId,
}

/// `manifest-summary.json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary<'a> {
    version: &'static str,
    export_arn: &'a str,
    start_time: String,
    end_time: String,
    table_arn: &'a str,
    table_id: &'a str,
    export_time: String,
    s3_bucket: &'a str,
    s3_prefix: Option<&'a str>,
    s3_sse_algorithm: &'a str,
    s3_sse_kms_key_id: Option<&'a str>,
    manifest_files_s3_key: &'a str,
    billed_size_bytes: u64,
    item_count: u64,
    output_format: &'a str,
    export_type: &'static str,
}

/// A line of `manifest-files.json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    item_count: u64,
    md5_checksum: String,
    etag: String,
    data_file_s3_key: &'a str,
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
        let fails = match self.bucket(call) {
            Ok(bucket) => {
                self.write(call, &bucket, &arn, &table_arn, end, &mut results);
                false
            }
            Err((code, message)) => {
                results.add("FailureCode", Told::Text(code.to_owned())).add("FailureMessage", Told::Text(message.to_owned()));
                true
            }
        };
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
        known.add("TableId", Told::Text(self.table.settings().id.to_string())).add("ExportTime", Told::Time(self.time));
        known.add("ClientToken", echo(self.input, "ClientToken")).add("S3Bucket", echo(self.input, "S3Bucket"));
        known.add("S3BucketOwner", echo(self.input, "S3BucketOwner")).add("S3Prefix", echo(self.input, "S3Prefix"));
        known.add("S3SseAlgorithm", Told::Text(self.encryption().to_owned()));
        known
            .add("S3SseKmsKeyId", echo(self.input, "S3SseKmsKeyId"))
            .add("ExportFormat", Told::Text(self.format_name().to_owned()));
        known.add("ExportType", Told::Text("FULL_EXPORT".to_owned()));
        known
    }

    fn encryption(&self) -> &str {
        self.input.text("S3SseAlgorithm").unwrap_or("AES256")
    }

    fn format_name(&self) -> &str {
        self.input.text("ExportFormat").unwrap_or("DYNAMODB_JSON")
    }

    /// The bucket, if there is one that the caller may write to.
    fn bucket(&self, call: &Call<'_>) -> Result<Arc<Bucket>, (&'static str, &'static str)> {
        let name = self.input.text("S3Bucket").unwrap_or_default();
        let bucket = call.database.buckets().bucket(name).ok_or(("S3NoSuchBucket", "The specified bucket does not exist"))?;
        let owner = self.input.text("S3BucketOwner").unwrap_or(call.place().account.as_str());
        if bucket.owner == owner { Ok(Arc::clone(bucket)) } else { Err(("S3AccessDenied", "Access Denied")) }
    }

    fn write(&self, call: &mut Call<'_>, bucket: &Bucket, arn: &str, table_arn: &str, end: Timestamp, results: &mut Members) {
        let prefix = self.input.text("S3Prefix").filter(|prefix| !prefix.is_empty());
        let folder = [prefix.unwrap_or_default(), prefix.map_or("", |_| "/"), "AWSDynamoDB/", &self.id.to_string()].concat();
        let (format, extension) = match self.format_name() {
            "ION" => (Format::Ion, "ion"),
            _ => (Format::Json, "json"),
        };
        let mut lines = Vec::new();
        self.items.items().iter().for_each(|(_, item)| write_record(&format, item, &mut lines));
        let data_file = format!("{folder}/data/{}.{extension}.gz", file_name(call));
        let item_count = self.items.items().len() as u64;
        let billed_size_bytes = self.items.bytes();
        let data = self.put(call, bucket, &data_file, gzip(&lines), end);
        let line = to_json(&File {
            item_count,
            md5_checksum: STANDARD.encode(data),
            etag: format!("{}-1", hexadecimal(&data)),
            data_file_s3_key: &data_file,
        });
        let manifest_files = format!("{folder}/manifest-files.json");
        self.put_manifest(call, bucket, &manifest_files, [line.as_slice(), b"\n"].concat(), end);
        let time = |time: Timestamp| format!("{}Z", Label(time));
        let summary = to_json(&Summary {
            version: "2020-06-30",
            export_arn: arn,
            start_time: time(call.now()),
            end_time: time(end),
            table_arn,
            table_id: &self.table.settings().id,
            export_time: time(self.time),
            s3_bucket: &bucket.name,
            s3_prefix: prefix,
            s3_sse_algorithm: self.encryption(),
            s3_sse_kms_key_id: self.input.text("S3SseKmsKeyId"),
            manifest_files_s3_key: &manifest_files,
            billed_size_bytes,
            item_count,
            output_format: self.format_name(),
            export_type: "FULL_EXPORT",
        });
        let manifest = format!("{folder}/manifest-summary.json");
        self.put_manifest(call, bucket, &manifest, summary, end);
        let start = call.now();
        self.put(call, bucket, &format!("{folder}/_started"), Vec::new(), start);
        results.add("ExportManifest", Told::Text(manifest));
        results
            .add("BilledSizeBytes", Told::Number(billed_size_bytes.cast_signed()))
            .add("ItemCount", Told::Number(item_count.cast_signed()));
    }

    /// Puts a manifest, and its checksum beside it.
    fn put_manifest(&self, call: &mut Call<'_>, bucket: &Bucket, key: &str, manifest: Vec<u8>, end: Timestamp) {
        let checksum = self.put(call, bucket, key, manifest, end);
        let beside = key.strip_suffix("json").map_or_else(|| key.to_owned(), |stem| [stem, "md5"].concat());
        self.put(call, bucket, &beside, STANDARD.encode(checksum).into_bytes(), end);
    }

    /// Puts a file into the bucket and gives its MD5.
    fn put(&self, call: &mut Call<'_>, bucket: &Bucket, key: &str, bytes: Vec<u8>, modified: Timestamp) -> [u8; 16] {
        let content = Content::from(bytes);
        let md5 = md5(content.pieces());
        let encryption = if self.encryption() == "KMS" { "aws:kms" } else { "AES256" };
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let object = Object {
            key: key.into(),
            parts: Vec::new(),
            etag: hexadecimal(&md5),
            modified,
            headers: vec![header("content-type", "binary/octet-stream"), header("x-amz-server-side-encryption", encryption)],
            metadata: Vec::new(),
            tags: TagSet::default(),
            checksum: Some(Checksum::of(Algorithm::Crc64Nvme, &content)),
            content,
        };
        call.database.put_entry(EntryKey::object(&bucket.name, key), Some(Entry::Object(Arc::new(object))));
        md5
    }
}

/// The name of a data file: 26 letters and digits.
fn file_name(call: &Call<'_>) -> String {
    let draw = || call.caller.host.random();
    [draw(), draw()]
        .iter()
        .flat_map(|drawn| (0..13).map(move |at| char::from_digit((drawn >> (4 * at) & 15) as u32, 16)))
        .flatten()
        .collect()
}
