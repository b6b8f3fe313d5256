//! Expressions: operators by their precedence, around terms.

use super::cursor::{Parser, at_span, expr};
use super::token::{Kind, Token};
use super::tree::{Expr, Node, Operator};
use crate::expression::Comparator;
use crate::partiql::{Fault, Malformed};

/// The precedence of operators, from loose to tight.
const LOOSEST: u8 = 0;
/// What a query is made of binds tighter than what joins queries.
pub(super) const SELECT: u8 = 6;
const NOT: u8 = 30;

/// What an operator between two expressions does.
#[derive(Debug, Clone, Copy)]
enum Infix {
    And,
    Or,
    Is,
    In,
    Between,
    Compare(Comparator),
    Operator(Operator),
}

/// The operators that are words or signs, with their precedence.
const INFIXES: [(&str, u8, Infix); 13] = [
    ("union", 5, Infix::Operator(Operator::Union)),
    ("except", 5, Infix::Operator(Operator::Except)),
    ("intersect", 5, Infix::Operator(Operator::Intersect)),
    ("or", 10, Infix::Or),
    ("and", 20, Infix::And),
    ("is", 40, Infix::Is),
    ("in", 40, Infix::In),
    ("between", 50, Infix::Between),
    ("like", 50, Infix::Operator(Operator::Like)),
    ("+", 60, Infix::Operator(Operator::Plus)),
    ("-", 60, Infix::Operator(Operator::Minus)),
    ("||", 60, Infix::Operator(Operator::Concat)),
    ("*", 70, Infix::Operator(Operator::Times)),
];
const FACTORS: [(&str, Operator); 2] = [("/", Operator::Divide), ("%", Operator::Modulo)];

/// The types that `IS` can be followed by, as far as the grammar goes.
const TYPES: [&str; 27] = [
    "missing",
    "null",
    "bool",
    "boolean",
    "smallint",
    "integer",
    "int",
    "float",
    "real",
    "double",
    "decimal",
    "dec",
    "numeric",
    "timestamp",
    "date",
    "time",
    "character",
    "char",
    "varchar",
    "string",
    "symbol",
    "clob",
    "blob",
    "struct",
    "tuple",
    "list",
    "bag",
];

/// An operator at the cursor, with or without a `NOT` before it.
struct Found {
    infix: Infix,
    precedence: u8,
    negated: bool,
}

