//! Bulk puts under way: what is left of them to do, and what came of it so far.
//!
//! A bulk put is done in slices, each at its time; between them it is nothing but this. What requests tell of it stands in its
//! [`Job`](super::Job), which outlives it.

use std::sync::Arc;

use super::{BackupId, Members, Told};
use crate::Timestamp;
use crate::stored::stored_struct;
use crate::value::Held;

/// In how many slices a bulk put is done that takes time.
const SLICES: u64 = 16;

/// A bulk put under way.
#[derive(Debug, Clone)]
pub struct BulkPut {
    /// The id of its job.
    pub id: BackupId,
    /// The name of its table.
    pub table: Arc<str>,
    /// The id of its table: another one of that name is not meant.
    pub table_id: Arc<str>,
    /// Where its items come from.
    pub source: BulkSource,
    /// Where what was not written is reported.
    pub report: BulkReport,
    /// When it began.
    pub start: Timestamp,
    /// How many milliseconds it takes; one that takes none is done at once.
    pub duration: i64,
    /// The most write units that it uses in a second, if that is limited.
    pub rate: Option<i64>,
    /// How far it has come.
    pub progress: BulkProgress,
    /// Whether it is to stop.
    pub is_cancelled: bool,
}

/// The files that a bulk put reads.
#[derive(Debug, Clone)]
pub struct BulkSource {
    /// The bucket.
    pub bucket: String,
    /// The id of the account that has to own it.
    pub owner: String,
    /// What the keys of the files begin with.
    pub prefix: String,
    /// Their format, as requests call it.
    pub format: String,
    /// Their compression, as requests call it.
    pub compression: Option<String>,
}

/// Where a bulk put reports.
#[derive(Debug, Clone)]
pub struct BulkReport {
    /// The bucket.
    pub bucket: String,
    /// The id of the account that has to own it.
    pub owner: String,
    /// What the keys of the reports begin with, a slash at its end.
    pub folder: String,
    /// How the reports are encrypted, as objects tell it.
    pub encryption: Option<String>,
    /// Whether records are reported that could not be processed.
    pub tells_errors: bool,
    /// Whether items are reported whose conditions did not hold.
    pub tells_conditions: bool,
}

/// How far a bulk put has come.
#[derive(Debug, Clone, Default)]
pub struct BulkProgress {
    /// How many slices are done.
    pub slices: u64,
    /// The keys and entity tags of the files, once they are known.
    pub objects: Vec<(String, String)>,
    /// How many bytes the files have.
    pub total_bytes: u64,
    /// How many records there are, if that had to be counted.
    pub records: u64,
    /// The file that is being read.
    pub object: usize,
    /// How many records of it are done.
    pub record: u64,
    /// How many records are done.
    pub processed: u64,
    /// How many of them were no items of the table.
    pub failed: u64,
    /// The conditions of how many of them did not hold.
    pub rejected: u64,
    /// How many bytes were read of the files.
    pub bytes: u64,
    /// The bytes that were written.
    pub usage: BulkUsage,
    /// The files of the report.
    pub files: Vec<ReportFile>,
}

/// The bytes that a bulk put wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkUsage {
    /// To the table.
    pub table: u64,
    /// To each local index, by name.
    pub local: Vec<(Arc<str>, u64)>,
    /// To each global index, by name.
    pub global: Vec<(Arc<str>, u64)>,
    /// To each vector index, by name.
    pub vector: Vec<(Arc<str>, u64)>,
}

/// A file that a bulk put has written.
#[derive(Debug, Clone)]
pub struct ReportFile {
    /// Its key.
    pub key: String,
    /// What is in it: a value of `OutputType`.
    pub kind: String,
    /// How many lines it has.
    pub lines: u64,
    /// Its MD5 in hexadecimal digits.
    pub md5: String,
}

impl Held for Arc<BulkPut> {}

