//! What JavaScript can call.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use super::exchange::Exchange;
use super::head::Lines;
use super::host::CallHost;
use super::mirror::{Edits, Entries};
use super::panic;
use super::room;
use super::settings;
use crate::value::to_json;
use crate::{Emulator, Head, Route};

/// One emulator, as JavaScript holds it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    host: Rc<CallHost>,
    emulator: Emulator,
    /// What was read of each head that [`Engine::route`] was given.
    routes: RefCell<Vec<Route>>,
    exchange: RefCell<Exchange>,
}

/// What an emulator was like at some moment, as JavaScript holds it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Snapshot(crate::Snapshot);

/// The answer of a control as it crosses. An exception would look like a trap on the other side.
fn control_answer(answer: Result<Vec<u8>, String>) -> String {
    let (member, json) = match answer {
        Ok(output) => ("output", output),
        Err(text) => ("refusal", to_json(&text)),
    };
    ["{\"", member, "\":", &String::from_utf8(json).unwrap_or_default(), "}"].concat()
}

#[wasm_bindgen]
impl Engine {
    /// An emulator without tables. `options` is JSON (see [`settings`]); `seed` starts its source of entropy.
    ///
    /// # Errors
    /// An option that makes no sense; the text says what to write instead.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, seed: u64) -> Result<Engine, JsError> {
        panic::install_hook();
        let options = settings::parse(options).map_err(|message| JsError::new(&message))?;
        let host = Rc::new(CallHost::new(seed));
        let emulator = Emulator::new(Box::new(Rc::clone(&host)), options);
        Ok(Engine { host, emulator, routes: RefCell::default(), exchange: RefCell::default() })
    }

    /// Reads a head (see [`head`]) and gives the number under which [`Engine::handle`] knows it.
    pub fn route(&self, head: &str) -> usize {
        let Lines { method, uri, headers } = Lines::parse(head);
        let route = self.emulator.route(&Head { method, uri, headers: &headers });
        let mut routes = self.routes.borrow_mut();
        routes.push(route);
        routes.len() - 1
    }

    /// Forgets all heads, so that their numbers may be given again.
    pub fn forget_routes(&self) {
        self.routes.borrow_mut().clear();
    }

    /// Makes room for requests' bodies of up to `length` bytes, instead of what there was, and gives its address in WebAssembly's memory.
    pub fn reserve(&self, length: usize) -> usize {
        self.exchange.borrow_mut().reserve(length)
    }

    /// Called when the memory has grown: lets it grow by more before that is needed.
    #[expect(clippy::unused_self, reason = "JavaScript asks the engine, which has the memory")]
    pub fn keep_ahead(&self) {
        room::keep_ahead();
    }

    /// Answers the request whose body of `length` bytes was written where [`Engine::reserve`] said, at the time `now` (milliseconds since
    /// 1970). `route` is what [`Engine::route`] gave for its head. Gives the address of eight words that say what is answered: status, checksum, address of
    /// the request id, generation of the other headers, their address and length, address and length of the body.
    #[must_use]
    pub fn handle(&self, route: usize, length: usize, now: f64) -> usize {
        self.host.set_now(now);
        let routes = self.routes.borrow();
        let response = routes.get(route).map(|route| self.emulator.answer(route, self.exchange.borrow().request(length).into()));
        response.map_or(0, |response| self.exchange.borrow_mut().respond(response))
    }

    /// Answers one request as [`Engine::handle`] does, whose head (see [`head`]) is one of its own and is not kept.
    #[must_use]
    pub fn handle_once(&self, head: &str, length: usize, now: f64) -> usize {
        self.host.set_now(now);
        let Lines { method, uri, headers } = Lines::parse(head);
        let route = self.emulator.route(&Head { method, uri, headers: &headers });
        let response = self.emulator.answer(&route, self.exchange.borrow_mut().take_request(length));
        self.exchange.borrow_mut().respond(response)
    }

    /// Does what the control `name` does with `input`, a JSON object, at the time `now`. Gives JSON: an object with its `output`, or with a
    /// `refusal` that says what to write instead.
    pub fn control(&self, name: &str, input: &str, now: f64) -> String {
        self.host.set_now(now);
        control_answer(self.emulator.control(name, input.as_bytes()))
    }

    /// Keeps what there is, in constant time.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.emulator.snapshot())
    }

    /// Puts back what there was, in constant time.
    pub fn restore(&self, snapshot: &Snapshot) {
        self.emulator.restore(&snapshot.0);
    }

    /// The whole state as bytes.
    #[must_use]
    pub fn dump(&self) -> Vec<u8> {
        self.emulator.dump()
    }

    /// Puts the state that [`Engine::dump`] wrote in the place of what there is. Gives what is wrong with the bytes, if anything is: nothing changes then.
    #[must_use]
    pub fn load(&self, bytes: &[u8]) -> Option<String> {
        self.emulator.load(bytes).err().map(|fault| fault.to_string())
    }

    /// Begins to follow a mirror that holds `entries`, whose state takes the place of what there is. Gives what is wrong with them, if anything is.
    #[must_use]
    pub fn open_mirror(&self, entries: Entries) -> Option<String> {
        self.emulator.open_mirror(entries.into_list()).err().map(|fault| fault.to_string())
    }

    /// Whether there is anything that is not stored in the mirror.
    #[must_use]
    pub fn is_ahead(&self) -> bool {
        self.emulator.is_ahead()
    }

    /// What takes the mirror to the present state; it is on its way from now on.
    #[must_use]
    pub fn begin_edits(&self) -> Option<Edits> {
        self.emulator.begin_edits().map(Edits)
    }

    /// What was on its way is stored.
    pub fn commit_edits(&self) {
        self.emulator.commit_edits();
    }

    /// What was on its way is lost: everything is as it is stored again.
    pub fn revert_edits(&self) {
        self.emulator.revert_edits();
    }

    /// Another emulator in which everything is as it is here, the source of entropy too, in constant time.
    #[must_use]
    pub fn fork(&self) -> Engine {
        let host = Rc::new(CallHost::clone(&self.host));
        let emulator = self.emulator.fork(Box::new(Rc::clone(&host)));
        Self { host, emulator, routes: RefCell::default(), exchange: RefCell::default() }
    }

    /// Panics, for the tests of this boundary; a release has no such export.
    #[cfg(debug_assertions)]
    #[expect(clippy::panic, reason = "that is its purpose")]
    pub fn panic(message: &str) {
        panic!("{message}");
    }
}
