//! What JavaScript can call.

use std::rc::Rc;

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use super::envelope;
use super::head::Head;
use super::host::CallHost;
use super::panic;
use super::settings::Settings;
use crate::{Emulator, Request};

/// One emulator, as JavaScript holds it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    host: Rc<CallHost>,
    emulator: Emulator,
}

#[wasm_bindgen]
impl Engine {
    /// An emulator without tables. `options` is JSON (see [`Settings`]); `seed` starts its source of entropy.
    ///
    /// # Errors
    /// An option that makes no sense; the text says what to write instead.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, seed: u64) -> Result<Engine, JsError> {
        panic::install_hook();
        let options = Settings::parse(options).map_err(|message| JsError::new(&message))?;
        let host = Rc::new(CallHost::new(seed));
        Ok(Engine { emulator: Emulator::new(Box::new(Rc::clone(&host)), options), host })
    }

    /// Answers one request at the time `now` (milliseconds since 1970). See [`head`] and [`envelope`] for the two forms.
    #[must_use]
    pub fn handle(&self, head: &str, body: &[u8], now: f64) -> Vec<u8> {
        self.host.set_now(now);
        let Head { method, uri, headers } = Head::parse(head);
        let response = self.emulator.handle(&Request { method, uri, headers: &headers, body });
        envelope::encode(&response)
    }

    /// Forgets every table of every account and region.
    pub fn reset(&self) {
        self.emulator.reset();
    }

    /// Panics, for the tests of this boundary; a release has no such export.
    #[cfg(debug_assertions)]
    #[expect(clippy::panic, reason = "that is its purpose")]
    pub fn panic(message: &str) {
        panic!("{message}");
    }
}
