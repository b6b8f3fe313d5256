//! Other programs, started from here: a failure names the command that failed.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::repository;

/// Runs `program` in the root of the repository and waits; its output goes to the terminal.
pub fn run(program: &str, arguments: &[&str]) -> Result<()> {
    run_in(&repository::root(), program, arguments)
}

/// Runs `program` in `folder` and waits; its output goes to the terminal.
pub fn run_in(folder: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    wait(command(folder, program, arguments))
}

/// A command that another step may extend with environment variables before [`wait`].
pub fn command(folder: &Path, program: &str, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    command
}

/// Runs to the end and turns a bad exit status into an error.
pub fn wait(mut command: Command) -> Result<()> {
    let line = line(&command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    ensure!(status.success(), "`{line}` failed ({status})");
    Ok(())
}

/// Ends in `command`: on Unix it takes over this very process, so that a signal meant for us reaches it.
#[cfg(unix)]
pub fn become_program(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let line = line(&command);
    Err(command.exec()).with_context(|| format!("cannot start `{line}`"))
}

/// Ends in `command`.
#[cfg(not(unix))]
pub fn become_program(command: Command) -> Result<()> {
    wait(command)
}

/// What `program` writes to its standard output.
pub fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let mut command = command(&repository::root(), program, arguments);
    let line = line(&command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{line}`"))?;
    ensure!(output.status.success(), "`{line}` failed ({})", output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
