//! Buckets and objects as they are kept.

use std::sync::Arc;

use super::{Checksum, Content, TagSet};
use crate::Timestamp;

/// The longest key of an object, in bytes.
pub const LONGEST_KEY: usize = 1024;

/// Headers: names in lower case with their values.
pub type Headers = Vec<(String, String)>;

/// A bucket. Its name is unlike that of any other in all accounts and regions.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: Arc<str>,
    /// The id of the account that owns it.
    pub owner: String,
    /// The region that it lives in.
    pub region: String,
    /// When it was created.
    pub created: Timestamp,
    /// Its tags.
    pub tags: TagSet,
}

/// An object in a bucket.
#[derive(Debug, Clone)]
pub struct Object {
    /// Its key.
    pub key: Arc<str>,
    /// Its bytes.
    pub content: Content,
    /// The parts that it was uploaded in; none, if it was uploaded in one.
    pub parts: Vec<ObjectPart>,
    /// The entity tag, without its quotes: the MD5 of its bytes, or that of the MD5s of its parts and their number.
    pub etag: String,
    /// When it was written.
    pub modified: Timestamp,
    /// What it was written with and is read with: `content-type`, `cache-control`, ...
    pub headers: Headers,
    /// Its user metadata, by the names behind `x-amz-meta-`.
    pub metadata: Headers,
    /// Its tags.
    pub tags: TagSet,
    /// The checksum with which it was uploaded.
    pub checksum: Option<Checksum>,
}

/// A part that an object was uploaded in.
#[derive(Debug, Clone)]
pub struct ObjectPart {
    /// Its number.
    pub number: u16,
    /// How many bytes it has.
    pub size: usize,
    /// The checksum with which it was uploaded.
    pub checksum: Option<Checksum>,
}

impl Object {
    /// What the header `name` was when the object was written.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The storage class.
    #[must_use]
    pub fn storage_class(&self) -> &str {
        self.header("x-amz-storage-class").unwrap_or("STANDARD")
    }

    /// Whether it is stored where it would have to be restored from before it is read.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        matches!(self.storage_class(), "GLACIER" | "DEEP_ARCHIVE")
    }
}
