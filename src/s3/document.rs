//! The XML that requests carry: elements with texts. Attributes, comments and instructions are passed over; documents that declare types
//! are refused, and so are those that nest deeply.

/// The most levels that a request's document may have.
const DEEPEST: usize = 16;
/// The most elements: more than 10,000 parts of an upload have, with all their checksums.
const MOST: usize = 100_000;

/// An element.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name, without the prefix of a namespace.
    pub name: String,
    /// The text in it, but for that in its children.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

impl Element {
    /// Reads a document. `None`, if it is not well-formed.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let mut reader = Reader { rest: text.trim_start_matches('\u{feff}'), closes: false };
        let (mut open, mut count): (Vec<Self>, usize) = (Vec::new(), 0);
        loop {
            match reader.next()? {
                Token::Text(text) => match open.last_mut() {
                    Some(element) => element.text.push_str(&text),
                    None if text.trim().is_empty() => {}
                    None => return None,
                },
                Token::Open(name) if open.len() < DEEPEST && count < MOST => {
                    count += 1;
                    open.push(Self { name, ..Self::default() });
                }
                Token::Open(_) => return None,
                Token::Close(name) => {
                    let closed = open.pop().filter(|element| name.is_none_or(|name| local(name) == element.name))?;
                    match open.last_mut() {
                        Some(parent) => parent.children.push(closed),
                        None => return reader.is_at_end().then_some(closed),
                    }
                }
            }
        }
    }

    /// The first child `name`.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children `name`.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child `name`.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str())
    }
}

enum Token<'a> {
    Text(String),
    Open(String),
    /// Without a name it closes what was opened last.
    Close(Option<&'a str>),
}

struct Reader<'a> {
    rest: &'a str,
    /// Whether the tag before opened an element and closed it at once.
    closes: bool,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.closes) {
            return Some(Token::Close(None));
        }
        if let Some(after) = self.rest.strip_prefix("<![CDATA[") {
            let (text, after) = after.split_once("]]>")?;
            self.rest = after;
            return Some(Token::Text(text.to_owned()));
        }
        for (start, end) in [("<?", "?>"), ("<!--", "-->")] {
            if let Some(after) = self.rest.strip_prefix(start) {
                (_, self.rest) = after.split_once(end)?;
                return Some(Token::Text(String::new()));
            }
        }
        match self.rest.strip_prefix('<') {
            Some(after) => self.tag(after),
            None if self.rest.is_empty() => None,
            None => {
                let (text, after) = self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len()));
                self.rest = after;
                unescaped(text).map(Token::Text)
            }
        }
    }

    fn tag(&mut self, after: &'a str) -> Option<Token<'a>> {
        let (tag, rest) = split_tag(after)?;
        if let Some(name) = tag.strip_prefix('/') {
            self.rest = rest;
            return Some(Token::Close(Some(name.trim_end())));
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = local(tag.split_ascii_whitespace().next()?);
        let valid = !name.is_empty() && !name.starts_with('!') && !name.contains(['<', '&', '"', '\'']);
        self.rest = rest;
        self.closes = is_empty;
        valid.then(|| Token::Open(name.to_owned()))
    }

    fn is_at_end(&self) -> bool {
        self.rest.trim().is_empty()
    }
}

/// What stands before the `>` that ends a tag, and what behind it. Values of attributes may hold one.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let end = text.char_indices().find(|(_, character)| match (quote, *character) {
        (None, '>') => true,
        (None, '"' | '\'') => {
            quote = Some(*character);
            false
        }
        (Some(open), character) if open == character => {
            quote = None;
            false
        }
        _ => false,
    });
    let (tag, rest) = text.split_at_checked(end?.0)?;
    Some((tag, rest.strip_prefix('>')?))
}

/// A name without the prefix of its namespace.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// `text` with what its references stand for.
fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('&');
    let mut unescaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (reference, rest) = part.split_once(';')?;
        unescaped.push(match reference {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = reference.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?).filter(|character| is_of_xml(*character))?
            }
        });
        unescaped.push_str(rest);
    }
    Some(unescaped)
}

/// Whether XML 1.0 knows `character`, so that a reference may name it (observed 2015-11-05: S3 refuses `&#x1;`).
const fn is_of_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_texts_are_read() {
        let text = "<?xml version='1.0'?>\n<!-- a --><Delete xmlns=\"a>b\"><Quiet>true</Quiet><s3:Object><Key>a&amp;b&#x26;<![CDATA[<c>]]></Key></s3:Object><Object/></Delete>\n";
        let delete = Element::parse(text.as_bytes()).unwrap();
        assert_eq!((delete.name.as_str(), delete.text_of("Quiet")), ("Delete", Some("true")));
        let keys: Vec<_> = delete.children_named("Object").map(|object| object.text_of("Key")).collect();
        assert_eq!(keys, [Some("a&b&<c>"), None]);
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        let deep = "<a>".repeat(20) + &"</a>".repeat(20);
        for text in [
            "",
            "a",
            "<a>",
            "<a></b>",
            "<a></a><b/>",
            "<a>&nbsp;</a>",
            "<!DOCTYPE a><a/>",
            "<a",
            "<a b='></a>",
            "<>a</>",
            &deep,
            "<a>&#xD800;</a>",
            "<a>&#x1;</a>",
            "<a>&#xFFFF;</a>",
        ] {
            assert_eq!(Element::parse(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Element::parse(&[0xFF]), None);
    }
}
