//! All that an emulator tells about itself, and whether it agrees with itself.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use dynatab::Emulator;
use serde_json::{Value, json};

use super::{call, vectors};

/// The descriptions, tags and items of all tables and their indexes.
pub fn everything(emulator: &Emulator) -> BTreeMap<String, Value> {
    let names = tables(emulator);
    names.into_iter().map(|name| (name.clone(), of_table(emulator, &name))).collect()
}

/// The names of all tables.
pub fn tables(emulator: &Emulator) -> Vec<String> {
    let page = call(emulator, "ListTables", &json!({})).unwrap();
    assert_eq!(page.get("LastEvaluatedTableName"), None, "more tables than a page");
    page["TableNames"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// The description of a table.
pub fn description(emulator: &Emulator, table: &str) -> Value {
    call(emulator, "DescribeTable", &json!({ "TableName": table })).unwrap()["Table"].clone()
}

fn of_table(emulator: &Emulator, table: &str) -> Value {
    let description = description(emulator, table);
    let tags = call(emulator, "ListTagsOfResource", &json!({ "ResourceArn": description["TableArn"] })).unwrap();
    json!([description, tags, items(emulator, table, None)])
}

/// All items of a table or of one of its indexes, as it projects them.
pub fn items(emulator: &Emulator, table: &str, index: Option<&str>) -> Vec<Value> {
    let mut request = json!({ "TableName": table, "IndexName": index });
    let mut items = Vec::new();
    loop {
        let page = call(emulator, "Scan", &request).unwrap();
        items.extend(page["Items"].as_array().unwrap().iter().cloned());
        match page.get("LastEvaluatedKey") {
            Some(last) => request["ExclusiveStartKey"] = last.clone(),
            None => return items,
        }
    }
}

/// Holds counts, sizes and indexes of all tables against what a recomputation from the items gives.
pub fn assert_agrees(emulator: &Emulator) {
    for table in tables(emulator) {
        let description = description(emulator, &table);
        let whole = items(emulator, &table, None);
        assert_counted(&description, "TableSizeBytes", &whole, |item| vectors::size_in_table(&description, item));
        vectors::assert_agree(emulator, &description, &whole);
        for index in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"].iter().flat_map(|kind| list(&description[*kind])) {
            assert_index_agrees(emulator, &table, &description, &index, &whole);
        }
    }
}

fn assert_index_agrees(emulator: &Emulator, table: &str, description: &Value, index: &Value, whole: &[Value]) {
    let keys = names(&index["KeySchema"], "AttributeName");
    let base = names(&description["KeySchema"], "AttributeName");
    let included = list(&index["Projection"]["NonKeyAttributes"]).iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    let kept: BTreeSet<String> = [&keys, &base, &included].into_iter().flatten().cloned().collect();
    let all = index["Projection"]["ProjectionType"] == "ALL";
    let types: BTreeMap<String, Value> = list(&description["AttributeDefinitions"])
        .iter()
        .map(|attribute| (attribute["AttributeName"].as_str().unwrap().to_owned(), attribute["AttributeType"].clone()))
        .collect();
    let inside = whole.iter().filter(|item| keys.iter().all(|key| is_key(item.get(key), types[key].as_str().unwrap())));
    let expected: Vec<Value> = inside.map(|item| if all { item.clone() } else { part(item, &kept) }).collect();
    let found = items(emulator, table, index["IndexName"].as_str());
    assert_eq!(sorted(&found), sorted(&expected), "{table} {index}");
    assert_counted(index, "IndexSizeBytes", &found, size_of_item);
}

/// Whether an index can have `value` in its key: an item from before the index may have anything in its place.
fn is_key(value: Option<&Value>, kind: &str) -> bool {
    value.and_then(|value| value[kind].as_str()).is_some_and(|text| !text.is_empty())
}

fn part(item: &Value, kept: &BTreeSet<String>) -> Value {
    item.as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| kept.contains(*name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn assert_counted(description: &Value, size: &str, items: &[Value], size_of: impl Fn(&Value) -> usize) {
    assert_eq!(description["ItemCount"], items.len(), "{description}");
    assert_eq!(description[size], items.iter().map(size_of).sum::<usize>(), "{description}");
}

/// The texts that elements of a list have in a member.
pub fn names(list_of: &Value, member: &str) -> BTreeSet<String> {
    list(list_of).iter().map(|element| element[member].as_str().unwrap().to_owned()).collect()
}

fn sorted(items: &[Value]) -> Vec<String> {
    let mut texts: Vec<String> = items.iter().map(|item| canonical(item).to_string()).collect();
    texts.sort();
    texts
}

/// Sets in one order: a scan of a table gives them in that of their hashes.
pub fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), canonical(value))).collect(),
        Value::Array(elements) if elements.iter().all(Value::is_string) => {
            let mut elements = elements.clone();
            elements.sort_by_key(Value::to_string);
            Value::Array(elements)
        }
        Value::Array(elements) => elements.iter().map(canonical).collect(),
        _ => value.clone(),
    }
}

/// The elements of a list; none of what is no list.
pub fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// The bytes of an item as the developer guide counts them ("DynamoDB item sizes and formats").
pub fn size_of_item(item: &Value) -> usize {
    item.as_object().unwrap().iter().map(|(name, value)| name.len() + size(value)).sum()
}

fn size(value: &Value) -> usize {
    let (kind, content) = value.as_object().unwrap().iter().next().unwrap();
    let text = || content.as_str().unwrap();
    let texts = || content.as_array().unwrap().iter().map(|member| member.as_str().unwrap());
    match kind.as_str() {
        "S" => text().len(),
        "N" => size_of_number(text()),
        "B" => size_of_base64(text()),
        "SS" => texts().map(str::len).sum(),
        "NS" => texts().map(size_of_number).sum(),
        "BS" => texts().map(size_of_base64).sum(),
        "BOOL" | "NULL" => 1,
        "L" => 3 + content.as_array().unwrap().iter().map(|element| 1 + size(element)).sum::<usize>(),
        "M" => 3 + content.as_object().unwrap().iter().map(|(name, value)| 1 + name.len() + size(value)).sum::<usize>(),
        kind => panic!("a value of type {kind}"),
    }
}

fn size_of_base64(text: &str) -> usize {
    text.len() / 4 * 3 - text.bytes().rev().take_while(|byte| *byte == b'=').count()
}

/// One byte for the number, one for each pair of digits on each side of the point, one for a minus sign; zeros at the ends are free.
fn size_of_number(text: &str) -> usize {
    let (sign, digits) = text.strip_prefix('-').map_or((0, text), |digits| (1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if fraction.is_empty() { whole.trim_end_matches('0') } else { whole };
    let fraction = if whole.is_empty() { fraction.trim_start_matches('0') } else { fraction };
    1 + whole.len().div_ceil(2) + fraction.len().div_ceil(2) + sign
}
