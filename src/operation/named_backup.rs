//! The backup that a request names by its `BackupArn`.

use std::sync::Arc;

use super::{Call, Error};
use crate::account::{Backup, BackupArnFault, NamedBackup, Place, TableArn};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Table;

impl From<BackupArnFault> for Error {
    fn from(fault: BackupArnFault) -> Self {
        let code = match fault {
            BackupArnFault::OtherAccount => ErrorCode::AccessDeniedException,
            BackupArnFault::NoBackup | BackupArnFault::Invalid => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

/// The ARN in the `BackupArn` of `input`, and what it names; whether there is such a backup is not looked at.
pub fn name<'a>(call: &Call<'_>, input: &'a Structure) -> Result<(&'a str, NamedBackup), Error> {
    let arn = input.text("BackupArn").unwrap_or_default();
    Ok((arn, NamedBackup::parse(call.place(), arn)?))
}

/// The backup `named` by the ARN `arn`, among those in `place`.
pub fn find<'c>(call: &'c Call<'_>, place: &Place, arn: &str, named: &NamedBackup) -> Result<&'c Arc<Backup>, Error> {
    let not_found = || Error::new(ErrorCode::BackupNotFoundException, format!("Backup not found: {arn}"));
    call.database.backup(place, &named.key, call.now()).ok_or_else(not_found)
}

/// Whether `backup`, which lies in `place`, can be deleted or, for `another` table, be restored from.
///
/// # Errors
///
/// It is being made, or a table is being restored from it (observed 2026-10-09; what AWS says of one that is being made was not recorded).
pub fn check_free(call: &Call<'_>, place: &Place, backup: &Backup, another: &str) -> Result<(), Error> {
    let arn = TableArn::new(place, backup.table.name()).backup(backup.id);
    let in_use = |what: &str| Err(Error::new(ErrorCode::BackupInUseException, format!("Backup is being {what}: {arn}")));
    if !backup.is_made(call.now()) {
        return in_use("created");
    }
    let restored = |table: &Table| table.settings().origin().is_some_and(|origin| origin.backup.as_ref() == Some(&arn));
    if call.database.changing().any(|(_, table)| restored(table)) {
        in_use(&format!("used to restore {another}table"))
    } else {
        Ok(())
    }
}
