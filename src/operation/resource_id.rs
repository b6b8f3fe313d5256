//! Ids of tables and of keys that AWS manages: random, in the form of a version 4 UUID.

use crate::Host;

/// An id made of the entropy of `host`.
pub fn random(host: &dyn Host) -> String {
    uuid(u128::from(host.random()) << 64 | u128::from(host.random()))
}

/// The same id for the same text, so that what is made up for a text does not change.
pub fn of(text: &str) -> String {
    const FNV_OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    uuid(text.bytes().fold(FNV_OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(FNV_PRIME)))
}

fn uuid(bits: u128) -> String {
    const VERSION: u128 = 0xf000 << 64;
    const VARIANT: u128 = 0xc000 << 48;
    let bits = bits & !VERSION & !VARIANT | 0x4000 << 64 | 0x8000 << 48;
    let part = |shift: u32, width: u32| bits >> shift & ((1 << width) - 1);
    format!("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", part(96, 32), part(80, 16), part(64, 16), part(48, 16), part(0, 48))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_the_form_of_a_uuid_of_version_4() {
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef), "01234567-89ab-4def-8123-456789abcdef");
    }

    #[test]
    fn a_text_has_one_id() {
        assert_eq!(of("a"), of("a"));
        assert_ne!(of("a"), of("b"));
    }
}
