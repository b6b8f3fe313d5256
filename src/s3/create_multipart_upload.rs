//! `CreateMultipartUpload`.

use std::sync::Arc;

use super::copy_object::stored_algorithm;
use super::error::code;
use super::stored_headers::{Stored, tell_encryption};
use super::xml::Writer;
use super::{Answer, Call, Error};
use crate::bucket::{Algorithm, ChecksumType, Entry, EntryKey, Upload, upload_id};

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let Stored { headers, metadata, tags } = Stored::read(&call.request)?;
    let checksum = checksum(call)?;
    let initiated = call.now();
    let id = upload_id(initiated, || call.host.random());
    let mut xml = Writer::document("InitiateMultipartUploadResult");
    xml.text("Bucket", &bucket.name).text("Key", call.key()).text("UploadId", &id).close("InitiateMultipartUploadResult");
    let mut answer = Answer::xml(xml);
    tell_encryption(&mut answer, &headers);
    if let Some((algorithm, kind)) = checksum {
        answer.header("x-amz-checksum-algorithm", algorithm.name()).header("x-amz-checksum-type", kind.name());
    }
    let entry_key = EntryKey::upload(&bucket.name, call.key(), &id);
    let upload = Upload { id, key: call.key().into(), initiated, headers, metadata, tags, checksum };
    call.database.put_entry(entry_key, Some(Entry::Upload(Arc::new(upload))));
    Ok(answer)
}

/// The checksum that the object is to have.
fn checksum(call: &Call<'_>) -> Result<Option<(Algorithm, ChecksumType)>, Error> {
    let kind = call.request.filled_header("x-amz-checksum-type");
    let Some(name) = call.request.filled_header("x-amz-checksum-algorithm") else {
        return match kind {
            Some(_) => Err(Error::saying(
                &code::INVALID_REQUEST,
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
            )),
            None => Ok(None),
        };
    };
    let algorithm = stored_algorithm(name)?;
    let wrong = |kind: &str| {
        let text =
            format!("The {kind} checksum type cannot be used with the {} checksum algorithm.", algorithm.name().to_lowercase());
        Error::saying(&code::INVALID_REQUEST, text)
    };
    let kind = match kind {
        None => algorithm.default_type(),
        Some(name) => ChecksumType::from_name(name).filter(|kind| algorithm.allows(*kind)).ok_or_else(|| wrong(name))?,
    };
    Ok(Some((algorithm, kind)))
}
