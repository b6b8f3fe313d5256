//! Gzip as exports write it. The bytes are stored, not compressed: every reader takes them, and a compressor would weigh more in the
//! download than it saves here.

use crate::checksum::crc32;

/// The most bytes of a stored block.
const BLOCK: usize = 0xFFFF;
/// The magic number, deflate, no flags, no time, no hints, an unknown system.
const HEAD: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

/// `bytes` as a member of gzip.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut member = Vec::with_capacity(bytes.len() + bytes.len() / BLOCK * 5 + 32);
    member.extend(HEAD);
    let mut rest = bytes;
    loop {
        let (block, after) = rest.split_at(rest.len().min(BLOCK));
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        member.push(u8::from(after.is_empty()));
        member.extend(length.to_le_bytes());
        member.extend((!length).to_le_bytes());
        member.extend(block);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    member.extend(crc32(bytes).to_le_bytes());
    member.extend(u32::try_from(bytes.len() as u64 & 0xFFFF_FFFF).unwrap_or_default().to_le_bytes());
    member
}
