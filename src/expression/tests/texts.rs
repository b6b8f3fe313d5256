//! AWS's texts, and which of several comes first.

use super::{map, names, with};
use crate::expression::{Surface, condition};

fn refusal(text: &str) -> String {
    with(&names([]), &map([]), |placeholders| condition(text, Surface::Filter, placeholders)).unwrap_err().to_string()
}

#[test]
fn syntax_errors_show_three_tokens() {
    for (text, token, near) in [
        ("attribute_exists(pk,)", ")", ",)"),
        ("_type = :v", "_", "_type"),
        ("   ", "<EOF>", "   "),
        ("a > b AND __t = :v", "_", "AND __"),
        ("a = ", "<EOF>", "= "),
        ("a.l[00] = :v", "0", "00]"),
    ] {
        assert_eq!(refusal(text), format!("Invalid FilterExpression: Syntax error; token: \"{token}\", near: \"{near}\""));
    }
}

#[test]
fn no_depth_exhausts_the_stack() {
    for text in
        ["(".repeat(4096), "NOT ".repeat(1024), "size(".repeat(819), format!("{}a{} = b", "(".repeat(2000), ")".repeat(2000))]
    {
        refusal(&text);
    }
    let calls = format!("{}a{} = b", "f(".repeat(1300), ")".repeat(1300));
    assert_eq!(refusal(&calls), "Invalid FilterExpression: Invalid function name; function: f");
    let nots = format!("{}a <> b", "NOT ".repeat(1000));
    assert_eq!(refusal(&nots), "Invalid FilterExpression: The expression contains too many operators; operator count: 1001");
}
