//! `ListBackups`: the backups of an account in a region in the order of their making, a page at a time.
//!
//! Bounds of time are exact to the millisecond, the lower one included, the upper one not (observed 2026-10-09).

use serde::Serialize;

use super::backup_description::BackupSummary;
use super::{Call, Error, named_table};
use crate::account::{Backup, BackupKey, BackupType, NamedBackup};
use crate::request::Structure;

const LARGEST_PAGE: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    backup_summaries: Vec<BackupSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_backup_arn: Option<String>,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let filter = Filter::read(call, input)?;
    let start = start(call, input)?;
    let limit = input.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(LARGEST_PAGE);
    let backups = call.database.backups_after(call.place(), start.as_ref(), call.now());
    let mut backups =
        backups.filter(|backup| filter.admits(backup)).map(|backup| BackupSummary::new(backup, call.place(), call.now()));
    let backup_summaries: Vec<_> = backups.by_ref().take(limit).collect();
    let more = backups.next().is_some();
    let last_evaluated_backup_arn = backup_summaries.last().filter(|_| more).map(|backup| backup.arn().to_owned());
    Ok(Output { backup_summaries, last_evaluated_backup_arn })
}

/// Which backups are asked for.
struct Filter<'a> {
    table: Option<&'a str>,
    kind: Option<BackupType>,
    from: Option<i64>,
    to: Option<i64>,
    /// Whether backups of AWS Backup are asked for, of which there are none.
    nothing: bool,
}

impl<'a> Filter<'a> {
    fn read(call: &Call<'_>, input: &'a Structure) -> Result<Self, Error> {
        let (from, to) = (milliseconds(input, "TimeRangeLowerBound"), milliseconds(input, "TimeRangeUpperBound"));
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            let text =
                "One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound";
            return Err(Error::validation(text));
        }
        let table = input.has("TableName").then(|| named_table::name(call, input)).transpose()?;
        let kind = match input.text("BackupType") {
            None | Some("USER") => Some(BackupType::User),
            Some("SYSTEM") => Some(BackupType::System),
            Some(_) => None,
        };
        Ok(Self { table, kind, from, to, nothing: input.text("BackupType") == Some("AWS_BACKUP") })
    }

    fn admits(&self, backup: &Backup) -> bool {
        let created = backup.id.created.0;
        !self.nothing
            && self.table.is_none_or(|name| **backup.table.name() == *name)
            && self.kind.is_none_or(|kind| kind == backup.kind)
            && self.from.is_none_or(|from| created >= from)
            && self.to.is_none_or(|to| created < to)
    }
}

/// The timestamp `name` in milliseconds.
fn milliseconds(input: &Structure, name: &str) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a time that no 64 bits hold is before or after every backup")]
    input.double(name).map(|seconds| (seconds * 1000.0).round() as i64)
}

/// Where the page before ended; that backup need not be there any more.
fn start(call: &Call<'_>, input: &Structure) -> Result<Option<BackupKey>, Error> {
    let Some(arn) = input.text("ExclusiveStartBackupArn") else { return Ok(None) };
    let start = NamedBackup::parse(call.place(), arn)?;
    if start.region != call.place().region {
        return Err(Error::validation("Invalid Request: The supplied ExclusiveStartBackupArn does not match the region"));
    }
    Ok(Some(start.key))
}
