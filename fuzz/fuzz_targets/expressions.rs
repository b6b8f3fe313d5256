//! Any text is an expression or is refused with a sentence; an update leaves the item as it was unless it is applied whole.
#![no_main]

use dynatab::expression::{self, Placeholders, Surface};
use dynatab::value::{AttributeMap, AttributeValue, Item, Number};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let names: Vec<(String, String)> =
        ["#a", "#b", "#n"].iter().map(|name| ((*name).to_owned(), name.replace('#', ""))).collect();
    let values = values();
    let placeholders = Placeholders::new(Some(&names), Some(&values)).expect("these placeholders are valid");
    let item = Item::new(&item());
    for surface in [Surface::Condition, Surface::Filter] {
        match expression::condition(text, surface, &placeholders) {
            Ok(condition) => drop(condition.matches(Some(item.attributes()))),
            Err(error) => assert_sentence(&error),
        }
    }
    expression::key_condition(text, &placeholders).map_or_else(|error| assert_sentence(&error), drop);
    match expression::projection(text, &placeholders) {
        Ok(projection) => drop(projection.apply(item.attributes())),
        Err(error) => assert_sentence(&error),
    }
    match expression::update(text, &placeholders) {
        Ok(update) => {
            let mut edited = item.to_map();
            if update.apply(&mut edited).is_err() {
                assert_eq!(edited, item.to_map());
            }
        }
        Err(error) => assert_sentence(&error),
    }
});

fn assert_sentence(error: &expression::Error) {
    assert!(error.to_string().len() > 10);
}

fn item() -> AttributeMap {
    let mut item = values();
    item.insert("a".to_owned(), AttributeValue::L(vec![AttributeValue::M(values()), AttributeValue::Null]));
    item.insert("b".to_owned(), AttributeValue::M(values()));
    item.insert("n".to_owned(), AttributeValue::N(Number::from(41)));
    item
}

fn values() -> AttributeMap {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let number = |number: i64| AttributeValue::N(Number::from(number));
    let list = AttributeValue::L(vec![number(1), text("x")]);
    [(":s", text("a")), (":n", number(7)), (":l", list), (":b", AttributeValue::Bool(true))]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
