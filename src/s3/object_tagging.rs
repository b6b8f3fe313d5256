//! `GetObjectTagging`, `PutObjectTagging` and `DeleteObjectTagging`.

use std::sync::Arc;

use super::payload::Payload;
use super::{Answer, Call, Error, tagging};
use crate::bucket::{Object, TagSet};

const MOST: usize = 10;

/// `GetObjectTagging`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Error> {
    Ok(Answer::xml(tagging::write(&call.object()?.tags)))
}

/// `PutObjectTagging`.
pub(super) fn put(call: &mut Call<'_>) -> Result<Answer, Error> {
    let object = call.object()?;
    let payload = Payload::take(&mut call.request)?;
    let tags = tagging::read(&payload.content.read_all(), MOST)?;
    set(call, &object, tags);
    Ok(Answer::empty(200))
}

/// `DeleteObjectTagging`.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Error> {
    let object = call.object()?;
    set(call, &object, TagSet::default());
    Ok(Answer::empty(204))
}

fn set(call: &mut Call<'_>, object: &Arc<Object>, tags: TagSet) {
    let bucket = call.bucket_name().to_owned();
    call.put_object(&bucket, Object { tags, ..Object::clone(object) });
}
