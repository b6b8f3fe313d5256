//! `DescribeBackup`.
//!
//! The region in the ARN is not looked at, and the ARN comes back as it was sent (observed 2026-10-09).

use serde::Serialize;

use super::backup_description::{BackupDescription, BackupStatus};
use super::{Call, Error, named_backup};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    backup_description: BackupDescription,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let (arn, named) = named_backup::name(call, input)?;
    let backup = named_backup::find(call, call.place(), arn, &named)?;
    Ok(Output { backup_description: BackupDescription::new(backup, call.place(), arn, BackupStatus::of(backup, call.now())) })
}
