//! `ListBuckets`: the buckets of the account in all regions, in the order of their names.

use super::error::code;
use super::listing::{self, Token};
use super::xml::Writer;
use super::{Answer, Call, Error};

const MOST: usize = 10_000;

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let request = &call.request;
    let most = listing::limit(request, "max-buckets", MOST)?;
    if most == 0 {
        return Err(Error::argument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", "0"));
    }
    let prefix = request.parameter("prefix").unwrap_or_default();
    let region = request.parameter("bucket-region");
    let after = match request.parameter("continuation-token") {
        Some(token) => Token::read(token).ok_or(Error::new(&code::INVALID_ARGUMENT))?.0,
        None => String::new(),
    };
    let owner = call.place.account.as_str();
    let mut buckets = call.database.buckets().all().filter(|bucket| {
        bucket.owner == owner
            && bucket.name.starts_with(prefix)
            && *bucket.name > *after
            && region.is_none_or(|region| bucket.region == region)
    });
    let page: Vec<_> = buckets.by_ref().take(most).collect();
    let more = buckets.next().is_some();
    let is_paged = ["max-buckets", "prefix", "bucket-region", "continuation-token"];
    let tells_region = is_paged.iter().any(|name| request.parameter(name).is_some());
    let mut xml = Writer::document("ListAllMyBucketsResult");
    xml.open("Owner").text("ID", &Call::canonical_id(owner)).close("Owner").open("Buckets");
    for bucket in &page {
        xml.open("Bucket").text("Name", &bucket.name).text("CreationDate", &listing::time(bucket.created));
        xml.optional("BucketRegion", tells_region.then_some(bucket.region.as_str())).close("Bucket");
    }
    xml.close("Buckets");
    if let Some(last) = page.last().filter(|_| more) {
        xml.text("ContinuationToken", &Token(last.name.to_string()).write());
    }
    xml.optional("Prefix", request.parameter("prefix")).close("ListAllMyBucketsResult");
    Ok(Answer::xml(xml))
}
