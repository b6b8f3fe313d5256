//! `cargo xtask test`: everything that must hold, from the format of the source to real clients over HTTP.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::engine::{self, Kind, TARGET};
use crate::steps::{self, Step, step};
use crate::{browser, command, generate, package, python, repository};

const STEPS: &[Step] = &[
    step("format", || command::run("cargo", &["fmt", "--all", "--check"])),
    step("lints", || command::run("cargo", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])),
    step("lints of the boundary", lint_boundary),
    step("lints of the fuzz targets", lint_fuzz_targets),
    step("engine, natively", || command::run("cargo", &["test", "--workspace", "--quiet"])),
    step("generated files are current", generated_files),
    step("build", package::build),
    step("build with debug assertions", || engine::build(Kind::Debug, &repository::at("target/debug-engine"))),
    step("packages for the tests", || package::install(&repository::at("tests"))),
    step("types", || tool("typescript/bin/tsc", &["--project", "node/types"])),
    step("types for Vitest", || tool("typescript/bin/tsc", &["--project", "node/types/tsconfig.vitest.json"])),
    step("package contents", || tool("publint/src/cli.js", &["run", "../npm", "--strict"])),
    step("in Node", || command::wait(node_tests(&["tests/node"])?)),
    step("in Chromium", || browser::CHROMIUM.test(&["tests/browser", IN_EVERY_BROWSER])),
    step("in Firefox", || browser::FIREFOX.test(&[IN_EVERY_BROWSER])),
    step("clients in Node", || command::wait(node_tests(&["tests/clients"])?)),
    step("AWS CLI and boto3", python::test),
];

/// Tests that need of a browser only what Playwright and Puppeteer have in common.
const IN_EVERY_BROWSER: &str = "tests/browser/every";

/// Runs all steps.
pub fn run() -> Result<()> {
    steps::run(STEPS)
}

fn lint_boundary() -> Result<()> {
    engine::install_target()?;
    command::run("cargo", &["clippy", "--target", TARGET, "--quiet", "--", "-D", "warnings"])
}

/// Fuzzing needs a nightly toolchain and linking its library; that the targets still fit the engine shows without either.
fn lint_fuzz_targets() -> Result<()> {
    let manifest = ["--manifest-path", "fuzz/Cargo.toml"];
    command::run("cargo", &[&["fmt", "--check"], &manifest[..]].concat())?;
    let arguments = [&["clippy"], &manifest[..], &["--target-dir", "target/fuzz", "--quiet", "--", "-D", "warnings"]].concat();
    let mut clippy = command::command(&repository::root(), "cargo", &arguments);
    // A library that is somewhere else is not compiled.
    clippy.env("CUSTOM_LIBFUZZER_PATH", "/linked/by/nobody.a");
    command::wait(clippy)
}

fn generated_files() -> Result<()> {
    generate::run(&repository::root(), &["--check".to_owned()]).map_err(|error| anyhow!("{error}"))
}

/// A tool of the test packages, started in `tests/`.
fn tool(script: &str, arguments: &[&str]) -> Result<()> {
    let script = format!("node_modules/{script}");
    command::run_in(&repository::at("tests"), "node", &[&[script.as_str()], arguments].concat())
}

/// Node's own test runner over the files `*.test.js` directly in `folders`.
pub fn node_tests(folders: &[&str]) -> Result<Command> {
    let mut arguments: Vec<OsString> = vec!["--test".into(), "--test-reporter=dot".into()];
    for folder in folders {
        arguments.extend(test_files(&repository::at(folder))?.into_iter().map(PathBuf::into_os_string));
    }
    Ok(command::command(&repository::root(), "node", &arguments))
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let is_test = |path: &PathBuf| path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.ends_with(".test.js"));
    let mut files: Vec<_> = paths.into_iter().filter(is_test).collect();
    files.sort();
    Ok(files)
}
