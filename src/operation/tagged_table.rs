//! The table that a tag operation names by its `ResourceArn`.

use super::{Call, Error};
use crate::account;
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::{Table, TagFault};

impl From<TagFault> for Error {
    fn from(fault: TagFault) -> Self {
        Self::validation(fault.to_string())
    }
}

/// The name in the `ResourceArn` of `input`; whether there is such a table is not looked at.
pub fn name<'a>(call: &Call<'_>, input: &'a Structure) -> Result<&'a str, Error> {
    Ok(account::tagged_table(call.place(), input.text("ResourceArn").unwrap_or_default())?)
}

/// The table `name`, taken from the `ResourceArn` of `input` (missing tables: observed 2026-10-08).
pub fn find<'c>(call: &'c Call<'_>, input: &Structure, name: &str) -> Result<&'c Table, Error> {
    let not_found = || {
        let arn = input.text("ResourceArn").unwrap_or_default();
        let text = format!("Requested resource not found: ResourceArn: {arn} not found");
        Error::new(ErrorCode::ResourceNotFoundException, text)
    };
    call.database.table(call.place(), name).ok_or_else(not_found)
}
