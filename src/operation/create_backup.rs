//! `CreateBackup`: a clone, whatever the size of the table.
//!
//! The response announces a backup that is being made; AWS has it some 50 ms later (observed 2026-10-09).

use std::sync::Arc;

use serde::Serialize;

use super::backup_description::{BackupDetails, BackupStatus};
use super::{Call, Error, backed_up_table};
use crate::account::{Backup, Step, TableArn};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    backup_details: BackupDetails,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = Arc::clone(backed_up_table::find_available(call, input)?);
    call.check_key(&table)?;
    let name = input.text("BackupName").unwrap_or_default();
    let distinction = distinction(call.caller.host.random());
    let requested = Backup::requested(table, name, call.now(), distinction);
    let delay = call.caller.lifecycle.of(Step::Backup);
    let backup = call.database.insert_backup(call.caller.place, Backup { delay, ..requested });
    let arn = TableArn::new(call.place(), backup.table.name()).backup(backup.id);
    Ok(Output { backup_details: BackupDetails::new(&backup, arn, BackupStatus::Creating) })
}

/// The lower half of what was drawn.
const fn distinction(drawn: u64) -> u32 {
    (drawn & 0xffff_ffff) as u32
}
