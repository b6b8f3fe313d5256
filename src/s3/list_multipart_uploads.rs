//! `ListMultipartUploads`: the uploads to a bucket that are not complete, by their keys and then by their beginnings, a page at a time.

use std::sync::Arc;

use super::listing::{self, KeyEncoding, common_prefix, time};
use super::xml::Writer;
use super::{Answer, Call, Error};
use crate::bucket::{Start, Upload};

const MOST: usize = 1000;

/// What is listed: an upload, or the common prefix of the keys of many.
enum Listed {
    Upload(Arc<Upload>),
    Prefix(String),
}

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let request = &call.request;
    let parameter = |name: &str| request.parameter(name).unwrap_or_default();
    let (prefix, delimiter) = (parameter("prefix"), parameter("delimiter"));
    let (key_marker, upload_marker) = (parameter("key-marker"), parameter("upload-id-marker"));
    let most = listing::limit(request, "max-uploads", MOST)?;
    let encoding = KeyEncoding::read(request)?;
    let start = match (key_marker, upload_marker) {
        (key, "") => Start::Behind(key),
        (key, id) => Start::BehindUpload(key, id),
    };
    let mut entries: Vec<Listed> = Vec::new();
    let mut is_truncated = false;
    for upload in call.database.buckets().uploads(&bucket.name, prefix, &start) {
        let common = common_prefix(&upload.key, prefix, delimiter);
        let is_known = |common: &str| {
            key_marker.starts_with(common) || matches!(entries.last(), Some(Listed::Prefix(last)) if last == common)
        };
        if common.is_some_and(is_known) {
            continue;
        }
        if entries.len() == most {
            is_truncated = most > 0;
            break;
        }
        entries.push(common.map_or_else(|| Listed::Upload(Arc::clone(upload)), |common| Listed::Prefix(common.to_owned())));
    }
    let mut xml = Writer::document("ListMultipartUploadsResult");
    xml.text("Bucket", &bucket.name).text("KeyMarker", &encoding.of(key_marker)).text("UploadIdMarker", upload_marker);
    if let Some(last) = entries.last().filter(|_| is_truncated) {
        let (key, id) = match last {
            Listed::Upload(upload) => (&*upload.key, upload.id.as_str()),
            Listed::Prefix(prefix) => (prefix.as_str(), ""),
        };
        xml.text("NextKeyMarker", &encoding.of(key)).text("NextUploadIdMarker", id);
    }
    let filled = |text: &str| Some(text).filter(|text| !text.is_empty()).map(|text| encoding.of(text));
    xml.optional("Prefix", filled(prefix).as_deref()).optional("Delimiter", filled(delimiter).as_deref());
    xml.optional("EncodingType", encoding.name()).text("MaxUploads", &most.to_string());
    xml.text("IsTruncated", if is_truncated { "true" } else { "false" });
    write_entries(&mut xml, &entries, encoding, &Call::canonical_id(&bucket.owner));
    xml.close("ListMultipartUploadsResult");
    Ok(Answer::xml(xml))
}

fn write_entries(xml: &mut Writer, entries: &[Listed], encoding: KeyEncoding, owner: &str) {
    for entry in entries {
        match entry {
            Listed::Upload(upload) => {
                xml.open("Upload").text("Key", &encoding.of(&upload.key)).text("UploadId", &upload.id);
                xml.open("Initiator").text("ID", owner).close("Initiator").open("Owner").text("ID", owner).close("Owner");
                let class = upload.headers.iter().find(|(name, _)| name == "x-amz-storage-class");
                xml.text("StorageClass", class.map_or("STANDARD", |(_, value)| value)).text("Initiated", &time(upload.initiated));
                if let Some((algorithm, kind)) = upload.checksum {
                    xml.text("ChecksumAlgorithm", algorithm.name()).text("ChecksumType", kind.name());
                }
                xml.close("Upload");
            }
            Listed::Prefix(prefix) => {
                xml.open("CommonPrefixes").text("Prefix", &encoding.of(prefix)).close("CommonPrefixes");
            }
        }
    }
}
