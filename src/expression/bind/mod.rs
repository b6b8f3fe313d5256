//! From syntax trees to trees over real names and values, with the checks of operands that AWS makes before it looks for
//! the table.

mod condition;
pub(super) mod distinct_paths;
mod resolve;
mod types;
mod update;

pub(super) use condition::condition;
pub(super) use update::update;

use super::syntax::Path as SyntaxPath;
use super::{Fault, Placeholders, Projection};

/// Binds the paths of a projection: names first, then overlaps, then conflicts.
pub(super) fn projection(paths: &[SyntaxPath<'_>], placeholders: &Placeholders<'_>) -> Result<Projection, Fault> {
    let paths = paths.iter().map(|path| resolve::path(path, placeholders)).collect::<Result<Vec<_>, _>>()?;
    distinct_paths::check(paths.iter())?;
    Ok(Projection::new(paths.iter()))
}
