//! Projection expressions: paths with commas between them.

use super::cursor::Cursor;
use super::faults::Faults;
use super::path::path;
use super::tree::Path;
use crate::expression::{Error, Surface};

/// The paths of a projection expression, at least one.
pub(in crate::expression) fn projection(text: &str) -> Result<Vec<Path<'_>>, Error> {
    let mut cursor = Cursor::new(Surface::Projection, text)?;
    let mut faults = Faults::default();
    let mut paths = vec![path(&mut cursor, &[], &mut faults)?];
    while cursor.passes(",") {
        paths.push(path(&mut cursor, &[], &mut faults)?);
    }
    if !cursor.is_at_end() {
        return Err(cursor.error());
    }
    faults.check(Surface::Projection)?;
    Ok(paths)
}
