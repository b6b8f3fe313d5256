//! `cargo xtask generate [--check]`: writes `src/model/generated.rs` and `src/s3/generated.rs` from the service models that botocore
//! carries, and COMPAT.md from the cases.
//!
//! `--check` compares instead of writing and fails when a file is not what the generator writes.

mod botocore;
mod compat;
mod enumeration;
mod s3_operations;
mod service_model;
mod shape_table;
mod tables;

use std::fs;
use std::path::Path;

use service_model::ServiceModel;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Where the tables go, from the root of the repository.
const GENERATED: &str = "src/model/generated.rs";
/// Where the operations of Amazon S3 go.
const S3_OPERATIONS: &str = "src/s3/generated.rs";
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
    let model = |service| Ok(serde_json::from_str::<ServiceModel>(&botocore.service_model(service)?)?);
    let models = ["dynamodb", "dynamodbstreams"].into_iter().map(model).collect::<Result<Vec<_>>>()?;
    let s3 = model("s3")?;
    for (name, text) in [
        (GENERATED, tables::write(&models, botocore::VERSION)?),
        (S3_OPERATIONS, s3_operations::write(&s3, botocore::VERSION)?),
        (COMPAT, compat::write(root, &models, &s3)?),
    ] {
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
