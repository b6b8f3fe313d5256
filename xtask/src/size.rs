//! `cargo xtask size`: what a user downloads, raw and as gzip sends it.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use crate::{command, package, repository};

/// The files that reach a user.
const FILES: [(&str, &str); 4] = [
    ("engine", "npm/dist/engine.wasm"),
    ("JavaScript, browser", "npm/dist/browser.mjs"),
    ("JavaScript, Node", "npm/dist/node.js"),
    ("JavaScript, command", "npm/dist/command.js"),
];

/// Prints a line for each file.
pub fn run() -> Result<()> {
    package::build()?;
    println!("{:22}{:>12}{:>12}", "", "bytes", "gzip -9");
    for (name, file) in FILES {
        let raw = std::fs::metadata(repository::at(file))?.len();
        println!("{name:22}{raw:>12}{:>12}", compressed(file)?);
    }
    Ok(())
}

fn compressed(file: &str) -> Result<usize> {
    let mut gzip = command::command(&repository::root(), "gzip", &["-9", "--stdout", file]);
    let output = gzip.stderr(Stdio::inherit()).output().context("cannot start gzip")?;
    ensure!(output.status.success(), "gzip failed");
    Ok(output.stdout.len())
}
