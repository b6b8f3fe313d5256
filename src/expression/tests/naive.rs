//! Conditions and updates against evaluators that are slow and plain.

use std::cmp::Ordering;

use proptest::collection::vec;
use proptest::prelude::*;

use super::item;
use crate::expression::{Action, Comparator, Condition, Operand, Path, SetValue, Step, Update, UpdateOperand};
use crate::value::{AttributeMap, AttributeType, AttributeValue, EncodedValue, Number, Set};

/// Values that are often equal to, and often parts of, one another.
fn value() -> impl Strategy<Value = AttributeValue> {
    let text = || "[ab\u{1f600}]{0,2}";
    let binary = || vec(0_u8..2, 0..3);
    let number = || (-1_i64..3).prop_map(Number::from);
    let leaf = prop_oneof![
        text().prop_map(AttributeValue::S),
        number().prop_map(AttributeValue::N),
        binary().prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        Just(AttributeValue::Null),
        vec(text(), 1..4).prop_map(|members| AttributeValue::SS(distinct(members))),
        vec(number(), 1..4).prop_map(|members| AttributeValue::NS(distinct(members))),
        vec(binary(), 1..4).prop_map(|members| AttributeValue::BS(distinct(members))),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(AttributeValue::L),
            vec(("[ab]", inner), 0..3).prop_map(|members| AttributeValue::M(members.into_iter().collect())),
        ]
    })
}

fn distinct<T: Ord>(mut members: Vec<T>) -> Set<T> {
    members.sort_unstable();
    members.dedup();
    Set::new(members).unwrap()
}

fn attributes() -> impl Strategy<Value = AttributeMap> {
    vec(("[ab]", value()), 0..4).prop_map(|entries| entries.into_iter().collect())
}

fn path() -> impl Strategy<Value = Path> {
    let step = prop_oneof!["[ab]".prop_map(Step::Name), (0_u32..3).prop_map(Step::Index)];
    ("[ab]", vec(step, 0..3)).prop_map(|(attribute, steps)| Path::new(attribute, steps))
}

fn operand() -> impl Strategy<Value = Operand> {
    let plain =
        || prop_oneof![path().prop_map(Operand::Path), value().prop_map(|value| Operand::Value(EncodedValue::from(&value)))];
    prop_oneof![4 => plain(), 1 => plain().prop_map(|operand| Operand::Size(Box::new(operand)))]
}

const COMPARATORS: [Comparator; 6] = [
    Comparator::Equal,
    Comparator::NotEqual,
    Comparator::Less,
    Comparator::LessOrEqual,
    Comparator::Greater,
    Comparator::GreaterOrEqual,
];

fn condition() -> impl Strategy<Value = Condition> {
    let kinds = [AttributeType::S, AttributeType::L, AttributeType::M, AttributeType::Null];
    let leaf = prop_oneof![
        (operand(), prop::sample::select(&COMPARATORS), operand())
            .prop_map(|(left, comparator, right)| { Condition::Compare(left, comparator, right) }),
        (operand(), operand(), operand()).prop_map(|(operand, low, high)| Condition::Between { operand, low, high }),
        (operand(), vec(operand(), 1..4)).prop_map(|(operand, candidates)| Condition::In(operand, candidates)),
        path().prop_map(Condition::AttributeExists),
        path().prop_map(Condition::AttributeNotExists),
        (operand(), prop::sample::select(kinds.to_vec())).prop_map(|(operand, kind)| Condition::AttributeType(operand, kind)),
        (operand(), operand()).prop_map(|(operand, prefix)| Condition::BeginsWith(operand, prefix)),
        (operand(), operand()).prop_map(|(operand, part)| Condition::Contains(operand, part)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Condition::And),
            vec(inner.clone(), 0..3).prop_map(Condition::Or),
            inner.prop_map(|condition| Condition::Not(Box::new(condition))),
        ]
    })
}

fn holds(condition: &Condition, item: &AttributeMap) -> bool {
    match condition {
        Condition::And(conditions) => !conditions.iter().any(|condition| !holds(condition, item)),
        Condition::Or(conditions) => conditions.iter().any(|condition| holds(condition, item)),
        Condition::Not(condition) => !holds(condition, item),
        Condition::Compare(left, comparator, right) => {
            compares(evaluate(left, item).as_ref(), *comparator, evaluate(right, item).as_ref())
        }
        Condition::Between { operand, low, high } => {
            compares(evaluate(low, item).as_ref(), Comparator::LessOrEqual, evaluate(operand, item).as_ref())
                && compares(evaluate(operand, item).as_ref(), Comparator::LessOrEqual, evaluate(high, item).as_ref())
        }
        Condition::In(operand, candidates) => candidates
            .iter()
            .any(|candidate| compares(evaluate(operand, item).as_ref(), Comparator::Equal, evaluate(candidate, item).as_ref())),
        Condition::AttributeExists(path) => find(item, path).is_some(),
        Condition::AttributeNotExists(path) => find(item, path).is_none(),
        Condition::AttributeType(operand, kind) => evaluate(operand, item).map(|value| value.kind()) == Some(*kind),
        Condition::BeginsWith(operand, prefix) => match (evaluate(operand, item), evaluate(prefix, item)) {
            (Some(AttributeValue::S(text)), Some(AttributeValue::S(prefix))) => text.starts_with(&prefix),
            (Some(AttributeValue::B(bytes)), Some(AttributeValue::B(prefix))) => bytes.starts_with(&prefix),
            _ => false,
        },
        Condition::Contains(operand, part) => match (evaluate(operand, item), evaluate(part, item)) {
            (Some(AttributeValue::S(text)), Some(AttributeValue::S(part))) => text.contains(&part),
            (Some(AttributeValue::B(bytes)), Some(AttributeValue::B(part))) => {
                (0..=bytes.len()).any(|start| bytes[start..].starts_with(&part))
            }
            (Some(AttributeValue::SS(members)), Some(AttributeValue::S(part))) => members.members().contains(&part),
            (Some(AttributeValue::NS(members)), Some(AttributeValue::N(part))) => members.members().contains(&part),
            (Some(AttributeValue::BS(members)), Some(AttributeValue::B(part))) => members.members().contains(&part),
            (Some(AttributeValue::L(elements)), Some(part)) => elements.contains(&part),
            _ => false,
        },
    }
}

