//! `ImportTable`: a new table with the items that files in a bucket hold.
//!
//! Records that are no items of the table are counted, and the import goes on, though it fails in the end. Of records with one key the last counts.

use std::sync::Arc;

use serde::Serialize;

use super::create_table::new_table;
use super::job_request::{self, echo};
use super::put_item::{check_index_keys, sized};
use super::{Call, Error, named_table, simultaneous};
use crate::Timestamp;
use crate::account::{Job, JobKind, Members, Place, Step, TableArn, Told, partition};
use crate::bucket::{Object, Start};
use crate::request::Structure;
use crate::table::{Batch, KeySchema, Pending, PendingChange, ScalarType, Table, Write};
use crate::transfer::{Compression, CsvOptions, Format, RecordFault, records};
use crate::value::SentItem;

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    check_options(input)?;
    let parameters =
        input.structure("TableCreationParameters").ok_or_else(|| Error::validation("TableCreationParameters is required"))?;
    if let Some(description) = repeated(call, input, parameters)? {
        return Ok(job_request::output(JobKind::Import, description));
    }
    simultaneous::check_import(call)?;
    let mut table = new_table(call, parameters)?;
    let id = job_request::id(call, JobKind::Import);
    let start = call.now();
    let end = Timestamp(start.0.saturating_add(call.caller.lifecycle.of(Step::Import)));
    let table_arn = TableArn::new(call.place(), table.name()).to_string();
    let mut results = Members::default();
    results.add("EndTime", Told::Time(end));
    let mut has_table = true;
    let failure = match source(call, input) {
        Ok(files) => {
            let counts = fill(&mut table, input, files);
            counts.tell(&mut results);
            (counts.errors > 0).then(|| (INVALID_ITEMS.0, INVALID_ITEMS.1.to_owned()))
        }
        Err(failure) => {
            Counts::default().tell(&mut results);
            has_table = false;
            Some(failure)
        }
    };
    if let Some((code, message)) = &failure {
        results.add("FailureCode", Told::Text((*code).to_owned())).add("FailureMessage", Told::Text(message.clone()));
    }
    let job = Job {
        kind: JobKind::Import,
        id,
        arn: format!("{table_arn}/import/{id}"),
        known: known(call, input, &table, &table_arn, start),
        table_arn,
        token: job_request::token(input, &[]),
        end,
        fails: failure.is_some(),
        results,
    };
    if has_table {
        let creation = Pending { change: PendingChange::Creation, since: start, delay: end.0.saturating_sub(start.0) };
        let begun = call.begun(table.with_pending([creation]), [PendingChange::Backups { restored: false }]);
        call.put(begun);
    }
    let description = job_request::description(&Job { end: Timestamp(i64::MAX), ..job.clone() }, call);
    call.database.insert_job(call.caller.place, job);
    Ok(job_request::output(JobKind::Import, description))
}

/// Why an import fails that leaves a table with what is in order (observed 2026-10-09).
const INVALID_ITEMS: (&str, &str) = (
    "ItemValidationError",
    "Some of the items failed validation checks and were not imported. Please check CloudWatch error logs for more details.",
);

/// Options are those of CSV (observed 2026-10-09).
fn check_options(input: &Structure) -> Result<(), Error> {
    match input.text("InputFormat") {
        Some(format) if format != "CSV" && input.has("InputFormatOptions") => {
            let text = format!("Invalid Request: Unsupported InputFormatOptions for the given input format: {format}.");
            Err(Error::validation(text))
        }
        _ => Ok(()),
    }
}

/// What is told of the import that the token of `input` stands for. Of the request only the name of the table is compared; and once the import is
/// over, that there is the table comes first (observed 2026-10-09).
fn repeated(call: &Call<'_>, input: &Structure, parameters: &Structure) -> Result<Option<Members>, Error> {
    let Some(job) = job_request::of_token(call, input, JobKind::Import) else { return Ok(None) };
    let name = named_table::name(call, parameters)?;
    if job.table_arn != TableArn::new(call.place(), name).to_string() {
        return Err(job_request::conflict(JobKind::Import));
    }
    let is_refused = job.end <= call.now() && call.database.table(call.place(), name).is_some();
    Ok((!is_refused).then(|| job_request::description(job, call)))
}

