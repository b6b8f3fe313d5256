//! Amazon Ion as exports write it: text, with numbers as decimals and sets as annotated lists (developer guide, Amazon Ion format).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::value::{MapRef, NumberText, ValueRef};

/// The annotations of sets.
pub(super) const STRINGS: &str = "$dynamodb_SS";
pub(super) const NUMBERS: &str = "$dynamodb_NS";
pub(super) const BINARIES: &str = "$dynamodb_BS";

/// Words that are values when they stand without quotes.
const WORDS: [&str; 4] = ["null", "true", "false", "nan"];

/// Writes attributes as a struct.
pub(super) fn write_struct(attributes: MapRef<'_>, text: &mut String) {
    write_all(text, ['{', '}'], attributes.iter(), &mut |(name, value), text| {
        write_symbol(name, text);
        text.push(':');
        write_value(value, text);
    });
}

fn write_value(value: ValueRef<'_>, text: &mut String) {
    match value {
        ValueRef::S(string) => write_string(string, text),
        ValueRef::N(number) => write_number(&NumberText::new(number), text),
        ValueRef::B(bytes) => write_blob(bytes, text),
        ValueRef::Bool(value) => text.push_str(if value { "true" } else { "false" }),
        ValueRef::Null => text.push_str("null"),
        ValueRef::SS(members) => {
            text.push_str(STRINGS);
            text.push_str("::");
            write_all(text, ['[', ']'], members.iter(), &mut |member, text| write_string(member, text));
        }
        ValueRef::NS(members) => {
            text.push_str(NUMBERS);
            text.push_str("::");
            write_all(text, ['[', ']'], members.iter(), &mut |member, text| write_number(&NumberText::new(member), text));
        }
        ValueRef::BS(members) => {
            text.push_str(BINARIES);
            text.push_str("::");
            write_all(text, ['[', ']'], members.iter(), &mut |member, text| write_blob(member, text));
        }
        ValueRef::L(members) => write_all(text, ['[', ']'], members.iter(), &mut |member, text| write_value(member, text)),
        ValueRef::M(attributes) => write_struct(attributes, text),
    }
}

fn write_all<T>(
    text: &mut String,
    [open, close]: [char; 2],
    members: impl Iterator<Item = T>,
    write: &mut dyn FnMut(T, &mut String),
) {
    text.push(open);
    for (at, member) in members.enumerate() {
        if at > 0 {
            text.push(',');
        }
        write(member, text);
    }
    text.push(close);
}

/// A decimal has a point; without one it would be an integer.
fn write_number(number: &NumberText, text: &mut String) {
    text.push_str(number.as_str());
    if !number.as_str().contains('.') {
        text.push('.');
    }
}

fn write_blob(bytes: &[u8], text: &mut String) {
    text.push_str("{{");
    text.push_str(&STANDARD.encode(bytes));
    text.push_str("}}");
}

fn write_symbol(name: &str, text: &mut String) {
    let plain = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let is_plain = name.chars().all(plain) && name.starts_with(|first: char| !first.is_ascii_digit()) && !WORDS.contains(&name);
    if is_plain { text.push_str(name) } else { write_quoted(name, '\'', text) }
}

fn write_string(string: &str, text: &mut String) {
    write_quoted(string, '"', text);
}

fn write_quoted(content: &str, quote: char, text: &mut String) {
    text.push(quote);
    for character in content.chars() {
        match character {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            other if other == quote => text.extend(['\\', quote]),
            control if control.is_control() && control.is_ascii() => {
                let digit = |value: u32| char::from_digit(value & 15, 16).unwrap_or('0');
                text.extend(['\\', 'x', digit(u32::from(control) >> 4), digit(u32::from(control))]);
            }
            other => text.push(other),
        }
    }
    text.push(quote);
}
