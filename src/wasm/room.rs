//! How the memory grows. The allocator asks for 64 KiB at a time, and each time V8 needs a millisecond, however little is asked for: a million items that are put
//! took 13 seconds for nothing else. So the memory is let grow by larger steps before the allocator needs them.

use std::cell::Cell;
use std::hint::black_box;

/// How many bytes a page of WebAssembly's memory has.
const PAGE: usize = 1 << 16;
/// The part of the memory by which it grows, as a shift: a sixteenth.
const STEP: u32 = 4;

thread_local! {
    /// The pages of the memory when it was looked at last.
    static PAGES: Cell<usize> = Cell::new(pages());
}

fn pages() -> usize {
    core::arch::wasm32::memory_size(0)
}

/// Lets the memory grow by a step if it has grown since this was called last.
pub(super) fn keep_ahead() {
    if pages() > PAGES.get() {
        make((pages() * PAGE) >> STEP);
        PAGES.set(pages());
    }
}

/// Lets the memory have room for `length` more bytes in one piece, if it can. What is not used is not touched, so that it takes address space alone.
pub(super) fn make(length: usize) {
    let mut room = Vec::<u8>::new();
    if room.try_reserve_exact(length).is_ok() {
        black_box(&room);
    }
}
