//! `DescribeContinuousBackups`.

use serde::Serialize;

use super::continuous_backups::ContinuousBackups;
use super::{Call, Error, backed_up_table};
use crate::request::Structure;

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = backed_up_table::find(call, input)?;
    let recovery = call.database.recovery(call.place(), table.name());
    Ok(ContinuousBackups::new(call, recovery, table.settings().has_backups()))
}
