//! `AbortMultipartUpload`: an upload is gone with all of its parts.

use super::{Answer, Call, Error, upload_part};
use crate::bucket::{EntryKey, Upload};

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let upload = upload_part::find(call)?;
    let bucket = call.bucket_name().to_owned();
    remove(call, &bucket, &upload);
    Ok(Answer::empty(204))
}

/// Takes an upload away.
pub(super) fn remove(call: &mut Call<'_>, bucket: &str, upload: &Upload) {
    let numbers: Vec<_> = call.database.buckets().parts(&upload.id, 0).map(|part| part.number).collect();
    for number in numbers {
        call.database.put_entry(EntryKey::part(&upload.id, number), None);
    }
    call.database.put_entry(EntryKey::upload(bucket, &upload.key, &upload.id), None);
}
