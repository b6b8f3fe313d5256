//! `VectorIndexes`: what AWS refuses of them whatever the rest of the table is. Such indexes are not built yet.

use super::DefinitionFault;
use crate::request::Structure;
use crate::table::BillingMode;

const MAXIMUM_INDEXES: usize = 5;
const MAXIMUM_DIMENSIONS: i64 = 4096;

/// Checks the vector indexes of a new table.
///
/// # Errors
///
/// None or more than five in the list, a provisioned table, or more than 4096 dimensions.
pub fn check(input: &Structure) -> Result<(), DefinitionFault> {
    let Some(indexes) = input.list("VectorIndexes") else { return Ok(()) };
    let on_demand = input.text("BillingMode").and_then(BillingMode::from_name) == Some(BillingMode::PayPerRequest);
    let dimensions = |index: &Structure| index.integer("Dimensions").unwrap_or_default();
    match indexes.len() {
        0 => Err(DefinitionFault::EmptyList("VectorIndexes")),
        _ if !on_demand => Err(DefinitionFault::VectorIndexesProvisioned),
        count if count > MAXIMUM_INDEXES => Err(DefinitionFault::TooManyVectorIndexes),
        _ if input.structures("VectorIndexes").any(|index| dimensions(index) > MAXIMUM_DIMENSIONS) => {
            Err(DefinitionFault::VectorDimensions)
        }
        _ => Ok(()),
    }
}
