//! `cargo xtask bench [name]` and `cargo xtask size`: the files in `benches/`, over a release build.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::{command, package, repository};

/// What benchmarks share, and what wants builds to compare or to count in; nothing to run.
const SHARED: [&str; 7] =
    ["measure.mjs", "strict-writes.mjs", "workload.mjs", "direct.mjs", "builds.mjs", "storage-builds.mjs", "profile.mjs"];

/// Runs every benchmark.
pub fn run_all() -> Result<()> {
    prepare()?;
    for file in files()? {
        run_file(&file)?;
    }
    Ok(())
}

/// Runs the benchmark `name`, for example `engine`.
pub fn run(name: &str) -> Result<()> {
    prepare()?;
    run_file(&format!("{name}.mjs"))
}

fn prepare() -> Result<()> {
    package::build()?;
    package::install(&repository::at("tests"))
}

fn run_file(file: &str) -> Result<()> {
    command::run("node", &["--expose-gc", &format!("benches/{file}")])
}

fn files() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(repository::at("benches"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|extension| extension == "mjs") && !SHARED.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
