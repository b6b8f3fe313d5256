//! The commands of this repository: `cargo xtask build | start | test | bench | size | profile | generate`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to the person who typed it")]

mod arrangement;
mod bench;
mod browser;
mod command;
mod engine;
mod generate;
mod imports;
mod package;
mod profile;
mod python;
mod repository;
mod rustc;
mod start;
mod steps;
mod test;

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  start [options]    set up what is missing, build, start the HTTP server on 127.0.0.1:8000
  test               set up what is missing, check and test everything
  build              the engine as WebAssembly into pkg/, the npm package into npm/dist/
  bench [name]       measure the ratios of docs/performance.md, or one of them (benches/)
  size               what a user downloads
  profile            count anew what runs how often in the engine; a release is optimized by it
  generate [--check] write src/model/ from the service model, or compare it";

fn main() -> ExitCode {
    match if rustc::is_wanted() { rustc::run() } else { run() } {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build"] => package::build(),
        ["start", options @ ..] => start::run(options),
        ["test"] => test::run(),
        ["bench"] => bench::run_all(),
        ["bench", name] => bench::run(name),
        ["profile"] => profile::make(),
        ["size"] => bench::run("size"),
        ["generate", ..] => {
            generate::run(&repository::root(), arguments.get(1..).unwrap_or_default()).map_err(|error| anyhow!("{error}"))
        }
        _ => bail!("{USAGE}"),
    }
}
