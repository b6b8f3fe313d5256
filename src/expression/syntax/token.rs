//! The tokens of an expression. Every text has tokens: what begins none of the known ones is a token of one character.

/// A piece of an expression, with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    /// The offset of its first byte.
    pub(super) start: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter, then letters, digits and underscores. A word does not begin with an underscore.
    Word,
    /// `#` with letters, digits and underscores.
    Name,
    /// `:` with letters, digits and underscores.
    Value,
    /// `0`, or digits that do not begin with `0`: in `00` there are two.
    Number,
    /// Anything else.
    Symbol,
    /// The end of the text, whose text is `<EOF>`.
    End,
}

impl Token<'_> {
    /// The offset behind its last byte.
    pub(super) const fn end(&self) -> usize {
        match self.kind {
            Kind::End => self.start,
            _ => self.start + self.text.len(),
        }
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    /// Whether it is the word `keyword`, in whatever case.
    pub(super) fn is_word(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }
}

/// The tokens of `text`, the end among them.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        let (kind, length) = first(rest);
        let (token, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        tokens.push(Token { kind, text: token, start: text.len() - rest.len() });
        rest = behind.trim_start_matches(is_space);
    }
    tokens.push(Token { kind: Kind::End, text: "<EOF>", start: text.len() });
    tokens
}

/// Only these separate tokens: a no-break space is a token itself.
const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// What the first token of `text` is, and how many bytes it has.
fn first(text: &str) -> (Kind, usize) {
    let mut characters = text.chars();
    let first = characters.next().unwrap_or_default();
    let parts = |behind: &str| behind.len() - behind.trim_start_matches(is_part).len();
    let behind = characters.as_str();
    match first {
        'a'..='z' | 'A'..='Z' => (Kind::Word, 1 + parts(behind)),
        '#' if parts(behind) > 0 => (Kind::Name, 1 + parts(behind)),
        ':' if parts(behind) > 0 => (Kind::Value, 1 + parts(behind)),
        '0' => (Kind::Number, 1),
        '1'..='9' => (Kind::Number, text.len() - text.trim_start_matches(|digit: char| digit.is_ascii_digit()).len()),
        '<' if behind.starts_with(['=', '>']) => (Kind::Symbol, 2),
        '>' if behind.starts_with('=') => (Kind::Symbol, 2),
        other => (Kind::Symbol, other.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_do_not_begin_with_an_underscore() {
        assert_eq!(texts("set _id = a_b"), ["set", "_", "id", "=", "a_b", "<EOF>"]);
    }

    #[test]
    fn placeholders_may_hold_digits_and_underscores() {
        assert_eq!(texts("#_ :_1 # :"), ["#_", ":_1", "#", ":", "<EOF>"]);
    }

    #[test]
    fn numbers_begin_with_no_zero() {
        assert_eq!(texts("l[00] 105"), ["l", "[", "0", "0", "]", "105", "<EOF>"]);
    }

    #[test]
    fn comparators_are_one_token() {
        assert_eq!(texts("a<=b<>c>=d<e>f"), ["a", "<=", "b", "<>", "c", ">=", "d", "<", "e", ">", "f", "<EOF>"]);
    }

    #[test]
    fn other_characters_are_tokens_of_their_own() {
        assert_eq!(texts("a\u{a0}\u{fc}\u{1f600}\"!"), ["a", "\u{a0}", "\u{fc}", "\u{1f600}", "\"", "!", "<EOF>"]);
    }
}
