//! The work of bulk puts: slice after slice, each at its time, at the start of the request that comes after it.
//!
//! The files are read again for each slice, from where the last one ended; that they are still what they were is known by their entity tags.

mod record;
mod report;

use std::sync::Arc;

use crate::Timestamp;
use crate::account::{BulkPut, Database, Job, JobKind, Members, Place, Told};
use crate::bucket::{Buckets, Object, Start};
use crate::operation::{Call, Error, in_use};
use crate::table::{Capacity, Commit, Table};
use crate::transfer::{Compression, Put, Puts, RecordFault};
use crate::value::KeyBytes;
use record::Refused;
use report::Report;

/// The most files of one bulk put (developer guide, Best practices for bulk put items).
const MOST_OBJECTS: usize = 50_000;
/// The most bytes of one of them, there too.
const MOST_BYTES: usize = 5 << 30;

/// Why a bulk put ends before it is done: a code and its text.
type Failure = (&'static str, &'static str);

const CHANGED: Failure = ("InputObjectModified", "An input object was modified or deleted while the operation was in progress");
const NO_TABLE: Failure = ("ResourceNotFound", "The target table was deleted or is not available");
const CANCELLED: Failure = ("Cancelled", "The operation was cancelled by a request");

/// How a bulk put ends.
#[derive(Debug, Clone, Copy)]
enum End {
    /// Everything was read.
    Done,
    /// A request cancelled it.
    Cancelled,
    /// It failed.
    Failed(Failure),
}

/// Whether no items are being put into `table`, so that it may get replicas (developer guide, Bulk put items considerations).
///
/// # Errors
///
/// Some are.
pub fn check_none(call: &Call<'_>, place: &Place, table: &Table) -> Result<(), Error> {
    let is_target = |bulk_put: &Arc<BulkPut>| bulk_put.table_id == table.settings().id;
    if call.database.bulk_puts(place).any(is_target) { Err(in_use::resource_in_use()) } else { Ok(()) }
}

/// Completes what is to be complete at `now`: changes of tables and slices of bulk puts, in the order in which they are due.
pub fn settle(database: &mut Database, now: Timestamp) {
    while let Some(due) = database.bulk_put_due().filter(|due| *due <= now) {
        database.settle(due);
        advance(database);
    }
    database.settle(now);
}

/// Does the slice that is due first. It stays out of what every request runs, so that nobody compiles it who puts nothing in bulk.
#[cold]
#[inline(never)]
fn advance(database: &mut Database) {
    let Some((place, bulk_put)) = database.first_bulk_put() else { return };
    let place = place.clone();
    let mut slice = Slice { place: &place, time: bulk_put.time(), bulk_put: BulkPut::clone(bulk_put), report: Report::default() };
    let end = slice.run(database);
    slice.keep(database, end);
}

/// The slice of a bulk put that is being done.
struct Slice<'p> {
    place: &'p Place,
    time: Timestamp,
    bulk_put: BulkPut,
    report: Report,
}

