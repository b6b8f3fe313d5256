//! A statement in PartiQL does what the operation on items that says the same does: a random SELECT gives what Query and Scan give, page
//! by page as a whole; a random UPDATE, INSERT and DELETE leave the table as UpdateItem, PutItem and DeleteItem leave it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::fmt::Write as _;

use dynatab::Emulator;
use harness::{call, emulator};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const PARTITIONS: [&str; 3] = ["p", "q", "r"];
const PATHS: [&str; 4] = ["a", "b", "m.x", "l[0]"];

/// A value that both languages can write.
#[derive(Debug, Clone, PartialEq)]
enum Scalar {
    Number(i8),
    Text(&'static str),
    Flag(bool),
    Null,
}

/// A condition that both languages can write.
#[derive(Debug, Clone)]
enum Condition {
    Compare(usize, &'static str, Scalar),
    Between(usize, i8, i8),
    In(usize, Vec<Scalar>),
    BeginsWith(usize, &'static str),
    Contains(usize, Scalar),
    Type(usize, &'static str),
    Missing(usize),
    Size(usize, i8),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

impl Scalar {
    fn literal(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
            Self::Flag(flag) => flag.to_string(),
            Self::Null => String::from("NULL"),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Number(number) => json!({ "N": number.to_string() }),
            Self::Text(text) => json!({ "S": text }),
            Self::Flag(flag) => json!({ "BOOL": flag }),
            Self::Null => json!({ "NULL": true }),
        }
    }
}

/// The values of an expression, numbered as they are met.
#[derive(Default)]
struct Values(Map<String, Value>);

impl Values {
    fn key(&mut self, value: Value) -> String {
        let key = format!(":v{}", self.0.len());
        self.0.insert(key.clone(), value);
        key
    }

    /// The member of a request; null, as if it were not there, without values.
    fn member(self) -> Value {
        if self.0.is_empty() { Value::Null } else { Value::Object(self.0) }
    }
}

impl Condition {
    fn statement(&self) -> String {
        let joined = |parts: &[Self], word: &str| {
            let parts: Vec<_> = parts.iter().map(|part| format!("({})", part.statement())).collect();
            parts.join(word)
        };
        match self {
            Self::Compare(path, operator, value) => format!("{} {operator} {}", PATHS[*path], value.literal()),
            Self::Between(path, low, high) => format!("{} BETWEEN {low} AND {high}", PATHS[*path]),
            Self::In(path, values) => {
                let values: Vec<_> = values.iter().map(Scalar::literal).collect();
                format!("{} IN [{}]", PATHS[*path], values.join(", "))
            }
            Self::BeginsWith(path, prefix) => format!("begins_with({}, '{}')", PATHS[*path], prefix.replace('\'', "''")),
            Self::Contains(path, part) => format!("contains({}, {})", PATHS[*path], part.literal()),
            Self::Type(path, "S") => format!("{} IS STRING", PATHS[*path]),
            Self::Type(path, "N") => format!("{} IS NUMERIC", PATHS[*path]),
            Self::Type(path, name) => format!("attribute_type({}, '{name}')", PATHS[*path]),
            Self::Missing(path) => format!("{} IS MISSING", PATHS[*path]),
            Self::Size(path, size) => format!("size({}) >= {size}", PATHS[*path]),
            Self::Not(part) => format!("NOT ({})", part.statement()),
            Self::And(parts) => joined(parts, " AND "),
            Self::Or(parts) => joined(parts, " OR "),
        }
    }

    fn expression(&self, values: &mut Values) -> String {
        let joined = |parts: &[Self], word: &str, values: &mut Values| {
            let parts: Vec<_> = parts.iter().map(|part| format!("({})", part.expression(values))).collect();
            parts.join(word)
        };
        match self {
            Self::Compare(path, operator, value) => {
                let operator = if *operator == "!=" { "<>" } else { operator };
                format!("{} {operator} {}", PATHS[*path], values.key(value.value()))
            }
            Self::Between(path, low, high) => {
                let (low, high) = (Scalar::Number(*low).value(), Scalar::Number(*high).value());
                format!("{} BETWEEN {} AND {}", PATHS[*path], values.key(low), values.key(high))
            }
            Self::In(path, candidates) => {
                let candidates: Vec<_> = candidates.iter().map(|value| values.key(value.value())).collect();
                format!("{} IN ({})", PATHS[*path], candidates.join(", "))
            }
            Self::BeginsWith(path, prefix) => format!("begins_with({}, {})", PATHS[*path], values.key(json!({ "S": prefix }))),
            Self::Contains(path, part) => format!("contains({}, {})", PATHS[*path], values.key(part.value())),
            Self::Type(path, name) => format!("attribute_type({}, {})", PATHS[*path], values.key(json!({ "S": name }))),
            Self::Missing(path) => format!("attribute_not_exists({})", PATHS[*path]),
            Self::Size(path, size) => format!("size({}) >= {}", PATHS[*path], values.key(Scalar::Number(*size).value())),
            Self::Not(part) => format!("NOT ({})", part.expression(values)),
            Self::And(parts) => joined(parts, " AND ", values),
            Self::Or(parts) => joined(parts, " OR ", values),
        }
    }
}

fn texts() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "a", "ab", "it's", "b"])
}

fn scalars() -> impl Strategy<Value = Scalar> {
    prop_oneof![
        (-3..4_i8).prop_map(Scalar::Number),
        texts().prop_map(Scalar::Text),
        any::<bool>().prop_map(Scalar::Flag),
        Just(Scalar::Null),
    ]
}

fn conditions() -> impl Strategy<Value = Condition> {
    let path = || 0..PATHS.len();
    let ordered = prop_oneof![(-3..4_i8).prop_map(Scalar::Number), texts().prop_map(Scalar::Text)];
    let leaf = prop_oneof![
        (path(), prop::sample::select(vec!["=", "<>", "!="]), scalars()).prop_map(|(p, o, v)| Condition::Compare(p, o, v)),
        (path(), prop::sample::select(vec!["<", "<=", ">", ">="]), ordered).prop_map(|(p, o, v)| Condition::Compare(p, o, v)),
        (path(), -3..2_i8, 2..4_i8).prop_map(|(p, low, high)| Condition::Between(p, low, high)),
        (path(), prop::collection::vec(scalars(), 1..4)).prop_map(|(p, values)| Condition::In(p, values)),
        (path(), texts()).prop_map(|(p, prefix)| Condition::BeginsWith(p, prefix)),
        (path(), scalars()).prop_map(|(p, part)| Condition::Contains(p, part)),
        (path(), prop::sample::select(vec!["S", "N", "SS", "BOOL"])).prop_map(|(p, name)| Condition::Type(p, name)),
        path().prop_map(Condition::Missing),
        (path(), 0..4_i8).prop_map(|(p, size)| Condition::Size(p, size)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_filter("NOT takes no NOT", |part| !matches!(part, Condition::Not(_)))
                .prop_map(|part| Condition::Not(Box::new(part))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            prop::collection::vec(inner, 2..4).prop_map(Condition::Or),
        ]
    })
}

/// An item without its key.
fn items() -> impl Strategy<Value = Value> {
    let part = || prop::option::of(scalars());
    (part(), part(), part(), part(), prop::option::of(prop::sample::subsequence(vec!["a", "ab", "b"], 1..3))).prop_map(
        |(a, b, x, first, set)| {
            let mut item = Map::new();
            let mut insert = |name: &str, value: Option<Value>| drop(value.map(|value| item.insert(name.to_owned(), value)));
            insert("a", a.map(|value| value.value()));
            insert("b", set.map(|set| json!({ "SS": set })).or(b.map(|value| value.value())));
            insert("m", x.map(|value| json!({ "M": { "x": value.value() } })));
            insert("l", first.map(|value| json!({ "L": [value.value(), { "N": "5" }] })));
            Value::Object(item)
        },
    )
}

/// Items at keys of three partitions.
fn tables() -> impl Strategy<Value = Vec<(usize, i8, Value)>> {
    prop::collection::vec((0..PARTITIONS.len(), -4..5_i8, items()), 1..24)
}

fn with(rows: &[(usize, i8, Value)]) -> Emulator {
    let emulator = emulator();
    let table = json!({
        "TableName": "things", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    });
    call(&emulator, "CreateTable", &table).unwrap();
    for (partition, sk, item) in rows {
        let item = keyed(*partition, *sk, item);
        call(&emulator, "PutItem", &json!({ "TableName": "things", "Item": item })).unwrap();
    }
    emulator
}

fn keyed(partition: usize, sk: i8, item: &Value) -> Value {
    let mut item = item.clone();
    item["pk"] = json!({ "S": PARTITIONS[partition] });
    item["sk"] = json!({ "N": sk.to_string() });
    item
}

/// What all pages of a statement give, each of at most `limit` items read.
fn select(emulator: &Emulator, statement: &str, limit: Option<i64>) -> Result<Vec<Value>, (String, String)> {
    let mut input = json!({ "Statement": statement, "Limit": limit });
    let mut all = Vec::new();
    loop {
        let page = call(emulator, "ExecuteStatement", &input)?;
        all.extend(page["Items"].as_array().unwrap().iter().cloned());
        assert_eq!(page.get("NextToken").is_some(), page.get("LastEvaluatedKey").is_some());
        match page.get("NextToken") {
            Some(token) => input["NextToken"] = token.clone(),
            None => return Ok(all),
        }
    }
}

fn scan(emulator: &Emulator, filter: &str, values: Values) -> Vec<Value> {
    let input = json!({ "TableName": "things", "FilterExpression": filter, "ExpressionAttributeValues": values.member() });
    call(emulator, "Scan", &input).unwrap()["Items"].as_array().unwrap().clone()
}

fn sorted(mut items: Vec<Value>) -> Vec<String> {
    let mut texts: Vec<_> = items.drain(..).map(|item| item.to_string()).collect();
    texts.sort();
    texts
}

fn state(emulator: &Emulator) -> Vec<Value> {
    call(emulator, "Scan", &json!({ "TableName": "things" })).unwrap()["Items"].as_array().unwrap().clone()
}

/// A partition, and what its sort keys have to fulfil.
#[derive(Debug, Clone)]
struct Alternative {
    partition: usize,
    test: Option<(&'static str, i8, i8)>,
}

impl Alternative {
    fn statement(&self) -> String {
        let mut text = format!("pk = '{}'", PARTITIONS[self.partition]);
        match self.test {
            Some(("BETWEEN", low, high)) => write!(text, " AND sk BETWEEN {low} AND {high}").unwrap(),
            Some((operator, low, _)) => write!(text, " AND sk {operator} {low}").unwrap(),
            None => {}
        }
        text
    }

