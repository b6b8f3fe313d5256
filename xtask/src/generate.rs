//! `cargo xtask generate [--check]`: writes `src/model/generated.rs` from the service models that botocore carries, and COMPAT.md
//! from the cases.
//!
//! `--check` compares instead of writing and fails when a file is not what the generator writes.

mod botocore;
mod compat;
mod enumeration;
mod service_model;
mod shape_table;
mod tables;

use std::fs;
use std::path::Path;

use service_model::ServiceModel;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Where the tables go, from the root of the repository.
const GENERATED: &str = "src/model/generated.rs";
/// Where the comparison with AWS goes.
const COMPAT: &str = "COMPAT.md";

/// Runs the command; `arguments` are those after `generate`.
pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let check = match arguments {
        [] => false,
        [only] if only == "--check" => true,
        _ => return Err("usage: cargo xtask generate [--check]".into()),
    };
    let botocore = botocore::install(root)?;
    let models = ["dynamodb", "dynamodbstreams"]
        .into_iter()
        .map(|service| Ok(serde_json::from_str::<ServiceModel>(&botocore.service_model(service)?)?))
        .collect::<Result<Vec<_>>>()?;
    for (name, text) in [(GENERATED, tables::write(&models, botocore::VERSION)?), (COMPAT, compat::write(root, &models)?)] {
        settle(root, name, &text, check)?;
    }
    Ok(())
}

/// Writes the file `name`, or compares it if that is all that is asked for.
fn settle(root: &Path, name: &str, text: &str, check: bool) -> Result<()> {
    let path = root.join(name);
    if !check {
        return Ok(fs::write(path, text)?);
    }
    if fs::read_to_string(path)? == text {
        return Ok(());
    }
    Err(format!("{name} is not current: run `cargo xtask generate`").into())
}
