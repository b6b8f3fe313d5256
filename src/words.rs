//! Long lists of words. As an array each word would cost an address and a length beside its letters; in one text it costs a space.

use std::cmp::Ordering;

/// Whether `word`, in whatever case, is one of `words`: in upper case, ascending, a space between two of them.
pub fn hold(words: &str, word: &str) -> bool {
    let mut words = words.as_bytes();
    while !words.is_empty() {
        let (before, middle, after) = halved(words);
        words = match middle.iter().copied().cmp(word.bytes().map(|byte| byte.to_ascii_uppercase())) {
            Ordering::Less => after,
            Ordering::Equal => return true,
            Ordering::Greater => before,
        };
    }
    false
}

/// A word in the middle of `words`, and those on its sides.
fn halved(words: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let is_space = |byte: &u8| *byte == b' ';
    let (left, right) = words.split_at_checked(words.len() / 2).unwrap_or((words, &[]));
    let start = left.iter().rposition(is_space).map_or(0, |space| space + 1);
    let end = left.len() + right.iter().position(is_space).unwrap_or(right.len());
    let part = |from, to| words.get(from..to).unwrap_or_default();
    (part(0, start.saturating_sub(1)), part(start, end), part(end + 1, words.len()))
}

#[cfg(test)]
pub fn are_ordered(words: &str) -> bool {
    words.split(' ').is_sorted_by(|left, right| left < right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_list_is_found_and_nothing_else() {
        let list = "A AB ABC B BEE C_D ZEBRA";
        assert!(list.split(' ').all(|word| hold(list, word) && hold(list, &word.to_ascii_lowercase())));
        for other in ["", " ", "AA", "ABCD", "BE", "C D", "Z", "ZEBRAS", "A AB", "\u{c4}"] {
            assert!(!hold(list, other), "{other}");
        }
        assert!(!hold("", "A"));
        assert!(hold("A", "a"));
    }
}
