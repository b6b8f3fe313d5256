//! Any JSON, as a tree. Numbers and booleans are kept as the texts that conditions compare.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A JSON value that a policy may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    /// A text, a whole number or a boolean.
    Text { text: String, quoted: bool },
    /// Elements in order.
    List(Vec<Json>),
    /// Members in the order of the document.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a document. `None` if it is no JSON, or holds what no policy can: null, fractions, a member twice.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text in quotes.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text { text, quoted: true } => Some(text),
            _ => None,
        }
    }

    fn unquoted(text: String) -> Self {
        Self::Text { text, quoted: false }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("what a policy may hold")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::unquoted(if value { "true" } else { "false" }.to_owned()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::unquoted(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::unquoted(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text { text: value.to_owned(), quoted: true })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = access.next_element()? {
            elements.push(element);
        }
        Ok(Json::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        while let Some((name, value)) = access.next_entry::<String, Json>()? {
            if members.iter().any(|(present, _)| *present == name) {
                return Err(A::Error::custom("twice"));
            }
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_in_its_order() {
        let text = |text: &str, quoted| Json::Text { text: text.to_owned(), quoted };
        let read = Json::parse(r#"{"b":["x",1,true],"a":{}}"#).unwrap();
        let elements = vec![text("x", true), text("1", false), text("true", false)];
        let expected = vec![("b".to_owned(), Json::List(elements)), ("a".to_owned(), Json::Object(Vec::new()))];
        assert_eq!(read, Json::Object(expected));
    }

    #[test]
    fn what_no_policy_can_hold_is_refused() {
        for text in ["", "{not json", "{} {}", "null", "1.5", r#"{"a":1,"a":2}"#, &"[".repeat(5000)] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
    }
}
