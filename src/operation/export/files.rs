//! The files of an export, in a bucket: data, and manifests that tell of them (developer guide, DynamoDB table export output format).

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{ExportFilter, Period};
use crate::Timestamp;
use crate::account::{Changed, Increment, Members, Told};
use crate::bucket::{Bucket, LONGEST_KEY};
use crate::calendar::Label;
use crate::head::hexadecimal;
use crate::operation::Call;
use crate::operation::job_request::s3_failure;
use crate::operation::output_file::OutputFile;
use crate::table::{Source, Table};
use crate::transfer::{ChangeRecord, Format, gzip, write_change, write_record};
use crate::value::{Item, to_json};

/// What an increment costs at least, in bytes: 10 MB (observed 2026-10-09).
const LEAST_BILLED: u64 = 10_000_000;

/// Where the files go, and what manifests tell of that.
#[derive(Debug)]
pub struct Destination<'a> {
    /// The bucket.
    pub bucket: Arc<Bucket>,
    /// The prefix, as it was sent.
    pub prefix: Option<&'a str>,
    /// The id of the export.
    pub id: String,
    /// Its ARN.
    pub arn: &'a str,
    /// The ARN of the table.
    pub table_arn: &'a str,
    /// The id of the table.
    pub table_id: &'a str,
    /// `DYNAMODB_JSON` or `ION`.
    pub format: &'a str,
    /// `AES256` or `KMS`.
    pub encryption: &'a str,
    /// The key, as it was sent.
    pub key: Option<&'a str>,
    /// When the export is over.
    pub end: Timestamp,
}

/// How much was exported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Totals {
    /// Items, or changes.
    pub items: u64,
    /// Bytes of them, as they are billed.
    pub bytes: u64,
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The key of the manifest that all begins with.
    pub manifest: String,
    /// How much there is.
    pub totals: Totals,
}

impl Destination<'_> {
    /// Writes the files of `period`, of which `filter` leaves something.
    ///
    /// # Errors
    ///
    /// The prefix is so long that S3 takes no such keys: code and text of the failure. Nothing is written then.
    pub fn write(&self, call: &mut Call<'_>, period: &Period, filter: &ExportFilter) -> Result<Written, (&'static str, String)> {
        let root = self.prefix.map(|prefix| [prefix.strip_suffix('/').unwrap_or(prefix), "/"].concat());
        let root = [root.as_deref().unwrap_or_default(), "AWSDynamoDB/"].concat();
        let folder = [&root, self.id.as_str()].concat();
        // All increments share one folder for their data.
        let data_folder = if matches!(period, Period::Full { .. }) { &folder } else { root.trim_end_matches('/') };
        let (format, extension) = match self.format {
            "ION" => (Format::Ion, "ion"),
            _ => (Format::Json, "json"),
        };
        let data_file = format!("{data_folder}/data/{}.{extension}.gz", file_name(call));
        let manifest = format!("{folder}/manifest-summary.json");
        if data_file.len().max(manifest.len()) > LONGEST_KEY {
            return Err(s3_failure(call, "S3KeyTooLongError", "Your key is too long", "400"));
        }
        let (lines, totals) = lines(&format, period, filter);
        let data = self.file(&data_file, self.end).put(call.database, gzip(&lines));
        let mut line = Members::default();
        line.add("itemCount", number(totals.items)).add("md5Checksum", Told::Text(STANDARD.encode(data)));
        line.add("etag", Told::Text(format!("{}-1", hexadecimal(&data)))).add("dataFileS3Key", text(&data_file));
        let manifest_files = format!("{folder}/manifest-files.json");
        self.file(&manifest_files, self.end).put_manifest(call.database, [to_json(&line).as_slice(), b"\n"].concat());
        let summary = to_json(&self.summary(call.now(), period, &manifest_files, totals));
        self.file(&manifest, self.end).put_manifest(call.database, summary);
        let start = call.now();
        self.file(&format!("{folder}/_started"), start).put(call.database, Vec::new());
        Ok(Written { manifest, totals })
    }

    /// `manifest-summary.json`.
    fn summary(&self, start: Timestamp, period: &Period, files: &str, totals: Totals) -> Members {
        let time = |time: Timestamp| Told::Text(format!("{}Z", Label(time)));
        let or_null = |given: Option<&str>| given.map_or(Told::Null, text);
        let (version, kind) = match period {
            Period::Full { .. } => ("2020-06-30", "FULL_EXPORT"),
            Period::Increment { .. } => ("2023-08-01", "INCREMENTAL_EXPORT"),
        };
        let mut summary = Members::default();
        summary.add("version", text(version)).add("exportArn", text(self.arn));
        summary.add("startTime", time(start)).add("endTime", time(self.end));
        summary.add("tableArn", text(self.table_arn)).add("tableId", text(self.table_id));
        match period {
            Period::Full { time: moment, .. } => summary.add("exportTime", time(*moment)),
            Period::Increment { from, to, .. } => summary.add("exportFromTime", time(*from)).add("exportToTime", time(*to)),
        };
        summary.add("s3Bucket", text(&self.bucket.name)).add("s3Prefix", or_null(self.prefix));
        summary.add("s3SseAlgorithm", text(self.encryption)).add("s3SseKmsKeyId", or_null(self.key));
        summary.add("manifestFilesS3Key", text(files)).add("billedSizeBytes", number(totals.bytes));
        summary.add("itemCount", number(totals.items)).add("outputFormat", text(self.format));
        summary.add("outputView", period.view().map(text)).add("exportType", text(kind));
        summary
    }

    /// The file `key` of the export, which is written `modified`.
    fn file<'f>(&'f self, key: &'f str, modified: Timestamp) -> OutputFile<'f> {
        let encryption = if self.encryption == "KMS" { "aws:kms" } else { "AES256" };
        OutputFile { bucket: &self.bucket.name, key, encryption, modified }
    }
}

