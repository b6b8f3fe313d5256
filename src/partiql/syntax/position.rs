//! Where in a statement something stands, as AWS's messages tell it.

use std::fmt;

/// A token's place: `line:column:length`, counted from 1, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    line: usize,
    column: usize,
    length: usize,
}

/// The bytes of a statement that a token takes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Before its first byte.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
}

impl Position {
    /// The position of `span` in `statement`. A line ends with a line feed or a carriage return, or with both together.
    #[must_use]
    pub fn of(statement: &str, span: Span) -> Self {
        let before = statement.get(..span.start).unwrap_or_default();
        let token = statement.get(span.start..span.end).unwrap_or_default();
        let ends = before.match_indices(['\n', '\r']).filter(|(at, end)| {
            let pair = statement.get(*at..at.saturating_add(2)) == Some("\r\n");
            !(*end == "\r" && pair)
        });
        let last_line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        Self { line: ends.count() + 1, column: last_line.chars().count() + 1, length: token.chars().count() }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.line, self.column, self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines_from_one() {
        let statement = "SELECT\r\n é,\n\"ü\"";
        let at = |text: &str| {
            let start = statement.find(text).unwrap();
            Position::of(statement, Span { start, end: start + text.len() }).to_string()
        };
        assert_eq!(at("SELECT"), "1:1:6");
        assert_eq!(at("é"), "2:2:1");
        assert_eq!(at("\"ü\""), "3:1:3");
    }
}
