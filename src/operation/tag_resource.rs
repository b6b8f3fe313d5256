//! `TagResource`.

use serde::Serialize;

use super::{Call, Empty, Error, tagged_table};
use crate::request::Structure;
use crate::table::definition::read_tags;

/// Tags are checked before the table is looked up.
pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let name = tagged_table::name(call, input)?.to_owned();
    let tags = read_tags(input)?;
    if tags.as_slice().is_empty() {
        return Err(Error::validation("Atleast one Tag needs to be provided as Input."));
    }
    let table = tagged_table::find(call, input, &name)?.clone();
    tagged_table::check_settled(&table, &tags)?;
    let tags = table.settings().tags.with(&tags)?;
    tagged_table::change(call, &table, tags)?;
    Ok(Empty {})
}
