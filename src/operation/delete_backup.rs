//! `DeleteBackup`.

use serde::Serialize;

use super::backup_description::{BackupDescription, BackupStatus};
use super::{Call, Error, named_backup};
use crate::account::Backup;
use crate::request::Structure;
use crate::table::Label;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    backup_description: BackupDescription,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let (arn, named) = named_backup::name(call, input)?;
    let backup = named_backup::find(call, call.place(), arn, &named)?;
    check_type(backup, arn)?;
    named_backup::check_free(call, call.place(), backup, "")?;
    let backup_description = BackupDescription::new(backup, call.place(), arn, BackupStatus::Deleted);
    call.database.remove_backup(call.caller.place, &named.key);
    Ok(Output { backup_description })
}

/// What remains of a deleted table goes when its time has come (observed 2026-10-08).
fn check_type(backup: &Backup, arn: &str) -> Result<(), Error> {
    let Some(end) = backup.expires() else { return Ok(()) };
    let text = format!(
        "Invalid Request: User is not allowed to delete the system backup with arn {arn}. It will automatically expire on {}Z",
        Label(end)
    );
    Err(Error::validation(text))
}
