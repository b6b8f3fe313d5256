//! The botocore package, installed from `PyPI` into the target folder by its ordinary client.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Result;

/// The version whose models the engine follows.
pub const VERSION: &str = "1.44.5";

/// Prints the service model of the service named by the first argument.
const PRINT_MODEL: &str = "\
import gzip, pathlib, sys, botocore
folder = pathlib.Path(botocore.__file__).parent / 'data' / sys.argv[1]
newest = max(folder.glob('*/service-2.json.gz'))
sys.stdout.buffer.write(gzip.open(newest).read())";

/// An installed botocore.
pub struct Botocore {
    python: PathBuf,
}

/// Installs the pinned version unless it is there.
pub fn install(root: &Path) -> Result<Botocore> {
    let folder = root.join("target").join(format!("botocore-{VERSION}"));
    let done = folder.join("installed");
    let python = folder.join("bin").join("python");
    if !done.exists() {
        output(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let package = format!("botocore=={VERSION}");
        output(Command::new(&python).args(["-m", "pip", "install", "--quiet", &package]))?;
        std::fs::write(done, "")?;
    }
    Ok(Botocore { python })
}

impl Botocore {
    /// The JSON text of the model of `service`.
    pub fn service_model(&self, service: &str) -> Result<String> {
        let model = output(Command::new(&self.python).args(["-c", PRINT_MODEL, service]))?;
        Ok(String::from_utf8(model)?)
    }
}

fn output(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr)).into())
}
