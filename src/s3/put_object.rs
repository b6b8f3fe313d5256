//! `PutObject`.

use std::sync::Arc;

use super::condition::check_overwrite;
use super::payload::{Payload, tell_checksum};
use super::stored_headers::{Stored, tell_encryption};
use super::{Answer, Call, Error};
use crate::bucket::{Algorithm, Checksum, Object};

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    if call.request.header("x-amz-write-offset-bytes").is_some() {
        return Err(Error::not_built("appends"));
    }
    let existing = call.database.buckets().object(&bucket.name, call.key()).cloned();
    check_overwrite(&call.request, existing.as_deref())?;
    let Stored { headers, metadata, tags } = Stored::read(&call.request)?;
    let payload = Payload::take(&mut call.request)?;
    let etag = payload.etag();
    let Payload { content, checksum, .. } = payload;
    // S3 computes this one of its own accord since December 2024 (user guide, Checking object integrity).
    let checksum = checksum.unwrap_or_else(|| Checksum::of(Algorithm::Crc64Nvme, &content));
    let mut answer = Answer::empty(200);
    answer.header("etag", quoted(&etag));
    tell_encryption(&mut answer, &headers);
    tell_checksum(&mut answer, Some(&checksum));
    let key: Arc<str> = call.key().into();
    let modified = call.now();
    let object = Object { key, content, parts: Vec::new(), etag, modified, headers, metadata, tags, checksum: Some(checksum) };
    call.put_object(&bucket.name, object);
    Ok(answer)
}

/// An entity tag as headers and documents write it.
pub(super) fn quoted(etag: &str) -> String {
    ["\"", etag, "\""].concat()
}
