//! The package in a real Chromium, which is installed where `apt-get` can do so.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{command, test};

/// Names under which Chromium and its siblings are installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const WANTED: &str = "the browser tests want Chromium: install it, or name its program in the environment variable CHROMIUM";
/// Where it is on macOS.
const APPLICATION: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Runs the tests of `tests/browser`.
pub fn test() -> Result<()> {
    let mut tests = test::node_tests("tests/browser")?;
    tests.env("CHROMIUM", executable()?);
    command::wait(tests)
}

/// Chromium's program: the one that `CHROMIUM` names, one that is installed, or one that is installed now.
fn executable() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if in_path("apt-get").is_some() {
        install().context(WANTED)?;
    }
    find().context(WANTED)
}

fn install() -> Result<()> {
    command::run("apt-get", &["update", "--quiet", "--quiet"])?;
    command::run("apt-get", &["install", "--quiet", "--quiet", "--yes", "--no-install-recommends", "chromium"])
}

fn find() -> Option<PathBuf> {
    let application = Some(PathBuf::from(APPLICATION)).filter(|path| path.is_file());
    NAMES.iter().find_map(|name| in_path(name)).or(application)
}

/// Where the program `name` is among the folders of `PATH`.
fn in_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder: PathBuf| folder.join(name)).find(|path: &PathBuf| Path::is_file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_in_the_folders_of_path() {
        assert!(in_path("cargo").is_some());
        assert_eq!(in_path("no-program-of-this-name"), None);
    }
}
