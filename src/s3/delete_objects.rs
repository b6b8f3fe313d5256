//! `DeleteObjects`: up to a thousand keys at once.

use super::condition::names;
use super::document::Element;
use super::error::code;
use super::payload::Payload;
use super::xml::Writer;
use super::{Answer, Call, Error};
use crate::bucket::EntryKey;

const MOST: usize = 1000;

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let has_md5 = call.request.header("content-md5").is_some();
    let payload = Payload::take(&mut call.request)?;
    if !has_md5 && payload.checksum.is_none() {
        let text = "Missing required header for this request: Content-MD5 OR x-amz-checksum-*";
        return Err(Error::saying(&code::INVALID_REQUEST, text));
    }
    let malformed = || Error::new(&code::MALFORMED_XML);
    let document = Element::parse(&payload.content.read_all()).filter(|root| root.name == "Delete").ok_or_else(malformed)?;
    let quiet = document.text_of("Quiet").is_some_and(|text| text == "true");
    let objects: Vec<_> = document.children_named("Object").collect();
    if objects.is_empty() || objects.len() > MOST || objects.iter().any(|object| object.text_of("Key").is_none()) {
        return Err(malformed());
    }
    let mut xml = Writer::document("DeleteResult");
    for object in objects {
        let key = object.text_of("Key").unwrap_or_default();
        match delete(call, &bucket.name, key, object) {
            Ok(()) if quiet => {}
            Ok(()) => drop(xml.open("Deleted").text("Key", key).close("Deleted")),
            Err(error) => {
                xml.open("Error").text("Key", key).text("Code", error.code.name).text("Message", error.message()).close("Error");
            }
        }
    }
    xml.close("DeleteResult");
    Ok(Answer::xml(xml))
}

fn delete(call: &mut Call<'_>, bucket: &str, key: &str, wanted: &Element) -> Result<(), Error> {
    if wanted.text_of("VersionId").is_some_and(|version| version != "null") {
        return Err(Error::new(&code::NO_SUCH_VERSION));
    }
    if wanted.text_of("Size").is_some() || wanted.text_of("LastModifiedTime").is_some() {
        return Err(Error::not_built("Size and LastModifiedTime of DeleteObjects, which are for directory buckets,"));
    }
    if let Some(tag) = wanted.text_of("ETag") {
        let object = call.object_called(bucket, key)?;
        if !names(tag, &object.etag) {
            return Err(Error::new(&code::PRECONDITION_FAILED));
        }
    }
    call.database.put_entry(EntryKey::object(bucket, key), None);
    Ok(())
}
