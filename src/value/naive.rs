//! The JSON wire form as serde would write it from the tree: what [`super::wire`] is held against.

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{AttributeMap, AttributeValue};

/// The text of `attributes`.
pub fn json(attributes: &AttributeMap) -> String {
    map(attributes).to_string()
}

/// One value.
pub fn value(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number.to_string() }),
        AttributeValue::B(bytes) => json!({ "B": base64(bytes) }),
        AttributeValue::SS(set) => json!({ "SS": set.members() }),
        AttributeValue::NS(set) => json!({ "NS": set.members().iter().map(ToString::to_string).collect::<Vec<_>>() }),
        AttributeValue::BS(set) => json!({ "BS": set.members().iter().map(|member| base64(member)).collect::<Vec<_>>() }),
        AttributeValue::L(members) => json!({ "L": members.iter().map(self::value).collect::<Vec<_>>() }),
        AttributeValue::M(attributes) => json!({ "M": map(attributes) }),
        AttributeValue::Bool(value) => json!({ "BOOL": value }),
        AttributeValue::Null => json!({ "NULL": true }),
    }
}

fn map(attributes: &AttributeMap) -> Value {
    attributes.iter().map(|(name, value)| (name.to_owned(), self::value(value))).collect()
}

fn base64(bytes: &[u8]) -> String {
    Base64Display::new(bytes, &STANDARD).to_string()
}
