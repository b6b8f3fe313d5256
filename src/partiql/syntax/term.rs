//! Terms: literals, names, paths, functions and brackets.

use super::cursor::{Parser, at_span, expr};
use super::token::{Kind, Token};
use super::tree::{Component, Expr, Node};
use crate::lowercase::lowercase;
use crate::partiql::{Fault, Malformed};

/// The keywords that are names of functions.
const FUNCTIONS: [&str; 27] = [
    "exists",
    "count",
    "avg",
    "max",
    "min",
    "sum",
    "substring",
    "char_length",
    "character_length",
    "octet_length",
    "bit_length",
    "upper",
    "lower",
    "size",
    "nullif",
    "coalesce",
    "sexp",
    "list",
    "bag",
    "trim",
    "extract",
    "date_add",
    "date_diff",
    "cast",
    "can_cast",
    "can_lossless_cast",
    "values",
];

impl<'t> Parser<'t> {
    /// Parses a term and what leads from it into its parts.
    pub(super) fn path_term(&mut self) -> Result<Expr, Fault> {
        let root = self.term()?;
        let mut components = Vec::new();
        while let Some(component) = self.component()? {
            components.push(component);
        }
        if components.is_empty() {
            return Ok(root);
        }
        let span = root.span;
        at_span(Node::Path(Box::new(root), components), span)
    }

    /// Parses a path that is one place: it begins with a name, and its indices are literals.
    pub(super) fn simple_path(&mut self) -> Result<Expr, Fault> {
        if !self.token().is_name() {
            return Err(Malformed::SimplePath.into());
        }
        let path = self.path_term()?;
        let Node::Path(root, components) = &path.node else {
            return if matches!(path.node, Node::Name(_)) { Ok(path) } else { Err(Malformed::SimplePath.into()) };
        };
        if !matches!(root.node, Node::Name(_)) {
            return Err(Malformed::SimplePath.into());
        }
        for component in components {
            match component {
                Component::Wildcard => return Err(Malformed::SimpleDot.into()),
                Component::Index(index) if !matches!(index.node, Node::Number(_) | Node::Text(_)) => {
                    return Err(Malformed::SimpleIndex.into());
                }
                Component::Index(_) | Component::Name(_) => {}
            }
        }
        Ok(path)
    }

    fn component(&mut self) -> Result<Option<Component>, Fault> {
        if self.passes(".") {
            let token = self.advance();
            return match token.kind {
                Kind::Name | Kind::Quoted => Ok(Some(Component::Name(token.content()))),
                Kind::Symbol if token.text == "*" => Ok(Some(Component::Wildcard)),
                _ => Err(Malformed::Dot.into()),
            };
        }
        if !self.passes("[") {
            return Ok(None);
        }
        let component = if self.passes("*") { Component::Wildcard } else { Component::Index(self.expression()?) };
        self.expect("]", "RIGHT_BRACKET")?;
        Ok(Some(component))
    }

    fn term(&mut self) -> Result<Expr, Fault> {
        let token = self.token();
        match token.kind {
            Kind::Name | Kind::Quoted if self.ahead(1).is_symbol("(") => self.call(),
            Kind::Name | Kind::Quoted => self.literal(Node::Name(token.content())),
            Kind::Number => self.literal(Node::Number(token.text.to_owned())),
            Kind::Text => self.literal(Node::Text(token.content())),
            Kind::Ion => self.literal(Node::Ion(token.text.trim_matches('`').to_owned())),
            Kind::Parameter => {
                let number = self.parameters;
                self.parameters = number.saturating_add(1);
                self.literal(Node::Parameter(number))
            }
            Kind::Keyword => self.keyword(&token),
            Kind::Symbol => self.bracket(&token),
            Kind::End => Err(Malformed::UnexpectedTerm.into()),
        }
    }

    fn literal(&mut self, node: Node) -> Result<Expr, Fault> {
        expr(node, &self.advance())
    }

    fn keyword(&mut self, token: &Token<'t>) -> Result<Expr, Fault> {
        match token.text.to_ascii_lowercase().as_str() {
            "null" => self.literal(Node::Null),
            "missing" => self.literal(Node::Missing),
            "true" => self.literal(Node::Boolean(true)),
            "false" => self.literal(Node::Boolean(false)),
            "case" => self.case(),
            "select" => {
                self.advance();
                let select = self.nested(Self::select)?;
                expr(Node::Select(Box::new(select)), token)
            }
            word if FUNCTIONS.contains(&word) && self.ahead(1).is_symbol("(") => self.call(),
            // These have token types of their own, which begin no term.
            "as" | "at" | "by" | "for" | "asc" | "desc" => Err(Malformed::UnexpectedTerm.into()),
            "and" | "or" | "is" | "in" | "between" | "like" | "union" | "except" | "intersect" => {
                Err(Malformed::UnexpectedOperator.into())
            }
            _ => Err(Malformed::UnexpectedKeyword.into()),
        }
    }

