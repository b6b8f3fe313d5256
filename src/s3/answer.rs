//! What an operation answers.

use std::borrow::Cow;

use super::xml::Writer;
use crate::bytes::Bytes;

/// A response, as an operation makes it.
#[derive(Debug, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case with their values.
    pub headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// The body.
    pub body: Bytes,
    /// How long the body would be, where it was not read because the request is one of HEAD.
    pub unread: Option<usize>,
}

impl Answer {
    /// A response without a body.
    pub fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// A document.
    pub fn xml(document: Writer) -> Self {
        let mut answer = Self { status: 200, body: document.finish().into(), ..Self::default() };
        answer.header("content-type", "application/xml");
        answer
    }

    /// Adds a header. A value cannot break its line.
    pub fn header(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> &mut Self {
        self.push_header(name.into(), value.into());
        self
    }

    #[inline(never)]
    fn push_header(&mut self, name: Cow<'static, str>, value: Cow<'static, str>) {
        let breaks = |character: char| matches!(character, '\r' | '\n' | '\0');
        let value = if value.contains(breaks) { value.replace(breaks, " ").into() } else { value };
        self.headers.push((name, value));
    }

    /// The same with the length of its body, and without the body if the request was one of HEAD.
    pub fn finished(mut self, is_head: bool) -> Self {
        if !matches!(self.status, 204 | 304) {
            let length = self.unread.unwrap_or(self.body.len()).to_string();
            self.header("content-length", length);
        }
        if is_head {
            self.body = Bytes::default();
        }
        self
    }
}
