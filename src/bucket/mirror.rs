//! Buckets in a mirror: an entry for each bucket, object, upload and part, under the key that it has here.

use super::{Algorithm, Bucket, Buckets, Checksum, ChecksumType, Content, Entry, Object, ObjectPart, Part, TagSet, Upload};
use crate::stored::{self, Edits, Entries, Input, Kind, Stored, from_bytes, stored_enum, stored_struct, to_bytes};
use crate::value::{KeyBuilder, ValueRef};

/// Takes the entries of all buckets from one state to another.
pub fn follow(before: &Buckets, after: &Buckets, edits: &mut Edits) {
    before.0.for_each_difference(&after.0, &mut |key| {
        let bytes = |buckets: &Buckets| buckets.0.get(key.as_bytes()).map(to_bytes);
        edits.follow(Kind::Bucket.key(key.as_bytes()), bytes(before), bytes(after));
    });
}

/// All buckets that `entries` hold, if they are ones.
#[must_use]
pub fn load(entries: &Entries) -> Option<Buckets> {
    let mut buckets = Buckets::default();
    for (key, value) in entries.of(Kind::Bucket) {
        let entry: Entry = from_bytes(value)?;
        is_key(key, &entry).then_some(())?;
        buckets.0.insert(key.into(), entry);
    }
    Some(buckets)
}

/// Whether `entry` may stand under `key`.
fn is_key(key: &[u8], entry: &Entry) -> bool {
    let ends = |text: &str| {
        let mut end = KeyBuilder::new();
        end.push(ValueRef::S(text));
        key.ends_with(end.as_bytes())
    };
    let is_named = match entry {
        Entry::Bucket(bucket) => ends(&bucket.name),
        Entry::Object(object) => ends(&object.key),
        Entry::Upload(upload) => ends(&upload.id),
        Entry::Part(part) => key.ends_with(&part.number.to_be_bytes()),
    };
    is_named && key.first() == Some(&entry.kind())
}

stored_struct!(Bucket { name, owner, region, created, tags });
stored_struct!(Object { key, content, parts, etag, modified, headers, metadata, tags, checksum });
stored_struct!(ObjectPart { number, size, checksum });
stored_struct!(Checksum { algorithm, kind, value });
stored_struct!(Upload { id, key, initiated, headers, metadata, tags, checksum });
stored_struct!(Part { number, content, etag, modified, checksum });
stored_struct!(TagSet { tags });
stored_enum!(Entry { 1 => Bucket(bucket), 2 => Object(object), 3 => Upload(upload), 4 => Part(part) });
stored_enum!(Algorithm { 1 => Crc32, 2 => Crc32c, 3 => Crc64Nvme, 4 => Sha1, 5 => Sha256 });
stored_enum!(ChecksumType { 1 => Composite, 2 => FullObject });

/// The pieces, each behind its length.
impl Stored for Content {
    fn store(&self, output: &mut Vec<u8>) {
        self.pieces().count().store(output);
        self.pieces().for_each(|piece| stored::store_bytes(piece, output));
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        let mut pieces = Vec::new();
        for _ in 0..usize::load(input)? {
            pieces.push(Self::from(input.bytes()?.to_vec()));
        }
        match pieces.as_slice() {
            [only] => Some(Self::clone(only)),
            pieces => Some(Self::joined(pieces.iter())),
        }
    }
}
