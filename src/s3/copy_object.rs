//! `CopyObject`: the bytes are shared, not copied.

use super::condition::check_overwrite;
use super::copy_source::CopySource;
use super::error::code;
use super::listing;
use super::put_object::quoted;
use super::stored_headers::{Stored, tell_encryption};
use super::xml::Writer;
use super::{Answer, Call, Error};
use crate::bucket::{Algorithm, Checksum, ChecksumType, Headers, Object, md5};
use crate::head::hexadecimal;

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let source = CopySource::find(call)?;
    let existing = call.database.buckets().object(&bucket.name, call.key()).cloned();
    check_overwrite(&call.request, existing.as_deref())?;
    let Stored { headers, metadata, tags } = stored(call, &source.object)?;
    let is_itself = source.bucket == *bucket.name && *source.object.key == *call.key();
    let is_changed = names_settings(call) || !same_settings(&source.object.headers, &headers);
    if is_itself && !is_changed && !replaces(call, "x-amz-metadata-directive")? {
        return Err(Error::saying(
            &code::INVALID_REQUEST,
            "This copy request is illegal because it is trying to copy an object to itself without changing the object's \
             metadata, storage class, website redirect location or encryption attributes.",
        ));
    }
    let content = source.object.content.clone();
    let checksum = checksum(call, &source.object)?;
    // A copy is uploaded in one, however its source was.
    let etag = if source.object.parts.is_empty() { source.object.etag.clone() } else { hexadecimal(&md5(content.pieces())) };
    let (key, modified) = (call.key().into(), call.now());
    let mut xml = Writer::document("CopyObjectResult");
    xml.text("LastModified", &listing::time(modified)).text("ETag", &quoted(&etag));
    listing::write_checksum(&mut xml, Some(&checksum));
    xml.close("CopyObjectResult");
    let mut answer = Answer::xml(xml);
    tell_encryption(&mut answer, &headers);
    let object = Object { key, content, parts: Vec::new(), etag, modified, headers, metadata, tags, checksum: Some(checksum) };
    call.put_object(&bucket.name, object);
    Ok(answer)
}

/// What the copy is stored with: what its source was, where the request does not replace it.
fn stored(call: &Call<'_>, source: &Object) -> Result<Stored, Error> {
    let mut requested = Stored::read(&call.request)?;
    let of_source = Stored::of(source);
    if !replaces(call, "x-amz-metadata-directive")? {
        // Storage class, encryption and redirection are the copy's own in any case.
        let own = |name: &String| name.starts_with("x-amz-");
        let mut headers: Headers = of_source.headers.into_iter().filter(|(name, _)| !own(name)).collect();
        headers.extend(requested.headers.into_iter().filter(|(name, _)| own(name)));
        (requested.headers, requested.metadata) = (headers, of_source.metadata);
    }
    if !replaces(call, "x-amz-tagging-directive")? {
        requested.tags = of_source.tags;
    }
    Ok(requested)
}

fn replaces(call: &Call<'_>, directive: &str) -> Result<bool, Error> {
    match call.request.filled_header(directive) {
        None | Some("COPY") => Ok(false),
        Some("REPLACE") => Ok(true),
        Some(other) => Err(Error::argument("Unknown directive.", directive, other)),
    }
}

/// Whether the request names what a copy to itself may change, though it may be what it was (observed 2023-04-19 of the storage class).
fn names_settings(call: &Call<'_>) -> bool {
    let settings = ["x-amz-storage-class", "x-amz-server-side-encryption", "x-amz-website-redirect-location"];
    settings.iter().any(|name| call.request.filled_header(name).is_some())
}

/// Whether what a copy to itself may change stays as it is.
fn same_settings(source: &Headers, copy: &Headers) -> bool {
    let is_setting = |(name, _): &&(String, String)| name.starts_with("x-amz-");
    source.iter().filter(is_setting).eq(copy.iter().filter(is_setting))
}

/// The checksum that the request asks for, or one like that of the source.
fn checksum(call: &Call<'_>, source: &Object) -> Result<Checksum, Error> {
    let requested = call.request.filled_header("x-amz-checksum-algorithm").map(stored_algorithm).transpose()?;
    let known = source.checksum.as_ref();
    match (requested, known) {
        (None, Some(known)) if known.kind == ChecksumType::FullObject => Ok(known.clone()),
        (None, known) => Ok(Checksum::of(known.map_or(Algorithm::Crc64Nvme, |known| known.algorithm), &source.content)),
        (Some(algorithm), _) => Ok(Checksum::of(algorithm, &source.content)),
    }
}

/// The algorithm that a header names.
pub(super) fn stored_algorithm(name: &str) -> Result<Algorithm, Error> {
    const LATER: [&str; 5] = ["SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"];
    Algorithm::from_name(name).ok_or_else(|| {
        if LATER.contains(&name) {
            return Error::not_built(&["checksums of the algorithm ", name].concat());
        }
        Error::saying(&code::INVALID_REQUEST, "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")
    })
}
