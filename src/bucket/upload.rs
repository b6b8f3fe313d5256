//! Uploads in parts that are not complete.

use std::sync::Arc;

use super::{Algorithm, Checksum, ChecksumType, Content, Headers, TagSet};
use crate::Timestamp;

/// An upload in parts: what its object is to be, but for its bytes.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its id. Those that began later have greater ones.
    pub id: String,
    /// The key of the object.
    pub key: Arc<str>,
    /// When it began.
    pub initiated: Timestamp,
    /// What the object is to be read with.
    pub headers: Headers,
    /// The user metadata of the object.
    pub metadata: Headers,
    /// The tags of the object.
    pub tags: TagSet,
    /// The checksum of the object, if the beginning of the upload named one.
    pub checksum: Option<(Algorithm, ChecksumType)>,
}

/// A part of an upload.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its number, from 1 to 10000.
    pub number: u16,
    /// Its bytes.
    pub content: Content,
    /// The entity tag, without its quotes.
    pub etag: String,
    /// When it was uploaded.
    pub modified: Timestamp,
    /// Its checksum.
    pub checksum: Option<Checksum>,
}

/// Letters of ids in their order as bytes, six bits each.
const ALPHABET: &[u8; 64] = b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const LENGTH: usize = 128;

/// The id of an upload that begins `now`: the time, then what `random` draws.
#[must_use]
pub fn upload_id(now: Timestamp, mut random: impl FnMut() -> u64) -> String {
    let letter = |bits: u64| char::from(ALPHABET.get((bits & 63) as usize).copied().unwrap_or(b'-'));
    let time = now.0.cast_unsigned();
    let mut id: String = (0..8).rev().map(|at| letter(time >> (6 * at))).collect();
    while id.len() < LENGTH {
        let drawn = random();
        id.extend((0..10).map(|at| letter(drawn >> (6 * at))));
    }
    id.truncate(LENGTH);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_their_time() {
        let ids: Vec<_> = [1, 63, 64, 4096, 1_790_812_800_000].map(|time| upload_id(Timestamp(time), || 7)).to_vec();
        assert!(ids.is_sorted_by(|left, right| left < right));
        assert!(ids.iter().all(|id| id.len() == LENGTH));
    }
}
