//! A file that the service writes into a bucket on behalf of a caller.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::Timestamp;
use crate::account::Database;
use crate::bucket::{Algorithm, Checksum, Content, Entry, EntryKey, Object, TagSet, md5};
use crate::head::hexadecimal;

/// Where a file goes, and what is told of it.
#[derive(Debug, Clone, Copy)]
pub struct OutputFile<'f> {
    /// The bucket.
    pub bucket: &'f str,
    /// Its key there.
    pub key: &'f str,
    /// Its encryption, as `x-amz-server-side-encryption` says it.
    pub encryption: &'f str,
    /// When it is written.
    pub modified: Timestamp,
}

impl OutputFile<'_> {
    /// Puts `bytes` there, and gives their MD5.
    pub fn put(self, database: &mut Database, bytes: Vec<u8>) -> [u8; 16] {
        let content = Content::from(bytes);
        let md5 = md5(content.pieces());
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let headers =
            vec![header("content-type", "binary/octet-stream"), header("x-amz-server-side-encryption", self.encryption)];
        let object = Object {
            key: self.key.into(),
            parts: Vec::new(),
            etag: hexadecimal(&md5),
            modified: self.modified,
            headers,
            metadata: Vec::new(),
            tags: TagSet::default(),
            checksum: Some(Checksum::of(Algorithm::Crc64Nvme, &content)),
            content,
        };
        database.put_entry(EntryKey::object(self.bucket, self.key), Some(Entry::Object(Arc::new(object))));
        md5
    }

    /// Puts a manifest there, and its checksum beside it: in a file called `.md5`, in base64, as listings of real exports show it.
    pub fn put_manifest(self, database: &mut Database, manifest: Vec<u8>) {
        let checksum = STANDARD.encode(self.put(database, manifest));
        let beside = self.key.strip_suffix("json").map_or_else(|| self.key.to_owned(), |stem| [stem, "md5"].concat());
        OutputFile { key: &beside, ..self }.put(database, checksum.into_bytes());
    }
}
