//! XML as S3 writes it: the declaration on a line of its own, everything else in one line.

/// The namespace of S3's documents.
pub const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// A document that is being written.
#[derive(Debug)]
pub struct Writer(String);

impl Writer {
    /// A document without elements.
    pub fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned())
    }

    /// A document whose outermost element, in S3's namespace, is open.
    pub fn document(root: &str) -> Self {
        let mut writer = Self::new();
        writer.push(&["<", root, " xmlns=\"", NAMESPACE, "\">"]);
        writer
    }

    /// Opens an element.
    #[inline(never)]
    pub fn open(&mut self, name: &str) -> &mut Self {
        self.push(&["<", name, ">"])
    }

    /// Closes an element.
    #[inline(never)]
    pub fn close(&mut self, name: &str) -> &mut Self {
        self.push(&["</", name, ">"])
    }

    /// An element that holds a text.
    pub fn text(&mut self, name: &str, text: &str) -> &mut Self {
        if text.is_empty() {
            return self.push(&["<", name, "/>"]);
        }
        self.push(&["<", name, ">"]);
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\r' => self.0.push_str("&#13;"),
                // References that XML 1.0 does not know, as S3 writes them all the same: clients are told to ask for `encoding-type=url`.
                control if control.is_ascii_control() && !matches!(control, '\t' | '\n' | '\x7F') => {
                    self.0.push_str("&#x");
                    self.0.extend(control.escape_unicode().filter(char::is_ascii_hexdigit));
                    self.0.push(';');
                }
                other => self.0.push(other),
            }
        }
        self.push(&["</", name, ">"])
    }

    /// The outermost element of a document that holds nothing but a text.
    pub fn text_in(&mut self, name: &str, namespace: &str, text: &str) -> &mut Self {
        let start = self.0.len();
        self.text(name, text);
        self.0.insert_str(start + 1 + name.len(), &[" xmlns=\"", namespace, "\""].concat());
        self
    }

    /// An element that holds a text, if there is one.
    #[inline(never)]
    pub fn optional(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        if let Some(text) = text {
            self.text(name, text);
        }
        self
    }

    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    #[inline(never)]
    fn push(&mut self, parts: &[&str]) -> &mut Self {
        for part in parts {
            self.0.push_str(part);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;

    #[test]
    fn texts_are_escaped_and_empty_elements_are_closed_at_once() {
        let mut xml = Writer::new();
        xml.open("A").text("B", "<\"&'>").text("C", "").optional("D", None).close("A");
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<A><B>&lt;&quot;&amp;'&gt;</B><C/></A>";
        assert_eq!(String::from_utf8(xml.finish()).unwrap(), expected);
    }

    #[test]
    fn what_xml_does_not_know_is_a_reference() {
        let mut xml = Writer::new();
        xml.text("B", "a\u{8}\u{1b}\t\n\r\0ü\u{7f}");
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<B>a&#x8;&#x1b;\t\n&#13;&#x0;ü\u{7f}</B>";
        assert_eq!(String::from_utf8(xml.finish()).unwrap(), expected);
    }
}
