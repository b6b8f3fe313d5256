//! The two ids that Amazon S3 gives a request: they stand in its answers, and where others tell of what it answered them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::Host;

/// The ids of a request.
#[derive(Debug, Clone)]
pub struct RequestIds {
    /// 16 letters and digits.
    pub request: String,
    /// 76 characters of Base64: what answers call `HostId`, and others the extended id.
    pub host: String,
}

impl RequestIds {
    /// New ones.
    pub fn draw(host: &dyn Host) -> Self {
        let letters = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let letter = |bits: u64| char::from(letters.get((bits & 31) as usize).copied().unwrap_or(b'0'));
        let drawn = [host.random(), host.random()];
        let request = (0..16).map(|at| letter(drawn.get(at % 2).copied().unwrap_or_default() >> (5 * (at / 2)))).collect();
        let mut bytes = [0; 56];
        for eight in bytes.chunks_mut(8) {
            eight.copy_from_slice(&host.random().to_be_bytes());
        }
        Self { request, host: STANDARD.encode(bytes) }
    }
}
