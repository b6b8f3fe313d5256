//! `ListParts`: the parts of an upload, a page at a time.

use super::listing::{self, time};
use super::put_object::quoted;
use super::xml::Writer;
use super::{Answer, Call, Error, upload_part};

const MOST: usize = 1000;

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let upload = upload_part::find(call)?;
    let most = listing::limit(&call.request, "max-parts", MOST)?;
    let marker = listing::limit(&call.request, "part-number-marker", usize::from(u16::MAX))?;
    let marker = if call.request.parameter("part-number-marker").is_some_and(|marker| !marker.is_empty()) { marker } else { 0 };
    let after = u16::try_from(marker).unwrap_or(u16::MAX);
    let mut parts = call.database.buckets().parts(&upload.id, after);
    let page: Vec<_> = parts.by_ref().take(most).collect();
    let is_truncated = most > 0 && parts.next().is_some();
    let owner = Call::canonical_id(call.place.account.as_str());
    let mut xml = Writer::document("ListPartsResult");
    xml.text("Bucket", call.bucket_name()).text("Key", &upload.key).text("UploadId", &upload.id);
    xml.open("Initiator").text("ID", &owner).close("Initiator").open("Owner").text("ID", &owner).close("Owner");
    let class = upload.headers.iter().find(|(name, _)| name == "x-amz-storage-class").map_or("STANDARD", |(_, value)| value);
    xml.text("StorageClass", class).text("PartNumberMarker", &marker.to_string());
    // Where there are no parts it is 0 (observed 2021-02-02, aws-sdk-go-v2 pull request 1100).
    let next = page.last().map_or(0, |part| part.number);
    xml.text("NextPartNumberMarker", &next.to_string()).text("MaxParts", &most.to_string());
    xml.text("IsTruncated", if is_truncated { "true" } else { "false" });
    if let Some((algorithm, kind)) = upload.checksum {
        xml.text("ChecksumAlgorithm", algorithm.name()).text("ChecksumType", kind.name());
    }
    for part in page {
        xml.open("Part").text("PartNumber", &part.number.to_string()).text("LastModified", &time(part.modified));
        xml.text("ETag", &quoted(&part.etag)).text("Size", &part.content.len().to_string());
        if let Some(checksum) = &part.checksum {
            xml.text(checksum.algorithm.element(), &checksum.value);
        }
        xml.close("Part");
    }
    xml.close("ListPartsResult");
    Ok(Answer::xml(xml))
}