    fn expression(&self, values: &mut Values) -> String {
        let mut text = format!("pk = {}", values.key(json!({ "S": PARTITIONS[self.partition] })));
        let mut number = |number: i8| values.key(Scalar::Number(number).value());
        match self.test {
            Some(("BETWEEN", low, high)) => {
                let (low, high) = (number(low), number(high));
                write!(text, " AND sk BETWEEN {low} AND {high}").unwrap();
            }
            Some((operator, low, _)) => write!(text, " AND sk {operator} {}", number(low)).unwrap(),
            None => {}
        }
        text
    }
}

fn alternatives() -> impl Strategy<Value = Alternative> {
    let test = (prop::sample::select(vec!["=", "<", "<=", ">", ">=", "BETWEEN"]), -4..3_i8, 3..6_i8);
    (0..PARTITIONS.len(), prop::option::of(test)).prop_map(|(partition, test)| Alternative { partition, test })
}

/// What a `SET` assigns, in both languages.
#[derive(Debug, Clone)]
enum Assigned {
    Value(Scalar),
    Path(usize),
    Sum(usize, i8),
    Difference(usize, i8),
    IfNotExists(usize, Scalar),
    Append(usize),
}

impl Assigned {
    fn statement(&self) -> String {
        match self {
            Self::Value(value) => value.literal(),
            Self::Path(path) => PATHS[*path].to_owned(),
            Self::Sum(path, number) => format!("{} + {number}", PATHS[*path]),
            Self::Difference(path, number) => format!("{} - {number}", PATHS[*path]),
            Self::IfNotExists(path, value) => format!("if_not_exists({}, {})", PATHS[*path], value.literal()),
            Self::Append(path) => format!("list_append({}, [7])", PATHS[*path]),
        }
    }

