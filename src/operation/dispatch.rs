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
    let layer = request::validate(operation, &input, caller.classic_validation)?;
    let mut call = Call { operation, layer, caller, database };
    dispatch(&mut call, input)
}

fn dispatch(call: &mut Call<'_>, _input: Structure) -> Result<Vec<u8>, Error> {
    match call.operation.name {
        name => Err(not_built(name)),
    }
}

/// The output as JSON.
#[expect(dead_code, reason = "operations land next")]
fn encode(output: Result<impl Serialize, Error>) -> Result<Vec<u8>, Error> {
    output.and_then(|output| serde_json::to_vec(&output).map_err(|_| Error::bare(ErrorCode::InternalServerError)))
}

fn not_built(name: &str) -> Error {
    Error::new(
        ErrorCode::UnknownOperationException,
        format!("dynatab does not implement {name} yet; COMPAT.md lists what it does"),
    )
}
