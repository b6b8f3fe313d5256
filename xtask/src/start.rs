//! `cargo xtask start`: from a fresh clone to a server that answers, and says how to use it.

use anyhow::Result;

use crate::{command, package, repository};

/// Sets up, builds, and serves until a signal comes. `arguments` are those of the command `dynatab`.
pub fn run(arguments: &[&str]) -> Result<()> {
    package::build()?;
    let command = repository::at("npm/dist/command.js");
    let command = command.to_string_lossy();
    command::become_program(command::command(&repository::root(), "node", &[&[&*command], arguments].concat()))
}
