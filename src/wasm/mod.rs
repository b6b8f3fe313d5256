//! The boundary to JavaScript: bytes in and bytes out.
//!
//! One call crosses with the head of a request as text, its body as bytes and the time, and comes back as one byte
//! array ([`envelope`]). This module knows no option by name and no operation; `npm/src/boundary.js` is its other side.
//! Exports take `&self`: a trap leaves no exclusive borrow behind, and JavaScript decides what a poisoned emulator says.

mod envelope;
mod head;
mod host;
mod settings;

#[cfg(target_arch = "wasm32")]
mod engine;
#[cfg(target_arch = "wasm32")]
mod panic;
