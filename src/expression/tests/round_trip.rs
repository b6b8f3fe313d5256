//! Printing a syntax tree and parsing the text gives the tree.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::expression::syntax::{self, Function, Operand, Path, PathElement, SyntaxCondition, tree::Call};
use crate::expression::{Comparator, Surface};

fn path() -> impl Strategy<Value = Path<'static>> {
    let name = || {
        prop_oneof![
            prop::sample::select(vec!["a", "b2", "c_d", "Nothing", "inner1"]).prop_map(PathElement::Name),
            prop::sample::select(vec!["#a", "#_", "#1"]).prop_map(PathElement::Placeholder),
        ]
    };
    let index = prop::sample::select(vec!["0", "7", "100"]).prop_map(PathElement::Index);
    (name(), vec(prop_oneof![name(), index], 0..4)).prop_map(|(first, rest)| {
        let mut elements = vec![first];
        elements.extend(rest);
        Path(elements)
    })
}

fn plain_operand() -> impl Strategy<Value = Operand<'static>> {
    prop_oneof![path().prop_map(Operand::Path), prop::sample::select(vec![":a", ":_", ":1"]).prop_map(Operand::Value)]
}

fn operand() -> impl Strategy<Value = Operand<'static>> {
    let size = |operand| Operand::Call(Call { function: Function::Size, operands: vec![operand] });
    prop_oneof![3 => plain_operand(), 1 => plain_operand().prop_map(size)]
}

fn comparator() -> impl Strategy<Value = Comparator> {
    prop::sample::select(vec![
        Comparator::Equal,
        Comparator::NotEqual,
        Comparator::Less,
        Comparator::LessOrEqual,
        Comparator::Greater,
        Comparator::GreaterOrEqual,
    ])
}

fn function() -> impl Strategy<Value = Function> {
    prop::sample::select(vec![
        Function::AttributeExists,
        Function::AttributeNotExists,
        Function::AttributeType,
        Function::BeginsWith,
        Function::Contains,
    ])
}

fn condition() -> impl Strategy<Value = SyntaxCondition<'static>> {
    let leaf = prop_oneof![
        (operand(), comparator(), operand())
            .prop_map(|(left, comparator, right)| SyntaxCondition::Compare(left, comparator, right)),
        [operand(), operand(), operand()].prop_map(|operands| SyntaxCondition::Between(Box::new(operands))),
        (operand(), vec(operand(), 1..4)).prop_map(|(operand, candidates)| SyntaxCondition::In(operand, candidates)),
        (function(), vec(operand(), 1..3)).prop_map(|(function, operands)| SyntaxCondition::Call(Call { function, operands })),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(SyntaxCondition::And),
            vec(inner.clone(), 2..4).prop_map(SyntaxCondition::Or),
            inner.prop_map(|condition| SyntaxCondition::Not(Box::new(condition))),
        ]
    })
}

proptest! {
    #[test]
    fn a_printed_condition_parses_to_itself(condition in condition()) {
        let text = condition.to_string();
        prop_assume!(text.len() <= 4096);
        prop_assert_eq!(syntax::condition(Surface::Condition, &text).unwrap(), condition);
    }

    #[test]
    fn white_space_makes_no_difference(condition in condition()) {
        let text = condition.to_string();
        let wide = text.replace('(', " (\t").replace(')', "\r) ").replace('.', " . ").replace('[', "\n[ ");
        prop_assume!(wide.len() <= 4096);
        prop_assert_eq!(syntax::condition(Surface::Condition, &wide).unwrap(), condition);
    }

    #[test]
    fn no_text_breaks_a_parser(text in "([(),.:#=<>+ \\[\\]-]|AND |NOT |SET |IN |BETWEEN |size|a|0|12|\u{e4}){0,60}") {
        let _ = syntax::condition(Surface::Filter, &text);
        let _ = syntax::projection(&text);
        let _ = syntax::update(&text);
    }
}
