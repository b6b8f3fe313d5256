//! `CreateBucket`. In us-east-1 it may be repeated by the owner; elsewhere that is refused (API reference, `CreateBucket`).

use std::sync::Arc;

use super::document::Element;
use super::error::code;
use super::{Answer, Call, Error, stored_headers};
use crate::bucket::{Bucket, Entry, EntryKey, TagSet, is_bucket_name};

/// The one region that needs no constraint.
const FIRST_REGION: &str = "us-east-1";

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let name = call.bucket_name().to_owned();
    if !is_bucket_name(&name) {
        return Err(Error::new(&code::INVALID_BUCKET_NAME).with("BucketName", name));
    }
    check_settings(call)?;
    check_location(call)?;
    let region = call.place.region.as_str();
    let owner = call.place.account.as_str();
    if let Some(existing) = call.database.buckets().bucket(&name) {
        if existing.owner != owner {
            return Err(Error::new(&code::BUCKET_ALREADY_EXISTS).with("BucketName", name));
        }
        if existing.region != FIRST_REGION || region != FIRST_REGION {
            return Err(Error::new(&code::BUCKET_ALREADY_OWNED_BY_YOU).with("BucketName", name));
        }
    } else {
        let bucket = Bucket {
            name: name.as_str().into(),
            owner: owner.to_owned(),
            region: region.to_owned(),
            created: call.now(),
            tags: TagSet::default(),
        };
        call.database.put_entry(EntryKey::bucket(&name), Some(Entry::Bucket(Arc::new(bucket))));
    }
    let mut answer = Answer::empty(200);
    let location = if region == FIRST_REGION { format!("/{name}") } else { format!("http://{name}.s3.amazonaws.com/") };
    answer.header("location", location).header("x-amz-bucket-arn", format!("arn:aws:s3:::{name}"));
    Ok(answer)
}

/// What a bucket can be made with that dynatab does not have.
fn check_settings(call: &Call<'_>) -> Result<(), Error> {
    let request = &call.request;
    if request.filled_header("x-amz-bucket-object-lock-enabled").is_some_and(|enabled| enabled.eq_ignore_ascii_case("true")) {
        return Err(Error::not_built("Object Lock"));
    }
    if request.filled_header("x-amz-object-ownership").is_some_and(|ownership| ownership != "BucketOwnerEnforced") {
        return Err(Error::not_built("ObjectOwnership other than BucketOwnerEnforced"));
    }
    stored_headers::check_access(request).map_err(|_| Error::new(&code::ACL_WITH_OWNERSHIP))
}

/// Where the bucket is to live is where the request is sent.
fn check_location(call: &Call<'_>) -> Result<(), Error> {
    let region = call.place.region.as_str();
    let constraint = constraint(&call.request.body)?;
    match constraint.as_deref() {
        None | Some("") if region == FIRST_REGION => Ok(()),
        None | Some("") => Err(Error::new(&code::ILLEGAL_LOCATION_CONSTRAINT)),
        Some(constraint) if constraint == region && region != FIRST_REGION => Ok(()),
        // The European Union was a place before it had regions.
        Some("EU") if region == "eu-west-1" => Ok(()),
        Some(FIRST_REGION) => Err(Error::new(&code::INVALID_LOCATION_CONSTRAINT).with("LocationConstraint", FIRST_REGION)),
        Some(constraint) => {
            let text = format!(
                "The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
            );
            Err(Error::saying(&code::ILLEGAL_LOCATION_CONSTRAINT, text))
        }
    }
}

fn constraint(body: &[u8]) -> Result<Option<String>, Error> {
    if body.is_empty() {
        return Ok(None);
    }
    let document = Element::parse(body).filter(|root| root.name == "CreateBucketConfiguration");
    let document = document.ok_or(Error::new(&code::MALFORMED_XML))?;
    if document.child("Tags").is_some_and(|tags| !tags.children.is_empty()) {
        return Err(Error::not_built("tags in CreateBucketConfiguration (PutBucketTagging sets them)"));
    }
    Ok(document.text_of("LocationConstraint").map(str::to_owned))
}
