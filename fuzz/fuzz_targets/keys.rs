//! Keys compare as their values do, one after the other, and the keys of all values that begin so begin with the prefix.
//!
//! The input is text in lines: two keys of a number, a string and a binary each.
#![no_main]

use dynatab::value::{KeyBuilder, KeyBytes, Number, ValueRef};
use libfuzzer_sys::fuzz_target;

type Key<'a> = (&'a str, Number, &'a [u8]);

fuzz_target!(|text: &str| {
    let lines: Vec<&str> = text.split('\n').collect();
    let [one_text, one_number, one_bytes, other_text, other_number, other_bytes] = lines[..] else { return };
    let (Ok(one_number), Ok(other_number)) = (Number::parse(one_number), Number::parse(other_number)) else { return };
    let one: Key<'_> = (one_text, one_number, one_bytes.as_bytes());
    let other: Key<'_> = (other_text, other_number, other_bytes.as_bytes());
    assert_eq!(key(one).cmp(&key(other)), one.cmp(&other));
    let begins = one_text.starts_with(other_text);
    assert_eq!(key(one).as_bytes().starts_with(prefix(other_text).as_bytes()), begins);
    assert_eq!(Number::parse(&one_number.to_string()), Ok(one_number));
});

fn key((text, number, bytes): Key<'_>) -> KeyBytes {
    let mut builder = KeyBuilder::new();
    for value in [ValueRef::S(text), ValueRef::N(number), ValueRef::B(bytes)] {
        assert!(builder.push(value));
    }
    builder.finish()
}

fn prefix(text: &str) -> KeyBytes {
    let mut builder = KeyBuilder::new();
    assert!(builder.push_prefix(ValueRef::S(text)));
    builder.finish()
}
