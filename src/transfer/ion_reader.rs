//! Reads Amazon Ion in its text form, as far as items need it. Timestamps and expressions are refused: no attribute has such a value.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::ion::{BINARIES, NUMBERS, STRINGS};
use super::ion_end::behind_struct;
use super::record::{MOST_VALUES, is_name};
use crate::value::{AttributeMap, AttributeValue, Number, Set};

/// The most levels that a value may have.
const DEEPEST: usize = 40;

/// What stands in a text of Ion.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    rest: &'t str,
    /// How many values the record may still have.
    left: usize,
    /// Where the record begins.
    record: &'t str,
    /// How many bytes may still be read in vain for the ends of records: as many as there are, so that no file takes long.
    patience: usize,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { rest: text, left: MOST_VALUES, record: text, patience: text.len() }
    }

    /// Whether nothing follows but the marker of a version.
    pub(super) fn is_at_end(&mut self) -> bool {
        loop {
            self.skip_space();
            match self.rest.strip_prefix("$ion_1_0") {
                Some(rest) => self.rest = rest,
                None => return self.rest.is_empty(),
            }
        }
    }

    /// Goes on behind the record that could not be read; where that has no end, behind the line that it begins in.
    pub(super) fn recover(&mut self) {
        let is_patient = self.patience > 0;
        let behind = if is_patient { behind_struct(self.record) } else { Err(0) };
        self.rest = behind.unwrap_or_else(|looked| {
            let read = self.record.len() - self.rest.len();
            self.patience = self.patience.saturating_sub(looked + read);
            let begun = if is_patient { self.record } else { self.rest };
            begun.split_once('\n').map_or("", |(_, rest)| rest)
        });
    }

    /// The next value.
    pub(super) fn value(&mut self, depth: usize) -> Option<AttributeValue> {
        if depth > DEEPEST {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        self.skip_space();
        let annotation = [STRINGS, NUMBERS, BINARIES].into_iter().find(|annotation| self.annotated(annotation));
        self.skip_space();
        match (annotation, self.rest.chars().next()?) {
            (Some(annotation), '[') => set(annotation, self.list(depth)?),
            (None, '[') => Some(AttributeValue::L(self.list(depth)?)),
            (None, '{') if self.rest.starts_with("{{") => self.blob().map(AttributeValue::B),
            (None, '{') => self.attributes(depth).map(AttributeValue::M),
            (None, '"') => self.quoted('"').map(AttributeValue::S),
            (None, '\'') if self.rest.starts_with("'''") => self.long_string().map(AttributeValue::S),
            (Some(_), _) | (None, '\'') => None,
            (None, _) => self.word(),
        }
    }

    /// Passes over `annotation`, if it comes next.
    fn annotated(&mut self, annotation: &str) -> bool {
        let plain = self.rest.strip_prefix(annotation);
        let quoted = || self.rest.strip_prefix('\'')?.strip_prefix(annotation)?.strip_prefix('\'');
        let behind = plain.or_else(quoted).map(str::trim_start).and_then(|rest| rest.strip_prefix("::"));
        behind.map(|rest| self.rest = rest).is_some()
    }

    fn list(&mut self, depth: usize) -> Option<Vec<AttributeValue>> {
        self.take('[')?;
        let mut elements = Vec::new();
        loop {
            self.skip_space();
            if self.take(']').is_some() {
                return Some(elements);
            }
            elements.push(self.value(depth + 1)?);
            self.skip_space();
            if self.take(',').is_none() {
                self.take(']')?;
                return Some(elements);
            }
        }
    }

    /// The fields of a record.
    pub(super) fn record(&mut self) -> Option<AttributeMap> {
        self.left = MOST_VALUES;
        self.skip_space();
        self.record = self.rest;
        self.attributes(0)
    }

    fn attributes(&mut self, depth: usize) -> Option<AttributeMap> {
        self.skip_space();
        self.take('{')?;
        let mut attributes = AttributeMap::default();
        loop {
            self.skip_space();
            if self.take('}').is_some() {
                return Some(attributes);
            }
            let name = self.name()?;
            self.skip_space();
            self.take(':')?;
            attributes.insert(name, self.value(depth + 1)?);
            self.skip_space();
            if self.take(',').is_none() {
                self.take('}')?;
                return Some(attributes);
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        let name = match self.rest.chars().next()? {
            '"' => self.quoted('"'),
            '\'' => self.quoted('\''),
            _ => Some(self.symbol().to_owned()),
        };
        name.filter(|name| is_name(name))
    }

    /// Letters, digits, `_` and `$`, and what numbers have besides.
    fn symbol(&mut self) -> &'t str {
        let plain = |character: char| character.is_ascii_alphanumeric() || "_$.+-".contains(character);
        let end = self.rest.find(|character| !plain(character)).unwrap_or(self.rest.len());
        let (symbol, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        symbol
    }

    fn word(&mut self) -> Option<AttributeValue> {
        match self.symbol() {
            "true" => Some(AttributeValue::Bool(true)),
            "false" => Some(AttributeValue::Bool(false)),
            word if word == "null" || word.starts_with("null.") => Some(AttributeValue::Null),
            number => {
                let plain: String = number.chars().filter(|character| *character != '_').collect();
                let plain = plain.replace(['d', 'D'], "e").replace(".e", "e");
                let plain = plain.strip_suffix('.').unwrap_or(&plain);
                Number::parse(plain).ok().map(AttributeValue::N)
            }
        }
    }

    fn blob(&mut self) -> Option<Vec<u8>> {
        let behind = self.rest.strip_prefix("{{")?;
        // What is no Base64 ends the search: the braces may be missing in the whole file.
        let end = behind.find(|character: char| !(character.is_ascii_alphanumeric() || "+/= \t\r\n".contains(character)))?;
        let (content, rest) = behind.split_at_checked(end)?;
        self.rest = rest.strip_prefix("}}")?;
        let plain: String = content.chars().filter(|character| !character.is_ascii_whitespace()).collect();
        STANDARD.decode(plain).ok()
    }

    /// Strings in three quotes, one after the other, are one.
    fn long_string(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(rest) = self.rest.strip_prefix("'''") {
            let (part, rest) = rest.split_once("'''")?;
            text.push_str(&unescaped(part)?);
            self.rest = rest;
            self.skip_space();
        }
        Some(text)
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        let rest = self.rest.strip_prefix(quote)?;
        let mut escaped = false;
        let end = rest.char_indices().find(|(_, character)| {
            let ends = *character == quote && !escaped;
            escaped = *character == '\\' && !escaped;
            ends
        });
        let (content, rest) = rest.split_at_checked(end?.0)?;
        self.rest = rest.strip_prefix(quote)?;
        unescaped(content)
    }

    fn take(&mut self, character: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(character)?;
        Some(())
    }

    /// White space and comments.
    fn skip_space(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            self.rest = match (self.rest.strip_prefix("//"), self.rest.strip_prefix("/*")) {
                (Some(comment), _) => comment.split_once('\n').map_or("", |(_, rest)| rest),
                (_, Some(comment)) => comment.split_once("*/").map_or("", |(_, rest)| rest),
                _ => return,
            };
        }
    }
}

fn set(annotation: &str, elements: Vec<AttributeValue>) -> Option<AttributeValue> {
    let mut elements = elements.into_iter();
    match annotation {
        STRINGS => {
            let texts = elements.map(|element| if let AttributeValue::S(text) = element { Some(text) } else { None });
            Set::new(texts.collect::<Option<_>>()?).map(AttributeValue::SS)
        }
        NUMBERS => {
            let numbers = elements.map(|element| if let AttributeValue::N(number) = element { Some(number) } else { None });
            Set::new(numbers.collect::<Option<_>>()?).map(AttributeValue::NS)
        }
        _ => {
            let blobs = elements.by_ref().map(|element| if let AttributeValue::B(bytes) = element { Some(bytes) } else { None });
            Set::new(blobs.collect::<Option<_>>()?).map(AttributeValue::BS)
        }
    }
}

/// `text` with what its escapes stand for.
fn unescaped(text: &str) -> Option<String> {
    let mut unescaped = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            unescaped.push(character);
            continue;
        }
        let digits = match characters.next()? {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            // The end of the line does not count.
            '\n' => continue,
            plain => {
                unescaped.push(named(plain)?);
                continue;
            }
        };
        let code = (0..digits).try_fold(0_u32, |code, _| code.checked_mul(16)?.checked_add(characters.next()?.to_digit(16)?))?;
        unescaped.push(char::from_u32(code)?);
    }
    Some(unescaped)
}

