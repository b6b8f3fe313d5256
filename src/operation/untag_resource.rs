//! `UntagResource`.

use serde::Serialize;

use super::{Call, Empty, Error, tagged_table};
use crate::request::Structure;
use crate::table::Tags;

/// Keys are checked before the table is looked up.
pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let name = tagged_table::name(call, input)?.to_owned();
    let keys: Vec<&str> = input.texts("TagKeys").collect();
    if keys.is_empty() {
        return Err(Error::validation("Atleast one Tag Key needs to be provided as Input."));
    }
    Tags::default().without(&keys)?;
    let table = tagged_table::find(call, input, &name)?.clone();
    tagged_table::check_settled(&table, &Tags::default())?;
    let tags = table.settings().tags.without(&keys)?;
    tagged_table::change(call, &table, tags)?;
    Ok(Empty {})
}
