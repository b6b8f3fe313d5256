//! `CompleteMultipartUpload`: the parts that the request lists become one object, and the others are gone.

use std::sync::Arc;

use super::condition::{check_overwrite, names};
use super::document::Element;
use super::error::code;
use super::put_object::quoted;
use super::stored_headers::tell_encryption;
use super::xml::Writer;
use super::{Answer, Call, Error, abort_multipart_upload, listing, upload_part};
use crate::bucket::{Algorithm, Checksum, ChecksumType, Content, Object, ObjectPart, Part, Upload, md5};
use crate::head::hexadecimal;

/// All parts but the last have so many bytes at least.
const SMALLEST_PART: usize = 5 << 20;

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let upload = upload_part::find(call)?;
    let existing = call.database.buckets().object(call.bucket_name(), call.key()).cloned();
    check_overwrite(&call.request, existing.as_deref())?;
    let parts = listed_parts(call, &upload)?;
    let content = Content::joined(parts.iter().map(|part| &part.content));
    check_size(call, &content)?;
    let checksum = checksum(&upload, &parts, &content);
    check_checksum(call, &checksum)?;
    let digests: Vec<[u8; 16]> = parts.iter().map(|part| md5(part.content.pieces())).collect();
    let etag = format!("{}-{}", hexadecimal(&md5(digests.iter().map(<[u8; 16]>::as_slice))), parts.len());
    let bucket = call.bucket_name().to_owned();
    let mut xml = Writer::document("CompleteMultipartUploadResult");
    let location = format!("http://{bucket}.s3.{}.amazonaws.com/{}", call.place.region, crate::head::encoded(&*upload.key, b""));
    xml.text("Location", &location).text("Bucket", &bucket).text("Key", &upload.key).text("ETag", &quoted(&etag));
    listing::write_checksum(&mut xml, Some(&checksum));
    xml.close("CompleteMultipartUploadResult");
    let mut answer = Answer::xml(xml);
    tell_encryption(&mut answer, &upload.headers);
    let summary =
        |part: &Arc<Part>| ObjectPart { number: part.number, size: part.content.len(), checksum: part.checksum.clone() };
    let object = Object {
        key: Arc::clone(&upload.key),
        content,
        parts: parts.iter().map(summary).collect(),
        etag,
        modified: call.now(),
        headers: upload.headers.clone(),
        metadata: upload.metadata.clone(),
        tags: upload.tags.clone(),
        checksum: Some(checksum),
    };
    abort_multipart_upload::remove(call, &bucket, &upload);
    call.put_object(&bucket, object);
    Ok(answer)
}

/// The parts that the request lists, if they are there, in their order and large enough.
fn listed_parts(call: &mut Call<'_>, upload: &Upload) -> Result<Vec<Arc<Part>>, Error> {
    let body = std::mem::take(&mut call.request.body);
    let malformed = || Error::new(&code::MALFORMED_XML);
    let document = Element::parse(&body).filter(|root| root.name == "CompleteMultipartUpload").ok_or_else(malformed)?;
    let uploaded: Vec<_> = call.database.buckets().parts(&upload.id, 0).cloned().collect();
    let mut parts: Vec<Arc<Part>> = Vec::new();
    for listed in document.children_named("Part") {
        let number: u32 = listed.text_of("PartNumber").and_then(|number| number.trim().parse().ok()).ok_or_else(malformed)?;
        let tag = listed.text_of("ETag").ok_or_else(malformed)?.trim();
        if parts.last().is_some_and(|last| u32::from(last.number) >= number) {
            return Err(Error::new(&code::INVALID_PART_ORDER).with("UploadId", upload.id.clone()));
        }
        check_named(upload, listed, number)?;
        let found = uploaded.iter().find(|part| u32::from(part.number) == number && names(tag, &part.etag) && tag != "*");
        let found = found.filter(|part| checksum_agrees(listed, part));
        let part = found.ok_or_else(|| {
            let error = Error::new(&code::INVALID_PART).with("UploadId", upload.id.clone());
            error.with("PartNumber", number.to_string()).with("ETag", tag.trim_matches('"'))
        })?;
        parts.push(Arc::clone(part));
    }
    if parts.is_empty() {
        return Err(malformed());
    }
    let small = parts.iter().rev().skip(1).rev().find(|part| part.content.len() < SMALLEST_PART);
    match small {
        None => Ok(parts),
        Some(part) => Err(Error::new(&code::ENTITY_TOO_SMALL)
            .with("ProposedSize", part.content.len().to_string())
            .with("MinSizeAllowed", SMALLEST_PART.to_string())
            .with("PartNumber", part.number.to_string())
            .with("ETag", part.etag.clone())),
    }
}

/// The checksums that a composite one is made of are listed (observed 2026-09 in eu-west-1).
fn check_named(upload: &Upload, listed: &Element, number: u32) -> Result<(), Error> {
    let Some((algorithm, ChecksumType::Composite)) = upload.checksum else { return Ok(()) };
    if listed.text_of(algorithm.element()).is_some() {
        return Ok(());
    }
    let name = algorithm.name().to_lowercase();
    let text = format!(
        "The upload was created using a {name} checksum. The complete request must include the checksum for each part. \
         It was missing for part {number} in the request."
    );
    Err(Error::saying(&code::INVALID_REQUEST, text))
}

/// Whether a checksum that is listed with a part is the part's.
fn checksum_agrees(listed: &Element, part: &Part) -> bool {
    Algorithm::ALL.into_iter().all(|(algorithm, _, _, element)| {
        let said = listed.text_of(element);
        said.is_none_or(|said| part.checksum.as_ref().is_some_and(|known| known.algorithm == algorithm && known.value == said))
    })
}

fn check_size(call: &Call<'_>, content: &Content) -> Result<(), Error> {
    let Some(said) = call.request.filled_header("x-amz-mp-object-size") else { return Ok(()) };
    if said.parse() == Ok(content.len()) {
        return Ok(());
    }
    let text = "The provided 'x-amz-mp-object-size' header value does not match what was computed.";
    Err(Error::saying(&code::INVALID_REQUEST, text))
}

/// The checksum of the object. An upload whose beginning named none has that of all bytes which S3 computes of its own accord.
fn checksum(upload: &Upload, parts: &[Arc<Part>], content: &Content) -> Checksum {
    match upload.checksum {
        Some((algorithm, ChecksumType::Composite)) => {
            let own: Vec<String> = parts.iter().map(|part| algorithm.of(&part.content)).collect();
            Checksum::composed(algorithm, &own.iter().map(String::as_str).collect::<Vec<_>>())
        }
        Some((algorithm, ChecksumType::FullObject)) => Checksum::of(algorithm, content),
        None => Checksum::of(Algorithm::Crc64Nvme, content),
    }
}

/// Whether the object has the checksum that the request says it has.
fn check_checksum(call: &Call<'_>, checksum: &Checksum) -> Result<(), Error> {
    let said = call.request.filled_header(checksum.algorithm.header());
    let base = checksum.value.split('-').next();
    if said.is_none_or(|said| said == checksum.value || Some(said) == base) {
        return Ok(());
    }
    let text = format!("The {} you specified did not match the calculated checksum.", checksum.algorithm.name());
    Err(Error::saying(&code::BAD_DIGEST, text))
}
