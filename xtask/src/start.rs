//! `cargo xtask start`: from a fresh clone to a server that answers.

use anyhow::Result;

use crate::{command, package, repository};

const WAYS: &str = r#"
Three ways to use it:

  1. In-process, no port (JavaScript, AWS SDK v3):
       import { createEmulator } from "dynatab";
       const emulator = await createEmulator();
       const client = new DynamoDBClient(emulator.clientConfig());

  2. As an endpoint, for any SDK in any language (any access key and secret will do):
       endpoint http://127.0.0.1:8000    region us-east-1

  3. The AWS CLI:
       AWS_ACCESS_KEY_ID=dynatab AWS_SECRET_ACCESS_KEY=dynatab \
       aws dynamodb list-tables --endpoint-url http://127.0.0.1:8000 --region us-east-1
"#;

/// Sets up, builds, and serves until a signal comes. `arguments` are those of the command `dynatab`.
pub fn run(arguments: &[&str]) -> Result<()> {
    package::build()?;
    println!("{WAYS}");
    let command = repository::at("npm/dist/command.js");
    let command = command.to_string_lossy();
    command::become_program(command::command(&repository::root(), "node", &[&[&*command], arguments].concat()))
}
