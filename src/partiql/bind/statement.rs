//! Whole statements.

use super::source::{target, written_table};
use super::{Binder, update};
use crate::expression::checked::projection_of;
use crate::expression::{Condition, Projection};
use crate::partiql::statement::{Insertion, Modification, OrderTerm, Query, Removal, Statement};
use crate::partiql::syntax::{Change, Expr, Insert, Node, Returning, Select, Tree};
use crate::partiql::{Fault, Refused, Term};

impl Binder<'_> {
    /// The statement that `tree` stands for.
    pub(in crate::partiql) fn statement(self, tree: &Tree) -> Result<Statement, Fault> {
        match tree {
            Tree::Insert(insert) => self.insertion(insert).map(Statement::Insert),
            Tree::Change(change) => self.change(change),
            Tree::Expression(expr) => self.expression(expr),
        }
    }

    fn expression(self, expr: &Expr) -> Result<Statement, Fault> {
        match &expr.node {
            Node::Select(select) => self.query(select).map(Statement::Select),
            Node::Call(name, operands) => match (name.as_str(), operands.as_slice()) {
                ("exists", [Expr { node: Node::Select(select), .. }]) => self.query(select).map(Statement::Exists),
                _ => Err(Refused::Exists.into()),
            },
            Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::Compare(..)
            | Node::Operator(..)
            | Node::Between(_)
            | Node::In(_) => Err(Refused::Exists.into()),
            _ => Err(Refused::Operation(expr.class()).into()),
        }
    }

    fn query(self, select: &Select) -> Result<Query, Fault> {
        if select.joins {
            return Err(Refused::Sources.into());
        }
        if select.aliases {
            return Err(Refused::Alias.into());
        }
        if let Some(clause) = select.unknown {
            return Err(Refused::Clause(clause).into());
        }
        let projection = select.items.as_ref().map(|items| self.projection(items)).transpose()?;
        let target = target(&select.from)?;
        let condition = select.condition.as_ref().map(|condition| self.condition(condition)).transpose()?;
        Ok(Query { target, projection, condition, order: self.order(&select.order) })
    }

    fn projection(self, items: &[Expr]) -> Result<Projection, Fault> {
        let paths = items.iter().map(|item| self.place(item)).collect::<Result<Vec<_>, _>>()?;
        Ok(projection_of(&paths)?)
    }

    fn condition(self, expr: &Expr) -> Result<Condition, Fault> {
        self.draft(expr)?.into_where()
    }

    fn order(self, order: &[(Expr, bool)]) -> Result<Vec<OrderTerm>, Fault> {
        let terms = order.iter().map(|(key, descending)| match &key.node {
            Node::Name(name) => Ok(OrderTerm { attribute: name.clone(), descending: *descending }),
            _ => Err(Fault::Term(Term::Order(key.class()), self.position(key))),
        });
        terms.collect()
    }

    fn insertion(self, insert: &Insert) -> Result<Insertion, Fault> {
        let table = self.inserted_table(&insert.table)?;
        let value = insert.value.as_ref().ok_or(Refused::Operation("Insert"))?;
        let item = self.item(value)?;
        if insert.returning.is_some() {
            return Err(Refused::InsertReturning.into());
        }
        Ok(Insertion { table, item })
    }

    fn change(self, change: &Change) -> Result<Statement, Fault> {
        let Some(table) = &change.table else { return Err(Refused::Sources.into()) };
        if change.aliases {
            return Err(Refused::Alias.into());
        }
        let condition = change.condition.as_ref().map(|condition| self.draft(condition)).transpose()?;
        let actions = self.actions(&change.clauses)?;
        let condition = condition.map(super::draft::Draft::into_where).transpose()?;
        if change.clauses.is_empty() {
            let returns_item = returns_item(change.returning)?;
            return Ok(Statement::Delete(Removal { table: written_table(table)?, condition, returns_item }));
        }
        let update = update::update(actions)?;
        let table = written_table(table)?;
        Ok(Statement::Update(Modification { table, update, condition, returning: change.returning }))
    }
}

/// A `DELETE` has nothing to give but the item as it was.
fn returns_item(returning: Option<Returning>) -> Result<bool, Fault> {
    match returning {
        None => Ok(false),
        Some(Returning { modified: false, new: false }) => Ok(true),
        Some(Returning { modified, new }) => Err(Refused::DeleteReturning { modified, new }.into()),
    }
}