fn known(call: &Call<'_>, input: &Structure, table: &Table, table_arn: &str, start: Timestamp) -> Members {
    let mut known = Members::default();
    known.add("TableArn", Told::Text(table_arn.to_owned())).add("TableId", Told::Text(table.settings().id.to_string()));
    for name in ["ClientToken", "InputFormat", "InputFormatOptions"] {
        known.add(name, echo(input, name));
    }
    let Place { account, region } = call.place();
    let mut source = Members::default();
    source.add("S3BucketOwner", Told::Text(account.to_string()));
    if let Some(Told::Object(sent)) = echo(input, "S3BucketSource") {
        source.0.retain(|(name, _)| sent.get(name).is_none());
        source.0.extend(sent.0);
    }
    known.add("S3BucketSource", Told::Object(source));
    let log = format!("arn:{}:logs:{region}:{account}:log-group:/aws-dynamodb/imports:*", partition(call.place()));
    known.add("CloudWatchLogGroupArn", Told::Text(log));
    known.add("InputCompressionType", Told::Text(input.text("InputCompressionType").unwrap_or("NONE").to_owned()));
    known.add("TableCreationParameters", echo(input, "TableCreationParameters")).add("StartTime", Told::Time(start));
    known
}

/// The files to import; there may be none (observed 2026-10-09).
fn source(call: &Call<'_>, input: &Structure) -> Result<Vec<Arc<Object>>, (&'static str, String)> {
    let source = input.structure("S3BucketSource");
    let text = |name| source.and_then(|source| source.text(name));
    let name = text("S3Bucket").unwrap_or_default();
    job_request::bucket(call, name, text("S3BucketOwner"))?;
    let objects = call.database.buckets().objects(name, text("S3KeyPrefix").unwrap_or_default(), &Start::Behind(""));
    Ok(objects.cloned().collect())
}

/// What became of the records.
#[derive(Default)]
struct Counts {
    bytes: usize,
    processed: i64,
    imported: i64,
    errors: i64,
}

impl Counts {
    fn tell(&self, results: &mut Members) {
        results
            .add("ErrorCount", Told::Number(self.errors))
            .add("ProcessedSizeBytes", Told::Number(i64::try_from(self.bytes).unwrap_or(i64::MAX)));
        results.add("ProcessedItemCount", Told::Number(self.processed)).add("ImportedItemCount", Told::Number(self.imported));
    }
}

/// Puts the items of all `files` into `table`.
fn fill(table: &mut Table, input: &Structure, files: Vec<Arc<Object>>) -> Counts {
    let format = format(table, input);
    let compression = Compression::from_name(input.text("InputCompressionType"));
    let mut counts = Counts::default();
    for file in files {
        counts.bytes += file.content.len();
        if let Some(content) = compression.expand(file.content.read_all().into_vec()) {
            records(&format, &content, &mut |record| put(table, record, &mut counts));
        } else {
            counts.processed += 1;
            counts.errors += 1;
        }
    }
    counts
}

fn put(table: &mut Table, record: Result<SentItem, RecordFault>, counts: &mut Counts) {
    counts.processed += 1;
    match record.ok().and_then(|sent| write(table, sent)) {
        Some(write) => {
            table.apply(&Batch::from(write));
            counts.imported += 1;
        }
        None => counts.errors += 1,
    }
}

/// The write of an item, if it is one of the table.
fn write(table: &Table, sent: SentItem) -> Option<Write> {
    if sent.is_too_deep() {
        return None;
    }
    let item = sized(sent.into_item()).ok()?;
    let key = table.key().table_key(&item).ok()?;
    check_index_keys(table, &item).ok()?;
    Some(Write::Put { key, item })
}

fn format(table: &Table, input: &Structure) -> Format {
    match input.text("InputFormat") {
        Some("CSV") => {
            let options = input.structure("InputFormatOptions").and_then(|options| options.structure("Csv"));
            let delimiter = options.and_then(|options| options.text("Delimiter")?.chars().next()).unwrap_or(',');
            let header: Option<Vec<String>> = options
                .filter(|options| options.has("HeaderList"))
                .map(|options| options.texts("HeaderList").map(str::to_owned).collect());
            Format::Csv(CsvOptions { delimiter, header, keys: keys(table) })
        }
        Some("ION") => Format::Ion,
        _ => Format::Json,
    }
}

/// The attributes that are keys of the table or of its indexes, with their types.
fn keys(table: &Table) -> Vec<(Arc<str>, ScalarType)> {
    let schemas = std::iter::once(table.key()).chain(table.index_schemas().map(|index| &index.key));
    schemas.flat_map(KeySchema::attributes).map(|key| (Arc::clone(&key.name), key.scalar)).collect()
}
