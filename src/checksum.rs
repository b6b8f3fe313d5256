//! CRC-32 (that of gzip): the value of `x-amz-crc32`.
//!
//! The tables are made at the first use, because 8 KB of noise would weigh as much in the download as a tenth of the operations.

use std::array;
use std::sync::LazyLock;

/// The polynomial with its bits reversed.
const POLYNOMIAL: u32 = 0xEDB8_8320;

type Table = [u32; 256];

/// Of each byte the remainder, with 0 to 7 zero bytes behind it.
static TABLES: LazyLock<[Table; 8]> = LazyLock::new(|| {
    let first = array::from_fn(remainder);
    let mut tables = [first; 8];
    let mut table = first;
    for next in tables.iter_mut().skip(1) {
        table = table.map(|state| shifted(&first, state));
        *next = table;
    }
    tables
});

/// The checksum of `bytes`.
pub fn crc32(bytes: &[u8]) -> u32 {
    let tables = &*TABLES;
    let (words, rest) = bytes.as_chunks();
    let state = words.iter().fold(u32::MAX, |state, word| after_word(tables, state, *word));
    let [first, ..] = tables;
    !rest.iter().fold(state, |state, byte| shifted(first, state ^ u32::from(*byte)))
}

/// Eight bytes at once: the remainder of a sum is the sum of the remainders.
#[inline(always)]
fn after_word([t0, t1, t2, t3, t4, t5, t6, t7]: &[Table; 8], state: u32, word: [u8; 8]) -> u32 {
    let [b0, b1, b2, b3, b4, b5, b6, b7] = (u64::from_le_bytes(word) ^ u64::from(state)).to_le_bytes();
    let near = of(t7, b0) ^ of(t6, b1) ^ of(t5, b2) ^ of(t4, b3);
    near ^ of(t3, b4) ^ of(t2, b5) ^ of(t1, b6) ^ of(t0, b7)
}

#[inline(always)]
fn of(table: &Table, byte: u8) -> u32 {
    table.get(usize::from(byte)).copied().unwrap_or_default()
}

/// `state` after eight bits.
#[inline(always)]
fn shifted(first: &Table, state: u32) -> u32 {
    let [low, ..] = state.to_le_bytes();
    of(first, low) ^ (state >> 8)
}

fn remainder(byte: usize) -> u32 {
    let byte = u32::try_from(byte).unwrap_or_default();
    (0..8).fold(byte, |state, _| if state & 1 == 0 { state >> 1 } else { (state >> 1) ^ POLYNOMIAL })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_check_value_of_the_catalogues_comes_out() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    proptest! {
        #[test]
        fn words_give_what_single_bits_give(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let naive = bytes.iter().fold(u32::MAX, |state, byte| remainder(usize::from(byte ^ state.to_le_bytes()[0])) ^ (state >> 8));
            prop_assert_eq!(crc32(&bytes), !naive);
        }
    }
}
