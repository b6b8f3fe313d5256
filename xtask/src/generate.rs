//! `cargo xtask generate [--check]`: writes `src/model/generated.rs` from the service models that botocore carries.
//!
//! `--check` compares instead of writing and fails when the file is not what the generator writes.

mod botocore;
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

/// Runs the command; `arguments` are those after `generate`.
pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let check = match arguments {
        [] => false,
        [only] if only == "--check" => true,
        _ => return Err("usage: cargo xtask generate [--check]".into()),
    };
    let text = generate(root)?;
    let path = root.join(GENERATED);
    if !check {
        return Ok(fs::write(path, text)?);
    }
    if fs::read_to_string(path)? == text {
        return Ok(());
    }
    Err(format!("{GENERATED} is not current: run `cargo xtask generate`").into())
}

fn generate(root: &Path) -> Result<String> {
    let botocore = botocore::install(root)?;
    let models = ["dynamodb", "dynamodbstreams"]
        .into_iter()
        .map(|service| Ok(serde_json::from_str::<ServiceModel>(&botocore.service_model(service)?)?))
        .collect::<Result<Vec<_>>>()?;
    tables::write(&models, botocore::VERSION)
}
