//! Names and paths as places of an item.

use super::Binder;
use crate::expression::{self, LimitFault, Path, Step};
use crate::partiql::syntax::{Component, Expr, Node};
use crate::partiql::{Fault, Refused, Term};

impl Binder<'_> {
    /// The place that `expr`, a name or a path from one, stands for; `None` for another expression.
    pub(super) fn path(self, expr: &Expr) -> Result<Option<Path>, Fault> {
        match &expr.node {
            Node::Name(name) => checked(name).map(|name| Some(Path::attribute_named(name))),
            Node::Path(root, components) => match &root.node {
                Node::Name(name) => {
                    let name = checked(name)?.to_owned();
                    let steps = components.iter().map(|component| self.step(root, component)).collect::<Result<_, _>>()?;
                    Ok(Some(Path::new(name, steps)))
                }
                _ => Err(self.unexpected(root)),
            },
            _ => Ok(None),
        }
    }

    /// The place that `expr` stands for.
    pub(super) fn place(self, expr: &Expr) -> Result<Path, Fault> {
        self.path(expr)?.ok_or_else(|| self.unexpected(expr))
    }

    fn step(self, root: &Expr, component: &Component) -> Result<Step, Fault> {
        match component {
            Component::Name(name) => checked(name).map(|name| Step::Name(name.to_owned())),
            Component::Wildcard => Err(self.unexpected(root)),
            Component::Index(index) => match &index.node {
                Node::Text(name) => checked(name).map(|name| Step::Name(name.to_owned())),
                Node::Number(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => list_index(digits),
                _ => Err(self.unexpected(index)),
            },
        }
    }

    fn unexpected(self, expr: &Expr) -> Fault {
        Fault::Term(Term::PathComponent, self.position(expr))
    }
}

fn checked(name: &str) -> Result<&str, Fault> {
    if name.is_empty() { Err(Refused::EmptyComponent.into()) } else { Ok(name) }
}

fn list_index(digits: &str) -> Result<Step, Fault> {
    let index = digits.parse::<i32>().ok().and_then(|index| u32::try_from(index).ok());
    index.map(Step::Index).ok_or_else(|| expression::Fault::Limit(LimitFault::Index(digits.to_owned())).into())
}
