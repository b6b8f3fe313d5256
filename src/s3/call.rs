//! What every operation is given: the request, who asks, and the buckets.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::error::code;
use super::{Error, Request};
use crate::account::{Database, Place};
use crate::bucket::{Bucket, Entry, EntryKey, Object, is_bucket_name};
use crate::head::hexadecimal;
use crate::{Host, Timestamp};

/// One call of an operation.
#[derive(Debug)]
pub struct Call<'a> {
    /// Time and entropy.
    pub host: &'a dyn Host,
    /// The account and the region for which the request is signed.
    pub place: &'a Place,
    /// Whether buckets of all regions are meant: all regions share what there is, or the request names none.
    pub in_any_region: bool,
    /// Everything there is.
    pub database: &'a mut Database,
    /// The request.
    pub request: Request<'a>,
}

impl Call<'_> {
    /// The time.
    pub fn now(&self) -> Timestamp {
        self.host.now()
    }

    /// The name of the bucket that the request is about.
    pub fn bucket_name(&self) -> &str {
        self.request.bucket.as_deref().unwrap_or_default()
    }

    /// The key that the request is about.
    pub fn key(&self) -> &str {
        self.request.key.as_deref().unwrap_or_default()
    }

    /// The bucket that the request is about.
    pub fn bucket(&self) -> Result<Arc<Bucket>, Error> {
        let bucket = self.bucket_called(self.bucket_name())?;
        let expected = self.request.filled_header("x-amz-expected-bucket-owner");
        if expected.is_some_and(|expected| expected != bucket.owner) {
            return Err(Error::new(&code::ACCESS_DENIED));
        }
        let region = self.place.region.as_str();
        if !self.in_any_region && bucket.region != region {
            let text =
                format!("The authorization header is malformed; the region '{region}' is wrong; expecting '{}'", bucket.region);
            return Err(Error::saying(&code::AUTHORIZATION_HEADER_MALFORMED, text).with("Region", bucket.region.clone()));
        }
        Ok(bucket)
    }

    /// The bucket `name`, wherever it lives.
    pub fn bucket_called(&self, name: &str) -> Result<Arc<Bucket>, Error> {
        if !is_bucket_name(name) {
            return Err(Error::new(&code::INVALID_BUCKET_NAME).with("BucketName", name));
        }
        let bucket = self.database.buckets().bucket(name);
        let bucket = bucket.ok_or_else(|| Error::new(&code::NO_SUCH_BUCKET).with("BucketName", name))?;
        if bucket.owner != self.place.account.as_str() {
            return Err(Error::new(&code::ACCESS_DENIED));
        }
        Ok(Arc::clone(bucket))
    }

    /// The object that the request is about.
    pub fn object(&self) -> Result<Arc<Object>, Error> {
        let bucket = self.bucket()?;
        if let Some(version) = self.request.parameter("versionId").filter(|version| *version != "null") {
            let text = "Invalid version id specified";
            return Err(Error::argument(text, "versionId", version));
        }
        self.object_called(&bucket.name, self.key())
    }

    /// The object `key` of a bucket.
    pub fn object_called(&self, bucket: &str, key: &str) -> Result<Arc<Object>, Error> {
        let object = self.database.buckets().object(bucket, key).map(Arc::clone);
        object.ok_or_else(|| Error::new(&code::NO_SUCH_KEY).with("Key", key))
    }

    /// Puts an object into a bucket.
    pub fn put_object(&mut self, bucket: &str, object: Object) {
        let key = EntryKey::object(bucket, &object.key);
        self.database.put_entry(key, Some(Entry::Object(Arc::new(object))));
    }

    /// The canonical id of the account `owner`: 64 hexadecimal digits.
    pub fn canonical_id(owner: &str) -> String {
        hexadecimal(&Sha256::digest(["dynatab:", owner].concat()))
    }
}