    fn bracket(&mut self, token: &Token<'t>) -> Result<Expr, Fault> {
        match token.text {
            "(" => self.group(token),
            "[" => self.collection(token, "]", "RIGHT_BRACKET").and_then(|list| expr(Node::List(list), token)),
            "<<" => self.collection(token, ">>", "RIGHT_DOUBLE_ANGLE_BRACKET").and_then(|bag| expr(Node::Bag(bag), token)),
            "{" => self.structure(token),
            "@" if self.ahead(1).is_name() => {
                self.advance();
                let name = self.token();
                self.literal(Node::Name(name.content()))
            }
            ")" | "]" | "}" | ">>" | ":" | "," | ";" | "." | "*" => Err(Malformed::UnexpectedTerm.into()),
            _ => Err(Malformed::UnexpectedOperator.into()),
        }
    }

    /// One expression in parentheses is itself, several are a list.
    fn group(&mut self, token: &Token<'t>) -> Result<Expr, Fault> {
        self.advance();
        let mut grouped = self.list(")", "RIGHT_PAREN")?;
        match grouped.pop() {
            Some(only) if grouped.is_empty() => Ok(only),
            last => {
                grouped.extend(last);
                expr(Node::List(grouped), token)
            }
        }
    }

    fn collection(&mut self, token: &Token<'t>, end: &str, kind: &'static str) -> Result<Vec<Expr>, Fault> {
        debug_assert_eq!(self.token(), *token, "the bracket is still to be passed");
        self.advance();
        if self.passes(end) { Ok(Vec::new()) } else { self.list(end, kind) }
    }

    fn structure(&mut self, token: &Token<'t>) -> Result<Expr, Fault> {
        self.advance();
        let mut members = Vec::new();
        if self.passes("}") {
            return expr(Node::Struct(members), token);
        }
        loop {
            let name = self.expression()?;
            self.expect(":", "COLON")?;
            members.push((name, self.expression()?));
            if !self.passes(",") || self.is_at_end() {
                break;
            }
        }
        self.expect("}", "RIGHT_CURLY")?;
        expr(Node::Struct(members), token)
    }

    fn call(&mut self) -> Result<Expr, Fault> {
        let name = self.advance();
        if self.in_select_list {
            self.selected_call.get_or_insert(name.span());
        }
        self.advance();
        let function = lowercase(&name.content());
        if self.token().is_symbol("*") {
            if function != "count" {
                return Err(Malformed::Star(name.content()).into());
            }
            self.advance();
            self.expect(")", "RIGHT_PAREN")?;
            return expr(Node::Call(function, Vec::new()), &name);
        }
        if self.passes(")") {
            return expr(Node::Call(function, Vec::new()), &name);
        }
        if function == "cast" {
            return self.cast(function, &name);
        }
        // Aggregates may say of which values.
        if !self.passes_words(&["distinct"]) {
            self.passes_words(&["all"]);
        }
        let operands = self.list(")", "RIGHT_PAREN")?;
        expr(Node::Call(function, operands), &name)
    }

    fn cast(&mut self, function: String, name: &Token<'t>) -> Result<Expr, Fault> {
        let operand = self.expression()?;
        if !self.passes_words(&["as"]) {
            return Err(Malformed::Expected("AS").into());
        }
        self.type_name()?;
        self.expect(")", "RIGHT_PAREN")?;
        expr(Node::Call(function, vec![operand]), name)
    }

    /// `CASE` is refused whatever stands in it, so that nothing of it is kept.
    fn case(&mut self) -> Result<Expr, Fault> {
        let token = self.advance();
        let simple = !self.token().is_word("when");
        if simple {
            self.expression()?;
        }
        if !self.token().is_word("when") {
            return Err(Malformed::When.into());
        }
        while self.passes_words(&["when"]) {
            self.expression()?;
            if !self.passes_words(&["then"]) {
                return Err(Malformed::Expected("THEN keyword").into());
            }
            self.expression()?;
        }
        if self.passes_words(&["else"]) {
            self.expression()?;
        }
        if !self.passes_words(&["end"]) {
            return Err(Malformed::Expected("END keyword").into());
        }
        expr(Node::Case(simple), &token)
    }
}
