//! A member as the JSON that it came as, for the one operation that echoes it so.

use crate::request::Member;
use crate::value::to_json;

/// `member` as compact JSON.
pub fn json(member: &Member) -> String {
    match member {
        Member::Text(text) => written(text),
        Member::Integer(number) => number.to_string(),
        Member::Boolean(boolean) => boolean.to_string(),
        Member::List(elements) => format!("[{}]", elements.iter().map(json).collect::<Vec<_>>().join(",")),
        Member::Map(entries) => object(entries.iter().map(|(name, member)| entry(name, member))),
        Member::Structure(structure) => object(structure.iter().map(|(name, member)| entry(name, member))),
        // BatchGetItem has no such members.
        Member::Double(_) | Member::Value(_) | Member::Values(_) => String::from("null"),
        Member::Attributes(attributes) => {
            attributes.as_ref().map_or_else(|_| String::from("null"), |attributes| written(attributes.as_item()))
        }
    }
}

fn object(entries: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
}

fn entry(name: &str, member: &Member) -> String {
    format!("{}:{}", written(name), json(member))
}

fn written(value: &(impl serde::Serialize + ?Sized)) -> String {
    String::from_utf8(to_json(value)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;
    use crate::request::decode;

    #[test]
    fn a_batch_is_echoed_as_it_was_sent() {
        let map = r#"{"T\"":{"Keys":[{"pk":{"S":"a"}}],"ConsistentRead":true}}"#;
        let operation = model::operation("DynamoDB_20120810.BatchGetItem").unwrap();
        let input = decode(operation, format!(r#"{{"RequestItems":{map}}}"#).as_bytes()).unwrap();
        assert_eq!(json(input.get("RequestItems").unwrap()), map);
    }
}
