//! Texts with wildcards and policy variables, as `Resource`, `Action` and the `Like` operators compare them.

use super::access::Context;
use crate::lowercase::lower;

/// One piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// `*`: any characters, or none.
    Any,
    /// `?`: one character.
    One,
    /// A character.
    Character(char),
}

/// A text to compare with.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Piece>);

impl Pattern {
    /// A text with wildcards.
    pub(super) fn new(text: &str) -> Self {
        Self(text.chars().map(wildcard).collect())
    }

    /// A text without wildcards, in which policy variables are replaced by what `context` knows. `None` if it does not know one.
    pub(super) fn exact(text: &str, context: Option<&Context>) -> Option<Self> {
        Self::replaced(text, context, Piece::Character)
    }

    /// A text with wildcards, in which policy variables are replaced by what `context` knows. `None` if it does not know one.
    pub(super) fn like(text: &str, context: Option<&Context>) -> Option<Self> {
        Self::replaced(text, context, wildcard)
    }

    /// The same in lower case.
    pub(super) fn lowercase(self) -> Self {
        let lowered = |piece| match piece {
            Piece::Character(character) => Piece::Character(lower(character)),
            wildcard => wildcard,
        };
        Self(self.0.into_iter().map(lowered).collect())
    }

    fn replaced(text: &str, context: Option<&Context>, piece: fn(char) -> Piece) -> Option<Self> {
        let Some(context) = context else { return Some(Self(text.chars().map(piece).collect())) };
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, (variable, after))) = split_variable(rest) {
            pieces.extend(before.chars().map(piece));
            pieces.extend(value(variable, context)?.chars().map(Piece::Character));
            rest = after;
        }
        pieces.extend(rest.chars().map(piece));
        Some(Self(pieces))
    }

    /// Whether all of `text` fits.
    pub(super) fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut matched) = (0, 0);
        let mut retry: Option<(usize, usize)> = None;
        while matched < text.len() {
            let fits = match (self.0.get(at), text.get(matched)) {
                (Some(Piece::Any), _) => {
                    retry = Some((at, matched));
                    at += 1;
                    continue;
                }
                (Some(Piece::One), _) => true,
                (Some(Piece::Character(expected)), Some(found)) => expected == found,
                _ => false,
            };
            match (fits, retry) {
                (true, _) => (at, matched) = (at + 1, matched + 1),
                (false, Some((star, from))) => {
                    retry = Some((star, from + 1));
                    (at, matched) = (star + 1, from + 1);
                }
                (false, None) => return false,
            }
        }
        self.0.iter().skip(at).all(|piece| *piece == Piece::Any)
    }
}

fn wildcard(character: char) -> Piece {
    match character {
        '*' => Piece::Any,
        '?' => Piece::One,
        _ => Piece::Character(character),
    }
}

/// What stands before the first `${variable}` of `text`, the variable, and what stands after it.
fn split_variable(text: &str) -> Option<(&str, (&str, &str))> {
    let (before, rest) = text.split_once("${")?;
    Some((before, rest.split_once('}')?))
}

/// What stands for `${variable}`, or after a comma the default in single quotes. `${*}`, `${?}` and `${$}` stand for themselves.
fn value<'a>(variable: &'a str, context: &'a Context) -> Option<&'a str> {
    if matches!(variable, "*" | "?" | "$") {
        return Some(variable);
    }
    let (name, default) = variable.split_once(',').map_or((variable, None), |(name, default)| (name, Some(default)));
    let default = default.and_then(|text| text.trim().strip_prefix('\'')?.strip_suffix('\''));
    match context.get(name.trim()) {
        Some([single]) => Some(single),
        _ => default,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_characters() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abcb", false),
            ("*a*b*", "xxaxxbxx", true),
            ("a?c", "aéc", true),
            ("a?c", "ac", false),
            ("", "a", false),
            ("a**", "a", true),
            ("arn:*:table/t*", "arn:aws:dynamodb:us-east-1:1:table/t/index/i", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn variables_are_replaced_and_what_they_hold_is_literal() {
        let context = Context::default().with("aws:username", ["a*"]);
        assert!(Pattern::like("home/${aws:username}/*", Some(&context)).unwrap().matches("home/a*/x"));
        assert!(!Pattern::like("home/${aws:username}/*", Some(&context)).unwrap().matches("home/ab/x"));
        assert!(Pattern::like("${aws:userid, 'nobody'}", Some(&context)).unwrap().matches("nobody"));
        assert!(Pattern::like("${*}", Some(&context)).unwrap().matches("*"));
        assert!(!Pattern::like("${*}", Some(&context)).unwrap().matches("x"));
        assert!(Pattern::like("${aws:userid}", Some(&context)).is_none());
        assert!(Pattern::like("${aws:userid}", None).unwrap().matches("${aws:userid}"));
        assert!(Pattern::like("${open", Some(&context)).unwrap().matches("${open"));
    }

    #[test]
    fn an_exact_text_knows_no_wildcards() {
        assert!(!Pattern::exact("a*", None).unwrap().matches("ab"));
        assert!(Pattern::exact("a*", None).unwrap().matches("a*"));
    }
}
