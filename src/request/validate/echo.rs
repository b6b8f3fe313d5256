//! A member as the older layer prints it back: Java's `toString` of the service's own classes.
//!
//! Hosts differ (some print object hashes, observed within one hour in one region), so only the usual form is here.

use std::fmt::Write;

use crate::model::{MemberShape, StructureShape};
use crate::order;
use crate::request::{Member, Structure};
use crate::value::{AttributeMap, AttributeValue};

use super::path::lower_first;

/// The text of `member` between the quotes of `Value '...' at`.
pub fn echo(member: &Member) -> String {
    match member {
        Member::Text(text) => text.clone(),
        Member::Integer(number) => number.to_string(),
        Member::Double(number) => number.to_string(),
        Member::Boolean(boolean) => boolean.to_string(),
        Member::List(elements) => bracketed(elements.iter().map(echo)),
        Member::Map(entries) => braced(entries.iter().map(|(name, member)| (name.as_str(), echo(member)))),
        Member::Structure(inner) => structure(inner),
        Member::Value(value) => value.as_ref().map_or_else(|_| String::from("null"), attribute_value),
        Member::Attributes(attributes) => attributes.as_ref().map_or_else(|_| String::from("null"), attribute_map),
    }
}

fn bracketed(elements: impl Iterator<Item = String>) -> String {
    format!("[{}]", elements.collect::<Vec<_>>().join(", "))
}

/// `KeySchemaElement(attributeName=pk, keyType=HASH)`; absent members are `null`.
fn structure(structure: &Structure) -> String {
    let shape = structure.shape();
    let mut fields: Vec<_> = shape.members.iter().map(|member| field(structure, member)).collect();
    fields.extend(hidden_fields(shape).iter().map(|name| format!("{name}=null")));
    format!("{}({})", shape.name, fields.join(", "))
}

fn field(structure: &Structure, member: &MemberShape) -> String {
    let value = structure.get(member.name).map_or_else(|| String::from("null"), echo);
    format!("{}={value}", lower_first(member.name))
}

/// Members that the service's own model has beyond the public one (observed in an echo, 2026-09-20).
fn hidden_fields(shape: &StructureShape) -> &'static [&'static str] {
    match shape.name {
        "PutRequest" => &["workloadProfileName"],
        _ => &[],
    }
}

fn attribute_map(attributes: &AttributeMap) -> String {
    braced(attributes.iter().map(|(name, value)| (name, attribute_value(value))))
}

/// The members of the class `AttributeValue`, six of them internal.
const VALUE_FIELDS: [&str; 16] =
    ["s", "n", "b", "iNT", "dECIMAL", "dOUBLE", "sS", "nS", "bS", "iNTSET", "dECIMALSET", "dOUBLESET", "m", "l", "nULL", "bOOL"];

fn attribute_value(value: &AttributeValue) -> String {
    let (present, text) = present_field(value);
    let mut fields = String::new();
    for name in VALUE_FIELDS {
        let separator = if fields.is_empty() { "" } else { ", " };
        let shown = if name == present { text.as_str() } else { "null" };
        let _ = write!(fields, "{separator}{name}={shown}");
    }
    format!("AttributeValue({fields})")
}

fn present_field(value: &AttributeValue) -> (&'static str, String) {
    match value {
        AttributeValue::S(text) => ("s", text.clone()),
        AttributeValue::N(number) => ("n", number.to_string()),
        AttributeValue::B(bytes) => ("b", buffer(bytes)),
        AttributeValue::SS(set) => ("sS", bracketed(set.members().iter().cloned())),
        AttributeValue::NS(set) => ("nS", bracketed(set.members().iter().map(ToString::to_string))),
        AttributeValue::BS(set) => ("bS", bracketed(set.members().iter().map(|bytes| buffer(bytes)))),
        AttributeValue::L(elements) => ("l", bracketed(elements.iter().map(attribute_value))),
        AttributeValue::M(attributes) => ("m", attribute_map(attributes)),
        AttributeValue::Bool(boolean) => ("bOOL", boolean.to_string()),
        AttributeValue::Null => ("nULL", String::from("true")),
    }
}

