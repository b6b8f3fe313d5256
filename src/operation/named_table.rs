//! The table that a control plane operation names by its `TableName`, which may be an ARN.

use super::{Call, Error};
use crate::account::{self, ArnFault};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::Table;

impl From<ArnFault> for Error {
    fn from(fault: ArnFault) -> Self {
        let code = match fault {
            ArnFault::OtherAccount => ErrorCode::AccessDeniedException,
            _ => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

/// The name in the `TableName` of `input`; whether there is such a table is not looked at.
pub fn name<'a>(call: &Call<'_>, input: &'a Structure) -> Result<&'a str, Error> {
    Ok(account::table_name(call.place(), input.text("TableName").unwrap_or_default())?)
}

/// The table that the `TableName` of `input` names.
pub fn find<'c>(call: &'c Call<'_>, input: &Structure) -> Result<&'c Table, Error> {
    let name = name(call, input)?;
    call.database.table(call.place(), name).ok_or_else(|| not_found(name))
}

/// The table that the `TableName` of `input` names, unless operations beside those on tables do not know it yet or any more.
pub fn find_known<'c>(call: &'c Call<'_>, input: &Structure) -> Result<&'c Table, Error> {
    let table = find(call, input)?;
    if table.settings().is_known(call.now()) { Ok(table) } else { Err(not_found(table.name())) }
}

/// The table that the `TableName` of `input` names, unless it is being restored.
pub fn find_made<'c>(call: &'c Call<'_>, input: &Structure) -> Result<&'c Table, Error> {
    let table = find(call, input)?;
    if table.settings().origin().is_none() { Ok(table) } else { Err(not_found(table.name())) }
}

fn not_found(name: &str) -> Error {
    Error::new(ErrorCode::ResourceNotFoundException, format!("Requested resource not found: Table: {name} not found"))
}
