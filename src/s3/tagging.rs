//! Tags as documents.

use super::Error;
use super::document::Element;
use super::error::code;
use super::xml::Writer;
use crate::bucket::{TagFault, TagSet};

/// Reads the document `Tagging`.
///
/// # Errors
///
/// It is none, or the tags in it are not ones.
pub fn read(body: &[u8], most: usize) -> Result<TagSet, Error> {
    let malformed = || Error::new(&code::MALFORMED_XML);
    let document = Element::parse(body).filter(|root| root.name == "Tagging").ok_or_else(malformed)?;
    let set = document.child("TagSet").ok_or_else(malformed)?;
    let tag = |tag: &Element| Some((tag.text_of("Key")?.to_owned(), tag.text_of("Value")?.to_owned()));
    let tags = set.children_named("Tag").map(tag).collect::<Option<Vec<_>>>().ok_or_else(malformed)?;
    TagSet::new(tags, most).map_err(|fault| match fault {
        TagFault::TooMany => too_many(most),
        TagFault::Repeated => Error::saying(&code::INVALID_TAG, "Cannot provide multiple Tags with the same key"),
        TagFault::Key => Error::saying(&code::INVALID_TAG, "The TagKey you have provided is invalid"),
        TagFault::Value => Error::saying(&code::INVALID_TAG, "The TagValue you have provided is invalid"),
    })
}

/// The refusal of more tags than there may be.
pub fn too_many(most: usize) -> Error {
    let kind = if most == 10 { "Object" } else { "Bucket" };
    Error::saying(&code::BAD_REQUEST, format!("{kind} tags cannot be greater than {most}"))
}

/// Writes the document `Tagging`.
pub fn write(tags: &TagSet) -> Writer {
    let mut xml = Writer::document("Tagging");
    xml.open("TagSet");
    for (key, value) in tags.iter() {
        xml.open("Tag").text("Key", key).text("Value", value).close("Tag");
    }
    xml.close("TagSet").close("Tagging");
    xml
}
