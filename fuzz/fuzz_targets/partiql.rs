//! Any text is a statement or is refused with a sentence; a query has a plan whose ranges share no key; an update leaves the item as it was
//! unless it is applied whole.
#![no_main]

use dynatab::partiql::{Plan, Statement, pinned_key};
use dynatab::table::{KeyAttribute, KeyRange, KeySchema, ScalarType, Source, Table, TableSchema};
use dynatab::value::{AttributeMap, AttributeValue, Item, Number};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parameters = parameters();
    let statement = match Statement::parse(text, &parameters) {
        Ok(statement) => statement,
        Err(fault) => {
            assert!(fault.to_string().len() > 10);
            return;
        }
    };
    let table = table();
    let item = Item::new(&item());
    if let Some(condition) = statement.condition() {
        let _ = condition.matches(Some(item.attributes()));
        let _ = condition.matches(None);
    }
    pinned_key(statement.condition(), table.key()).map_or_else(|fault| assert!(fault.to_string().len() > 10), drop);
    match &statement {
        Statement::Select(query) | Statement::Exists(query) => match Plan::new(query, Source::table(&table)) {
            Ok(plan) => {
                for (at, range) in plan.ranges.iter().enumerate() {
                    let others = plan.ranges.iter().skip(at + 1);
                    let mut shared = others.map(|other| range.clone().intersection(other.clone()));
                    assert!(shared.all(|both| both == KeyRange::none()), "{:?}", plan.ranges);
                }
            }
            Err(fault) => assert!(fault.to_string().len() > 10),
        },
        Statement::Update(change) => {
            let mut edited = item.to_map();
            if change.update.apply(&mut edited).is_err() {
                assert_eq!(edited, item.to_map());
            }
        }
        Statement::Insert(_) | Statement::Delete(_) => {}
    }
});

fn table() -> Table {
    let hash = KeyAttribute::new("pk", ScalarType::S);
    let range = KeyAttribute::new("sk", ScalarType::N);
    let key = KeySchema::new(vec![hash], vec![range]).expect("this is a key");
    Table::new("t".into(), TableSchema { key, indexes: Vec::new(), vector_indexes: Vec::new() })
}

fn parameters() -> Vec<AttributeValue> {
    let list = AttributeValue::L(vec![AttributeValue::Bool(true), AttributeValue::Null]);
    vec![AttributeValue::S("p".to_owned()), AttributeValue::N(Number::from(7)), list, AttributeValue::B(vec![1, 2])]
}

fn item() -> AttributeMap {
    let nested: AttributeMap = [("x".to_owned(), AttributeValue::N(Number::from(1)))].into_iter().collect();
    let attributes = [
        ("pk", AttributeValue::S("p".to_owned())),
        ("sk", AttributeValue::N(Number::from(41))),
        ("a", AttributeValue::L(vec![AttributeValue::M(nested.clone()), AttributeValue::Null])),
        ("m", AttributeValue::M(nested)),
    ];
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
