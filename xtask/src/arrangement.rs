//! The order of the functions in the engine: those that resemble each other stand together, where gzip finds what they have in common.
//!
//! gzip looks back 32 KB. Compilers put functions where the source or their size puts them, so that the instances of one generic
//! function are often farther apart than that. `wasm-opt` sorts functions by name and corrects what refers to them: the names made here
//! tell it the order, and are stripped again.

#![expect(clippy::indexing_slicing, reason = "functions and runs are numbers in lists that are made here and never shrink")]

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};

use anyhow::Result;
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// How many bytes before a function count as near it: fewer than gzip reaches, since what is farther away costs more bits.
const NEAR: usize = 16_000;

/// So many equal bytes are something that functions have in common.
const RUN: usize = 5;

/// What more functions than these have in common tells nothing.
const MOST_HOLDERS: usize = 60;

/// Added to the size of every function, so that a few bytes do not make a small one the most alike.
const SIZE_OF_SMALL: usize = 100;

/// `module` with names for its functions whose alphabetical order is the one to put the functions in.
pub fn named(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::read(module)?;
    let mut ranks: Vec<(usize, u32)> = functions.arranged().into_iter().zip(0..).collect();
    ranks.sort_unstable();
    let mut names = NameMap::new();
    for ((_, rank), index) in ranks.into_iter().zip(functions.imported..) {
        names.append(index, &format!("{rank:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut result = module.to_vec();
    section.append_to(&mut result);
    Ok(result)
}

/// The functions of a module.
struct Functions<'m> {
    imported: u32,
    bodies: Vec<&'m [u8]>,
}

impl<'m> Functions<'m> {
    fn read(module: &'m [u8]) -> Result<Self> {
        let mut functions = Self { imported: 0, bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(functions)
    }

    /// The functions in their new order: after the first comes the one that has most in common with what is near, and so on.
    fn arranged(&self) -> Vec<usize> {
        let runs = Runs::of(&self.bodies);
        let mut near = Near::new(&runs);
        let mut left: Vec<usize> = (0..self.bodies.len()).collect();
        let mut order = Vec::new();
        while let Some(at) = near.most_alike(&left, &self.bodies) {
            let function = left.remove(at);
            order.push(function);
            near.add(function, self.bodies[function].len());
        }
        order
    }
}

/// The runs of bytes that a few functions have in common, numbered.
struct Runs {
    of_function: Vec<Vec<usize>>,
    holders: Vec<Vec<usize>>,
}

impl Runs {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut numbers = HashMap::new();
        let mut holders: Vec<Vec<usize>> = Vec::new();
        for (function, body) in bodies.iter().enumerate() {
            for run in body.windows(RUN) {
                let number = *numbers.entry(run).or_insert(holders.len());
                if number == holders.len() {
                    holders.push(Vec::new());
                }
                if holders[number].last() != Some(&function) {
                    holders[number].push(function);
                }
            }
        }
        holders.retain(|holders| (2..=MOST_HOLDERS).contains(&holders.len()));
        let mut of_function = vec![Vec::new(); bodies.len()];
        for (number, holders) in holders.iter().enumerate() {
            for function in holders {
                of_function[*function].push(number);
            }
        }
        Self { of_function, holders }
    }
}

/// The functions placed last, and how many runs every function has in common with them.
struct Near<'r> {
    runs: &'r Runs,
    functions: VecDeque<(usize, usize)>,
    bytes: usize,
    /// How often each run occurs in them.
    occurrences: Vec<usize>,
    in_common: Vec<usize>,
}

impl<'r> Near<'r> {
    fn new(runs: &'r Runs) -> Self {
        let (occurrences, in_common) = (vec![0; runs.holders.len()], vec![0; runs.of_function.len()]);
        Self { runs, functions: VecDeque::new(), bytes: 0, occurrences, in_common }
    }

    /// Where in `left` the function stands that has most in common with these, for its size.
    fn most_alike(&self, left: &[usize], bodies: &[&[u8]]) -> Option<usize> {
        let likeness = |function: usize| self.in_common[function] * 1_000_000 / (bodies[function].len() + SIZE_OF_SMALL);
        (0..left.len()).max_by_key(|at| (likeness(left[*at]), Reverse(*at)))
    }

    fn add(&mut self, function: usize, size: usize) {
        self.functions.push_back((function, size));
        self.bytes += size;
        for run in &self.runs.of_function[function] {
            self.occurrences[*run] += 1;
            if self.occurrences[*run] == 1 {
                for holder in &self.runs.holders[*run] {
                    self.in_common[*holder] += 1;
                }
            }
        }
        while self.bytes > NEAR && self.functions.len() > 1 {
            self.forget_first();
        }
    }

    fn forget_first(&mut self) {
        let Some((function, size)) = self.functions.pop_front() else { return };
        self.bytes -= size;
        for run in &self.runs.of_function[function] {
            self.occurrences[*run] -= 1;
            if self.occurrences[*run] == 0 {
                for holder in &self.runs.holders[*run] {
                    self.in_common[*holder] -= 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_that_resemble_each_other_stand_together() {
        let bodies: [&[u8]; 5] = [b"one function", b"0123456789", b"xxxxxxxx", b"another function", b"9012345678"];
        let functions = Functions { imported: 0, bodies: bodies.to_vec() };
        let order = functions.arranged();
        assert_eq!(order.len(), bodies.len());
        let distance = |one, other| {
            let at = |function| order.iter().position(|placed| *placed == function).unwrap();
            usize::abs_diff(at(one), at(other))
        };
        assert_eq!((distance(0, 3), distance(1, 4)), (1, 1));
    }
}