fn buffer(bytes: &[u8]) -> String {
    format!("java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]", bytes.len())
}

/// `{a=1, b=2}` in the order of a Java `HashMap` sized to its entries (observed 2026-10-09: 1 name: 2 buckets, 2-3: 4, 4-6: 8, ...).
fn braced<'a>(entries: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut entries: Vec<_> = entries.collect();
    let buckets = buckets(entries.len());
    order::sort_by_key(&mut entries, |(name, _)| bucket(name, buckets));
    let texts: Vec<_> = entries.into_iter().map(|(name, text)| format!("{name}={text}")).collect();
    format!("{{{}}}", texts.join(", "))
}

/// The least power of two that `entries` fill to at most three quarters.
fn buckets(entries: usize) -> usize {
    (entries * 4).div_ceil(3).max(2).next_power_of_two()
}

fn bucket(name: &str, buckets: usize) -> usize {
    let hash = name.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    (hash ^ (hash >> 16)) as usize & (buckets - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;
    use crate::request::decode;

    fn echoed(operation: &str, body: &str, member: &str) -> String {
        let operation = model::operation(&format!("DynamoDB_20120810.{operation}")).unwrap();
        echo(decode(operation, body.as_bytes()).unwrap().get(member).unwrap())
    }

    #[test]
    fn structures_list_their_fields() {
        let body = r#"{"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"KeyType":"RANGE"}]}"#;
        let expected = "[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=null, keyType=RANGE)]";
        assert_eq!(echoed("CreateTable", body, "KeySchema"), expected);
    }

    #[test]
    fn batches_are_echoed_with_all_fields_of_their_values() {
        let body = r#"{"RequestItems":{"T":[{"PutRequest":{"Item":{"pk":{"S":"bw-0"}}}}]}}"#;
        let expected = "{T=[WriteRequest(putRequest=PutRequest(item={pk=AttributeValue(s=bw-0, n=null, b=null, iNT=null, dECIMAL=null, \
                        dOUBLE=null, sS=null, nS=null, bS=null, iNTSET=null, dECIMALSET=null, dOUBLESET=null, m=null, l=null, nULL=null, \
                        bOOL=null)}, workloadProfileName=null), deleteRequest=null)]}";
        assert_eq!(echoed("BatchWriteItem", body, "RequestItems"), expected);
    }

    #[test]
    fn every_type_of_value_has_its_field() {
        for (value, field) in [
            (r#"{"N":"1.50"}"#, "n=1.5"),
            (r#"{"B":"YWI="}"#, "b=java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]"),
            (r#"{"SS":["a","b"]}"#, "sS=[a, b]"),
            (r#"{"NS":["1","2"]}"#, "nS=[1, 2]"),
            (r#"{"BS":["YQ=="]}"#, "bS=[java.nio.HeapByteBuffer[pos=0 lim=1 cap=1]]"),
            (r#"{"M":{}}"#, "m={}"),
            (r#"{"L":[]}"#, "l=[]"),
            (r#"{"NULL":true}"#, "nULL=true"),
            (r#"{"BOOL":false}"#, "bOOL=false"),
        ] {
            let text = echoed("PutItem", &format!(r#"{{"Item":{{"a":{value}}}}}"#), "Item");
            assert!(text.starts_with("{a=AttributeValue(") && text.contains(field), "{text}");
        }
    }

    #[test]
    fn maps_are_in_the_order_of_javas_hash_map() {
        assert_eq!([0, 1, 2, 3, 4, 6, 7].map(buckets), [2, 2, 4, 4, 8, 8, 16]);
        let body = r#"{"ExpressionAttributeNames":{"pk":"1","a":"2","b":"3"}}"#;
        assert_eq!(echoed("GetItem", body, "ExpressionAttributeNames"), "{a=2, b=3, pk=1}");
    }
}
