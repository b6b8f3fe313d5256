//! Statements: queries, and what changes items.

use super::cursor::Parser;
use super::expression::SELECT;
use super::position::Position;
use super::tree::{Change, Clause, Expr, Insert, Returning, Select, Tree};
use crate::partiql::{Fault, Malformed, Term};

/// A statement as a tree.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub tree: Tree,
    /// How many question marks it has.
    pub parameters: usize,
}

/// Words that no expression of a query begins with.
const RESERVED: [&str; 7] = ["set", "remove", "update", "delete", "select", "from", "where"];

/// The tree of `statement`.
///
/// # Errors
///
/// It does not follow the grammar; a function in what a query selects is refused before that.
pub fn parse(statement: &str) -> Result<Parsed, Fault> {
    let mut parser = Parser::new(statement)?;
    let tree = parser.statement().and_then(|tree| parser.check_end().map(|()| tree));
    match parser.selected_call {
        Some(span) => Err(Fault::Term(Term::PathComponent, Position::of(statement, span))),
        None => Ok(Parsed { tree: tree?, parameters: parser.parameters }),
    }
}

impl Parser<'_> {
    fn check_end(&self) -> Result<(), Fault> {
        if self.is_at_end_of_statement() {
            return Ok(());
        }
        let fault = if self.token().is_symbol(";") { Malformed::AfterSemicolon } else { Malformed::AfterExpression };
        Err(fault.into())
    }

    fn statement(&mut self) -> Result<Tree, Fault> {
        if self.passes_words(&["insert", "into"]) {
            return self.insert().map(Tree::Insert);
        }
        if self.passes_words(&["update"]) {
            return self.update().map(Tree::Change);
        }
        if self.passes_words(&["delete"]) {
            return self.delete().map(Tree::Change);
        }
        if self.passes_words(&["from"]) {
            return self.from().map(Tree::Change);
        }
        if self.token().is_word("set") || self.token().is_word("remove") {
            let clauses = self.clause()?;
            return Ok(Tree::Change(Change { table: None, clauses, condition: None, returning: None, aliases: false }));
        }
        self.expression_statement()
    }

    /// A `FROM` behind an operator, as a mistyped `SELECT *` leaves it, is read as a statement that lacks its clauses.
    fn expression_statement(&mut self) -> Result<Tree, Fault> {
        let before = self.token();
        let parsed = self.expression();
        match parsed {
            Err(Fault::Malformed(Malformed::UnexpectedKeyword)) if self.token().is_word("from") && before != self.token() => {
                self.advance();
                self.from().and(Err(Malformed::UnexpectedKeyword.into()))
            }
            parsed => parsed.map(Tree::Expression),
        }
    }

    fn insert(&mut self) -> Result<Insert, Fault> {
        let table = self.simple_path()?;
        // `VALUE` is a keyword; a list of items may stand without it.
        let value = if self.passes_words(&["value"]) {
            Some(self.expression()?)
        } else {
            self.expression()?;
            None
        };
        Ok(Insert { table, value, returning: self.returning()? })
    }

    fn update(&mut self) -> Result<Change, Fault> {
        let (table, aliases) = self.target()?;
        let clauses = self.clauses()?;
        self.change(table, clauses, aliases)
    }

    fn delete(&mut self) -> Result<Change, Fault> {
        if !self.passes_words(&["from"]) {
            return Err(Malformed::DeleteFrom.into());
        }
        let (table, aliases) = self.target()?;
        self.change(table, Vec::new(), aliases)
    }

    fn target(&mut self) -> Result<(Expr, bool), Fault> {
        let table = self.simple_path()?;
        Ok((table, self.alias()?))
    }

    fn change(&mut self, table: Expr, clauses: Vec<Clause>, aliases: bool) -> Result<Change, Fault> {
        let condition = self.condition()?;
        Ok(Change { table: Some(table), clauses, condition, returning: self.returning()?, aliases })
    }

    fn from(&mut self) -> Result<Change, Fault> {
        let table = self.expression()?;
        let aliases = self.alias()?;
        let condition = self.condition()?;
        let clauses = self.clauses()?;
        Ok(Change { table: Some(table), clauses, condition, returning: self.returning()?, aliases })
    }

    fn clauses(&mut self) -> Result<Vec<Clause>, Fault> {
        let mut clauses = Vec::new();
        loop {
            if self.token().is_word("set") || self.token().is_word("remove") {
                clauses.extend(self.clause()?);
            } else if self.passes_words(&["insert", "into"]) {
                self.insert()?;
                clauses.push(Clause::Insert);
            } else if clauses.is_empty() {
                return Err(Malformed::Manipulation.into());
            } else {
                return Ok(clauses);
            }
        }
    }

    /// `SET` and its assignments, or `REMOVE` and one path.
    fn clause(&mut self) -> Result<Vec<Clause>, Fault> {
        if self.passes_words(&["remove"]) {
            return Ok(vec![Clause::Remove(self.simple_path()?)]);
        }
        self.passes_words(&["set"]);
        let mut clauses = Vec::new();
        loop {
            let target = self.simple_path()?;
            if !self.passes("=") {
                return Err(Malformed::Assignment.into());
            }
            clauses.push(Clause::Set(target, self.expression()?));
            if !self.passes(",") {
                return Ok(clauses);
            }
        }
    }

    fn condition(&mut self) -> Result<Option<Expr>, Fault> {
        if self.passes_words(&["where"]) { self.expression().map(Some) } else { Ok(None) }
    }

    /// `AS`, `AT` and `BY` with a name each; the first word may be left out.
    fn alias(&mut self) -> Result<bool, Fault> {
        let mut found = false;
        for word in ["as", "at", "by"] {
            if self.passes_words(&[word]) {
                if !self.token().is_name() {
                    return Err(Malformed::Expected("identifier for alias").into());
                }
            } else if word != "as" || !self.token().is_name() {
                continue;
            }
            self.advance();
            found = true;
        }
        Ok(found)
    }

    fn returning(&mut self) -> Result<Option<Returning>, Fault> {
        if !self.passes_words(&["returning"]) {
            return Ok(None);
        }
        for (modified, part) in [(true, "modified"), (false, "all")] {
            for (new, image) in [(true, "new"), (false, "old")] {
                if self.passes_words(&[part, image]) {
                    let whole = self.passes("*");
                    return if whole { Ok(Some(Returning { modified, new })) } else { Err(Malformed::Returning.into()) };
                }
            }
        }
        Err(Malformed::Returning.into())
    }

    /// Parses what stands behind `SELECT`.
    pub(super) fn select(&mut self) -> Result<Select, Fault> {
        let mut unknown = self.passes_words(&["distinct"]).then_some("DISTINCT");
        self.passes_words(&["all"]);
        if self.passes_words(&["value"]) {
            unknown = unknown.or(Some("SELECT VALUE"));
        }
        let (items, mut aliases) = self.selected()?;
        if !self.passes_words(&["from"]) {
            return Err(Malformed::SelectFrom.into());
        }
        let from = self.nested(|parser| parser.tighter_than(SELECT))?;
        aliases |= self.alias()?;
        let joins = self.joins()?;
        let mut select = Select { items, from, condition: None, order: Vec::new(), aliases, unknown, joins };
        if self.passes_words(&["where"]) {
            select.condition = Some(self.nested(|parser| parser.tighter_than(SELECT))?);
        }
        if self.passes_words(&["order"]) {
            select.order = self.order()?;
        }
        self.unknown_clauses(&mut select)?;
        Ok(select)
    }

    /// Parses what a query selects; `None` for a star.
    fn selected(&mut self) -> Result<(Option<Vec<Expr>>, bool), Fault> {
        let (mut items, mut stars, mut aliases) = (Vec::new(), 0_usize, false);
        let outer = std::mem::replace(&mut self.in_select_list, true);
        loop {
            let token = self.token();
            if let Some(word) = RESERVED.iter().find(|word| token.is_word(word)) {
                return Err(Malformed::SelectedKeyword((*word).to_owned()).into());
            }
            if self.passes("*") {
                stars = stars.saturating_add(1);
            } else {
                items.push(self.expression()?);
                aliases |= self.alias()?;
            }
            if !self.passes(",") {
                break;
            }
        }
        self.in_select_list = outer;
        match (stars, items.is_empty()) {
            (0, _) => Ok((Some(items), aliases)),
            (1, true) => Ok((None, aliases)),
            _ => Err(Malformed::StarNotAlone.into()),
        }
    }

    fn order(&mut self) -> Result<Vec<(Expr, bool)>, Fault> {
        if !self.passes_words(&["by"]) {
            return Err(Malformed::Expected("BY").into());
        }
        let mut order = Vec::new();
        loop {
            let key = self.expression()?;
            let descending = self.passes_words(&["desc"]);
            if !descending {
                self.passes_words(&["asc"]);
            }
            order.push((key, descending));
            if !self.passes(",") {
                return Ok(order);
            }
        }
    }

    /// Other sources behind a comma or a `JOIN`. They are refused, so that nothing of them is kept.
    fn joins(&mut self) -> Result<bool, Fault> {
        let mut joins = false;
        loop {
            let comma = self.passes(",");
            if !comma && !self.passes_join() {
                return Ok(joins);
            }
            joins = true;
            self.nested(|parser| parser.tighter_than(SELECT))?;
            self.alias()?;
            if self.passes_words(&["on"]) {
                self.expression()?;
            }
        }
    }

    fn passes_join(&mut self) -> bool {
        let mut words = 0;
        while ["inner", "left", "right", "full", "outer", "cross"].iter().any(|word| self.ahead(words).is_word(word)) {
            words += 1;
        }
        let joins = self.ahead(words).is_word("join");
        for _ in 0..if joins { words + 1 } else { 0 } {
            self.advance();
        }
        joins
    }

    /// `GROUP BY`, `HAVING` and `LIMIT`, which DynamoDB does not know.
    fn unknown_clauses(&mut self, select: &mut Select) -> Result<(), Fault> {
        for (word, name) in [("group", "GROUP BY"), ("having", "HAVING"), ("limit", "LIMIT"), ("offset", "OFFSET")] {
            if !self.passes_words(&[word]) {
                continue;
            }
            select.unknown = select.unknown.or(Some(name));
            if word == "group" {
                self.passes_words(&["partial"]);
                if !self.passes_words(&["by"]) {
                    return Err(Malformed::Expected("BY").into());
                }
            }
            loop {
                self.nested(|parser| parser.tighter_than(SELECT))?;
                self.alias()?;
                if !self.passes(",") {
                    break;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partiql::syntax::token::Kind;
    use crate::partiql::syntax::tree::Node;

    fn refusal(statement: &str) -> String {
        parse(statement).unwrap_err().to_string()
    }

    #[test]
    fn verbs_that_are_none_are_read_as_expressions() {
        let wf = |detail: &str| format!("Statement wasn't well formed, can't be processed: {detail}");
        assert_eq!(refusal("INSRT INTO t VALUE {}"), wf("Unexpected token after expression"));
        assert_eq!(refusal("SLECT * FROM t"), wf("Expected data manipulation"));
        assert_eq!(refusal("FROM t WHERE a = 1"), wf("Expected data manipulation"));
    }

    #[test]
    fn a_thousand_brackets_are_refused_not_recursed_into() {
        for open in ["(", "[", "{'a':", "<<", "NOT (", "- ", "f(", "a[", "CASE WHEN ", "(SELECT "] {
            let statement = open.repeat(8192 / open.len());
            assert!(parse(&statement).is_err());
            assert!(parse(&format!("SELECT * FROM t WHERE {statement}")).is_err());
        }
        assert_eq!(parse(&"(".repeat(8192)).unwrap_err(), Fault::TooDeep);
    }

    #[test]
    fn chains_of_operators_are_no_deeper_than_a_tree_may_be() {
        let chain = vec!["a = 1"; 1000].join(" AND ");
        assert!(parse(&format!("SELECT * FROM t WHERE {chain}")).is_ok());
        let chain = vec!["1"; 4000].join("+");
        assert_eq!(parse(&chain).unwrap_err(), Fault::TooDeep);
        assert_eq!(parse(&format!("SELECT * FROM t WHERE {} a = 1", "NOT ".repeat(2000))).unwrap_err(), Fault::TooDeep);
    }

    #[test]
    fn kinds_of_tokens_are_told_apart() {
        assert_eq!(Parser::new("?").unwrap().token().kind, Kind::Parameter);
        assert!(matches!(parse("a").unwrap().tree, Tree::Expression(Expr { node: Node::Name(_), .. })));
    }
}
