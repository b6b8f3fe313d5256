//! A transaction that is cancelled changes nothing; one that succeeds changes what the same writes do one after another.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use dynatab::{Emulator, Options};
use harness::TestHost;
use proptest::prelude::*;
use serde_json::{Value, json};

const TABLES: [&str; 2] = ["one", "two"];
const INDEXES: [Option<&str>; 3] = [None, Some("global"), Some("local")];

/// An action on one of 2 tables and 12 items.
#[derive(Debug, Clone)]
struct Action {
    table: &'static str,
    key: (u8, u8),
    kind: Kind,
    condition: Option<&'static str>,
}

#[derive(Debug, Clone)]
enum Kind {
    Put(Option<u8>, Option<u8>),
    Set(&'static str, u8),
    Update(&'static str),
    Delete,
    Check,
}

fn action() -> impl Strategy<Value = Action> {
    let kind = prop_oneof![
        (prop::option::of(0..4_u8), prop::option::of(0..4_u8)).prop_map(|(g, h)| Kind::Put(g, h)),
        (prop::sample::select(vec!["SET g = :g", "SET g = :g REMOVE h", "SET x.y = :g"]), 0..4_u8)
            .prop_map(|(text, value)| Kind::Set(text, value)),
        prop::sample::select(vec!["REMOVE g", "REMOVE h, x", "SET g = h", "SET x = g"]).prop_map(Kind::Update),
        Just(Kind::Delete),
        Just(Kind::Check),
    ];
    let conditions = vec![None, None, None, Some("attribute_exists(pk)"), Some("attribute_not_exists(g)")];
    let condition = prop::sample::select(conditions);
    (prop::sample::select(TABLES.to_vec()), (0..3_u8, 0..4_u8), kind, condition)
        .prop_map(|(table, key, kind, condition)| Action { table, key, kind, condition })
}

impl Action {
    fn key(&self) -> Value {
        json!({ "pk": { "S": self.key.0.to_string() }, "sk": { "N": self.key.1.to_string() } })
    }

    /// The operation that does the same, the name of the action, and the input of both.
    fn single(&self) -> (&'static str, &'static str, Value) {
        let mut input = json!({ "TableName": self.table });
        let (operation, action) = match &self.kind {
            Kind::Put(g, h) => {
                input["Item"] = self.key();
                if let Some(g) = g {
                    input["Item"]["g"] = json!({ "S": g.to_string() });
                }
                if let Some(h) = h {
                    input["Item"]["h"] = json!({ "S": h.to_string() });
                }
                ("PutItem", "Put")
            }
            Kind::Set(text, value) => {
                input["UpdateExpression"] = (*text).into();
                input["ExpressionAttributeValues"] = json!({ ":g": { "S": value.to_string() } });
                ("UpdateItem", "Update")
            }
            Kind::Update(text) => {
                input["UpdateExpression"] = (*text).into();
                ("UpdateItem", "Update")
            }
            Kind::Delete => ("DeleteItem", "Delete"),
            Kind::Check => ("None", "ConditionCheck"),
        };
        if action != "Put" {
            input["Key"] = self.key();
        }
        let condition = self.condition.or_else(|| matches!(self.kind, Kind::Check).then_some("attribute_not_exists(zzz)"));
        if let Some(condition) = condition {
            input["ConditionExpression"] = condition.into();
        }
        (operation, action, input)
    }

    /// The same as an operation of its own; a check alone does nothing.
    fn alone(&self, emulator: &Emulator) -> Result<(), (String, String)> {
        match self.single() {
            (_, "ConditionCheck", _) => Ok(()),
            (operation, _, input) => harness::call(emulator, operation, &input).map(drop),
        }
    }
}

fn transact(emulator: &Emulator, actions: &[Action]) -> Result<Value, (String, String)> {
    let items: Vec<_> = actions.iter().map(Action::single).map(|(_, action, input)| json!({ action: input })).collect();
    harness::call(emulator, "TransactWriteItems", &json!({ "TransactItems": items }))
}

/// Everything that the tables and their indexes hold.
fn contents(emulator: &Emulator) -> Vec<Value> {
    let scans = TABLES.iter().flat_map(|table| INDEXES.map(|index| json!({ "TableName": table, "IndexName": index })));
    let contents = scans.map(|scan| harness::call(emulator, "Scan", &scan).unwrap());
    let sizes = TABLES.map(|table| harness::call(emulator, "DescribeTable", &json!({ "TableName": table })).unwrap());
    contents.chain(sizes).collect()
}

fn emulator() -> Emulator {
    let emulator = Emulator::new(Box::<TestHost>::default(), Options::default());
    let schema = |names: [&str; 2]| json!([{ "AttributeName": names[0], "KeyType": "HASH" }, { "AttributeName": names[1], "KeyType": "RANGE" }]);
    let attribute = |name: &str, kind: &str| json!({ "AttributeName": name, "AttributeType": kind });
    for table in TABLES {
        let input = json!({
            "TableName": table, "BillingMode": "PAY_PER_REQUEST", "KeySchema": schema(["pk", "sk"]),
            "AttributeDefinitions": [attribute("pk", "S"), attribute("sk", "N"), attribute("g", "S"), attribute("h", "S")],
            "GlobalSecondaryIndexes": [{ "IndexName": "global", "KeySchema": schema(["g", "h"]), "Projection": { "ProjectionType": "ALL" } }],
            "LocalSecondaryIndexes": [{ "IndexName": "local", "KeySchema": schema(["pk", "h"]), "Projection": { "ProjectionType": "KEYS_ONLY" } }],
        });
        harness::call(&emulator, "CreateTable", &input).unwrap();
    }
    emulator
}

/// Those of `actions` that are the first on their items.
fn distinct(actions: Vec<Action>) -> Vec<Action> {
    let mut kept: Vec<Action> = Vec::new();
    for action in actions {
        if kept.iter().all(|earlier| (earlier.table, earlier.key) != (action.table, action.key)) {
            kept.push(action);
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn transactions_equal_their_writes_or_do_nothing(program in prop::collection::vec(prop::collection::vec(action(), 1..6), 1..12)) {
        let (transacted, single) = (emulator(), emulator());
        for actions in program {
            let actions = distinct(actions);
            let before = contents(&transacted);
            match transact(&transacted, &actions) {
                Ok(output) => {
                    prop_assert_eq!(output, json!({}));
                    for action in &actions {
                        prop_assert_eq!(action.alone(&single), Ok(()));
                    }
                }
                Err((code, _)) => {
                    prop_assert_eq!(code, "TransactionCanceledException");
                    prop_assert_eq!(contents(&transacted), before);
                    prop_assert!(actions.iter().any(|action| fails_alone(&transacted, action)), "no action fails alone");
                }
            }
            prop_assert_eq!(contents(&transacted), contents(&single));
        }
    }
}

/// Whether a transaction of this action alone is cancelled. One that succeeds is not tried on `emulator` itself, but its condition is.
fn fails_alone(emulator: &Emulator, action: &Action) -> bool {
    // A failing partner keeps the transaction from changing anything.
    let partner = json!({ "ConditionCheck": {
        "TableName": "one", "Key": { "pk": { "S": "partner" }, "sk": { "N": "0" } }, "ConditionExpression": "attribute_exists(pk)" } });
    let (_, kind, input) = action.single();
    let items = json!({ "TransactItems": [{ kind: input }, partner] });
    let (_, message) = harness::call(emulator, "TransactWriteItems", &items).unwrap_err();
    !message.contains("[None, ConditionalCheckFailed]")
}

#[test]
fn a_transaction_holds_four_megabytes_and_no_more() {
    let emulator = emulator();
    let put = |number: usize, size: usize| {
        let item = json!({ "pk": { "S": number.to_string() }, "sk": { "N": "1" }, "x": { "S": "x".repeat(size) } });
        json!({ "Put": { "TableName": "one", "Item": item } })
    };
    // pk 2 + 1, sk 2 + 2, x 1: eight bytes beside the text.
    let mut items: Vec<_> =
        (0..8).map(|number| put(number, 400_000 - 8)).chain([put(8, 409_600 - 8), put(9, 409_600 - 8)]).collect();
    items.push(json!({ "Put": { "TableName": "one", "Item": { "pk": { "S": "p" }, "sk": { "N": "1" },
        "x": { "S": "x".repeat(4 * 1024 * 1024 - 3_200_000 - 819_200 - 8) } } } }));
    let result = harness::call(&emulator, "TransactWriteItems", &json!({ "TransactItems": items }));
    assert_eq!(result, Ok(json!({})));
    items.push(put(10, 1));
    let (code, message) = harness::call(&emulator, "TransactWriteItems", &json!({ "TransactItems": items })).unwrap_err();
    let text = "Collection size of items exceeded, which can also be caused by the aggregate size of the items in the transaction \
                exceeding the 4MB limit";
    assert_eq!((&*code, &*message), ("ValidationException", text));
}

#[test]
fn items_that_were_read_together_hold_four_megabytes_and_no_more() {
    let emulator = emulator();
    for number in 0..11 {
        let item = json!({ "pk": { "S": number.to_string() }, "sk": { "N": "1" }, "x": { "S": "x".repeat(400_000) } });
        harness::call(&emulator, "PutItem", &json!({ "TableName": "one", "Item": item })).unwrap();
    }
    let read = |count: usize| {
        let gets: Vec<_> = (0..count).map(|number| get(&number.to_string())).collect();
        harness::call(&emulator, "TransactGetItems", &json!({ "TransactItems": gets }))
    };
    assert!(read(10).is_ok());
    assert_eq!(read(11).unwrap_err().0, "ValidationException");
}

fn get(number: &str) -> Value {
    json!({ "Get": { "TableName": "one", "Key": { "pk": { "S": number }, "sk": { "N": "1" } } } })
}

#[test]
fn a_token_is_forgotten_after_ten_minutes() {
    let host = TestHost::default();
    let emulator = Emulator::new(Box::new(host.clone()), Options::default());
    let table = json!({
        "TableName": "one", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
    });
    harness::call(&emulator, "CreateTable", &table).unwrap();
    let update = json!({ "Update": { "TableName": "one", "Key": { "pk": { "S": "a" } }, "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": { ":one": { "N": "1" } } } });
    let count = |wait: i64| {
        host.advance(wait);
        let input = json!({ "TransactItems": [update], "ClientRequestToken": "token" });
        harness::call(&emulator, "TransactWriteItems", &input).unwrap();
        let input = json!({ "TableName": "one", "Key": { "pk": { "S": "a" } } });
        harness::call(&emulator, "GetItem", &input).unwrap()["Item"]["n"]["N"].as_str().unwrap().to_owned()
    };
    assert_eq!([count(0), count(599_999), count(1), count(599_999), count(1)], ["1", "1", "2", "2", "3"]);
}
