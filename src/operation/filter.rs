//! The filter of a query or scan: which of the items that were read are given.

use super::{Error, key_paths};
use crate::expression::Condition;
use crate::table::{Index, Projected, Source};
use crate::value::{AttributeMap, Item};

/// A filter on the items of one source.
#[derive(Debug)]
pub struct Filter {
    condition: Option<Condition>,
    /// Set where the filter reads attributes that the index does not have: they are missing to it.
    hidden: Option<Projected>,
}

impl Filter {
    /// The filter `condition` on what is read from `source`; `fetches` if whole items are read from the table.
    ///
    /// # Errors
    ///
    /// It looks into a key attribute.
    pub fn new(condition: Option<Condition>, source: Source<'_>, fetches: bool) -> Result<Self, Error> {
        let paths = condition.as_ref().map(Condition::paths).unwrap_or_default();
        key_paths::check(source.base(), key_paths::nested(paths.iter().copied()))?;
        let index = source.as_index().filter(|_| !fetches);
        let hides = |projected: &&Projected| paths.iter().any(|path| !projected.contains(path.attribute()));
        let hidden = index.map(Index::projected).filter(hides).cloned();
        Ok(Self { condition, hidden })
    }

    /// Whether `item` is given.
    #[must_use]
    pub fn passes(&self, item: &Item) -> bool {
        let Some(condition) = &self.condition else { return true };
        match &self.hidden {
            None => condition.matches(Some(item.attributes())),
            Some(projected) => condition.matches(Some(visible(item, projected).attributes())),
        }
    }
}

/// `item` as the index has it.
fn visible(item: &Item, projected: &Projected) -> Item {
    let attributes = item.attributes().iter().filter(|(name, _)| projected.contains(name));
    Item::new(&attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<AttributeMap>())
}

/// Whether a query's filter leaves the key attributes by which it queries to the key condition.
///
/// # Errors
///
/// It reads one; `parameter` is AWS's name for where.
pub fn check_keys(source: Source<'_>, condition: Option<&Condition>, parameter: &str) -> Result<(), Error> {
    let paths = condition.map(Condition::paths).unwrap_or_default();
    let mut keys = source.key().attributes().map(|attribute| &*attribute.name);
    match keys.find(|key| paths.iter().any(|path| path.attribute() == *key)) {
        None => Ok(()),
        Some(key) => Err(Error::validation(format!(
            "{parameter} can only contain non-primary key attributes: Primary key attribute: {key}"
        ))),
    }
}
