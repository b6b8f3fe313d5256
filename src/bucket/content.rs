//! The bytes of an object: one piece, or those of the parts that it was uploaded in. Pieces are shared and never change.

use std::ops::Range;
use std::sync::Arc;

use crate::bytes::Bytes;

/// The bytes of an object. A clone is a reference count.
#[derive(Debug, Clone, Default)]
pub struct Content {
    pieces: Arc<[Piece]>,
}

#[derive(Debug, Clone)]
struct Piece {
    /// How many bytes stand before it.
    start: usize,
    bytes: Arc<Vec<u8>>,
}

impl Content {
    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |last| last.start + last.bytes.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The pieces in their order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.iter().map(|piece| piece.bytes.as_slice())
    }

    /// One content after the other.
    #[must_use]
    pub fn joined<'a>(contents: impl Iterator<Item = &'a Self>) -> Self {
        let mut start = 0;
        let mut pieces = Vec::new();
        for piece in contents.flat_map(|content| content.pieces.iter()).filter(|piece| !piece.bytes.is_empty()) {
            pieces.push(Piece { start, bytes: Arc::clone(&piece.bytes) });
            start += piece.bytes.len();
        }
        Self { pieces: pieces.into() }
    }

    /// The bytes of `range`. They are copied only where a range reaches over more than one piece.
    #[must_use]
    pub fn read(&self, range: Range<usize>) -> Bytes {
        let is_part = |piece: &&Piece| piece.start < range.end && piece.start + piece.bytes.len() > range.start;
        let mut touched = self.pieces.iter().filter(is_part);
        let within =
            |piece: &Piece| range.start.saturating_sub(piece.start)..piece.bytes.len().min(range.end.saturating_sub(piece.start));
        match (touched.next(), touched.next()) {
            (None, _) => Bytes::default(),
            (Some(only), None) => Bytes::Shared { bytes: Arc::clone(&only.bytes), range: within(only) },
            (Some(_), Some(_)) => {
                let mut copied = Vec::with_capacity(range.len());
                for piece in self.pieces.iter().filter(is_part) {
                    copied.extend_from_slice(piece.bytes.get(within(piece)).unwrap_or_default());
                }
                Bytes::Owned(copied)
            }
        }
    }

    /// All of the bytes.
    #[must_use]
    pub fn read_all(&self) -> Bytes {
        self.read(0..self.len())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self { pieces: Arc::new([Piece { start: 0, bytes: Arc::new(bytes) }]) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_range_is_what_it_is_of_all_bytes(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5), 0..5), a in 0..25_usize, b in 0..25_usize) {
            let contents: Vec<Content> = parts.iter().cloned().map(Content::from).collect();
            let joined = Content::joined(contents.iter());
            let whole = parts.concat();
            let range = a.min(whole.len())..b.clamp(a.min(whole.len()), whole.len().max(a.min(whole.len())));
            prop_assert_eq!(joined.len(), whole.len());
            prop_assert_eq!(&*joined.read(range.clone()), &whole[range]);
        }
    }
}
