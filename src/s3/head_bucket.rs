//! `HeadBucket`: whether there is a bucket, and where.

use super::{Answer, Call, Error};

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let bucket = call.bucket()?;
    let mut answer = Answer::empty(200);
    answer.header("content-type", "application/xml");
    answer.header("x-amz-bucket-region", bucket.region.clone());
    answer.header("x-amz-bucket-arn", format!("arn:aws:s3:::{}", bucket.name));
    answer.header("x-amz-access-point-alias", "false");
    Ok(answer)
}
