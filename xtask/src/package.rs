//! The npm package: its own tools, the engine, and the JavaScript around it.

use std::fs;

use anyhow::Result;

use crate::command;
use crate::engine::{self, Kind};
use crate::repository;

/// Builds the engine into `pkg/`, the package into `npm/dist/` and the playground into `www/dist/`, from where it goes into the package too.
pub fn build() -> Result<()> {
    install(&repository::at("npm"))?;
    println!("building the engine as WebAssembly; the first time takes some minutes");
    engine::build(Kind::Release, &repository::at("pkg"))?;
    command::run_in(&repository::at("npm"), "node", &["build.mjs"])?;
    let playground = repository::at("www");
    install(&playground)?;
    command::run_in(&playground, "npm", &["run", "--silent", "build"])
}

/// Installs what `package-lock.json` of `folder` names, unless the same lock is installed already.
pub fn install(folder: &std::path::Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    // Not `npm ci`: it refuses a lock written where the registry carries no optional packages for other platforms.
    command::run_in(folder, "npm", &["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"])?;
    fs::write(stamp, lock)?;
    Ok(())
}
