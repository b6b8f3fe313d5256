//! The boundary to JavaScript: bytes in and bytes out.
//!
//! The head of a request crosses once, as text, and is known by a number from then on; its body and the response are handed over
//! in place ([`exchange`]). This module knows no operation; `npm/src/boundary.js` is its other side.
//! Exports take `&self`: a trap leaves no exclusive borrow behind, and JavaScript decides what a poisoned emulator says.

mod exchange;
mod head;
mod host;
mod settings;

#[cfg(target_arch = "wasm32")]
mod engine;
#[cfg(target_arch = "wasm32")]
mod indexed_db;
#[cfg(target_arch = "wasm32")]
mod mirror;
#[cfg(target_arch = "wasm32")]
mod panic;
#[cfg(target_arch = "wasm32")]
mod room;
