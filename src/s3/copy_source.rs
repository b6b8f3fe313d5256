//! The object that a request copies, or copies a part of.

use std::sync::Arc;

use super::condition::{self, OF_SOURCE};
use super::error::code;
use super::{Call, Error};
use crate::bucket::Object;
use crate::head::decoded;

/// The object that a request copies.
#[derive(Debug)]
pub struct CopySource {
    pub bucket: String,
    pub object: Arc<Object>,
}

impl CopySource {
    /// Finds the object, if it is what the request wants.
    ///
    /// # Errors
    ///
    /// There is no such object, or it is another.
    pub fn find(call: &Call<'_>) -> Result<Self, Error> {
        let header = call.request.header("x-amz-copy-source").unwrap_or_default();
        let invalid = || {
            Error::argument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
                "x-amz-copy-source",
                header,
            )
        };
        let (path, version) = header.split_once("?versionId=").map_or((header, None), |(path, version)| (path, Some(version)));
        // A plus is a space here (observed 2014 and 2017: keys with one are not found unless it is encoded).
        let path = String::from_utf8(decoded(&path.replace('+', " "))).map_err(|_| invalid())?;
        let path = path.strip_prefix('/').unwrap_or(&path);
        let (bucket, key) =
            path.split_once('/').filter(|(bucket, key)| !bucket.is_empty() && !key.is_empty()).ok_or_else(invalid)?;
        if path.starts_with("arn:") {
            return Err(Error::not_built("access points"));
        }
        if let Some(version) = version.filter(|version| *version != "null") {
            return Err(Error::argument("Invalid version id specified", "x-amz-copy-source", version));
        }
        let owner = call.bucket_called(bucket)?.owner.clone();
        let expected = call.request.filled_header("x-amz-source-expected-bucket-owner");
        if expected.is_some_and(|expected| expected != owner) {
            return Err(Error::new(&code::ACCESS_DENIED));
        }
        let object = call.object_called(bucket, key)?;
        OF_SOURCE.check(&call.request, &object).map_err(|unmet| match unmet {
            condition::Unmet::NotModified if call.request.header(OF_SOURCE.differs).is_some() => {
                condition::failed("x-amz-copy-source-If-None-Match")
            }
            condition::Unmet::NotModified => condition::failed("x-amz-copy-source-If-Modified-Since"),
            condition::Unmet::Failed(condition) => condition::failed(&["x-amz-copy-source-", condition].concat()),
        })?;
        if object.is_archived() {
            let text = "Operation is not valid for the source object's storage class";
            return Err(Error::saying(&code::INVALID_OBJECT_STATE, text).with("StorageClass", object.storage_class()));
        }
        Ok(Self { bucket: bucket.to_owned(), object })
    }
}
