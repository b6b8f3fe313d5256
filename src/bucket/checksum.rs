//! Checksums of objects, with which uploads are checked and which downloads are told.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::Sha256;
use sha2::digest::Digest;

use super::Content;
use super::cyclic_redundancy::{CRC32, CRC32C, CRC64_NVME, Tables};

/// How a checksum is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// `CRC32`.
    Crc32,
    /// `CRC32C`.
    Crc32c,
    /// `CRC64NVME`, which S3 computes where an upload names none.
    Crc64Nvme,
    /// `SHA1`.
    Sha1,
    /// `SHA256`.
    Sha256,
}

/// What the checksum of an upload in parts is computed of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecksumType {
    /// Of the checksums of its parts.
    Composite,
    /// Of all bytes.
    FullObject,
}

/// A checksum of an object or a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    /// How it was computed.
    pub algorithm: Algorithm,
    /// What it was computed of.
    pub kind: ChecksumType,
    /// In base64; a composite one has a hyphen and the number of parts behind it.
    pub value: String,
}

impl Algorithm {
    /// All of them with their names, the headers that carry them, and the elements.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 5] = [
        (Self::Crc32, "CRC32", "x-amz-checksum-crc32", "ChecksumCRC32"),
        (Self::Crc32c, "CRC32C", "x-amz-checksum-crc32c", "ChecksumCRC32C"),
        (Self::Crc64Nvme, "CRC64NVME", "x-amz-checksum-crc64nvme", "ChecksumCRC64NVME"),
        (Self::Sha1, "SHA1", "x-amz-checksum-sha1", "ChecksumSHA1"),
        (Self::Sha256, "SHA256", "x-amz-checksum-sha256", "ChecksumSHA256"),
    ];

    /// The algorithm that is called `name`, in whatever case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, ..)| known.eq_ignore_ascii_case(name)).map(|(algorithm, ..)| algorithm)
    }

    /// The algorithm of the checksum that the header `name`, in lower case, carries.
    #[must_use]
    pub fn from_header(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, _, header, _)| *header == name).map(|(algorithm, ..)| algorithm)
    }

    fn names(self) -> (&'static str, &'static str, &'static str) {
        let found = Self::ALL.into_iter().find(|(algorithm, ..)| *algorithm == self);
        found.map(|(_, name, header, element)| (name, header, element)).unwrap_or_default()
    }

    /// `CRC32`, ...
    #[must_use]
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// `x-amz-checksum-crc32`, ...
    #[must_use]
    pub fn header(self) -> &'static str {
        self.names().1
    }

    /// `ChecksumCRC32`, ...
    #[must_use]
    pub fn element(self) -> &'static str {
        self.names().2
    }

    /// How many bytes a checksum has.
    #[must_use]
    pub const fn length(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64Nvme => 8,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// The type that the checksum of an upload in parts has unless its beginning says otherwise.
    #[must_use]
    pub const fn default_type(self) -> ChecksumType {
        match self {
            Self::Crc64Nvme => ChecksumType::FullObject,
            _ => ChecksumType::Composite,
        }
    }

    /// Whether the checksum of an upload in parts can be of this type.
    #[must_use]
    pub const fn allows(self, kind: ChecksumType) -> bool {
        match self {
            Self::Crc32 | Self::Crc32c => true,
            Self::Crc64Nvme => matches!(kind, ChecksumType::FullObject),
            Self::Sha1 | Self::Sha256 => matches!(kind, ChecksumType::Composite),
        }
    }

    /// The checksum of `content`, in base64.
    #[must_use]
    pub fn of(self, content: &Content) -> String {
        STANDARD.encode(self.digest(content.pieces()))
    }

    fn digest<'p>(self, pieces: impl Iterator<Item = &'p [u8]>) -> Vec<u8> {
        match self {
            Self::Crc32 => remainder32(&CRC32, pieces),
            Self::Crc32c => remainder32(&CRC32C, pieces),
            Self::Crc64Nvme => (!pieces.fold(u64::MAX, |state, piece| CRC64_NVME.update(state, piece))).to_be_bytes().to_vec(),
            Self::Sha1 => pieces.fold(Sha1::new(), Digest::chain_update).finalize().to_vec(),
            Self::Sha256 => pieces.fold(Sha256::new(), Digest::chain_update).finalize().to_vec(),
        }
    }
}

fn remainder32<'p>(tables: &Tables, pieces: impl Iterator<Item = &'p [u8]>) -> Vec<u8> {
    let [.., a, b, c, d] = (!pieces.fold(u64::from(u32::MAX), |state, piece| tables.update(state, piece))).to_be_bytes();
    vec![a, b, c, d]
}

impl ChecksumType {
    /// `COMPOSITE` or `FULL_OBJECT`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Composite => "COMPOSITE",
            Self::FullObject => "FULL_OBJECT",
        }
    }

    /// The type that is called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Composite, Self::FullObject].into_iter().find(|kind| kind.name() == name)
    }
}

impl Checksum {
    /// The checksum of all bytes of `content`.
    #[must_use]
    pub fn of(algorithm: Algorithm, content: &Content) -> Self {
        Self { algorithm, kind: ChecksumType::FullObject, value: algorithm.of(content) }
    }

    /// The checksum of the checksums of parts.
    #[must_use]
    pub fn composed(algorithm: Algorithm, parts: &[&str]) -> Self {
        let digests: Vec<_> = parts.iter().filter_map(|part| STANDARD.decode(part).ok()).collect();
        let value = STANDARD.encode(algorithm.digest(digests.iter().map(Vec::as_slice)));
        Self { algorithm, kind: ChecksumType::Composite, value: format!("{value}-{}", parts.len()) }
    }
}

/// The MD5 of `pieces`, one after the other.
#[must_use]
pub fn md5<'p>(pieces: impl Iterator<Item = &'p [u8]>) -> [u8; 16] {
    pieces.fold(Md5::new(), Digest::chain_update).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::head::hexadecimal;

    #[test]
    fn the_check_values_of_the_catalogues_come_out() {
        let of = |algorithm: Algorithm| hexadecimal(&algorithm.digest([&b"12345"[..], b"", b"6789"].into_iter()));
        assert_eq!(of(Algorithm::Crc32), "cbf43926");
        assert_eq!(of(Algorithm::Crc32c), "e3069283");
        assert_eq!(of(Algorithm::Crc64Nvme), "ae8b14860a799888");
        assert_eq!(of(Algorithm::Sha1), "f7c3bc1d808e04732adf679965ccc34ca7ae3441");
        assert_eq!(of(Algorithm::Sha256), "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
        assert_eq!(hexadecimal(&md5(std::iter::once(&b""[..]))), "d41d8cd98f00b204e9800998ecf8427e");
    }

    #[test]
    fn words_give_what_single_bytes_give() {
        let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
        for (algorithm, name, ..) in Algorithm::ALL {
            let singly = algorithm.digest(bytes.chunks(1));
            assert_eq!(algorithm.digest(std::iter::once(bytes.as_slice())), singly, "{name}");
            assert_eq!(singly.len(), algorithm.length(), "{name}");
        }
    }
}
