//! The mirror of an emulator as it crosses: entries that it is read from, and edits that are written to where it is kept.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use super::room;
use crate::stored;

/// All entries of a mirror, on their way into an engine.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Entries(RefCell<Vec<stored::Entry>>);

#[wasm_bindgen]
impl Entries {
    /// None yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Entries {
        Self::default()
    }

    /// Adds the entries in these bytes, which are those that [`Edits::to_bytes`] would write to put them, and says whether they are. In pieces, because all
    /// of them together may be more than is good for the memory of both sides.
    #[must_use]
    pub fn add(&self, bytes: &[u8]) -> bool {
        room::keep_ahead();
        stored::Edits::read(bytes).map(|mut entries| self.0.borrow_mut().append(&mut entries)).is_some()
    }
}

impl Entries {
    pub(super) fn from_list(entries: Vec<stored::Entry>) -> Self {
        Self(RefCell::new(entries))
    }

    /// The entries, with room for what is made of them: items are about as long as the entries that they come from.
    pub(super) fn into_list(self) -> Vec<stored::Entry> {
        let entries = self.0.into_inner();
        room::make(entries.iter().map(|(key, value)| key.len() + value.len()).sum());
        entries
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
