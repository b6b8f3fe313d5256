//! The rule of projections and updates that no two paths overlap or conflict.

use std::collections::BTreeMap;

use crate::expression::path::Relation;
use crate::expression::{Fault, Path};

/// An overlap anywhere is reported before a conflict; of each kind the pair that is complete first, in written order.
pub(in crate::expression) fn check<'p>(paths: impl Iterator<Item = &'p Path>) -> Result<(), Fault> {
    // Paths into different attributes are apart, and a request may name very many.
    let mut seen: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    let mut conflict = None;
    for path in paths {
        let seen = seen.entry(path.attribute()).or_default();
        for earlier in seen.iter() {
            match earlier.relation(path) {
                Relation::Apart => {}
                Relation::Overlap => return Err(Fault::Overlap((*earlier).clone(), path.clone())),
                Relation::Conflict if conflict.is_some() => {}
                Relation::Conflict => conflict = Some(Fault::Conflict((*earlier).clone(), path.clone())),
            }
        }
        seen.push(path);
    }
    conflict.map_or(Ok(()), Err)
}
