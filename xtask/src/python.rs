//! The clients that come from `PyPI`: the AWS CLI and boto3, in a virtual environment below `target/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{command, repository};

const REQUIREMENTS: &str = "tests/clients/requirements.txt";

/// Runs the tests of the Python clients against a server of their own.
pub fn test() -> Result<()> {
    let programs = install()?;
    let mut unittest = command::command(
        &repository::root(),
        &programs.join("python").to_string_lossy(),
        &["-m", "unittest", "discover", "--start-directory", "tests/clients", "--pattern", "*_test.py"],
    );
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(programs).chain(std::env::split_paths(&path));
    unittest.env("PATH", std::env::join_paths(paths)?).env("PYTHONDONTWRITEBYTECODE", "1");
    command::wait(unittest)
}

/// Installs what `requirements.txt` names, unless the same list is installed already; returns the folder of programs.
fn install() -> Result<PathBuf> {
    let folder = repository::at("target/python-clients");
    let programs = folder.join("bin");
    let stamp = folder.join("installed");
    let wanted = fs::read(repository::at(REQUIREMENTS)).with_context(|| format!("cannot read {REQUIREMENTS}"))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    create(&folder)?;
    command::run(
        &programs.join("python").to_string_lossy(),
        &["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS],
    )?;
    fs::write(stamp, wanted)?;
    Ok(programs)
}

fn create(folder: &Path) -> Result<()> {
    command::run("python3", &["-m", "venv", "--clear", &folder.to_string_lossy()])
}
