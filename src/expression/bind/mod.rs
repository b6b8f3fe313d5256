//! From syntax trees to trees over real names and values, with the checks of operands that AWS makes before it looks for
//! the table.

mod condition;
pub(super) mod distinct_paths;
mod resolve;
mod types;
mod update;

pub use condition::{between, call, compare, condition_of_type, is_in};
pub use resolve::Resolved;
pub use update::{operand, operands_of_arithmetic};

pub(super) use condition::condition;
pub(super) use update::update;

use super::syntax::Path as SyntaxPath;
use super::{Fault, Path, Placeholders, Projection};

/// Binds the paths of a projection: names first, then overlaps, then conflicts.
pub(super) fn projection(paths: &[SyntaxPath<'_>], placeholders: &Placeholders<'_>) -> Result<Projection, Fault> {
    let paths = paths.iter().map(|path| resolve::path(path, placeholders)).collect::<Result<Vec<_>, _>>()?;
    projection_of(&paths)
}

/// The projection of `paths`.
///
/// # Errors
/// Two of them overlap or conflict.
pub fn projection_of(paths: &[Path]) -> Result<Projection, Fault> {
    distinct_paths::check(paths.iter())?;
    Ok(Projection::new(paths.iter()))
}
