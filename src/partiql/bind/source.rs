//! The table or index that stands behind `FROM`, `UPDATE` or `INSERT INTO`.

use super::Binder;
use crate::partiql::statement::Target;
use crate::partiql::syntax::{Component, Expr, Node};
use crate::partiql::{Fault, Refused, Term};

/// A table, or `"table"."index"`.
pub(super) fn target(expr: &Expr) -> Result<Target, Fault> {
    let mut names = names(expr).ok_or(Refused::Sources)?;
    if names.len() > 2 {
        return Err(Refused::Components.into());
    }
    if names.iter().any(|name| name.is_empty()) {
        return Err(Refused::EmptyComponent.into());
    }
    let index = if names.len() == 2 { names.pop() } else { None };
    Ok(Target { table: names.concat(), index: index.map(str::to_owned) })
}

/// The table of a write to a condition's items.
pub(super) fn written_table(expr: &Expr) -> Result<String, Fault> {
    let target = target(expr)?;
    if target.index.is_some() { Err(Refused::IndexWrite.into()) } else { Ok(target.table) }
}

impl Binder<'_> {
    /// The table to insert into, which is one name.
    pub(super) fn inserted_table(self, expr: &Expr) -> Result<String, Fault> {
        match &expr.node {
            Node::Name(name) if name.is_empty() => Err(Refused::EmptyComponent.into()),
            Node::Name(name) => Ok(name.clone()),
            _ => Err(Fault::Term(Term::InsertTable, self.position(expr))),
        }
    }
}

/// The names of a path of names.
fn names(expr: &Expr) -> Option<Vec<&str>> {
    let (root, components): (_, &[_]) = match &expr.node {
        Node::Path(root, components) => (&**root, components),
        _ => (expr, &[]),
    };
    let Node::Name(table) = &root.node else { return None };
    let rest = components.iter().map(|component| match component {
        Component::Name(name) | Component::Index(Expr { node: Node::Text(name), .. }) => Some(name.as_str()),
        Component::Index(_) | Component::Wildcard => None,
    });
    std::iter::once(Some(table.as_str())).chain(rest).collect()
}
