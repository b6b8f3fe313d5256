//! Global tables of the version 2017.11.29: made of tables that are there already, described and set up apart from them.
//!
//! AWS lets nobody create one any more who has none (observed 2026-10-09); an option says whether dynatab does.

mod description;
mod fault;
mod replica;
mod settings;

pub use description::{GlobalTableDescription, ReplicaDescription};
pub use fault::LegacyFault;
pub use replica::{check_alike, check_regional, check_supported, place_of};
pub use settings::ReplicaSettings;

use super::{Call, Error};
use crate::account::{GlobalTable, GlobalTableVersion};
use crate::request::Structure;

/// The name that `input` calls a global table by.
pub fn name(input: &Structure) -> &str {
    input.text("GlobalTableName").unwrap_or_default()
}

/// The global tables of the caller's account.
pub fn all<'c>(call: &'c Call<'_>) -> impl Iterator<Item = &'c GlobalTable> {
    let account = &call.place().account;
    let is_own = move |global: &&GlobalTable| {
        global.version == GlobalTableVersion::Legacy && global.replicas().iter().any(|replica| replica.place.account == *account)
    };
    call.database.global_tables().iter().filter(is_own)
}

/// The global table `name` of the caller's account, whatever region it is looked for in.
pub fn find<'c>(call: &'c Call<'_>, name: &str) -> Option<&'c GlobalTable> {
    all(call).find(|global| *global.name == *name)
}

/// The same.
///
/// # Errors
///
/// There is none.
pub fn found<'c>(call: &'c Call<'_>, name: &str) -> Result<&'c GlobalTable, Error> {
    find(call, name).ok_or_else(|| LegacyFault::NoTable(name.to_owned()).into())
}
