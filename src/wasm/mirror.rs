//! The mirror of an emulator as it crosses: entries that it is read from, and edits that are written to where it is kept.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::stored;

/// All entries of a mirror, on their way into an engine.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Entries(pub(super) Vec<stored::Entry>);

#[wasm_bindgen]
impl Entries {
    /// The entries in these bytes, which are those that [`Edits::to_bytes`] would write to put them; none if they are not.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Entries> {
        stored::Edits::read(bytes).map(Self)
    }
}

/// What is to be written together, on its way to where the mirror is kept.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Edits(pub(super) stored::Edits);

#[wasm_bindgen]
impl Edits {
    /// Whether there is nothing to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One edit after the other: the lengths of key and value in four bytes each, the least significant first, and both. A length of 2^32 - 1 says that
    /// the entry is deleted.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }
}