    fn expression(&self, values: &mut Values) -> String {
        let mut number = |number: i8| values.key(Scalar::Number(number).value());
        match self {
            Self::Value(value) => values.key(value.value()),
            Self::Path(path) => PATHS[*path].to_owned(),
            Self::Sum(path, by) => format!("{} + {}", PATHS[*path], number(*by)),
            Self::Difference(path, by) => format!("{} - {}", PATHS[*path], number(*by)),
            Self::IfNotExists(path, value) => format!("if_not_exists({}, {})", PATHS[*path], values.key(value.value())),
            Self::Append(path) => format!("list_append({}, {})", PATHS[*path], values.key(json!({ "L": [{ "N": "7" }] }))),
        }
    }
}

fn assigned() -> impl Strategy<Value = Assigned> {
    let path = || 0..PATHS.len();
    prop_oneof![
        scalars().prop_map(Assigned::Value),
        path().prop_map(Assigned::Path),
        (path(), -3..4_i8).prop_map(|(path, number)| Assigned::Sum(path, number)),
        (path(), -3..4_i8).prop_map(|(path, number)| Assigned::Difference(path, number)),
        (path(), scalars()).prop_map(|(path, value)| Assigned::IfNotExists(path, value)),
        path().prop_map(Assigned::Append),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_select_without_a_key_gives_what_a_scan_gives(rows in tables(), condition in conditions(), limit in prop::option::of(1..6_i64)) {
        let emulator = with(&rows);
        let mut values = Values::default();
        let filter = condition.expression(&mut values);
        let statement = format!("SELECT * FROM things WHERE {}", condition.statement());
        prop_assert_eq!(select(&emulator, &statement, limit).unwrap(), scan(&emulator, &filter, values));
    }

    #[test]
    fn a_select_of_a_partition_gives_what_a_query_gives(
        rows in tables(), key in alternatives(), condition in conditions(), limit in prop::option::of(1..6_i64), descending: bool,
    ) {
        let emulator = with(&rows);
        let mut values = Values::default();
        let (key_condition, filter) = (key.expression(&mut values), condition.expression(&mut values));
        let query = json!({
            "TableName": "things", "KeyConditionExpression": key_condition, "FilterExpression": filter,
            "ExpressionAttributeValues": values.member(), "ScanIndexForward": !descending,
        });
        let order = if descending { " ORDER BY sk DESC" } else { "" };
        let statement = format!("SELECT * FROM things WHERE {} AND ({}){order}", key.statement(), condition.statement());
        let queried = call(&emulator, "Query", &query).unwrap();
        prop_assert_eq!(&Value::Array(select(&emulator, &statement, limit).unwrap()), &queried["Items"]);
        let costed = |operation: &str, mut input: Value| {
            input["ReturnConsumedCapacity"] = json!("TOTAL");
            call(&emulator, operation, &input).unwrap()["ConsumedCapacity"].clone()
        };
        prop_assert_eq!(costed("ExecuteStatement", json!({ "Statement": statement })), costed("Query", query));
    }

    #[test]
    fn alternatives_of_keys_give_what_a_scan_finds_each_item_once(
        rows in tables(), keys in prop::collection::vec(alternatives(), 2..5), condition in conditions(), limit in prop::option::of(1..6_i64),
        descending: bool,
    ) {
        let emulator = with(&rows);
        let mut values = Values::default();
        let filter: Vec<_> = keys.iter().map(|key| format!("({})", key.expression(&mut values))).collect();
        let filter = format!("({}) AND ({})", filter.join(" OR "), condition.expression(&mut values));
        let keys: Vec<_> = keys.iter().map(Alternative::statement).collect();
        let order = if descending { "ORDER BY pk DESC, sk DESC" } else { "ORDER BY pk, sk" };
        let statement = format!("SELECT * FROM things WHERE ({}) AND ({}) {order}", keys.join(" OR "), condition.statement());
        match select(&emulator, &statement, limit) {
            Ok(items) => {
                let place = |item: &Value| (item["pk"]["S"].to_string(), item["sk"]["N"].as_str().unwrap().parse::<i64>().unwrap());
                let places: Vec<_> = items.iter().map(place).collect();
                let in_order = places.is_sorted_by(|left, right| if descending { left > right } else { left < right });
                prop_assert!(in_order, "{places:?}");
                prop_assert_eq!(sorted(items), sorted(scan(&emulator, &filter, values)));
            }
            Err((_, text)) => prop_assert_eq!(text, "Overlapping conditions with range keys are not supported in where clause"),
        }
    }

    #[test]
    fn an_update_leaves_what_an_update_of_the_item_leaves(
        item in items(), sets in prop::collection::btree_map(0..PATHS.len(), prop::option::of(assigned()), 1..4), condition in conditions(),
    ) {
        let (stated, asked) = (with(&[(0, 1, item.clone())]), with(&[(0, 1, item)]));
        let mut values = Values::default();
        let (mut clauses, mut set, mut removed) = (Vec::new(), Vec::new(), Vec::new());
        for (path, value) in &sets {
            let target = PATHS[*path];
            if let Some(value) = value {
                clauses.push(format!("SET {target} = {}", value.statement()));
                set.push(format!("{target} = {}", value.expression(&mut values)));
            } else {
                clauses.push(format!("REMOVE {target}"));
                removed.push(target);
            }
        }
        let section = |word: &str, parts: String| if parts.is_empty() { parts } else { format!("{word} {parts} ") };
        let update = json!({
            "TableName": "things", "Key": { "pk": { "S": "p" }, "sk": { "N": "1" } }, "ReturnValues": "ALL_NEW",
            "UpdateExpression": section("SET", set.join(", ")) + &section("REMOVE", removed.join(", ")),
            "ConditionExpression": condition.expression(&mut values), "ExpressionAttributeValues": values.member(),
        });
        let statement = format!(
            "UPDATE things {} WHERE pk = 'p' AND sk = 1 AND ({}) RETURNING ALL NEW *", clauses.join(" "), condition.statement()
        );
        let done = call(&stated, "ExecuteStatement", &json!({ "Statement": statement }));
        match (done, call(&asked, "UpdateItem", &update)) {
            (Ok(done), Ok(updated)) => prop_assert_eq!(&done["Items"], &json!([updated["Attributes"]])),
            (Err((done, text)), Err((updated, other))) => {
                prop_assert_eq!(done, updated);
                let other = other.replace("1 validation error detected: ", "").replace("Invalid UpdateExpression: ", "");
                prop_assert_eq!(text, other);
            }
            (done, updated) => prop_assert!(false, "{done:?} {updated:?}"),
        }
        prop_assert_eq!(state(&stated), state(&asked));
    }

    #[test]
    fn an_insert_and_a_delete_leave_what_those_of_items_leave(rows in tables(), inserted in items(), partition in 0..PARTITIONS.len(), sk in -4..5_i8) {
        let (stated, asked) = (with(&rows), with(&rows));
        let item = keyed(partition, sk, &inserted);
        let insert = json!({ "Statement": "INSERT INTO things VALUE ?", "Parameters": [{ "M": item }] });
        let put = json!({ "TableName": "things", "Item": item, "ConditionExpression": "attribute_not_exists(pk)" });
        let (done, asked_too) = (call(&stated, "ExecuteStatement", &insert), call(&asked, "PutItem", &put));
        prop_assert_eq!(done.is_ok(), asked_too.is_ok());
        prop_assert_eq!(state(&stated), state(&asked));
        let delete = format!("DELETE FROM things WHERE pk = '{}' AND sk = {sk} RETURNING ALL OLD *", PARTITIONS[partition]);
        let done = call(&stated, "ExecuteStatement", &json!({ "Statement": delete })).unwrap();
        let key = json!({ "pk": item["pk"], "sk": item["sk"] });
        let deleted = call(&asked, "DeleteItem", &json!({ "TableName": "things", "Key": key, "ReturnValues": "ALL_OLD" })).unwrap();
        prop_assert_eq!(&done["Items"], &json!([deleted["Attributes"]]));
        prop_assert_eq!(state(&stated), state(&asked));
    }
}

/// `IN` reads pages of ten, and other limits end where they end: all pages together are the whole.
#[test]
fn pages_of_listed_partitions_put_together_are_the_whole() {
    let rows: Vec<_> = (0..3).flat_map(|partition| (-4..9).map(move |sk| (partition, sk, json!({})))).collect();
    let emulator = with(&rows);
    let statement = "SELECT pk, sk FROM things WHERE pk IN ['r', 'none', 'p', 'q'] AND sk > -3";
    let whole = select(&emulator, statement, None).unwrap();
    assert_eq!(whole.len(), 33);
    for limit in [1, 2, 3, 7, 10, 11, 32, 33, 34, 100] {
        assert_eq!(select(&emulator, statement, Some(limit)).unwrap(), whole, "{limit}");
    }
}
