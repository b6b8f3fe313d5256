//! Stored bytes are an item or none: one that is taken is the one encoding of its attributes, and can be read in every way.
#![no_main]

use dynatab::value::{Item, to_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(item) = Item::from_bytes(bytes) else { return };
    let attributes = item.to_map();
    assert_eq!(Item::new(&attributes).as_bytes(), bytes);
    assert_eq!(attributes.size(), item.size());
    let text = to_json(&item);
    serde_json::from_slice::<serde_json::Value>(&text).expect("what was written can be read");
    for (name, value) in attributes.iter() {
        assert_eq!(item.get(name).map(|found| found.size()), Some(value.size()));
    }
});