fn text(text: &str) -> Told {
    Told::Text(text.to_owned())
}

fn number(number: u64) -> Told {
    Told::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The lines of the data file.
fn lines(format: &Format, period: &Period, filter: &ExportFilter) -> (Vec<u8>, Totals) {
    match period {
        Period::Full { version, .. } => items(format, version, filter),
        Period::Increment { old_images, increment, .. } => changes(format, increment, *old_images, filter),
    }
}

/// A filter sees the latest image of an item, of a deleted one the old image (developer guide, Filtering a table export).
fn changes(format: &Format, increment: &Increment, old_images: bool, filter: &ExportFilter) -> (Vec<u8>, Totals) {
    let (mut lines, mut totals) = (Vec::new(), Totals::default());
    let projected = |item: Option<&Item>| item.map(|item| filter.projected(item));
    for Changed { key, time, old, new } in increment.changes() {
        let Some(latest) = new.or(old).filter(|item| filter.passes(key.as_bytes(), item)) else { continue };
        let keys = Item::new(&Source::table(increment.table()).position(latest));
        let old = old.filter(|_| old_images);
        let images = [projected(old), projected(new)];
        let [old_image, new_image] = images.each_ref().map(Option::as_ref);
        write_change(format, &ChangeRecord { time, keys: &keys, old: old_image, new: new_image }, &mut lines);
        totals.items += 1;
        totals.bytes += [old, new].into_iter().flatten().map(|item| item.size() as u64).sum::<u64>();
    }
    totals.bytes = totals.bytes.max(LEAST_BILLED);
    (lines, totals)
}

fn items(format: &Format, table: &Table, filter: &ExportFilter) -> (Vec<u8>, Totals) {
    let mut lines = Vec::new();
    // What a filter leaves out was read, too.
    let mut totals = Totals { items: 0, bytes: table.bytes() };
    for (_, item) in table.items().iter().filter(|(key, item)| filter.passes(key.as_bytes(), item)) {
        write_record(format, &filter.projected(item), &mut lines);
        totals.items += 1;
    }
    (lines, totals)
}

/// The name of a data file: 26 letters and digits.
fn file_name(call: &Call<'_>) -> String {
    let draw = || call.caller.host.random().to_be_bytes();
    let mut name = hexadecimal(&[draw(), draw()].concat());
    name.truncate(26);
    name
}
