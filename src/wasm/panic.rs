//! What a panic leaves behind: its message, for the error that JavaScript throws from then on.

use std::cell::RefCell;
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes every panic print itself to the console and leave its message for [`take_panic_message`].
pub(super) fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| panic::set_hook(Box::new(record)));
}

fn record(info: &PanicHookInfo<'_>) {
    let message = info.to_string();
    MESSAGE.with_borrow_mut(|slot| *slot = Some(message));
    console_error_panic_hook::hook(info);
}

/// The message of the last panic, once. Called after a trap: the memory is still there, the panicking call is not.
#[wasm_bindgen]
#[must_use]
pub fn take_panic_message() -> Option<String> {
    MESSAGE.with_borrow_mut(Option::take)
}
