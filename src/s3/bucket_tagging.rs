//! `GetBucketTagging`, `PutBucketTagging` and `DeleteBucketTagging`.

use std::sync::Arc;

use super::error::code;
use super::payload::Payload;
use super::{Answer, Call, Error, tagging};
use crate::bucket::{Bucket, Entry, EntryKey, TagSet};

const MOST: usize = 50;

/// `GetBucketTagging`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    if bucket.tags.is_empty() {
        return Err(Error::new(&code::NO_SUCH_TAG_SET).with("BucketName", &*bucket.name));
    }
    Ok(Answer::xml(tagging::write(&bucket.tags)))
}

/// `PutBucketTagging`.
pub(super) fn put(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let payload = Payload::take(&mut call.request)?;
    let tags = tagging::read(&payload.content.read_all(), MOST)?;
    set(call, &bucket, tags);
    Ok(Answer::empty(204))
}

/// `DeleteBucketTagging`.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    set(call, &bucket, TagSet::default());
    Ok(Answer::empty(204))
}

fn set(call: &mut Call<'_>, bucket: &Bucket, tags: TagSet) {
    let entry = Entry::Bucket(Arc::new(Bucket { tags, ..Bucket::clone(bucket) }));
    call.database.put_entry(EntryKey::bucket(&bucket.name), Some(entry));
}
