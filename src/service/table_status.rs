//! The control that takes the key of a table away, and gives it back.

use std::sync::Arc;

use super::Emulator;
use super::control::{Answer, text};
use crate::account::{Backup, Change, Database, Place, TableArn};
use crate::model::StructureShape;
use crate::request::Structure;
use crate::table::{Condition, ConditionKind, Table, TableSettings};

/// A table and the status that it is to have.
pub(super) static TABLE_STATUS: StructureShape =
    StructureShape { name: "TableStatus", members: &[text("tableName"), text("status"), text("region"), text("accountId")] };

const STATUSES: &str = "write \"ACTIVE\", \"INACCESSIBLE_ENCRYPTION_CREDENTIALS\", \"ARCHIVING\" or \"ARCHIVED\"";

/// Gives a table the status that `input` says.
pub(super) fn set(emulator: &Emulator, input: &Structure) -> Answer {
    let kind = match input.text("status").unwrap_or_default() {
        "ACTIVE" => None,
        "INACCESSIBLE_ENCRYPTION_CREDENTIALS" => Some(ConditionKind::Inaccessible),
        "ARCHIVING" => Some(ConditionKind::Archiving),
        "ARCHIVED" => Some(ConditionKind::Archived),
        other => return Err(format!("a table cannot be set to \"{other}\": {STATUSES}")),
    };
    let place = emulator.place_of(input)?;
    let name = input.text("tableName").unwrap_or_default();
    let (mut database, now) = (emulator.settled(), emulator.host.now());
    let table = database.shared(&place, name).cloned();
    let table = table.ok_or_else(|| format!("there is no table \"{name}\" in {}", place.region))?;
    if kind.is_some() && table.settings().encryption.is_none() {
        return Err(format!(
            "the table \"{name}\" is encrypted with a key of AWS: give it one of its own (SSESpecification) first"
        ));
    }
    let condition = kind.map(|kind| {
        let backup = (kind == ConditionKind::Archived).then(|| archive(&mut database, &place, &table, now));
        Condition { kind, since: now, backup }
    });
    let changed = Table::clone(&table).with_settings(TableSettings { condition, ..table.settings().clone() }.following_pending());
    database.apply(&place, Change::Put(Arc::new(changed)), now);
    Ok(b"null".to_vec())
}

/// Keeps `table` as a backup and gives the ARN of that. How AWS calls it was not recorded.
fn archive(database: &mut Database, place: &Place, table: &Arc<Table>, now: crate::Timestamp) -> Arc<str> {
    let name = format!("{}$ArchivedTableBackup", table.name());
    let backup = database.insert_backup(place, Backup::requested(Arc::clone(table), &name, now, 0));
    TableArn::new(place, table.name()).backup(backup.id).into()
}
