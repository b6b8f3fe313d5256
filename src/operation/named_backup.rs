//! The backup that a request names by its `BackupArn`.

use std::sync::Arc;

use super::{Call, Error};
use crate::account::{Backup, BackupArnFault, NamedBackup, Place};
use crate::model::ErrorCode;
use crate::request::Structure;

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