impl Slice<'_> {
    /// Does it, and says how the bulk put ends, if it does.
    fn run(&mut self, database: &mut Database) -> Option<End> {
        if self.bulk_put.is_cancelled {
            return Some(End::Cancelled);
        }
        let is_last = self.bulk_put.target() == u64::MAX;
        let put = self.begin(database).and_then(|()| self.put_records(database));
        let written = self.report.write(database, &mut self.bulk_put, self.time);
        add_one(&mut self.bulk_put.progress.slices);
        match put.and(written) {
            Err(failure) => Some(End::Failed(failure)),
            Ok(()) => is_last.then_some(End::Done),
        }
    }

    /// Looks at what is there: at the beginning the files, and always the table and the bucket of the report.
    fn begin(&mut self, database: &Database) -> Result<(), Failure> {
        self.table(database)?;
        report::bucket(database, &self.bulk_put.report)?;
        if self.bulk_put.progress.slices > 0 {
            return Ok(());
        }
        let objects = source(database.buckets(), &self.bulk_put)?;
        let progress = &mut self.bulk_put.progress;
        progress.total_bytes = objects.iter().map(|object| object.content.len() as u64).sum();
        progress.objects = objects.iter().map(|object| (object.key.to_string(), object.etag.clone())).collect();
        // How many records a slice has can only be said once they are counted.
        if self.bulk_put.duration > 0 {
            self.count(&objects);
        }
        Ok(())
    }

    fn count(&mut self, objects: &[Arc<Object>]) {
        let (mut records, mut units) = (0, Capacity::ZERO);
        for object in objects {
            let Some(content) = self.expand(object) else {
                records += 1;
                continue;
            };
            for put in Puts::new(&self.bulk_put.source.format, &content) {
                records += 1;
                let size = put.ok().and_then(|put| put.item.ok()).map_or(0, |item| item.as_item().size());
                units += Capacity::of_write(size);
            }
        }
        self.bulk_put.progress.records = records;
        if let Some(rate) = self.bulk_put.rate.filter(|rate| *rate > 0) {
            let units = i64::try_from(units.halves() / 2).unwrap_or(i64::MAX);
            self.bulk_put.duration = self.bulk_put.duration.max(units.saturating_mul(1000) / rate);
        }
    }

    fn expand(&self, object: &Object) -> Option<Vec<u8>> {
        Compression::from_name(self.bulk_put.source.compression.as_deref()).expand(object.content.read_all().into_vec())
    }

    fn table<'d>(&self, database: &'d Database) -> Result<&'d Table, Failure> {
        let table = database.table(self.place, &self.bulk_put.table);
        table.filter(|table| table.settings().id == self.bulk_put.table_id && table.is_open()).ok_or(NO_TABLE)
    }

    /// Puts the records of the slice.
    fn put_records(&mut self, database: &mut Database) -> Result<(), Failure> {
        let target = self.bulk_put.target();
        while self.bulk_put.progress.processed < target {
            let progress = &mut self.bulk_put.progress;
            let Some((key, etag)) = progress.objects.get(progress.object).cloned() else { break };
            let object = database.buckets().object(&self.bulk_put.source.bucket, &key);
            let object = Arc::clone(object.filter(|object| object.etag == etag).ok_or(CHANGED)?);
            if progress.record == 0 {
                progress.bytes = progress.bytes.saturating_add(object.content.len() as u64);
            }
            if let Some(content) = self.expand(&object) {
                self.put_some(database, &key, &content, target)?;
            } else {
                self.note(&key, Err(Refused::object()));
                self.end_object();
            }
        }
        Ok(())
    }

    /// Puts the records of one file that are left of it, or as many as belong to the slice.
    fn put_some(&mut self, database: &mut Database, key: &str, content: &[u8], target: u64) -> Result<(), Failure> {
        let format = self.bulk_put.source.format.clone();
        let mut puts = Puts::new(&format, content);
        let is_read = (0..self.bulk_put.progress.record).all(|_| puts.pass());
        while self.bulk_put.progress.processed < target {
            let Some(put) = puts.next().filter(|_| is_read) else {
                self.end_object();
                break;
            };
            let written = self.put(database, put)?;
            self.note(key, written);
        }
        Ok(())
    }

    /// Puts the item of one record.
    fn put(&mut self, database: &mut Database, put: Result<Put, RecordFault>) -> Result<Result<(), Refused>, Failure> {
        let (held, table) = (database.held(), self.table(database)?);
        let is_held = |key: &KeyBytes| !held.is_empty() && held.holds_item(self.place, table.name(), key, self.time);
        let write = match record::write(table, put, is_held) {
            Ok(write) => write,
            Err(refused) => return Ok(Err(refused)),
        };
        let written = database.write(self.place, &self.bulk_put.table, &write.into(), Commit::by_caller(self.time));
        let table = database.table(self.place, &self.bulk_put.table).ok_or(NO_TABLE)?;
        for written in &written {
            record::add(&mut self.bulk_put.progress.usage, table, written);
        }
        Ok(Ok(()))
    }

    fn end_object(&mut self) {
        let progress = &mut self.bulk_put.progress;
        (progress.object, progress.record) = (progress.object.saturating_add(1), 0);
    }

    /// Counts a record of the file `key`, and reports it if it was refused.
    fn note(&mut self, key: &str, put: Result<(), Refused>) {
        let progress = &mut self.bulk_put.progress;
        add_one(&mut progress.processed);
        add_one(&mut progress.record);
        let Err(refused) = put else { return };
        let is_told = if refused.is_condition() {
            add_one(&mut progress.rejected);
            self.bulk_put.report.tells_conditions
        } else {
            add_one(&mut progress.failed);
            self.bulk_put.report.tells_errors
        };
        if is_told {
            self.report.add(key, progress.record, &refused);
        }
    }

    /// Keeps how far the bulk put has come, or that it is over.
    fn keep(self, database: &mut Database, end: Option<End>) {
        let Self { place, time, bulk_put, .. } = self;
        let jobs = database.jobs(place);
        if let Some(job) = jobs.and_then(|jobs| jobs.of_id(JobKind::BulkPut, bulk_put.id)) {
            let mut job = Job::clone(job);
            job.results = told(&bulk_put, time, end);
            if end.is_some() {
                report::write_manifests(database, &bulk_put, &job, time);
            }
            database.insert_job(place, job);
        }
        let id = bulk_put.id;
        database.keep_bulk_put(place, id, end.is_none().then_some(bulk_put));
    }
}

