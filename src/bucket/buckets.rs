//! All buckets with all that is in them, in one persistent map.
//!
//! One map for buckets, objects, uploads and parts: their keys say which they are, and stand so that whatever is asked for is a range.

use std::ops::Bound;
use std::sync::Arc;

use super::{Bucket, Object, Part, Upload};
use crate::value::{Held, KeyBuilder, KeyMap, ValueRef, after_prefix};

const BUCKET: u8 = 1;
const OBJECT: u8 = 2;
const UPLOAD: u8 = 3;
const PART: u8 = 4;

/// All buckets. A clone is a snapshot, in constant time.
#[derive(Debug, Clone, Default)]
pub struct Buckets(pub(super) KeyMap<Entry>);

/// One entry of the map.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A bucket.
    Bucket(Arc<Bucket>),
    /// An object.
    Object(Arc<Object>),
    /// An upload that is not complete.
    Upload(Arc<Upload>),
    /// A part of one.
    Part(Arc<Part>),
}

impl Held for Entry {}

impl Entry {
    /// What the keys of such entries begin with.
    pub(super) const fn kind(&self) -> u8 {
        match self {
            Self::Bucket(_) => BUCKET,
            Self::Object(_) => OBJECT,
            Self::Upload(_) => UPLOAD,
            Self::Part(_) => PART,
        }
    }
}

/// Where an entry stands.
#[derive(Debug, Clone)]
pub struct EntryKey(KeyBuilder);

impl EntryKey {
    fn new(kind: u8, parts: &[&str]) -> Self {
        let mut key = KeyBuilder::new();
        key.append(&[kind]);
        for part in parts {
            key.push(ValueRef::S(part));
        }
        Self(key)
    }

    /// Of a bucket.
    #[must_use]
    pub fn bucket(name: &str) -> Self {
        Self::new(BUCKET, &[name])
    }

    /// Of an object.
    #[must_use]
    pub fn object(bucket: &str, key: &str) -> Self {
        Self::new(OBJECT, &[bucket, key])
    }

    /// Of an upload of an object.
    #[must_use]
    pub fn upload(bucket: &str, key: &str, id: &str) -> Self {
        Self::new(UPLOAD, &[bucket, key, id])
    }

    /// Of a part of an upload.
    #[must_use]
    pub fn part(upload: &str, number: u16) -> Self {
        let mut key = Self::new(PART, &[upload]);
        key.0.append(&number.to_be_bytes());
        key
    }

    /// The beginning of all keys in the bucket that begin with `prefix`.
    fn beginning(kind: u8, bucket: &str, prefix: &str) -> Vec<u8> {
        let mut key = Self::new(kind, &[bucket]).0;
        key.push_prefix(ValueRef::S(prefix));
        key.as_bytes().to_vec()
    }
}

impl Buckets {
    /// Whether both are one, which can be told at once.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }

    /// Puts `entry` where `key` says, or takes away what is there.
    pub fn put(&mut self, key: EntryKey, entry: Option<Entry>) {
        match entry {
            Some(entry) => drop(self.0.insert(key.0.finish(), entry)),
            None => drop(self.0.remove(key.0.as_bytes())),
        }
    }

    fn get(&self, key: &EntryKey) -> Option<&Entry> {
        self.0.get(key.0.as_bytes())
    }

    /// The bucket `name`.
    #[must_use]
    pub fn bucket(&self, name: &str) -> Option<&Arc<Bucket>> {
        match self.get(&EntryKey::bucket(name)) {
            Some(Entry::Bucket(bucket)) => Some(bucket),
            _ => None,
        }
    }

    /// The object `key` of a bucket.
    #[must_use]
    pub fn object(&self, bucket: &str, key: &str) -> Option<&Arc<Object>> {
        match self.get(&EntryKey::object(bucket, key)) {
            Some(Entry::Object(object)) => Some(object),
            _ => None,
        }
    }

    /// The upload `id` of the object `key`.
    #[must_use]
    pub fn upload(&self, bucket: &str, key: &str, id: &str) -> Option<&Arc<Upload>> {
        match self.get(&EntryKey::upload(bucket, key, id)) {
            Some(Entry::Upload(upload)) => Some(upload),
            _ => None,
        }
    }