stored_struct!(BulkPut { id, table, table_id, source, report, start, duration, rate, progress, is_cancelled });
stored_struct!(BulkSource { bucket, owner, prefix, format, compression });
stored_struct!(BulkReport { bucket, owner, folder, encryption, tells_errors, tells_conditions });
stored_struct!(BulkProgress {
    slices,
    objects,
    total_bytes,
    records,
    object,
    record,
    processed,
    failed,
    rejected,
    bytes,
    usage,
    files,
});
stored_struct!(BulkUsage { table, local, global, vector });
stored_struct!(ReportFile { key, kind, lines, md5 });

impl BulkPut {
    /// When the next slice is due.
    #[must_use]
    pub fn due(&self) -> Timestamp {
        if self.duration > 0 { self.time() } else { Timestamp(i64::MIN) }
    }

    /// The time of the next slice.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        let slices = i128::from(self.progress.slices) + 1;
        let elapsed = i128::from(self.duration) * slices / i128::from(SLICES);
        let elapsed = if self.duration > 0 { i64::try_from(elapsed).unwrap_or(i64::MAX) } else { 0 };
        Timestamp(self.start.0.saturating_add(elapsed))
    }

    /// How many records are to be done after the next slice: all of them, whatever was counted, after the last one.
    #[must_use]
    pub const fn target(&self) -> u64 {
        let slices = self.progress.slices.saturating_add(1);
        if self.duration <= 0 || slices >= SLICES { u64::MAX } else { self.progress.records.saturating_mul(slices) / SLICES }
    }

    /// What requests tell of how far it has come.
    #[must_use]
    pub fn told(&self) -> Members {
        let progress = &self.progress;
        let number = |number: u64| Told::Number(i64::try_from(number).unwrap_or(i64::MAX));
        let mut told = Members::default();
        told.add("ProcessedItemCount", number(progress.processed)).add("ProcessedInputBytes", number(progress.bytes));
        let is_counted = !progress.objects.is_empty();
        told.add("TotalInputBytes", is_counted.then(|| number(progress.total_bytes)));
        told.add("BulkOperationUsage", Told::List(vec![Told::Object(progress.usage.told(&self.table))]));
        told.add("FailedItemCount", number(progress.failed));
        told
    }
}

impl BulkUsage {
    /// Adds bytes that were written to the index `name` in one of the lists.
    pub fn add(indexes: &mut Vec<(Arc<str>, u64)>, name: &Arc<str>, bytes: u64) {
        match indexes.iter_mut().find(|(earlier, _)| earlier == name) {
            Some((_, sum)) => *sum = sum.saturating_add(bytes),
            None => indexes.push((Arc::clone(name), bytes)),
        }
    }

    fn told(&self, table: &str) -> Members {
        let bytes = |name: &str, bytes: u64| {
            let mut told = Members::default();
            told.add(name, Told::Number(i64::try_from(bytes).unwrap_or(i64::MAX)));
            Told::Object(told)
        };
        let indexes = |name: &str, indexes: &[(Arc<str>, u64)]| {
            let told = indexes.iter().map(|(index, sum)| (index.to_string(), bytes(name, *sum)));
            (!indexes.is_empty()).then(|| Told::Object(Members(told.collect())))
        };
        let sum = |indexes: &[(Arc<str>, u64)]| indexes.iter().fold(0, |sum: u64, (_, bytes)| sum.saturating_add(*bytes));
        let all = self.table.saturating_add(sum(&self.local)).saturating_add(sum(&self.global));
        let mut told = Members::default();
        told.add("TableName", Told::Text(table.to_owned()));
        told.add("BulkPutBytes", Told::Number(i64::try_from(all).unwrap_or(i64::MAX)));
        told.add("Table", bytes("BulkPutBytes", self.table));
        told.add("LocalSecondaryIndexes", indexes("BulkPutBytes", &self.local));
        told.add("GlobalSecondaryIndexes", indexes("BulkPutBytes", &self.global));
        told.add("VectorIndexes", indexes("BulkPutVectorBytes", &self.vector));
        told
    }
}
