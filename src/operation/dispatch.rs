//! The dispatch table.

use serde::Serialize;

use super::{Call, Caller, Error};
use crate::account::Database;
use crate::model::{ErrorCode, OperationModel};
use crate::request::{self, Structure};

/// Runs `operation` on `body`, the JSON of its input, and gives the JSON of its output.
///
/// # Errors
///
/// The AWS error that the caller sees; nothing is changed then.
pub fn run(
    operation: &'static OperationModel,
    caller: Caller<'_>,
    database: &mut Database,
    body: &[u8],
) -> Result<Vec<u8>, Error> {
    let input = request::decode(operation, body)?;
    let layer = request::validate(operation, &input, caller.validation)?;
    dispatch(&mut Call { operation, layer, caller, database }, input)
}

/// One arm for each operation that is built.
fn dispatch(call: &mut Call<'_>, _input: Structure) -> Result<Vec<u8>, Error> {
    Err(not_built(call.operation.name))
}

/// The output as JSON.
#[expect(dead_code, reason = "the first operation lands next")]
fn encode(output: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(output).map_err(|_| Error::bare(ErrorCode::InternalServerError))
}

fn not_built(name: &str) -> Error {
    let text = format!("dynatab does not implement {name} yet; COMPAT.md lists what it does");
    Error::new(ErrorCode::UnknownOperationException, text)
}