impl Parser<'_> {
    /// Parses an expression whatever its operators.
    pub(super) fn expression(&mut self) -> Result<Expr, Fault> {
        self.nested(|parser| parser.tighter_than(LOOSEST))
    }

    /// Parses an expression of operators that bind tighter than `precedence`.
    pub(super) fn tighter_than(&mut self, precedence: u8) -> Result<Expr, Fault> {
        let mut left = self.unary()?;
        while let Some(found) = self.infix().filter(|found| found.precedence > precedence) {
            left = self.continued(left, &found)?;
        }
        Ok(left)
    }

    fn infix(&self) -> Option<Found> {
        let first = self.token();
        let negated = first.is_word("not");
        let token = if negated { self.ahead(1) } else { first };
        if negated && !["in", "between", "like"].iter().any(|word| token.is_word(word)) {
            return None;
        }
        let (infix, precedence) = infix_of(&token)?;
        Some(Found { infix, precedence, negated })
    }

    /// Parses what stands behind `left`: an operator and its other operands.
    fn continued(&mut self, left: Expr, found: &Found) -> Result<Expr, Fault> {
        let operator = self.advance();
        let mut negated = found.negated;
        if negated {
            self.advance();
        }
        let node = match found.infix {
            Infix::Is => {
                negated = self.passes_words(&["not"]);
                Node::Is(Box::new(left), self.type_name()?)
            }
            Infix::In => Node::In(Box::new([left, self.candidates(found.precedence)?])),
            Infix::Between => self.between(left, found.precedence)?,
            Infix::Compare(comparator) => Node::Compare(comparator, Box::new([left, self.right(found.precedence)?])),
            Infix::Operator(Operator::Like) => {
                let mut operands = vec![left, self.right(found.precedence)?];
                if self.passes_words(&["escape"]) {
                    operands.push(self.right(found.precedence)?);
                }
                Node::Operator(Operator::Like, operands)
            }
            Infix::Operator(operator) => Node::Operator(operator, vec![left, self.right(found.precedence)?]),
            Infix::And => Node::And(joined(left, self.right(found.precedence)?, |node| match node {
                Node::And(parts) => Ok(parts),
                node => Err(node),
            })),
            Infix::Or => Node::Or(joined(left, self.right(found.precedence)?, |node| match node {
                Node::Or(parts) => Ok(parts),
                node => Err(node),
            })),
        };
        let whole = expr(node, &operator)?;
        if negated { expr(Node::Not(Box::new(whole)), &operator) } else { Ok(whole) }
    }

    /// Parses the operand behind an operator.
    fn right(&mut self, precedence: u8) -> Result<Expr, Fault> {
        if self.is_at_end() {
            return Err(Malformed::RightHandSide.into());
        }
        self.nested(|parser| parser.tighter_than(precedence))
    }

    fn between(&mut self, left: Expr, precedence: u8) -> Result<Node, Fault> {
        let low = self.right(precedence)?;
        if !self.passes_words(&["and"]) {
            return Err(Malformed::Expected("AND keyword").into());
        }
        if self.is_at_end_of_statement() {
            return Err(Malformed::UpperBound.into());
        }
        let high = self.nested(|parser| parser.tighter_than(precedence))?;
        Ok(Node::Between(Box::new([left, low, high])))
    }

    /// Parses what stands behind `IN`; one expression in parentheses is a list, too.
    fn candidates(&mut self, precedence: u8) -> Result<Expr, Fault> {
        let token = self.token();
        if token.is_symbol("(") && !self.ahead(1).is_word("select") {
            self.advance();
            let candidates = self.list(")", "RIGHT_PAREN")?;
            return expr(Node::List(candidates), &token);
        }
        self.right(precedence)
    }

    pub(super) fn type_name(&mut self) -> Result<String, Fault> {
        let token = self.token();
        if !TYPES.iter().any(|name| token.is_word(name)) {
            return Err(Malformed::Expected("type name").into());
        }
        self.advance();
        let name = token.text.to_ascii_uppercase();
        Ok(if name == "BOOL" { String::from("BOOLEAN") } else { name })
    }

    /// Parses signs and `NOT` before a term, and the term.
    fn unary(&mut self) -> Result<Expr, Fault> {
        let token = self.token();
        if token.is_word("not") {
            return self.negated();
        }
        let operator = match (token.kind, token.text) {
            (Kind::Symbol, "+") => Operator::Plus,
            (Kind::Symbol, "-") => Operator::Minus,
            _ => return self.path_term(),
        };
        self.advance();
        let term = self.nested(Self::unary)?;
        match (operator, term.node) {
            (Operator::Minus, Node::Number(text)) => at_span(Node::Number(with_other_sign(&text)), term.span),
            (_, Node::Number(text)) => at_span(Node::Number(text), term.span),
            (_, node) => expr(Node::Operator(operator, vec![Expr { node, ..term }]), &token),
        }
    }

    /// Any number of `NOT` in a row.
    fn negated(&mut self) -> Result<Expr, Fault> {
        let mut negations = Vec::new();
        while self.token().is_word("not") {
            negations.push(self.advance());
        }
        let operand = self.nested(|parser| parser.tighter_than(NOT))?;
        negations.iter().rev().try_fold(operand, |operand, token| expr(Node::Not(Box::new(operand)), token))
    }

    /// Parses expressions up to `end`, which AWS calls `kind`, with commas between them; at least one.
    pub(super) fn list(&mut self, end: &str, kind: &'static str) -> Result<Vec<Expr>, Fault> {
        let mut list = vec![self.expression()?];
        while self.passes(",") {
            // As AWS's parser has it, nothing need follow a comma at the end of the statement.
            if self.is_at_end() {
                break;
            }
            list.push(self.expression()?);
        }
        self.expect(end, kind)?;
        Ok(list)
    }
}

fn infix_of(token: &Token<'_>) -> Option<(Infix, u8)> {
    if !matches!(token.kind, Kind::Symbol | Kind::Keyword) {
        return None;
    }
    if let Some(comparator) = comparator_of(token.text) {
        return Some((Infix::Compare(comparator), if comparator.orders() { 50 } else { 40 }));
    }
    if let Some((_, operator)) = FACTORS.iter().find(|(text, _)| *text == token.text) {
        return Some((Infix::Operator(*operator), 70));
    }
    let found = INFIXES.iter().find(|(text, ..)| token.text.eq_ignore_ascii_case(text));
    found.map(|(_, precedence, infix)| (*infix, *precedence))
}

fn comparator_of(symbol: &str) -> Option<Comparator> {
    if symbol == "!=" { Some(Comparator::NotEqual) } else { Comparator::from_symbol(symbol) }
}

/// The parts of `left`, if it has the same operator, and `right`: so trees stay flat however long a chain is.
fn joined(left: Expr, right: Expr, parts: impl FnOnce(Node) -> Result<Vec<Expr>, Node>) -> Vec<Expr> {
    let (span, depth) = (left.span, left.depth);
    let mut all = match parts(left.node) {
        Ok(parts) => parts,
        Err(node) => vec![Expr { node, span, depth }],
    };
    all.push(right);
    all
}

fn with_other_sign(number: &str) -> String {
    number.strip_prefix('-').map_or_else(|| format!("-{number}"), str::to_owned)
}