    /// All buckets, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Bucket>> {
        self.from(&Bound::Included(vec![BUCKET]), &[BUCKET]).filter_map(|entry| match entry {
            Entry::Bucket(bucket) => Some(bucket),
            _ => None,
        })
    }

    /// The objects of a bucket whose keys begin with `prefix`, in the order of their keys, from `start` on.
    pub fn objects(&self, bucket: &str, prefix: &str, start: &Start<'_>) -> impl Iterator<Item = &Arc<Object>> {
        let start = start.bound(OBJECT, bucket, prefix);
        self.from(&start, &EntryKey::beginning(OBJECT, bucket, prefix)).filter_map(|entry| match entry {
            Entry::Object(object) => Some(object),
            _ => None,
        })
    }

    /// The uploads to a bucket of objects whose keys begin with `prefix`, in the order of their keys and then of their beginnings, from `start` on.
    pub fn uploads(&self, bucket: &str, prefix: &str, start: &Start<'_>) -> impl Iterator<Item = &Arc<Upload>> {
        let start = start.bound(UPLOAD, bucket, prefix);
        self.from(&start, &EntryKey::beginning(UPLOAD, bucket, prefix)).filter_map(|entry| match entry {
            Entry::Upload(upload) => Some(upload),
            _ => None,
        })
    }

    /// The parts of an upload whose numbers are greater than `after`.
    pub fn parts(&self, upload: &str, after: u16) -> impl Iterator<Item = &Arc<Part>> {
        let start = Bound::Excluded(EntryKey::part(upload, after).0.as_bytes().to_vec());
        self.from(&start, EntryKey::new(PART, &[upload]).0.as_bytes()).filter_map(|entry| match entry {
            Entry::Part(part) => Some(part),
            _ => None,
        })
    }

    /// The entries from `start` on whose keys begin with `beginning`.
    fn from(&self, start: &Bound<Vec<u8>>, beginning: &[u8]) -> impl Iterator<Item = &Entry> + use<'_> {
        let end = after_prefix(beginning).map_or(Bound::Unbounded, Bound::Excluded);
        let is_empty = match (start, &end) {
            (Bound::Included(start) | Bound::Excluded(start), Bound::Excluded(end)) => start >= end,
            _ => false,
        };
        let bounds = (start.as_ref().map(Vec::as_slice), end.as_ref().map(Vec::as_slice));
        let range = (!is_empty).then(|| self.0.range(bounds));
        range.into_iter().flatten().map(|(_, entry)| entry)
    }
}

/// Where a listing goes on.
#[derive(Debug, Clone, Copy)]
pub enum Start<'a> {
    /// Behind this key.
    Behind(&'a str),
    /// Behind all keys that begin so.
    BehindPrefix(&'a str),
    /// Behind this upload of this key.
    BehindUpload(&'a str, &'a str),
}

impl Start<'_> {
    fn bound(&self, kind: u8, bucket: &str, prefix: &str) -> Bound<Vec<u8>> {
        let first = EntryKey::beginning(kind, bucket, prefix);
        let last_of = |key: &str| match kind {
            // All uploads of a key stand before the next key.
            UPLOAD => after_prefix(EntryKey::new(kind, &[bucket, key]).0.as_bytes()).map(Bound::Included),
            _ => Some(Bound::Excluded(EntryKey::new(kind, &[bucket, key]).0.as_bytes().to_vec())),
        };
        let bound = match self {
            Self::Behind("") => None,
            Self::Behind(key) => last_of(key),
            Self::BehindPrefix(beginning) => after_prefix(&EntryKey::beginning(kind, bucket, beginning)).map(Bound::Included),
            Self::BehindUpload(key, id) => Some(Bound::Excluded(EntryKey::upload(bucket, key, id).0.as_bytes().to_vec())),
        };
        match bound {
            Some(Bound::Included(bytes)) if bytes > first => Bound::Included(bytes),
            Some(Bound::Excluded(bytes)) if bytes >= first => Bound::Excluded(bytes),
            _ => Bound::Included(first),
        }
    }
}
