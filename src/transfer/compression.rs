//! How files are compressed, and how what is in them is had.

use miniz_oxide::inflate;
use ruzstd::io::Read;

use crate::checksum::crc32;

/// The most bytes that a file may hold. A thousandth of them is enough for a file that claims to hold so much, and the engine ends where memory does.
const MOST_BYTES: usize = 256 << 20;
/// So many bytes are taken out of a frame at once.
const AT_ONCE: usize = 64 << 10;

/// So many bytes are inflated at first, and then as many again as there are.
const FIRST: usize = 4 << 10;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compression {
    /// It is not.
    #[default]
    None,
    /// `GZIP`.
    Gzip,
    /// `ZSTD`.
    Zstd,
}

impl Compression {
    /// The compression that a request calls `name`.
    #[must_use]
    pub fn from_name(name: Option<&str>) -> Self {
        match name {
            Some("GZIP") => Self::Gzip,
            Some("ZSTD") => Self::Zstd,
            _ => Self::None,
        }
    }

    /// What is in a file of `bytes`, if it is compressed so and holds at most 256 MB.
    #[must_use]
    pub fn expand(self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        self.expand_at_most(bytes, MOST_BYTES)
    }

    fn expand_at_most(self, bytes: Vec<u8>, most: usize) -> Option<Vec<u8>> {
        match self {
            Self::None => Some(bytes),
            Self::Gzip => members(&bytes, most),
            Self::Zstd => frames(&bytes, most),
        }
    }
}

/// What is in the members of gzip that follow each other in `bytes` (RFC 1952).
fn members(mut bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut expanded = Vec::new();
    // One for all: there may be as many members as there are lines.
    let mut state = inflate::core::DecompressorOxide::new();
    while !bytes.is_empty() {
        let body = after_head(bytes)?;
        let (content, length) = inflated(&mut state, body, most.checked_sub(expanded.len())?)?;
        let end = body.get(length..)?;
        let (check, rest) = end.split_first_chunk::<4>()?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let is_whole = u32::from_le_bytes(*check) == crc32(&content)
            && u64::from(u32::from_le_bytes(*size)) == content.len() as u64 & 0xFFFF_FFFF;
        if !is_whole {
            return None;
        }
        expanded.extend(content);
        bytes = rest;
    }
    Some(expanded)
}

/// What comes after the head of a member.
fn after_head(bytes: &[u8]) -> Option<&[u8]> {
    let (head, mut rest) = bytes.split_first_chunk::<10>()?;
    let [0x1F, 0x8B, 8, flags, ..] = *head else { return None };
    if flags & 4 != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in [8, 16] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 2 == 0 { Some(rest) } else { rest.get(2..) }
}

/// What `bytes` begin with, inflated to at most `most`, and how many bytes that was.
fn inflated(state: &mut inflate::core::DecompressorOxide, bytes: &[u8], most: usize) -> Option<(Vec<u8>, usize)> {
    state.init();
    let flags = inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut content = vec![0; FIRST.min(most)];
    let (mut read, mut written) = (0, 0);
    loop {
        let rest = bytes.get(read..)?;
        let (status, taken, given) = inflate::core::decompress(state, rest, &mut content, written, flags);
        read += taken;
        written += given;
        match status {
            inflate::TINFLStatus::Done => {
                content.truncate(written);
                return Some((content, read));
            }
            inflate::TINFLStatus::HasMoreOutput if content.len() < most => {
                content.resize(most.min(content.len().saturating_mul(2)), 0);
            }
            _ => return None,
        }
    }
}

/// What is in the frames of zstd that follow each other in `bytes`. Those that are to be skipped hold nothing (RFC 8878, 3.1.2).
fn frames(mut bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let (mut expanded, mut part) = (Vec::new(), vec![0; AT_ONCE]);
    while !bytes.is_empty() {
        if let [0x50..=0x5F, 0x2A, 0x4D, 0x18, frame @ ..] = bytes {
            let (length, rest) = frame.split_first_chunk::<4>()?;
            bytes = rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..)?;
            continue;
        }
        let begin = expanded.len();
        let mut stream = ruzstd::decoding::StreamingDecoder::new(&mut bytes).ok()?;
        loop {
            match stream.read(&mut part).ok()? {
                0 => break,
                length if expanded.len() + length > most => return None,
                length => expanded.extend(part.get(..length)?),
            }
        }
        if !is_whole(&stream.into_frame_decoder(), expanded.len() - begin) {
            return None;
        }
    }
    Some(expanded)
}

