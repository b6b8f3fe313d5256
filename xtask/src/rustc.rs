//! xtask in the place of rustc, as cargo's `RUSTC_WRAPPER`: the engine's functions get the same symbols wherever it is built.
//!
//! A profile knows functions by their symbols, which hold a hash of each crate that they mention. rustc makes it of the crate's name and of what cargo
//! says in `-C metadata`, and that differs with the crate's features, its dependencies and, where one of them runs at compile time, with the host.

use std::env;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;
use crate::engine::TARGET;

/// The environment variable that says so.
const MARK: &str = "DYNATAB_XTASK_IS_RUSTC";

/// Crates that know JavaScript. Counting keeps functions of theirs that no engine calls, and that Node 20 cannot compile.
const BINDINGS: [&str; 3] = ["js-sys", "wasm-bindgen", "wasm-bindgen-futures"];

/// What has rustc count how often everything runs.
pub const COUNTING: &str = "-Cprofile-generate";

/// Lets `cargo` start this program in the place of rustc.
pub fn replace(cargo: &mut Command) -> Result<()> {
    cargo.env("RUSTC_WRAPPER", env::current_exe()?).env(MARK, "1");
    Ok(())
}

/// Whether this process is to be rustc.
pub fn is_wanted() -> bool {
    env::var_os(MARK).is_some()
}

/// Becomes the rustc that cargo names first.
pub fn run() -> Result<()> {
    let mut arguments = env::args_os().skip(1);
    let Some(rustc) = arguments.next() else { bail!("{MARK} is for cargo to set") };
    let mut arguments: Vec<_> = arguments.collect();
    if arguments.iter().any(|argument| argument == TARGET)
        && let (Ok(package), Ok(version)) = (env::var("CARGO_PKG_NAME"), env::var("CARGO_PKG_VERSION"))
    {
        for argument in &mut arguments {
            if argument.to_string_lossy().starts_with("metadata=") {
                *argument = metadata(&package, &version).into();
            }
        }
        arguments.retain(|argument| argument != COUNTING || !BINDINGS.contains(&package.as_str()));
    }
    let mut command = Command::new(rustc);
    command.args(arguments);
    command::become_program(command)
}

/// What tells a crate from every other one in the engine, and is the same for the next patch of it.
fn metadata(package: &str, version: &str) -> String {
    format!("metadata={package}-{}", series(version))
}

/// What versions have in common of which cargo builds only one.
fn series(version: &str) -> String {
    let numbers: Vec<&str> = version.split('.').collect();
    let zeros = numbers.iter().take_while(|number| **number == "0").count();
    numbers.into_iter().take(zeros + 1).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_changes_no_metadata() {
        assert_eq!(metadata("imbl", "7.0.2"), "metadata=imbl-7");
        assert_eq!(metadata("ruzstd", "0.8.3"), "metadata=ruzstd-0.8");
        assert_eq!(metadata("some", "0.0.5"), "metadata=some-0.0.5");
    }

    #[test]
    fn two_versions_of_a_crate_are_two() {
        assert_ne!(metadata("derive_more", "1.0.0"), metadata("derive_more", "2.1.1"));
    }
}
