//! `UploadPart` and `UploadPartCopy`.

use std::sync::Arc;

use super::copy_source::CopySource;
use super::error::code;
use super::get_object::part_number;
use super::listing;
use super::payload::Payload;
use super::put_object::quoted;
use super::stored_headers::{check_customer_key, tell_encryption};
use super::xml::Writer;
use super::{Answer, Call, Error, range};
use crate::bucket::{Checksum, ChecksumType, Content, Entry, EntryKey, Part, Upload, md5};
use crate::head::hexadecimal;

/// `UploadPart`.
pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let number = part_number(call.request.parameter("partNumber").unwrap_or_default())?;
    let upload = find(call)?;
    check_customer_key(&call.request)?;
    let payload = Payload::take(&mut call.request)?;
    let etag = payload.etag();
    let Payload { content, checksum, .. } = payload;
    check_type(&upload, checksum.as_ref())?;
    let checksum = checksum.or_else(|| of_upload(&upload, &content));
    let mut answer = Answer::empty(200);
    answer.header("etag", quoted(&etag));
    tell_encryption(&mut answer, &upload.headers);
    if let Some(checksum) = &checksum {
        answer.header(checksum.algorithm.header(), checksum.value.clone());
    }
    keep(call, &upload, Part { number, content, etag, modified: call.now(), checksum });
    Ok(answer)
}

/// `UploadPartCopy`.
pub(super) fn run_copy(call: &mut Call<'_>) -> Result<Answer, Error> {
    let number = part_number(call.request.parameter("partNumber").unwrap_or_default())?;
    let upload = find(call)?;
    let source = CopySource::find(call)?;
    let content = match call.request.header("x-amz-copy-source-range") {
        Some(header) => part_of(&source.object.content, header)?,
        None => source.object.content.clone(),
    };
    let etag = hexadecimal(&md5(content.pieces()));
    let checksum = of_upload(&upload, &content);
    let modified = call.now();
    let mut xml = Writer::document("CopyPartResult");
    xml.text("LastModified", &listing::time(modified)).text("ETag", &quoted(&etag));
    if let Some(checksum) = &checksum {
        xml.text(checksum.algorithm.element(), &checksum.value);
    }
    xml.close("CopyPartResult");
    let mut answer = Answer::xml(xml);
    tell_encryption(&mut answer, &upload.headers);
    keep(call, &upload, Part { number, content, etag, modified, checksum });
    Ok(answer)
}

/// The upload that the request is about.
pub(super) fn find(call: &Call<'_>) -> Result<Arc<Upload>, Error> {
    let bucket = call.bucket()?;
    let id = call.request.parameter("uploadId").unwrap_or_default();
    let upload = call.database.buckets().upload(&bucket.name, call.key(), id).map(Arc::clone);
    upload.ok_or_else(|| Error::new(&code::NO_SUCH_UPLOAD).with("UploadId", id))
}

/// A composite checksum is made of those that came with the parts (observed 2026-09 in eu-west-1).
fn check_type(upload: &Upload, sent: Option<&Checksum>) -> Result<(), Error> {
    let Some((expected, ChecksumType::Composite)) = upload.checksum else { return Ok(()) };
    if sent.is_some_and(|sent| sent.algorithm == expected) {
        return Ok(());
    }
    let expected = expected.name().to_lowercase();
    let actual = sent.map_or("null".to_owned(), |sent| sent.algorithm.name().to_lowercase());
    let text = format!("Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}");
    Err(Error::saying(&code::INVALID_REQUEST, text))
}

/// The checksum that S3 computes of a part for which none was sent.
fn of_upload(upload: &Upload, content: &Content) -> Option<Checksum> {
    upload.checksum.map(|(algorithm, _)| Checksum::of(algorithm, content))
}

fn keep(call: &mut Call<'_>, upload: &Upload, part: Part) {
    call.database.put_entry(EntryKey::part(&upload.id, part.number), Some(Entry::Part(Arc::new(part))));
}

/// The bytes of a range that is written in full; those of one piece are shared whole, others are copied.
fn part_of(content: &Content, header: &str) -> Result<Content, Error> {
    let refused = || {
        Error::argument(
            "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets \
             of the first and last bytes to copy",
            "x-amz-copy-source-range",
            header,
        )
    };
    let (start, end) = header.strip_prefix("bytes=").and_then(|range| range.split_once('-')).ok_or_else(refused)?;
    let numbers = range::number(start).zip(range::number(end)).filter(|(start, end)| start <= end);
    let (start, end) = numbers.ok_or_else(refused)?;
    if end >= content.len() {
        let text = format!("Range specified is not valid for source object of size: {}", content.len());
        let error = Error::saying(&code::INVALID_ARGUMENT, text).with("ArgumentName", "x-amz-copy-source-range");
        return Err(error.with("ArgumentValue", header));
    }
    let range = range::requested(header, content.len())?.unwrap_or(start..end + 1);
    if range.len() == content.len() {
        return Ok(content.clone());
    }
    Ok(Content::from(content.read(range).into_vec()))
}
