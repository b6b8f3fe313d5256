//! What an instrumented engine has counted, as it stands in its memory, and as LLVM's text format says it.
//!
//! LLVM keeps a record for each function in one section, which refers to its counters in a second one and, by a hash, to its name in a third.

use std::collections::HashMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};
use md5::{Digest, Md5};
use serde::Deserialize;

/// The addresses between which the three sections lie.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Sections {
    functions: (usize, usize),
    names: (usize, usize),
}

/// How many bytes a function's record has where addresses have four: its fields are below.
const RECORD: usize = 48;
/// u64: which name is its.
const NAME: usize = 0;
/// u64: a hash of its control flow. A profile is not used for a function that has another one.
const SHAPE: usize = 8;
/// i32: where its counters are, from the record on.
const COUNTERS: usize = 16;
/// u32: how many.
const COUNT: usize = 32;

/// Between the names in their section.
const BETWEEN_NAMES: u8 = 1;

/// A function and how often each of its parts ran.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    name: String,
    shape: u64,
    counts: Vec<u64>,
}

/// The functions that ran, by name, of an engine with this memory.
pub fn read(memory: &[u8], sections: Sections) -> Result<Vec<Function>> {
    let (start, stop) = sections.names;
    let names =
        names(memory.get(start..stop).context("the names are outside of the memory")?).context("the names cannot be read")?;
    let (start, stop) = sections.functions;
    let mut functions = Vec::new();
    for record in (start..stop).step_by(RECORD) {
        functions.push(function(memory, record, &names).with_context(|| format!("the record at {record} cannot be read"))?);
    }
    functions.retain(|function| function.counts.iter().any(|count| *count > 0));
    functions.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(functions)
}

/// The text that `llvm-profdata merge` reads.
pub fn text(functions: &[Function]) -> String {
    let mut text = ":ir\n".to_owned();
    for Function { name, shape, counts } in functions {
        let _ = writeln!(text, "{name}\n{shape}\n{}", counts.len());
        for count in counts {
            let _ = writeln!(text, "{count}");
        }
        text.push('\n');
    }
    text
}

fn function(memory: &[u8], record: usize, names: &HashMap<u64, &str>) -> Option<Function> {
    let counters = record.checked_add_signed(i32::from_le_bytes(bytes(memory, record + COUNTERS)?).try_into().ok()?)?;
    let count = u32::from_le_bytes(bytes(memory, record + COUNT)?);
    let counts = (0..usize::try_from(count).ok()?).map(|at| number(memory, counters + at * size_of::<u64>()));
    let name = names.get(&number(memory, record + NAME)?)?;
    Some(Function { name: (*name).to_owned(), shape: number(memory, record + SHAPE)?, counts: counts.collect::<Option<_>>()? })
}

/// The names in `section` by their hashes. Every compiled crate has put its own there, uncompressed: how many bytes they are, a zero, and they; then zeros.
fn names(mut section: &[u8]) -> Option<HashMap<u64, &str>> {
    let mut names = HashMap::new();
    while !section.is_empty() {
        let size = leb128(&mut section)?;
        if size == 0 {
            continue;
        }
        let 0 = leb128(&mut section)? else { return None };
        let (of_crate, rest) = section.split_at_checked(size)?;
        section = rest;
        for name in of_crate.split(|byte| *byte == BETWEEN_NAMES) {
            names.insert(number(&Md5::digest(name), 0)?, str::from_utf8(name).ok()?);
        }
    }
    Some(names)
}

/// The number of seven bits in each byte, least first, that `bytes` begin with and are told to go on behind.
fn leb128(bytes: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn number(memory: &[u8], at: usize) -> Option<u64> {
    bytes(memory, at).map(u64::from_le_bytes)
}

fn bytes<const SIZE: usize>(memory: &[u8], at: usize) -> Option<[u8; SIZE]> {
    memory.get(at..)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A memory with a crate of two functions, whose records stand at 32, and one with one function; the first has not run.
    fn memory() -> (Vec<u8>, Sections) {
        let mut memory: Vec<u8> = [0_u64, 7, 0, 300].into_iter().flat_map(u64::to_le_bytes).collect();
        for (name, shape, counters, count) in [("idle", 1_u64, 0, 1), ("long::name", 2, 8, 2), ("_RNv", 3, 24, 1)] {
            let record = i32::try_from(memory.len()).unwrap();
            memory.extend(Md5::digest(name).first_chunk::<8>().unwrap());
            memory.extend(shape.to_le_bytes());
            memory.extend((counters - record).to_le_bytes());
            memory.extend([0; 12]);
            memory.extend(u32::to_le_bytes(count));
            memory.extend([0; 12]);
        }
        let names = memory.len();
        memory.extend(b"\x0f\0idle\x01long::name\0\0\x04\0_RNv\0");
        let sections = Sections { functions: (32, names), names: (names, memory.len()) };
        (memory, sections)
    }

    #[test]
    fn functions_that_ran_are_read_by_name() {
        let (memory, sections) = memory();
        let function = |name: &str, shape, counts: &[u64]| Function { name: name.to_owned(), shape, counts: counts.to_vec() };
        assert_eq!(read(&memory, sections).unwrap(), [function("_RNv", 3, &[300]), function("long::name", 2, &[7, 0])]);
    }

    #[test]
    fn the_text_says_name_shape_and_counts() {
        let (memory, sections) = memory();
        assert_eq!(text(&read(&memory, sections).unwrap()), ":ir\n_RNv\n3\n1\n300\n\nlong::name\n2\n2\n7\n0\n\n");
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let (memory, sections) = memory();
        for size in 0..memory.len() - 1 {
            assert!(read(memory.get(..size).unwrap(), sections).is_err(), "{size}");
        }
    }

    #[test]
    fn a_record_without_a_name_is_an_error() {
        let (mut memory, sections) = memory();
        *memory.get_mut(32).unwrap() ^= 1;
        assert_eq!(read(&memory, sections).unwrap_err().to_string(), "the record at 32 cannot be read");
    }

    #[test]
    fn long_names_have_sizes_of_several_bytes() {
        let mut section = b"\xac\x02\0".to_vec();
        section.extend([b'x'; 300]);
        assert_eq!(names(&section).unwrap().into_values().collect::<Vec<_>>(), ["x".repeat(300)]);
    }
}
