//! `DeleteObject`: what is not there is deleted just as well, unless the request says which object it means.

use super::condition::check_match;
use super::error::code;
use super::{Answer, Call, Error};
use crate::bucket::EntryKey;

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    for header in ["x-amz-if-match-last-modified-time", "x-amz-if-match-size"] {
        if call.request.header(header).is_some() {
            return Err(Error::new(&code::NOT_IMPLEMENTED).with("Header", header));
        }
    }
    if let Some(version) = call.request.parameter("versionId").filter(|version| *version != "null") {
        return Err(Error::argument("Invalid version id specified", "versionId", version));
    }
    let object = call.database.buckets().object(&bucket.name, call.key()).cloned();
    check_match(&call.request, object.as_deref())?;
    let key = EntryKey::object(&bucket.name, call.key());
    call.database.put_entry(key, None);
    Ok(Answer::empty(204))
}
