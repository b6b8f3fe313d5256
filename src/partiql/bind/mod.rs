//! From trees to statements: refuses what DynamoDB does not do.
//!
//! AWS refuses terms and literals in written order first, those of `WHERE` before those of `SET`, and looks at the operands of
//! operators and functions after that. So a condition or an update becomes a draft of resolved operands, which is checked
//! when all drafts of the statement are made.

mod condition;
mod draft;
mod literal;
mod path;
mod source;
mod statement;
mod update;

use super::syntax::{Expr, Position};
use crate::value::AttributeValue;

/// Binds the trees of one statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Binder<'a> {
    /// The text of the statement, for positions.
    pub(super) text: &'a str,
    /// What question marks stand for; there are enough.
    pub(super) parameters: &'a [AttributeValue],
}

impl<'a> Binder<'a> {
    fn position(self, expr: &Expr) -> Position {
        Position::of(self.text, expr.span)
    }

    fn parameter(self, number: usize) -> &'a AttributeValue {
        self.parameters.get(number).unwrap_or(&AttributeValue::Null)
    }
}

#[cfg(test)]
mod tests {
    use crate::partiql::Statement;

    /// WebAssembly has a stack of one megabyte; a debug build, which this is, takes several times of what a release takes.
    #[test]
    fn the_deepest_statement_fits_on_a_small_stack() {
        let query = |condition: &str| format!("SELECT * FROM t WHERE {condition}");
        let nots = query(&format!("{}a<b", "NOT ".repeat(299)));
        let groups = query(&format!("{}a<b{}", "NOT(a<b OR ".repeat(24), ")".repeat(24)));
        let brackets = query(&format!("{}a<b{}", "(".repeat(76), ")".repeat(76)));
        let lists = format!("INSERT INTO t VALUE {{'a': {}1{}}}", "[".repeat(31), "]".repeat(31));
        let appends = format!("UPDATE t SET a = {}b{}", "list_append(c, ".repeat(70), ")".repeat(70));
        let parsed = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
            [nots, groups, brackets, lists, appends].map(|text| {
                let statement = Statement::parse(&text, &[]).unwrap();
                statement.condition().map(|condition| condition.matches(None))
            })
        });
        assert_eq!(parsed.unwrap().join().unwrap(), [Some(true), Some(false), Some(false), None, None]);
    }
}
