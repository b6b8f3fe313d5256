//! `dynamodb:Attributes`: the top-level attributes that a request names.

use crate::order;
use crate::request::{Member, Structure};

const EXPRESSIONS: [&str; 5] =
    ["ProjectionExpression", "ConditionExpression", "UpdateExpression", "KeyConditionExpression", "FilterExpression"];
/// Members whose entries or attributes are attributes.
const NAMED: [&str; 8] =
    ["Item", "Key", "Expected", "AttributeUpdates", "ScanFilter", "QueryFilter", "KeyConditions", "ExclusiveStartKey"];
/// Words of the expression languages, which are reserved and so never attributes.
const WORDS: [&str; 9] = ["AND", "OR", "NOT", "IN", "BETWEEN", "SET", "REMOVE", "ADD", "DELETE"];

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
        for name in top_level(expression) {
            let stands_for = placeholders.iter().find(|(placeholder, _)| placeholder == name);
            add(stands_for.and_then(|(_, name)| name.as_text()).unwrap_or(name));
        }
    }
    distinct(names)
}

/// The names in an expression that begin a path: no values, functions, words or what stands behind a dot.
fn top_level(expression: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = expression;
    let mut nested = false;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|character| !is_of_name(character)).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(length.max(first.len_utf8())).unwrap_or((rest, ""));
        rest = after;
        if length == 0 {
            nested = first == '.' || (nested && first.is_whitespace());
            continue;
        }
        let is_function = rest.trim_start().starts_with('(') && !name.starts_with('#');
        let is_word = WORDS.iter().any(|word| name.eq_ignore_ascii_case(word));
        if !nested && !is_function && !is_word && !name.starts_with(':') && !first.is_ascii_digit() {
            names.push(name);
        }
        nested = false;
    }
    names
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '#' | ':' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_begins_a_path_is_an_attribute() {
        for (expression, expected) in [
            ("a, b.c, #d[0].e, f [1]", vec!["a", "b", "#d", "f"]),
            ("SET a = if_not_exists(b, :v) + :w REMOVE c.d", vec!["a", "b", "c"]),
            ("begins_with (sk, :p) AND size(x) > :n and not #y IN (:a, :b)", vec!["sk", "x", "#y"]),
            ("a . b = :v", vec!["a"]),
            ("é BETWEEN :a AND :b", vec!["é"]),
            ("", vec![]),
        ] {
            assert_eq!(top_level(expression), expected, "{expression}");
        }
    }
}