/// Counts one more; counts that were stored are not trusted.
const fn add_one(count: &mut u64) {
    *count = count.saturating_add(1);
}

/// The files to read.
fn source(buckets: &Buckets, bulk_put: &BulkPut) -> Result<Vec<Arc<Object>>, Failure> {
    let source = &bulk_put.source;
    let bucket = buckets.bucket(&source.bucket).ok_or(report::NO_BUCKET)?;
    if bucket.owner != source.owner {
        return Err(report::DENIED);
    }
    let objects: Vec<_> = buckets.objects(&source.bucket, &source.prefix, &Start::Behind("")).cloned().collect();
    if objects.is_empty() {
        return Err(("S3NoSuchKey", "The specified key does not exist."));
    }
    if objects.len() > MOST_OBJECTS || objects.iter().any(|object| object.content.len() > MOST_BYTES) {
        return Err(("LimitExceeded", "The input has more than 50000 objects, or an object of more than 5 GB"));
    }
    Ok(objects)
}

/// What requests tell of `bulk_put`, which ended at `time` if it did.
fn told(bulk_put: &BulkPut, time: Timestamp, end: Option<End>) -> Members {
    let status = match end {
        None if bulk_put.is_cancelled => "CANCELLING",
        None => "IN_PROGRESS",
        Some(End::Done) if bulk_put.progress.failed > 0 => "COMPLETED_WITH_ERRORS",
        Some(End::Done) => "COMPLETED",
        Some(End::Cancelled) => "CANCELLED",
        Some(End::Failed(_)) => "FAILED",
    };
    let failure = match end {
        Some(End::Cancelled) => Some(CANCELLED),
        Some(End::Failed(failure)) => Some(failure),
        _ => None,
    };
    let mut told = Members::default();
    told.add("BulkOperationStatus", Told::Text(status.to_owned()));
    told.add("EndTime", end.map(|_| Told::Time(time)));
    told.0.extend(bulk_put.told().0);
    told.add("FailureCode", failure.map(|(code, _)| Told::Text(code.to_owned())));
    told.add("FailureMessage", failure.map(|(_, message)| Told::Text(message.to_owned())));
    told
}

/// What is told of `bulk_put` when it begins, or is to stop.
pub fn started(bulk_put: &BulkPut) -> Members {
    told(bulk_put, bulk_put.start, None)
}

/// The same bulk put, which is to stop, and what is told of it from then on.
pub fn stopped(bulk_put: &BulkPut) -> (BulkPut, Members) {
    let stopped = BulkPut { is_cancelled: true, ..bulk_put.clone() };
    let members = started(&stopped);
    (stopped, members)
}
