//! A member as the older layer prints it back: Java's `toString` of the service's own classes.
//!
//! Hosts differ (some print object hashes, observed within one hour in one region), so only the usual form is here.

use std::fmt::{Display, Write};

use crate::model::{MemberShape, StructureShape};
use crate::order;
use crate::request::{Member, Structure};
use crate::value::AttributeValue;

use super::path::lower_first;

/// The text of `member` between the quotes of `Value '...' at`. It is written in one go: a batch can be hundreds of thousands of members.
pub fn echo(member: &Member) -> String {
    let mut text = String::new();
    write_member(member, &mut text);
    text
}

fn write_member(member: &Member, text: &mut String) {
    match member {
        Member::Text(content) => text.push_str(content),
        Member::Integer(number) => write_plain(number, text),
        Member::Double(number) => write_plain(number, text),
        Member::Boolean(boolean) => write_plain(boolean, text),
        Member::List(elements) => write_list(elements, text, write_member),
        Member::Map(entries) => write_map(entries.iter().map(|(name, member)| (name.as_str(), member)), text, write_member),
        Member::Structure(inner) => write_structure(inner, text),
        Member::Value(Ok(value)) => write_value(value, text),
        Member::Attributes(Ok(attributes)) => write_map(attributes.as_item().to_map().iter(), text, write_value),
        Member::Values(Ok(values)) => write_map(values.iter(), text, write_value),
        Member::Value(Err(_)) | Member::Attributes(Err(_)) | Member::Values(Err(_)) => text.push_str("null"),
    }
}

fn write_plain(value: &impl Display, text: &mut String) {
    let _ = write!(text, "{value}");
}

fn write_list<T>(elements: &[T], text: &mut String, write_element: impl Fn(&T, &mut String)) {
    text.push('[');
    write_separated(elements, text, write_element);
    text.push(']');
}

fn write_separated<T>(elements: &[T], text: &mut String, write_element: impl Fn(&T, &mut String)) {
    for (index, element) in elements.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        write_element(element, text);
    }
}

/// `KeySchemaElement(attributeName=pk, keyType=HASH)`; absent members are `null`.
fn write_structure(structure: &Structure, text: &mut String) {
    let shape = structure.shape();
    text.push_str(shape.name);
    text.push('(');
    write_separated(shape.members, text, |member, text| write_field(structure, member, text));
    for name in hidden_fields(shape) {
        let _ = write!(text, ", {name}=null");
    }
    text.push(')');
}

fn write_field(structure: &Structure, member: &MemberShape, text: &mut String) {
    text.push_str(&lower_first(member.name));
    text.push('=');
    match structure.get(member.name) {
        Some(member) => write_member(member, text),
        None => text.push_str("null"),
    }
}

/// Members that the service's own model has beyond the public one (observed in an echo, 2026-09-20).
fn hidden_fields(shape: &StructureShape) -> &'static [&'static str] {
    match shape.name {
        "PutRequest" => &["workloadProfileName"],
        _ => &[],
    }
}

/// The members of the class `AttributeValue`, six of them internal.
const VALUE_FIELDS: [&str; 16] =
    ["s", "n", "b", "iNT", "dECIMAL", "dOUBLE", "sS", "nS", "bS", "iNTSET", "dECIMALSET", "dOUBLESET", "m", "l", "nULL", "bOOL"];

fn write_value(value: &AttributeValue, text: &mut String) {
    text.push_str("AttributeValue(");
    write_separated(&VALUE_FIELDS, text, |name, text| {
        text.push_str(name);
        text.push('=');
        if *name == field_of(value) { write_content(value, text) } else { text.push_str("null") }
    });
    text.push(')');
}

const fn field_of(value: &AttributeValue) -> &'static str {
    match value {
        AttributeValue::S(_) => "s",
        AttributeValue::N(_) => "n",
        AttributeValue::B(_) => "b",
        AttributeValue::SS(_) => "sS",
        AttributeValue::NS(_) => "nS",
        AttributeValue::BS(_) => "bS",
        AttributeValue::L(_) => "l",
        AttributeValue::M(_) => "m",
        AttributeValue::Bool(_) => "bOOL",
        AttributeValue::Null => "nULL",
    }
}

fn write_content(value: &AttributeValue, text: &mut String) {
    match value {
        AttributeValue::S(content) => text.push_str(content),
        AttributeValue::N(number) => write_plain(number, text),
        AttributeValue::B(bytes) => write_buffer(bytes, text),
        AttributeValue::SS(set) => write_list(set.members(), text, write_plain),
        AttributeValue::NS(set) => write_list(set.members(), text, write_plain),
        AttributeValue::BS(set) => write_list(set.members(), text, |bytes, text| write_buffer(bytes, text)),
        AttributeValue::L(elements) => write_list(elements, text, write_value),
        AttributeValue::M(attributes) => write_map(attributes.iter(), text, write_value),
        AttributeValue::Bool(boolean) => write_plain(boolean, text),
        AttributeValue::Null => text.push_str("true"),
    }
}

fn write_buffer(bytes: &[u8], text: &mut String) {
    let _ = write!(text, "java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]", bytes.len());
}

/// `{a=1, b=2}` in the order of a Java `HashMap` sized to its entries (observed 2026-10-09: 1 name: 2 buckets, 2-3: 4, 4-6: 8, ...).
fn write_map<'a, T: 'a>(
    entries: impl Iterator<Item = (&'a str, &'a T)>,
    text: &mut String,
    write_entry: impl Fn(&T, &mut String),
) {
    let mut entries: Vec<_> = entries.collect();
    let buckets = buckets(entries.len());
    order::sort_by_key(&mut entries, |(name, _)| bucket(name, buckets));
    text.push('{');
    write_separated(&entries, text, |(name, member), text| {
        text.push_str(name);
        text.push('=');
        write_entry(member, text);
    });
    text.push('}');
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