/// The character that an escape of one letter stands for.
const fn named(letter: char) -> Option<char> {
    Some(match letter {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '\\' | '"' | '\'' | '/' | '?' => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_read(text: &str) -> bool {
        Reader::new(text).record().is_some()
    }

    #[test]
    fn attributes_have_names() {
        assert!(is_read("{a:1}") && is_read(r#"{"a b":1}"#));
        assert!(!is_read(r#"{"":1}"#) && !is_read("{'':1}") && !is_read("{a:{\"\":1}}") && !is_read("{:1}"));
        assert!(is_read(&format!("{{'{}':1}}", "a".repeat(65_535))) && !is_read(&format!("{{'{}':1}}", "a".repeat(65_536))));
    }

    /// Lists of tens of millions of values were more than the memory of WebAssembly; that each list is short does not help.
    #[test]
    fn a_record_has_no_more_values_than_an_item_can_have() {
        assert!(is_read(&format!("{{l:[{}]}}", "1,".repeat(MOST_VALUES - 1))));
        assert!(!is_read(&format!("{{l:[{}]}}", "1,".repeat(MOST_VALUES))));
        assert!(!is_read(&format!("{{l:[{}]}}", "[1],".repeat(MOST_VALUES / 2))));
        let many = format!("{{l:[{}]}}\n", "1,".repeat(MOST_VALUES - 1)).repeat(2);
        let mut reader = Reader::new(&many);
        assert!(reader.record().is_some() && !reader.is_at_end() && reader.record().is_some(), "each record has its own");
    }

    #[test]
    fn what_follows_a_broken_record_is_read() {
        let of = |text: &str| {
            let mut reader = Reader::new(text);
            let mut read = String::new();
            while !reader.is_at_end() {
                let is_read = reader.record().is_some();
                read.push(if is_read { '+' } else { '-' });
                if !is_read {
                    reader.recover();
                }
            }
            read
        };
        assert_eq!(of("{a:1}{a:1.5.5}{a:2}"), "+-+");
        assert_eq!(of("{a:1e999} {a:'b\\q'} $ion_1_0 {a:2}"), "--+");
        assert_eq!(of("{a:[}{a:2}\n{a:3}"), "-+");
        assert_eq!(of("{a:{b:1}\n{a:2}\n{a:3}"), "-++");
        assert_eq!(of("{a:\"b}\n{a:\"c\"}"), "-+");
        assert_eq!(of("x {a:1}\n{a:2}"), "-+");
    }

    /// Each of the lines begins a record that ends nowhere: looking for its end from each would take hours.
    #[test]
    fn records_without_ends_do_not_take_long() {
        for line in ["{a:x\n", "{a:/*\n", "{a:[1,\n", "{a:'''\n", "{a:\"\n"] {
            let text = line.repeat(200_000);
            let mut reader = Reader::new(&text);
            while !reader.is_at_end() {
                assert!(reader.record().is_none(), "{line}");
                reader.recover();
            }
        }
    }

    #[test]
    fn blobs_are_base64_between_braces() {
        assert_eq!(Reader::new("{{ AA\nE= }}").value(0), Some(AttributeValue::B(vec![0, 1])));
        for broken in ["{{AAE=", "{{AAE=}", "{{A.E=}}", "{{{{AAE=}}}}"] {
            assert_eq!(Reader::new(broken).value(0), None, "{broken}");
        }
    }
}
