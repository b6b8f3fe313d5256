//! The words and names of an expression that begin paths, whatever kind of expression it is.

use super::token::{Kind, Token, tokens};
use crate::expression::surface::LONGEST;

/// Words that are reserved and so never attributes.
const KEYWORDS: [&str; 9] = ["AND", "OR", "NOT", "IN", "BETWEEN", "SET", "REMOVE", "ADD", "DELETE"];

/// The attributes and placeholders of names in `text` that begin paths: no values, functions, keywords or what stands behind a dot. A text
/// that is longer than any expression, which is refused whatever it names, has none.
pub fn roots(text: &str) -> Vec<&str> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let tokens = tokens(text);
    let before = [None].into_iter().chain(tokens.iter().map(Some));
    let behind = tokens.iter().skip(1);
    before
        .zip(&tokens)
        .zip(behind)
        .filter(|((before, token), next)| is_root(*before, token, next))
        .map(|((_, token), _)| token.text)
        .collect()
}

fn is_root(before: Option<&Token<'_>>, token: &Token<'_>, next: &Token<'_>) -> bool {
    let is_nested = before.is_some_and(|before| before.is_symbol("."));
    !is_nested
        && match token.kind {
            Kind::Name => true,
            Kind::Word => !next.is_symbol("(") && !KEYWORDS.iter().any(|keyword| token.is_word(keyword)),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_begins_a_path_is_a_root() {
        for (expression, expected) in [
            ("a, b.c, #d[0].e, f [1]", vec!["a", "b", "#d", "f"]),
            ("SET a = if_not_exists(b, :v) + :w REMOVE c.d", vec!["a", "b", "c"]),
            ("begins_with (sk, :p) AND size(x) > :n and not #y IN (:a, :b)", vec!["sk", "x", "#y"]),
            ("a . b = :v", vec!["a"]),
            ("SET a = a - :n, b = secret-:n, c = :n-secret, d = #s-:n", vec!["a", "a", "b", "secret", "c", "secret", "d", "#s"]),
            ("pk BETWEEN:a AND:b", vec!["pk"]),
            ("", vec![]),
        ] {
            assert_eq!(roots(expression), expected, "{expression}");
        }
        assert_eq!([4096, 4097].map(|length| roots(&"a".repeat(length)).len()), [1, 0]);
    }
}
