//! `dynamodb:Attributes`: the top-level attributes that a request names.

use crate::expression::roots;
use crate::order;
use crate::request::{Member, Structure};

const EXPRESSIONS: [&str; 5] =
    ["ProjectionExpression", "ConditionExpression", "UpdateExpression", "KeyConditionExpression", "FilterExpression"];
/// Members whose entries or attributes are attributes.
const NAMED: [&str; 8] =
    ["Item", "Key", "Expected", "AttributeUpdates", "ScanFilter", "QueryFilter", "KeyConditions", "ExclusiveStartKey"];

/// `names`, each once.
pub fn distinct(mut names: Vec<String>) -> Vec<String> {
    order::sort(&mut names);
    names.dedup();
    names
}

/// The attributes that `input` names, each once.
pub fn named(input: &Structure) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |name: &str| names.push(name.to_owned());
    for member in NAMED {
        match input.get(member) {
            Some(Member::Attributes(Ok(attributes))) => {
                attributes.as_item().attributes().into_iter().for_each(|(name, _)| add(name));
            }
            Some(Member::Map(entries)) => entries.iter().for_each(|(name, _)| add(name)),
            _ => {}
        }
    }
    input.texts("AttributesToGet").for_each(&mut add);
    let placeholders = input.map("ExpressionAttributeNames").unwrap_or_default();
    for expression in EXPRESSIONS.into_iter().filter_map(|name| input.text(name)) {
        for name in roots(expression) {
            let stands_for = placeholders.iter().find(|(placeholder, _)| placeholder == name);
            add(stands_for.and_then(|(_, name)| name.as_text()).unwrap_or(name));
        }
    }
    distinct(names)
}
