//! The cyclic redundancy checks that S3 knows, all of them with reflected bits: CRC-32, CRC-32C and CRC-64/NVME.
//!
//! The tables are made at the first use. A remainder of 32 bits is kept in 64, so that one loop serves all.

use std::sync::LazyLock;

/// Of each byte the remainder, with 0 to 7 zero bytes behind it.
pub(super) struct Tables([[u64; 256]; 8]);

pub(super) static CRC32: LazyLock<Tables> = LazyLock::new(|| Tables::new(0xEDB8_8320));
pub(super) static CRC32C: LazyLock<Tables> = LazyLock::new(|| Tables::new(0x82F6_3B78));
pub(super) static CRC64_NVME: LazyLock<Tables> = LazyLock::new(|| Tables::new(0x9A6C_9329_AC4B_C9B5));

impl Tables {
    /// The tables of a polynomial with its bits reversed.
    fn new(polynomial: u64) -> Self {
        let first = std::array::from_fn(|byte| {
            (0..8).fold(byte as u64, |state, _| if state & 1 == 0 { state >> 1 } else { (state >> 1) ^ polynomial })
        });
        let mut tables = [first; 8];
        let mut table = first;
        for next in tables.iter_mut().skip(1) {
            table = table.map(|state| of(&first, state) ^ (state >> 8));
            *next = table;
        }
        Self(tables)
    }

    /// `state` after `bytes`.
    pub(super) fn update(&self, state: u64, bytes: &[u8]) -> u64 {
        let (words, rest) = bytes.as_chunks();
        let state = words.iter().fold(state, |state, word| self.after_word(state, *word));
        let [first, ..] = &self.0;
        rest.iter().fold(state, |state, byte| of(first, state ^ u64::from(*byte)) ^ (state >> 8))
    }

    /// Eight bytes at once: the remainder of a sum is the sum of the remainders.
    fn after_word(&self, state: u64, word: [u8; 8]) -> u64 {
        let bytes = u64::from_le_bytes(word) ^ state;
        self.0.iter().rev().enumerate().fold(0, |sum, (at, table)| sum ^ of(table, bytes >> (8 * at)))
    }
}

/// What a table says of the lowest byte.
fn of(table: &[u64; 256], value: u64) -> u64 {
    table.get((value & 0xFF) as usize).copied().unwrap_or_default()
}
