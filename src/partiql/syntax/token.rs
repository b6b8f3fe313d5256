//! The tokens of a statement.

use super::keywords::is_keyword;
use super::position::Span;

/// What kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A bare word that is no keyword.
    Name,
    /// A name in double quotation marks.
    Quoted,
    /// A keyword, an operator that is a word, or a literal that is one.
    Keyword,
    /// An operator or another sign.
    Symbol,
    /// Digits with at most one point, possibly an exponent; without a sign.
    Number,
    /// A string in single quotation marks.
    Text,
    /// Ion between backticks.
    Ion,
    /// A question mark.
    Parameter,
    /// Behind the last token.
    End,
}

/// A token as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    pub(super) start: usize,
}

impl Token<'_> {
    pub(super) const fn span(&self) -> Span {
        Span { start: self.start, end: self.start + self.text.len() }
    }

    /// Whether it is the keyword `word`, which is in lower case.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Keyword && self.text.eq_ignore_ascii_case(word)
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    pub(super) const fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Name | Kind::Quoted)
    }

    /// What stands between the quotation marks of a string or of a quoted name; a bare name as it is.
    pub(super) fn content(&self) -> String {
        let quote = match self.kind {
            Kind::Text => "'",
            Kind::Quoted => "\"",
            _ => return self.text.to_owned(),
        };
        let inner = self.text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)).unwrap_or_default();
        inner.replace(&quote.repeat(2), quote)
    }
}

/// Signs of two characters, which come before those of one.
const PAIRS: [&str; 7] = ["<=", "<>", "<<", ">=", ">>", "!=", "||"];
const SIGNS: &str = "()[]{}:,*;<>=+-/%@.";

/// The tokens of `text`, `None` if some of it is no token: an open quotation mark or comment, an exponent without digits,
/// a character that has no place outside quotation marks.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        at += blank(text.get(at..)?)?;
        let rest = text.get(at..)?;
        let Some(first) = rest.bytes().next() else { return Some(tokens) };
        let (kind, length) = token(rest, first)?;
        tokens.push(Token { kind, text: rest.get(..length)?, start: at });
        at += length;
    }
}

fn token(rest: &str, first: u8) -> Option<(Kind, usize)> {
    match first {
        b'\'' => Some((Kind::Text, quoted(rest, b'\'')?)),
        b'"' => Some((Kind::Quoted, quoted(rest, b'"')?)),
        b'`' => Some((Kind::Ion, rest.get(1..)?.find('`')? + 2)),
        b'?' => Some((Kind::Parameter, 1)),
        b'0'..=b'9' => Some((Kind::Number, number(rest)?)),
        b'.' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => Some((Kind::Number, number(rest)?)),
        b'_' | b'$' | b'a'..=b'z' | b'A'..=b'Z' => {
            let length = length_of(rest, |byte| matches!(byte, b'_' | b'$') || byte.is_ascii_alphanumeric());
            Some((if is_keyword(rest.get(..length)?) { Kind::Keyword } else { Kind::Name }, length))
        }
        _ if PAIRS.iter().any(|pair| rest.starts_with(pair)) => Some((Kind::Symbol, 2)),
        sign if SIGNS.as_bytes().contains(&sign) => Some((Kind::Symbol, 1)),
        _ => None,
    }
}

fn length_of(rest: &str, belongs: impl Fn(u8) -> bool) -> usize {
    rest.bytes().take_while(|byte| belongs(*byte)).count()
}

/// The length of the white space and the comments that `rest` begins with.
fn blank(rest: &str) -> Option<usize> {
    let mut length = 0;
    loop {
        let rest = rest.get(length..)?;
        length += if rest.starts_with("--") {
            length_of(rest, |byte| !matches!(byte, b'\n' | b'\r'))
        } else if rest.starts_with("/*") {
            rest.get(2..)?.find("*/")? + 4
        } else {
            match length_of(rest, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)) {
                0 => return Some(length),
                blanks => blanks,
            }
        };
    }
}

/// The length of a quoted text; a doubled quotation mark belongs to it.
fn quoted(rest: &str, quote: u8) -> Option<usize> {
    let mut length = 1;
    loop {
        length += length_of(rest.get(length..)?, |byte| byte != quote) + 1;
        if length > rest.len() {
            return None;
        }
        if rest.as_bytes().get(length) != Some(&quote) {
            return Some(length);
        }
        length += 1;
    }
}

fn number(rest: &str) -> Option<usize> {
    let digits = |at: usize| rest.get(at..).map_or(0, |rest| length_of(rest, |byte| byte.is_ascii_digit()));
    let byte = |at: usize| rest.as_bytes().get(at).copied();
    let mut length = digits(0);
    if byte(length) == Some(b'.') {
        length += 1;
        length += digits(length);
    }
    if !matches!(byte(length), Some(b'e' | b'E')) {
        return Some(length);
    }
    length += 1;
    if matches!(byte(length), Some(b'+' | b'-')) {
        length += 1;
    }
    match digits(length) {
        0 => None,
        exponent => Some(length + exponent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Option<Vec<&str>> {
        Some(tokens(text)?.iter().map(|token| token.text).collect())
    }

    #[test]
    fn tokens_need_no_blanks_between_them() {
        assert_eq!(texts("a<=1 AND\"b\"<>'c''d'").unwrap(), ["a", "<=", "1", "AND", "\"b\"", "<>", "'c''d'"]);
        assert_eq!(texts("<<1,2>>").unwrap(), ["<<", "1", ",", "2", ">>"]);
        assert_eq!(texts("a.b[0]").unwrap(), ["a", ".", "b", "[", "0", "]"]);
        assert_eq!(texts("5abc").unwrap(), ["5", "abc"]);
    }

    #[test]
    fn numbers_have_one_point_and_digits_in_their_exponents() {
        assert_eq!(texts("1.2.3 .5 5. 1.e5 2E-3").unwrap(), ["1.2", ".3", ".5", "5.", "1.e5", "2E-3"]);
        for text in ["5e", "5e+", "1.5ex"] {
            assert_eq!(texts(text), None, "{text}");
        }
    }

    #[test]
    fn comments_are_white_space() {
        assert_eq!(texts("a --b\n c/* d */e--f").unwrap(), ["a", "c", "e"]);
    }

    #[test]
    fn what_is_open_or_foreign_is_no_token() {
        for text in ["'a", "\"a", "`a", "/* a", "é", "a ^ b", "!", "a | b", "\u{a0}", "#"] {
            assert_eq!(texts(text), None, "{text}");
        }
        assert_eq!(tokens("'é''ü'").unwrap()[0].content(), "é'ü");
    }
}