fn compares(left: Option<&AttributeValue>, comparator: Comparator, right: Option<&AttributeValue>) -> bool {
    let order = match (left, right) {
        (Some(AttributeValue::S(left)), Some(AttributeValue::S(right))) => Some(left.as_bytes().cmp(right.as_bytes())),
        (Some(AttributeValue::N(left)), Some(AttributeValue::N(right))) => Some(left.cmp(right)),
        (Some(AttributeValue::B(left)), Some(AttributeValue::B(right))) => Some(left.cmp(right)),
        _ => None,
    };
    let is_equal = left.is_some() && left == right;
    match comparator {
        Comparator::Equal => is_equal,
        Comparator::NotEqual => !is_equal,
        Comparator::Less => order == Some(Ordering::Less),
        Comparator::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparator::Greater => order == Some(Ordering::Greater),
        Comparator::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

fn evaluate(operand: &Operand, item: &AttributeMap) -> Option<AttributeValue> {
    match operand {
        Operand::Path(path) => find(item, path),
        Operand::Value(value) => Some(value.view().to_owned()),
        Operand::Condition(condition) => Some(AttributeValue::Bool(holds(condition, item))),
        Operand::Size(operand) => {
            let size = match evaluate(operand, item)? {
                AttributeValue::S(text) => text.encode_utf16().count(),
                AttributeValue::B(bytes) => bytes.len(),
                AttributeValue::SS(members) => members.members().len(),
                AttributeValue::NS(members) => members.members().len(),
                AttributeValue::BS(members) => members.members().len(),
                AttributeValue::L(elements) => elements.len(),
                AttributeValue::M(members) => members.len(),
                AttributeValue::N(_) | AttributeValue::Bool(_) | AttributeValue::Null => return None,
            };
            Some(AttributeValue::N(Number::from(i64::try_from(size).unwrap())))
        }
    }
}

fn find(item: &AttributeMap, path: &Path) -> Option<AttributeValue> {
    let mut value = item.get(path.attribute())?.clone();
    for step in path.steps() {
        value = match (value, step) {
            (AttributeValue::M(members), Step::Name(name)) => members.get(name)?.clone(),
            (AttributeValue::L(elements), Step::Index(index)) => elements.get(*index as usize)?.clone(),
            _ => return None,
        };
    }
    Some(value)
}

/// Actions whose targets are apart, as far as they go.
fn update() -> impl Strategy<Value = Update> {
    let action = prop_oneof![
        (path(), value()).prop_map(|(path, value)| Action::Set(path, SetValue::Operand(UpdateOperand::Value(value)))),
        (path(), path(), value()).prop_map(|(path, other, value)| {
            let default = Box::new(UpdateOperand::Value(value));
            Action::Set(path, SetValue::Operand(UpdateOperand::IfNotExists(other, default)))
        }),
        path().prop_map(Action::Remove),
    ];
    vec(action, 1..5).prop_map(|actions| {
        let mut kept: Vec<Action> = Vec::new();
        for action in actions {
            kept.push(action);
            if Update::new(kept.clone()).is_err() {
                kept.pop();
            }
        }
        Update::new(kept).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn conditions_hold_as_they_do_for_the_naive_evaluator(condition in condition(), attributes in attributes()) {
        prop_assert_eq!(condition.matches(Some(item(&attributes).attributes())), holds(&condition, &attributes));
    }

    #[test]
    fn updates_write_what_they_set_and_leave_the_rest(update in update(), attributes in attributes()) {
        let mut updated = attributes.clone();
        let Ok(_) = update.apply(&mut updated) else {
            prop_assert_eq!(updated, attributes);
            return Ok(());
        };
        let written: Vec<AttributeValue> = update.actions().iter().filter_map(|action| match action {
            Action::Set(_, SetValue::Operand(UpdateOperand::Value(value))) => Some(value.clone()),
            Action::Set(_, SetValue::Operand(UpdateOperand::IfNotExists(path, default))) => Some(match (&**default, find(&attributes, path)) {
                (_, Some(value)) => value,
                (UpdateOperand::Value(value), None) => value.clone(),
                _ => AttributeValue::Null,
            }),
            _ => None,
        }).collect();
        let mut held = leaves_of(&updated);
        for value in written {
            let at = held.iter().position(|held| *held == value);
            prop_assert!(at.is_some(), "{value:?} is not in {held:?}");
            held.remove(at.unwrap());
        }
        for name in ["a", "b"] {
            if !update.top_level_attributes().any(|touched| touched == name) {
                prop_assert_eq!(updated.get(name), attributes.get(name));
            }
        }
    }
}

/// Every value inside an item.
fn leaves_of(attributes: &AttributeMap) -> Vec<AttributeValue> {
    fn collect(value: &AttributeValue, values: &mut Vec<AttributeValue>) {
        values.push(value.clone());
        match value {
            AttributeValue::L(elements) => elements.iter().for_each(|element| collect(element, values)),
            AttributeValue::M(members) => members.iter().for_each(|(_, member)| collect(member, values)),
            _ => {}
        }
    }
    let mut values = Vec::new();
    for (_, value) in attributes.iter() {
        collect(value, &mut values);
    }
    values
}
