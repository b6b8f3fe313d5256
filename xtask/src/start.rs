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
       endpoint http://127.0.0.1:{port}    region us-east-1

  3. The AWS CLI:
       AWS_ACCESS_KEY_ID=dynatab AWS_SECRET_ACCESS_KEY=dynatab \
       aws dynamodb list-tables --endpoint-url http://127.0.0.1:{port} --region us-east-1
"#;

/// Sets up, builds, and serves until a signal comes. `arguments` are those of the command `dynatab`.
pub fn run(arguments: &[&str]) -> Result<()> {
    package::build()?;
    println!("{}", WAYS.replace("{port}", port(arguments)));
    let command = repository::at("npm/dist/command.js");
    let command = command.to_string_lossy();
    command::become_program(command::command(&repository::root(), "node", &[&[&*command], arguments].concat()))
}

/// The port that `arguments` ask for, as `--port 9000` or `--port=9000`.
fn port<'a>(arguments: &[&'a str]) -> &'a str {
    let mut words = arguments.iter().flat_map(|argument| argument.split('='));
    words.find(|word| *word == "--port").and_then(|_| words.next()).unwrap_or("8000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_use_it_name_the_port_that_was_asked_for() {
        assert_eq!(port(&["--region", "eu-west-1"]), "8000");
        assert_eq!(port(&["--host", "::1", "--port", "9000"]), "9000");
        assert_eq!(port(&["--port=9000"]), "9000");
    }
}
