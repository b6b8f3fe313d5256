//! A place in the tokens of an expression, and the syntax error for that place.

use super::token::{Kind, Token, tokens};
use crate::expression::{Error, Surface, error::Fault};

/// Reads the tokens of an expression one after the other.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    surface: Surface,
    text: &'t str,
    tokens: Vec<Token<'t>>,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// At the first token of `text`.
    ///
    /// # Errors
    /// If the text is empty or too long.
    pub(super) fn new(surface: Surface, text: &'t str) -> Result<Self, Error> {
        surface.check_text(text)?;
        Ok(Self { surface, text, tokens: tokens(text), at: 0 })
    }

    /// The token at the cursor.
    pub(super) fn token(&self) -> Token<'t> {
        self.token_at(self.at)
    }

    /// The token behind the cursor's.
    pub(super) fn following(&self) -> Token<'t> {
        self.token_at(self.at.saturating_add(1))
    }

    fn token_at(&self, at: usize) -> Token<'t> {
        let end = Token { kind: Kind::End, text: "<EOF>", start: self.text.len() };
        self.tokens.get(at).copied().unwrap_or(end)
    }

    /// Goes to the next token; stays at the end.
    pub(super) fn advance(&mut self) {
        self.at = self.tokens.len().saturating_sub(1).min(self.at.saturating_add(1));
    }

    /// Passes `symbol` if it is the next token.
    pub(super) fn passes(&mut self, symbol: &str) -> bool {
        let is_next = self.token().is_symbol(symbol);
        if is_next {
            self.advance();
        }
        is_next
    }

    /// Passes `symbol`, which must be the next token.
    pub(super) fn expect(&mut self, symbol: &str) -> Result<(), Error> {
        if self.passes(symbol) { Ok(()) } else { Err(self.error()) }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.token().kind == Kind::End
    }

    /// The grammar does not allow the token at the cursor. AWS shows up to three tokens as they were written: the one
    /// before (or the white space that the text begins with), this one and the one after.
    pub(super) fn error(&self) -> Error {
        let start = self.at.checked_sub(1).map_or(0, |before| self.token_at(before).start);
        let near = self.text.get(start..self.following().end()).unwrap_or_default();
        self.surface.error(Fault::Syntax { token: self.token().text.to_owned(), near: near.to_owned() })
    }
}
