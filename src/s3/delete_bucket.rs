//! `DeleteBucket`: of an empty bucket. Uploads that are not complete do not keep it.

use super::error::code;
use super::{Answer, Call, Error};
use crate::bucket::{EntryKey, Start};

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let buckets = call.database.buckets();
    if buckets.objects(&bucket.name, "", &Start::Behind("")).next().is_some() {
        return Err(Error::new(&code::BUCKET_NOT_EMPTY).with("BucketName", &*bucket.name));
    }
    let uploads: Vec<_> = buckets.uploads(&bucket.name, "", &Start::Behind("")).cloned().collect();
    for upload in uploads {
        super::abort_multipart_upload::remove(call, &bucket.name, &upload);
    }
    call.database.put_entry(EntryKey::bucket(&bucket.name), None);
    Ok(Answer::empty(204))
}
