//! Where things are in this repository.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// A path below the root, for example `at("npm/dist")`.
pub fn at(path: &str) -> PathBuf {
    root().join(path)
}
