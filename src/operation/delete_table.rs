//! `DeleteTable`.

use std::sync::Arc;

use serde::Serialize;

use super::table_description::TableDescription;
use super::{Call, Error, named_table};
use crate::account::Change;
use crate::request::Structure;
use crate::table::{Status, Table, TableSettings};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_description: TableDescription,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find(call, input)?;
    check_protection(table)?;
    let announced = TableSettings { status: Status::Deleting, ..table.settings().clone() };
    let table_description = TableDescription::brief(table, &announced, call.moment());
    let name = Arc::clone(table.name());
    call.change(Change::Drop(name));
    Ok(Output { table_description })
}

fn check_protection(table: &Table) -> Result<(), Error> {
    if table.settings().deletion_protection {
        return Err(Error::validation(
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
        ));
    }
    Ok(())
}
