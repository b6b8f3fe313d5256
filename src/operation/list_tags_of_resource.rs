//! `ListTagsOfResource`: all tags of a table, which fit in one page; a `NextToken` is not looked at (observed 2026-10-08). A
//! table that is being created shows none yet.

use serde::Serialize;

use super::{Call, Error, tagged_table};
use crate::request::Structure;
use crate::table::{Status, Tag, Tags};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    tags: Vec<TagDescription>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagDescription {
    key: String,
    value: String,
}

impl From<&Tag> for TagDescription {
    fn from(tag: &Tag) -> Self {
        Self { key: tag.key().to_owned(), value: tag.value().to_owned() }
    }
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let name = tagged_table::name(call, input)?;
    let settings = tagged_table::find(call, input, name)?.settings();
    let none = Tags::default();
    let tags = if settings.status == Status::Creating { &none } else { settings.tags_before().unwrap_or(&settings.tags) };
    Ok(Output { tags: tags.as_slice().iter().map(TagDescription::from).collect() })
}
