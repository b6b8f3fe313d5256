//! `RestoreTableFromBackup`: a table with the items of a backup.

use std::sync::Arc;

use serde::Serialize;

use super::restoration::{Restoration, RestoredTable, check_region};
use super::{Call, Error, named_backup};
use crate::account::{Place, TableArn};
use crate::request::Structure;
use crate::table::Origin;

/// The backup may lie in another region of the account.
pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let (arn, named) = named_backup::name(call, input)?;
    check_region(call, input, &named.region)?;
    let place = Place { account: call.place().account.clone(), region: named.region.clone() };
    let backup = Arc::clone(named_backup::find(call, &place, arn, &named)?);
    named_backup::check_free(call, &place, &backup, "another ")?;
    let table = TableArn::new(&place, backup.table.name());
    let origin = Origin { backup: Some(table.backup(backup.id)), table: table.to_string(), time: backup.id.created };
    let source = Restoration { items: &backup.table, source: &backup.table, origin };
    RestoredTable::read(call, input, &source)?.create(call, source)
}
