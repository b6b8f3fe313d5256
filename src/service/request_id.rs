//! Request ids: 52 characters of `[0-9A-Z]`, drawn from the host's entropy.

use std::fmt;

use crate::Host;

const LENGTH: usize = 52;
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHIJKLMNOPQRSTUV";
/// Characters of five bits that one draw of 64 bits gives.
const PER_DRAW: usize = 12;

/// The id of one request, unlike that of any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId([u8; LENGTH]);

impl RequestId {
    /// A new id from the host's entropy.
    pub(super) fn new(host: &dyn Host) -> Self {
        let mut id = [b'0'; LENGTH];
        for characters in id.chunks_mut(PER_DRAW) {
            let mut bits = host.random();
            for character in characters {
                *character = ALPHABET.get((bits & 31) as usize).copied().unwrap_or(b'0');
                bits >>= 5;
            }
        }
        Self(id)
    }

    /// The characters, all of them ASCII.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}
