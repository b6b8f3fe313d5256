//! The commands of this repository: `cargo xtask build | start | test | bench | size | generate`.

mod generate;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let result = match arguments.split_first() {
        Some((command, rest)) if command == "generate" => generate::run(root, rest),
        _ => Err("usage: cargo xtask generate [--check]".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a command tells its user what went wrong")]
            {
                eprintln!("{error}");
            }
            ExitCode::FAILURE
        }
    }
}
