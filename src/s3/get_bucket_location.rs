//! `GetBucketLocation`: the region of a bucket; nothing, if it is us-east-1.

use super::xml::{NAMESPACE, Writer};
use super::{Answer, Call, Error};

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    // Whoever asks where a bucket is does not know where to ask.
    let bucket = call.bucket_called(call.bucket_name())?;
    let mut xml = Writer::new();
    let region = if bucket.region == "us-east-1" { "" } else { &bucket.region };
    xml.text_in("LocationConstraint", NAMESPACE, region);
    Ok(Answer::xml(xml))
}
