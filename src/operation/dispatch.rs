//! The dispatch table.

use super::{Call, Caller, Error};
use crate::account::Database;
use crate::model::{ErrorCode, OperationModel};
use crate::request;

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
    let _input = request::decode(operation, body)?;
    let layer = caller.validation.layer(operation);
    let call = Call { operation, layer, caller, database };
    Err(not_built(call.operation.name))
}

fn not_built(name: &str) -> Error {
    let text = format!("dynatab does not implement {name} yet; COMPAT.md lists what it does");
    Error::new(ErrorCode::UnknownOperationException, text)
}
