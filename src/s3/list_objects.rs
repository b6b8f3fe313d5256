//! `ListObjects` and `ListObjectsV2`: keys in the order of their bytes, a page at a time, with common prefixes.

use std::sync::Arc;

use super::listing::{self, KeyEncoding, Token, common_prefix};
use super::put_object::quoted;
use super::xml::Writer;
use super::{Answer, Call, Error};
use crate::bucket::{Buckets, Object, Start};

const MOST: usize = 1000;

/// `ListObjectsV2`.
pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let query = Query::read(call)?;
    let request = &call.request;
    let token = request.parameter("continuation-token");
    let wrong =
        || Error::argument("The continuation token provided is incorrect", "continuation-token", token.unwrap_or_default());
    let start_after = request.parameter("start-after").filter(|after| !after.is_empty());
    let after = match token {
        Some(token) => Token::read(token).ok_or_else(wrong)?.0,
        None => start_after.unwrap_or_default().to_owned(),
    };
    let page = query.page(call.database.buckets(), &bucket.name, &after);
    let encoding = query.encoding;
    let mut xml = Writer::document("ListBucketResult");
    xml.text("Name", &bucket.name).text("Prefix", &encoding.of(query.prefix));
    xml.optional("StartAfter", start_after.map(|after| encoding.of(after)).as_deref());
    xml.optional("ContinuationToken", token);
    xml.optional("NextContinuationToken", page.next.map(|next| Token(next).write()).as_deref());
    xml.text("KeyCount", &page.entries.len().to_string());
    query.tell(&mut xml);
    xml.text("IsTruncated", if page.is_truncated { "true" } else { "false" });
    let owner = (request.parameter("fetch-owner") == Some("true")).then(|| Call::canonical_id(&bucket.owner));
    write_entries(&mut xml, &page.entries, encoding, owner.as_deref());
    xml.close("ListBucketResult");
    Ok(Answer::xml(xml))
}

/// `ListObjects`, the first version.
pub(super) fn run_first_version(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let query = Query::read(call)?;
    let marker = call.request.parameter("marker").unwrap_or_default();
    let page = query.page(call.database.buckets(), &bucket.name, marker);
    let encoding = query.encoding;
    let mut xml = Writer::document("ListBucketResult");
    xml.text("Name", &bucket.name).text("Prefix", &encoding.of(query.prefix)).text("Marker", &encoding.of(marker));
    // Without a delimiter the last key is where to go on.
    let next = page.next.filter(|_| !query.delimiter.is_empty()).map(|next| encoding.of(&next));
    xml.optional("NextMarker", next.as_deref());
    query.tell(&mut xml);
    xml.text("IsTruncated", if page.is_truncated { "true" } else { "false" });
    write_entries(&mut xml, &page.entries, encoding, Some(&Call::canonical_id(&bucket.owner)));
    xml.close("ListBucketResult");
    Ok(Answer::xml(xml))
}

/// What both versions ask for.
struct Query<'r> {
    prefix: &'r str,
    delimiter: &'r str,
    most: usize,
    encoding: KeyEncoding,
}

/// What is listed: an object, or the common prefix of many.
enum Listed {
    Object(Arc<Object>),
    Prefix(String),
}

struct Page {
    entries: Vec<Listed>,
    is_truncated: bool,
    /// The last key or prefix, if there is more.
    next: Option<String>,
}

impl<'r> Query<'r> {
    fn read(call: &'r Call<'_>) -> Result<Self, Error> {
        let request = &call.request;
        Ok(Self {
            prefix: request.parameter("prefix").unwrap_or_default(),
            delimiter: request.parameter("delimiter").unwrap_or_default(),
            most: listing::limit(request, "max-keys", MOST)?,
            encoding: KeyEncoding::read(request)?,
        })
    }

    /// The entries behind `after`. A prefix counts as one, and is passed over as one.
    fn page(&self, buckets: &Buckets, bucket: &str, after: &str) -> Page {
        let mut entries: Vec<Listed> = Vec::new();
        let mut last = after.to_owned();
        let mut is_prefix = common_prefix(after, self.prefix, self.delimiter).is_some_and(|common| common == after);
        loop {
            let start = if is_prefix { Start::BehindPrefix(&last) } else { Start::Behind(&last) };
            let Some(object) = buckets.objects(bucket, self.prefix, &start).next() else {
                return Page { entries, is_truncated: false, next: None };
            };
            if entries.len() == self.most {
                // A page without room says nothing of what would follow.
                return Page { is_truncated: self.most > 0, next: Some(last).filter(|_| self.most > 0), entries };
            }
            let common = common_prefix(&object.key, self.prefix, self.delimiter);
            is_prefix = common.is_some();
            let (name, entry) = match common {
                Some(common) => (common.to_owned(), Listed::Prefix(common.to_owned())),
                None => (object.key.to_string(), Listed::Object(Arc::clone(object))),
            };
            last = name;
            entries.push(entry);
        }
    }

    fn tell(&self, xml: &mut Writer) {
        xml.text("MaxKeys", &self.most.to_string());
        let delimiter =
            Some(self.delimiter).filter(|delimiter| !delimiter.is_empty()).map(|delimiter| self.encoding.of(delimiter));
        xml.optional("Delimiter", delimiter.as_deref()).optional("EncodingType", self.encoding.name());
    }
}

fn write_entries(xml: &mut Writer, entries: &[Listed], encoding: KeyEncoding, owner: Option<&str>) {
    for entry in entries {
        if let Listed::Object(object) = entry {
            xml.open("Contents").text("Key", &encoding.of(&object.key)).text("LastModified", &listing::time(object.modified));
            xml.text("ETag", &quoted(&object.etag));
            if let Some(checksum) = &object.checksum {
                xml.text("ChecksumAlgorithm", checksum.algorithm.name()).text("ChecksumType", checksum.kind.name());
            }
            xml.text("Size", &object.content.len().to_string());
            if let Some(owner) = owner {
                xml.open("Owner").text("ID", owner).close("Owner");
            }
            xml.text("StorageClass", object.storage_class()).close("Contents");
        }
    }
    for entry in entries {
        if let Listed::Prefix(prefix) = entry {
            xml.open("CommonPrefixes").text("Prefix", &encoding.of(prefix)).close("CommonPrefixes");
        }
    }
}
