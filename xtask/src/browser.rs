//! The package in real browsers, which are installed where `apt-get` can do so.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::{command, test};

/// A browser that tests are run in.
pub struct Browser {
    /// What the tests call it (`BROWSER`).
    name: &'static str,
    /// The environment variable that names its program.
    variable: &'static str,
    /// Its package in Debian.
    package: &'static str,
    /// Names under which it and its siblings are installed.
    programs: &'static [&'static str],
    /// Where it is on macOS.
    application: &'static str,
}

pub const CHROMIUM: Browser = Browser {
    name: "chromium",
    variable: "CHROMIUM",
    package: "chromium",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    application: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
};

pub const FIREFOX: Browser = Browser {
    name: "firefox",
    variable: "FIREFOX",
    package: "firefox-esr",
    programs: &["firefox-esr", "firefox"],
    application: "/Applications/Firefox.app/Contents/MacOS/firefox",
};

impl Browser {
    /// Runs the tests directly in `folders`.
    pub fn test(&self, folders: &[&str]) -> Result<()> {
        let mut tests = test::node_tests(folders)?;
        tests.env("BROWSER", self.name).env(self.variable, self.executable()?);
        command::wait(tests)
    }

    /// The program that the environment variable names, one that is installed, or one that is installed now.
    fn executable(&self) -> Result<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable) {
            return Ok(named.into());
        }
        if let Some(found) = self.find() {
            return Ok(found);
        }
        if in_path("apt-get").is_some() {
            self.install().with_context(|| self.wanted())?;
        }
        self.find().ok_or_else(|| anyhow!(self.wanted()))
    }

    fn install(&self) -> Result<()> {
        command::run("apt-get", &["update", "--quiet", "--quiet"])?;
        command::run("apt-get", &["install", "--quiet", "--quiet", "--yes", "--no-install-recommends", self.package])
    }

    fn find(&self) -> Option<PathBuf> {
        let application = Some(PathBuf::from(self.application)).filter(|path| path.is_file());
        self.programs.iter().find_map(|name| in_path(name)).or(application)
    }

    fn wanted(&self) -> String {
        let Self { name, variable, .. } = self;
        format!("the browser tests want {name}: install it, or name its program in the environment variable {variable}")
    }
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

    #[test]
    fn who_has_no_browser_is_told_how_to_name_one() {
        assert!(FIREFOX.wanted().ends_with("environment variable FIREFOX"));
    }
}
