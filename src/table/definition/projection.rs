//! `Projection`: what an index holds of an item.

use std::sync::Arc;

use super::DefinitionFault;
use crate::order;
use crate::request::Structure;
use crate::table::Projection;

/// The projection of the index that `index` defines. Its attributes are kept in the order of their names, in which AWS describes them
/// (observed 2026-10-08).
///
/// # Errors
///
/// Type and attributes that do not go together.
pub fn read(index: &Structure) -> Result<Projection, DefinitionFault> {
    let projection = index.structure("Projection");
    let names = projection.filter(|projection| projection.has("NonKeyAttributes"));
    match projection.and_then(|projection| projection.text("ProjectionType")) {
        Some("ALL") if names.is_some() => Err(DefinitionFault::ProjectedAttributes("ALL")),
        Some("KEYS_ONLY") if names.is_some() => Err(DefinitionFault::ProjectedAttributes("KEYS_ONLY")),
        Some("ALL") => Ok(Projection::All),
        Some("KEYS_ONLY") => Ok(Projection::KeysOnly),
        Some("INCLUDE") => included(names.ok_or(DefinitionFault::NoProjectedAttributes)?),
        _ => Err(DefinitionFault::UnknownProjection),
    }
}

/// How many attributes the projections of a table's indexes may name; one of two indexes counts twice (developer guide, Quotas).
const MAXIMUM_NAMED: usize = 100;

/// Whether `projections`, those of all indexes of a table, name no more attributes than they may.
///
/// # Errors
///
/// They do. AWS's text was not recorded.
pub fn check_named<'a>(projections: impl Iterator<Item = &'a Projection>) -> Result<(), DefinitionFault> {
    let named = projections.map(|projection| match projection {
        Projection::Include(names) => names.len(),
        Projection::All | Projection::KeysOnly => 0,
    });
    if named.sum::<usize>() > MAXIMUM_NAMED { Err(DefinitionFault::TooManyProjected) } else { Ok(()) }
}

fn included(projection: &Structure) -> Result<Projection, DefinitionFault> {
    let mut names: Vec<Arc<str>> = Vec::new();
    for name in projection.texts("NonKeyAttributes") {
        if names.iter().any(|earlier| &**earlier == name) {
            return Err(DefinitionFault::DuplicateProjected(name.to_owned()));
        }
        names.push(name.into());
    }
    order::sort(&mut names);
    Ok(Projection::Include(names))
}
