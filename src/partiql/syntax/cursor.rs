//! A place in the tokens of a statement, and what has been noticed on the way.

use super::position::Span;
use super::token::{Kind, Token, tokens};
use super::tree::{Expr, Node};
use super::{DEEPEST, DEEPEST_TREE};
use crate::partiql::{Fault, Malformed};

/// Reads the tokens of a statement one after the other.
#[derive(Debug)]
pub(super) struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    at: usize,
    depth: usize,
    /// How many question marks there have been.
    pub(super) parameters: usize,
    /// The first function in what a query selects: AWS refuses it before it looks at the grammar of the rest.
    pub(super) selected_call: Option<Span>,
    pub(super) in_select_list: bool,
}

impl<'t> Parser<'t> {
    /// At the first token of `text`.
    pub(super) fn new(text: &'t str) -> Result<Self, Fault> {
        let tokens = tokens(text).ok_or(Malformed::Token)?;
        Ok(Self { text, tokens, at: 0, depth: 0, parameters: 0, selected_call: None, in_select_list: false })
    }

    /// The token at the cursor.
    pub(super) fn token(&self) -> Token<'t> {
        self.ahead(0)
    }

    /// The token so many behind the cursor's.
    pub(super) fn ahead(&self, count: usize) -> Token<'t> {
        let end = Token { kind: Kind::End, text: "", start: self.text.len() };
        self.tokens.get(self.at.saturating_add(count)).copied().unwrap_or(end)
    }

    /// Passes the token at the cursor.
    pub(super) fn advance(&mut self) -> Token<'t> {
        let token = self.token();
        self.at = self.at.saturating_add(1);
        token
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.token().kind == Kind::End
    }

    /// Whether nothing but a semicolon is left.
    pub(super) fn is_at_end_of_statement(&self) -> bool {
        self.is_at_end() || (self.token().is_symbol(";") && self.ahead(1).kind == Kind::End)
    }

    /// Passes `symbol` if it is the next token.
    pub(super) fn passes(&mut self, symbol: &str) -> bool {
        let is_next = self.token().is_symbol(symbol);
        if is_next {
            self.advance();
        }
        is_next
    }

    /// Passes `symbol`, which AWS calls `kind`.
    pub(super) fn expect(&mut self, symbol: &str, kind: &'static str) -> Result<(), Fault> {
        if self.passes(symbol) { Ok(()) } else { Err(Malformed::Expected(kind).into()) }
    }

    /// Passes the keywords `words`, in lower case, if they are the next tokens.
    pub(super) fn passes_words(&mut self, words: &[&str]) -> bool {
        let are_next = words.iter().enumerate().all(|(count, word)| self.ahead(count).is_word(word));
        if are_next {
            self.at = self.at.saturating_add(words.len());
        }
        are_next
    }

    /// Parses what is one level deeper.
    pub(super) fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            return Err(Fault::TooDeep);
        }
        let parsed = parse(self);
        self.depth = self.depth.saturating_sub(1);
        parsed
    }
}

/// The expression `node`, which `token` stands for.
pub(super) fn expr(node: Node, token: &Token<'_>) -> Result<Expr, Fault> {
    at_span(node, token.span())
}

pub(super) fn at_span(node: Node, span: Span) -> Result<Expr, Fault> {
    let depth = 1 + depth_of(&node);
    if depth > DEEPEST_TREE { Err(Fault::TooDeep) } else { Ok(Expr { node, span, depth }) }
}

fn depth_of(node: &Node) -> usize {
    let deepest = |parts: &[Expr]| parts.iter().map(|part| part.depth).max().unwrap_or(0);
    match node {
        Node::Path(root, _) => root.depth,
        Node::List(parts)
        | Node::Bag(parts)
        | Node::And(parts)
        | Node::Or(parts)
        | Node::Operator(_, parts)
        | Node::Call(_, parts) => deepest(parts),
        Node::Struct(members) => members.iter().map(|(name, value)| name.depth.max(value.depth)).max().unwrap_or(0),
        Node::Not(part) | Node::Is(part, _) => part.depth,
        Node::Compare(_, parts) | Node::In(parts) => deepest(&**parts),
        Node::Between(parts) => deepest(&**parts),
        Node::Select(select) => {
            let order = select.order.iter().map(|(key, _)| key.depth);
            let parts = select.items.iter().flatten().chain(&select.condition).map(|part| part.depth);
            parts.chain(order).max().unwrap_or(0).max(select.from.depth)
        }
        _ => 0,
    }
}
