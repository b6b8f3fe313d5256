//! Whether bytes from elsewhere are a canonical encoding, so that everything after may trust them.

use super::encoding::{self, Input};
use super::{AttributeValue, Number};

/// Reads attributes to the end of the input. `None` unless this is exactly what encoding them gives.
pub(super) fn attributes(input: Input<'_>) -> Option<()> {
    map(input, 0)
}

fn map(mut input: Input<'_>, depth: usize) -> Option<()> {
    let mut last = "";
    while !input.0.is_empty() {
        let name = text(&mut input)?;
        // Names ascend, and the empty name is none.
        (last < name).then_some(())?;
        value(&mut input, depth)?;
        last = name;
    }
    Some(())
}

fn value(input: &mut Input<'_>, depth: usize) -> Option<()> {
    match input.byte()? {
        encoding::STRING => text(input).map(drop),
        encoding::NUMBER => number(input).map(drop),
        encoding::BINARY => bytes(input).map(drop),
        encoding::STRING_SET => set(input.body()?, text),
        encoding::NUMBER_SET => set(input.body()?, number),
        encoding::BINARY_SET => set(input.body()?, bytes),
        encoding::LIST => list(input.body()?, deeper(depth)?),
        encoding::MAP => map(input.body()?, deeper(depth)?),
        encoding::FALSE | encoding::TRUE | encoding::NULL => Some(()),
        _ => None,
    }
}

fn deeper(depth: usize) -> Option<usize> {
    (depth < AttributeValue::MAX_DEPTH).then_some(depth + 1)
}

fn list(mut input: Input<'_>, depth: usize) -> Option<()> {
    while !input.0.is_empty() {
        value(&mut input, depth)?;
    }
    Some(())
}

fn set<'a, T: PartialOrd>(mut input: Input<'a>, read: impl Fn(&mut Input<'a>) -> Option<T>) -> Option<()> {
    let mut last = read(&mut input)?;
    while !input.0.is_empty() {
        let member = read(&mut input)?;
        (last < member).then_some(())?;
        last = member;
    }
    Some(())
}

fn text<'a>(input: &mut Input<'a>) -> Option<&'a str> {
    std::str::from_utf8(bytes(input)?).ok()
}

/// A length has one spelling: its last byte is not zero unless it is the only one.
fn bytes<'a>(input: &mut Input<'a>) -> Option<&'a [u8]> {
    let before = input.0;
    input.length()?;
    let spelled = before.get(..before.len() - input.0.len())?;
    (spelled.len() == 1 || spelled.last() != Some(&0)).then_some(())?;
    *input = Input(before);
    input.bytes()
}

/// A number has one spelling: that of its one representation, without zero bytes at the end.
fn number(input: &mut Input<'_>) -> Option<Number> {
    let before = input.0;
    let (negative, exponent, coefficient) = input.number()?.parts();
    let number = Number::from_parts(negative, exponent, coefficient)?;
    let mut output = encoding::Output::default();
    output.number(number);
    before.get(..before.len() - input.0.len()).filter(|spelled| *spelled == output.0.as_slice())?;
    Some(number)
}
