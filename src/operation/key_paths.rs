//! Expressions may not look into key attributes, which are scalars.

use super::Error;
use crate::expression::Path;
use crate::table::Table;

/// Whether an expression that looks into the attributes `nested` leaves the keys of `table` and of its indexes whole.
///
/// # Errors
///
/// The first key attribute, in the order of the schemas, that the expression looks into.
pub fn check<'p>(table: &Table, nested: impl IntoIterator<Item = &'p str>) -> Result<(), Error> {
    let nested: Vec<_> = nested.into_iter().collect();
    if nested.is_empty() {
        return Ok(());
    }
    let is_nested = |name: &str| nested.contains(&name);
    let mut keys = table.key().attributes().map(|attribute| &*attribute.name);
    if let Some(name) = keys.find(|name| is_nested(name)) {
        return Err(refusal("Key", name));
    }
    let mut index_keys = table.indexes().iter().flat_map(|index| index.schema().key.attributes());
    match index_keys.find(|attribute| is_nested(&attribute.name)) {
        Some(attribute) => Err(refusal("IndexKey", &attribute.name)),
        None => Ok(()),
    }
}

fn refusal(role: &str, name: &str) -> Error {
    Error::validation(format!(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {role}: {name}"
    ))
}

/// The attributes that `paths` look into.
pub fn nested<'p>(paths: impl IntoIterator<Item = &'p Path>) -> impl Iterator<Item = &'p str> {
    paths.into_iter().filter(|path| path.is_nested()).map(Path::attribute)
}
