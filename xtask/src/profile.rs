//! `cargo xtask profile`: how often everything in the engine runs, for the compiler to inline and lay out a release by.
//!
//! An instrumented engine runs `benches/profile.mjs` in Node; what it has counted is kept in the repository, so that a build needs nothing but rustc. A
//! profile that another compiler made, or of functions that are called otherwise now, is no error to rustc: it finds nothing in it. [`check`] says so.

mod counters;
mod indexed;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use md5::{Digest, Md5};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::engine::{self, Kind};
use crate::{command, repository};

/// Of the functions in the profile, how many are in an engine that was compiled with it; the others are inlined wherever they are called.
const PERCENT_IN_ENGINE: usize = 50;

/// The profile in the repository, in LLVM's indexed format.
fn kept() -> PathBuf {
    repository::at("xtask/engine.profdata")
}

/// Makes it anew.
pub fn make() -> Result<()> {
    let folder = repository::at("target/profile/engine");
    println!("building an engine that counts; this takes some minutes");
    engine::build(Kind::Counting, &folder)?;
    let [memory, text] = ["memory", "engine.proftext"].map(|name| folder.join(name));
    let sections = command::output("node", &["benches/profile.mjs", &folder.to_string_lossy(), &memory.to_string_lossy()])?;
    let functions = counters::read(&fs::read(&memory)?, serde_json::from_str(&sections)?)?;
    fs::write(&text, counters::text(&functions))?;
    command::run(&merger()?.to_string_lossy(), &["merge", &text.to_string_lossy(), "--output", &kept().to_string_lossy()])?;
    println!("{} functions ran; {} is to be committed", functions.len(), kept().display());
    Ok(())
}

/// The program of LLVM that writes profiles as the compiler's own LLVM reads them.
fn merger() -> Result<PathBuf> {
    let libraries = command::output("rustc", &["--print", "target-libdir"])?;
    let program = Path::new(libraries.trim()).with_file_name("bin").join("llvm-profdata");
    if !program.exists() {
        command::run("rustup", &["component", "add", "llvm-tools"])?;
    }
    Ok(program)
}

/// The flags for rustc to use it. Cargo compiles everything again where they differ, so the profile's hash is among them.
pub fn flags() -> Result<Vec<String>> {
    let profile = kept();
    let hash = Md5::digest(fs::read(&profile).with_context(|| format!("cannot read {}", profile.display()))?);
    let hash = u128::from_be_bytes(hash.into());
    Ok(vec![format!("-Cprofile-use={}", profile.display()), format!("--cfg=profile=\"{hash:032x}\"")])
}

/// Says so where the profile is not of what was compiled into `module`, as it is before its names are stripped.
pub fn check(module: &Path) -> Result<()> {
    let profile = fs::read(kept())?;
    let known = indexed::names(&profile).context("the profile cannot be read")?;
    let module = fs::read(module)?;
    let percent = percent_in(&known, &names(&module)?);
    if percent < PERCENT_IN_ENGINE {
        println!(
            "the profile knows this engine no more ({percent} % of its functions are there): `cargo xtask profile` makes it anew"
        );
    }
    Ok(())
}

/// How many in a hundred of the functions of a profile are `compiled`.
fn percent_in(known: &HashSet<&str>, compiled: &HashSet<&str>) -> usize {
    // Before the name of a function that other modules do not see stands that of its module.
    let known = known.iter().map(|name| name.rsplit_once(';').map_or(*name, |(_, name)| name));
    let (all, found) = known.fold((0, 0), |(all, found), name| (all + 1, found + usize::from(compiled.contains(name))));
    found * 100 / all.max(1)
}

/// The names of the functions in a module.
fn names(module: &[u8]) -> Result<HashSet<&str>> {
    let mut names = HashSet::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else { continue };
        let KnownCustom::Name(subsections) = section.as_known() else { continue };
        for subsection in subsections {
            let Name::Function(functions) = subsection? else { continue };
            for function in functions {
                names.insert(function?.name);
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_known_whether_other_modules_see_them_or_not() {
        let known = HashSet::from(["_RNv1", "dynatab.123-cgu.0;_RNv2", "_RNv3", "dynatab.123-cgu.0;_RNv4"]);
        assert_eq!(percent_in(&known, &HashSet::from(["_RNv1", "_RNv2", "main"])), 50);
        assert_eq!(percent_in(&HashSet::new(), &HashSet::from(["_RNv1"])), 0);
    }

    #[test]
    fn a_module_tells_the_names_of_its_functions() {
        let mut named = wasm_encoder::NameMap::new();
        named.append(0, "_RNv1");
        let mut section = wasm_encoder::NameSection::new();
        section.functions(&named);
        let mut module = wasm_encoder::Module::new();
        module.section(&section);
        assert_eq!(names(&module.finish()).unwrap(), HashSet::from(["_RNv1"]));
    }
}
