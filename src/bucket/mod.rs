//! Buckets: their objects, and uploads that are not complete. What is known here is data; HTTP and XML are known to `s3`.
//!
//! All of it stands in one persistent map ([`Buckets`]), so that a clone is a snapshot, in constant time, and content is never copied.

mod buckets;
mod checksum;
mod content;
mod cyclic_redundancy;
mod mirror;
mod name;
mod object;
mod request_ids;
mod tags;
mod upload;

pub use buckets::{Buckets, Entry, EntryKey, Start};
pub use checksum::{Algorithm, Checksum, ChecksumType, md5};
pub use content::Content;
pub use mirror::{follow, load};
pub use name::is_bucket_name;
pub use object::{Bucket, Headers, LONGEST_KEY, Object, ObjectPart};
pub use request_ids::RequestIds;
pub use tags::{TagFault, TagSet};
pub use upload::{Part, Upload, upload_id};
