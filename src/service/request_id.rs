//! Request ids: 52 characters of `[0-9A-Z]`, drawn from the host's entropy.

use crate::Host;

const LENGTH: usize = 52;
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHIJKLMNOPQRSTUV";
/// Characters of five bits that one draw of 64 bits gives.
const PER_DRAW: usize = 12;

/// A new request id from the host's entropy.
pub(super) fn request_id(host: &dyn Host) -> String {
    let mut id = String::with_capacity(LENGTH);
    while id.len() < LENGTH {
        push_characters(&mut id, host.random());
    }
    id
}

fn push_characters(id: &mut String, mut bits: u64) {
    let room = LENGTH - id.len();
    for _ in 0..PER_DRAW.min(room) {
        let character = ALPHABET.get((bits & 31) as usize).copied().unwrap_or(b'0');
        id.push(char::from(character));
        bits >>= 5;
    }
}