/// Whether a frame that was read held as many bytes as it said, and such of this checksum; it may say neither.
fn is_whole(frame: &ruzstd::decoding::FrameDecoder, length: usize) -> bool {
    let sent = frame.get_checksum_from_data();
    let is_long_enough = frame.content_size() == 0 || frame.content_size() == length as u64;
    is_long_enough && (sent.is_none() || sent == frame.get_calculated_checksum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::gzip;

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 65_535, 65_536, 200_000] {
            let bytes: Vec<u8> = (0..=255).cycle().take(length).collect();
            assert_eq!(Compression::Gzip.expand(gzip(&bytes)), Some(bytes), "{length}");
        }
    }

    #[test]
    fn compressed_members_follow_each_other() {
        // "hello\n" of gzip(1), with its name and time.
        let hello = [
            0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, b'h', 0, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 2, 0, 0x20, 0x30, 0x3A, 0x36, 6, 0,
            0, 0,
        ];
        assert_eq!(Compression::Gzip.expand([hello, hello].concat()).as_deref(), Some(&b"hello\nhello\n"[..]));
        for end in 1..hello.len() {
            assert_eq!(Compression::Gzip.expand(hello[..end].to_vec()), None, "{end}");
        }
    }

    /// A frame whose one block is stored (RFC 8878).
    fn frame(content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len()).unwrap();
        let [a, b, c, _] = (size << 3 | 1).to_le_bytes();
        [&[0x28, 0xB5, 0x2F, 0xFD, 0xA0][..], &size.to_le_bytes(), &[a, b, c], content].concat()
    }

    #[test]
    fn frames_of_zstd_follow_each_other() {
        let both = [frame(b"hello\n"), frame(b"")].concat();
        assert_eq!(Compression::Zstd.expand(both).as_deref(), Some(&b"hello\n"[..]));
        // One block of a thousand times the same byte.
        let run = [0x28, 0xB5, 0x2F, 0xFD, 0x60, 0xE8, 2, 0x43, 0x1F, 0, b'a'];
        assert_eq!(Compression::Zstd.expand(run.to_vec()), Some(vec![b'a'; 1000]));
        let skipped = [&[0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let around = [&*skipped, &frame(b"hello"), &skipped].concat();
        assert_eq!(Compression::Zstd.expand(around).as_deref(), Some(&b"hello"[..]));
        for broken in [&b"hello"[..], &frame(b"hello")[..12], &skipped[..10], &skipped[..6]] {
            assert_eq!(Compression::Zstd.expand(broken.to_vec()), None);
        }
    }

    /// What a byte had been changed in was imported as it was then.
    #[test]
    fn frames_of_zstd_are_held_to_their_checksum_and_their_size() {
        // "hello\n" of zstd(1).
        let hello = [0x28, 0xB5, 0x2F, 0xFD, 4, 0x58, 0x31, 0, 0, b'h', b'e', b'l', b'l', b'o', b'\n', 0x53, 0x88, 0xBD, 0x91];
        assert_eq!(Compression::Zstd.expand([hello, hello].concat()).as_deref(), Some(&b"hello\nhello\n"[..]));
        for at in 9..hello.len() {
            let mut damaged = hello;
            damaged[at] ^= 1;
            assert_eq!(Compression::Zstd.expand(damaged.to_vec()), None, "{at}");
        }
        let mut short = frame(b"hello");
        short[5] += 1;
        assert_eq!(Compression::Zstd.expand(short), None);
    }

    #[test]
    fn what_is_larger_than_memory_should_hold_is_not_expanded() {
        let text = [b'a'; 3000];
        for (compression, file) in [(Compression::Gzip, gzip(&text)), (Compression::Zstd, frame(&text))] {
            let twice = [&*file, &*file].concat();
            for most in [0, 2999, 3000, 5999] {
                let expanded = compression.expand_at_most(file.clone(), most);
                assert_eq!(expanded.is_some(), most >= text.len(), "{compression:?} {most}");
                assert_eq!(compression.expand_at_most(twice.clone(), most), None, "{compression:?} {most}");
            }
            assert_eq!(compression.expand_at_most(twice, 6000), Some([text, text].concat()));
        }
    }
}
