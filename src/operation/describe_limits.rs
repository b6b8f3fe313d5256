//! `DescribeLimits`.

use serde::Serialize;

use super::{Call, Error};
use crate::account::AccountLimits;
use crate::request::Structure;

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names of the API reference")]
#[serde(rename_all = "PascalCase")]
struct Output {
    account_max_read_capacity_units: i64,
    account_max_write_capacity_units: i64,
    table_max_read_capacity_units: i64,
    table_max_write_capacity_units: i64,
}

#[expect(clippy::unnecessary_wraps, reason = "operations have one signature")]
pub(super) fn run(_call: &Call<'_>, _input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let AccountLimits { account_units, table_units, .. } = AccountLimits::default();
    Ok(Output {
        account_max_read_capacity_units: account_units,
        account_max_write_capacity_units: account_units,
        table_max_read_capacity_units: table_units,
        table_max_write_capacity_units: table_units,
    })
}
