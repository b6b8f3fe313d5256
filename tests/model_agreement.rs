//! A random program of writes (conditional ones and batches too, and an index that is built in the middle) leaves a table that answers
//! queries and scans as a naive model does: a list of rows, sorted and filtered by hand, without indexes. So do pages: whatever their size and direction, one after the other they give what
//! one page gives, each item once, from the table, from a local and from global indexes, in parallel segments too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::Emulator;
use harness::{call, emulator};
use proptest::prelude::*;
use serde_json::{Value, json};

/// One row of the model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    pk: u8,
    sk: i8,
    /// Sort key of the local index.
    l: Option<u8>,
    /// Hash and sort key of a global index.
    g: Option<(u8, Option<i8>)>,
    /// Filtered by, added to, and sort key of the index that comes late. Deleted by nobody.
    x: u8,
}

/// One step of a program.
#[derive(Debug, Clone)]
enum Step {
    Put(Row),
    Delete(u8, i8),
    SetLocal(u8, i8, Option<u8>),
    /// Only where there is no such item.
    PutNew(Row),
    /// Only where `x` is below the number.
    DeleteBelow(u8, i8, u8),
    /// To `x` of an item, which comes to be if it was not there.
    Add(u8, i8, u8),
    /// Rows put, or deleted where there is none.
    Batch(BTreeMap<(u8, i8), Option<Row>>),
    /// The index `late`, unless it is there.
    BuildIndex,
}

/// What the model says the table holds, by key.
type Model = BTreeMap<(u8, i8), Row>;

const LETTERS: [&str; 6] = ["", "a", "ab", "abc", "b", "\u{0}"];

fn text(code: u8) -> String {
    format!("k{}", LETTERS[usize::from(code) % LETTERS.len()])
}

fn rows() -> impl Strategy<Value = Row> {
    let g = prop::option::of((0..2_u8, prop::option::of(-2..3_i8)));
    (0..3_u8, -6..6_i8, prop::option::of(0..6_u8), g, 0..3_u8).prop_map(|(pk, sk, l, g, x)| Row { pk, sk, l, g, x })
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => rows().prop_map(Step::Put),
        1 => (0..3_u8, -6..6_i8).prop_map(|(pk, sk)| Step::Delete(pk, sk)),
        1 => (0..3_u8, -6..6_i8, prop::option::of(0..6_u8)).prop_map(|(pk, sk, l)| Step::SetLocal(pk, sk, l)),
        1 => rows().prop_map(Step::PutNew),
        1 => (0..3_u8, -6..6_i8, 0..4_u8).prop_map(|(pk, sk, x)| Step::DeleteBelow(pk, sk, x)),
        1 => (0..3_u8, -6..6_i8, 0..4_u8).prop_map(|(pk, sk, x)| Step::Add(pk, sk, x)),
        1 => prop::collection::vec((rows(), any::<bool>()), 1..6).prop_map(batch),
        1 => Just(Step::BuildIndex),
    ]
}

fn batch(rows: Vec<(Row, bool)>) -> Step {
    Step::Batch(rows.into_iter().map(|(row, put)| ((row.pk, row.sk), put.then_some(row))).collect())
}

/// A sort key that is not monotonic in its code when written as text: order must be that of numbers.
fn number(sk: i8) -> String {
    match sk {
        5 => format!("1{}", "0".repeat(30)),
        -6 => "-12.5".to_owned(),
        4 => "10".to_owned(),
        other => other.to_string(),
    }
}

impl Row {
    fn item(&self) -> Value {
        let mut item = json!({"pk": {"S": text(self.pk)}, "sk": {"N": number(self.sk)}, "x": {"N": self.x.to_string()}});
        if let Some(l) = self.l {
            item["l"] = json!({"S": text(l)});
        }
        if let Some((g, h)) = self.g {
            item["g"] = json!({"S": text(g)});
            if let Some(h) = h {
                item["h"] = json!({"N": h.to_string()});
            }
        }
        item
    }

    fn key(&self) -> Value {
        key(self.pk, self.sk)
    }
}

fn key(pk: u8, sk: i8) -> Value {
    json!({"pk": {"S": text(pk)}, "sk": {"N": number(sk)}})
}

fn created() -> Emulator {
    let emulator = emulator();
    let attribute = |name: &str, kind: &str| json!({"AttributeName": name, "AttributeType": kind});
    let element = |name: &str, kind: &str| json!({"AttributeName": name, "KeyType": kind});
    let table = json!({
        "TableName": "Rows",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk", "S"), attribute("sk", "N"), attribute("l", "S"), attribute("g", "S"), attribute("h", "N")],
        "KeySchema": [element("pk", "HASH"), element("sk", "RANGE")],
        "LocalSecondaryIndexes": [{"IndexName": "local", "KeySchema": [element("pk", "HASH"), element("l", "RANGE")],
            "Projection": {"ProjectionType": "KEYS_ONLY"}}],
        "GlobalSecondaryIndexes": [
            {"IndexName": "global", "KeySchema": [element("g", "HASH"), element("h", "RANGE")],
                "Projection": {"ProjectionType": "ALL"}},
            {"IndexName": "hash", "KeySchema": [element("g", "HASH")], "Projection": {"ProjectionType": "ALL"}},
            {"IndexName": "several", "KeySchema": [element("g", "HASH"), element("pk", "HASH"), element("l", "RANGE"), element("h", "RANGE")],
                "Projection": {"ProjectionType": "ALL"}},
        ],
    });
    call(&emulator, "CreateTable", &table).unwrap();
    emulator
}

fn run(program: &[Step]) -> (Emulator, Model) {
    let emulator = created();
    let mut model = Model::new();
    for step in program {
        take(step, &emulator, &mut model);
    }
    build_index(&emulator);
    (emulator, model)
}

fn take(step: &Step, emulator: &Emulator, model: &mut Model) {
    match step {
        Step::Put(row) => {
            call(emulator, "PutItem", &json!({"TableName": "Rows", "Item": row.item()})).unwrap();
            model.insert((row.pk, row.sk), row.clone());
        }
        Step::Delete(pk, sk) => {
            call(emulator, "DeleteItem", &json!({"TableName": "Rows", "Key": key(*pk, *sk)})).unwrap();
            model.remove(&(*pk, *sk));
        }
        Step::SetLocal(pk, sk, l) => set_local(emulator, model, (*pk, *sk), *l),
        Step::PutNew(row) => {
            let put = json!({"TableName": "Rows", "Item": row.item(), "ConditionExpression": "attribute_not_exists(pk)"});
            let is_new = !model.contains_key(&(row.pk, row.sk));
            assert_written(&call(emulator, "PutItem", &put), is_new);
            model.entry((row.pk, row.sk)).or_insert_with(|| row.clone());
        }
        Step::DeleteBelow(pk, sk, x) => {
            let delete = json!({"TableName": "Rows", "Key": key(*pk, *sk), "ConditionExpression": "x < :x",
                    "ExpressionAttributeValues": {":x": {"N": x.to_string()}}});
            let is_below = model.get(&(*pk, *sk)).is_some_and(|row| row.x < *x);
            assert_written(&call(emulator, "DeleteItem", &delete), is_below);
            model.retain(|at, _| !is_below || *at != (*pk, *sk));
        }
        Step::Add(pk, sk, x) => {
            let add = json!({"TableName": "Rows", "Key": key(*pk, *sk), "UpdateExpression": "ADD x :x",
                    "ExpressionAttributeValues": {":x": {"N": x.to_string()}}});
            call(emulator, "UpdateItem", &add).unwrap();
            let none = Row { pk: *pk, sk: *sk, l: None, g: None, x: 0 };
            model.entry((*pk, *sk)).or_insert(none).x += x;
        }
        Step::Batch(writes) => write_batch(emulator, model, writes),
        Step::BuildIndex => build_index(emulator),
    }
}

/// A condition that does not hold is the only reason not to write.
fn assert_written(answer: &Result<Value, (String, String)>, expected: bool) {
    match answer {
        Ok(_) => assert!(expected),
        Err((code, _)) => assert!(!expected && code == "ConditionalCheckFailedException", "{code}"),
    }
}

fn write_batch(emulator: &Emulator, model: &mut Model, writes: &BTreeMap<(u8, i8), Option<Row>>) {
    let requests: Vec<_> = writes
        .iter()
        .map(|((pk, sk), row)| match row {
            Some(row) => json!({"PutRequest": {"Item": row.item()}}),
            None => json!({"DeleteRequest": {"Key": key(*pk, *sk)}}),
        })
        .collect();
    call(emulator, "BatchWriteItem", &json!({"RequestItems": {"Rows": requests}})).unwrap();
    for (at, row) in writes {
        match row {
            Some(row) => model.insert(*at, row.clone()),
            None => model.remove(at),
        };
    }
}

/// Builds the index `late` from the items that are there, unless it is there.
fn build_index(emulator: &Emulator) {
    let create = json!({"IndexName": "late", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
        {"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "x", "KeyType": "RANGE"}]});
    let update = json!({"TableName": "Rows", "GlobalSecondaryIndexUpdates": [{"Create": create}], "AttributeDefinitions": [
        {"AttributeName": "g", "AttributeType": "S"}, {"AttributeName": "x", "AttributeType": "N"}]});
    if let Err((_, message)) = call(emulator, "UpdateTable", &update) {
        assert_eq!(message, "Attempting to create an index which already exists");
    }
}

/// Changes the key of the local index of an item that is there.
fn set_local(emulator: &Emulator, model: &mut Model, at: (u8, i8), l: Option<u8>) {
    let Some(row) = model.get_mut(&at) else { return };
    row.l = l;
    let mut update = json!({"TableName": "Rows", "Key": key(at.0, at.1), "UpdateExpression": "REMOVE l"});
    if let Some(l) = l {
        update["UpdateExpression"] = json!("SET l = :l");
        update["ExpressionAttributeValues"] = json!({":l": {"S": text(l)}});
    }
    call(emulator, "UpdateItem", &update).unwrap();
}

/// All items of a query or scan, page by page; every page but the last says where to continue.
fn all_pages(emulator: &Emulator, operation: &str, request: &Value, limit: Option<usize>) -> Vec<Value> {
    let mut request = request.clone();
    if let Some(limit) = limit {
        request["Limit"] = json!(limit);
    }
    let mut items = Vec::new();
    loop {
        let page = call(emulator, operation, &request).unwrap();
        let found = page["Items"].as_array().unwrap();
        assert_eq!(json!(found.len()), page["Count"]);
        assert!(limit.is_none_or(|limit| page["ScannedCount"].as_u64().unwrap() <= limit as u64));
        items.extend(found.iter().cloned());
        let Some(last) = page.get("LastEvaluatedKey") else { return items };
        request["ExclusiveStartKey"] = last.clone();
    }
}

fn sorted(mut items: Vec<Value>) -> Vec<Value> {
    items.sort_by_key(Value::to_string);
    items
}

/// One question with the rows that answer it, in order; rows of equal sort keys may come in any order.
struct Question<K> {
    request: Value,
    expected: Vec<(K, Row)>,
}

impl<K: Ord + Clone> Question<K> {
    fn check(mut self, emulator: &Emulator, limit: usize, forward: bool) {
        self.expected.sort_by(|left, right| left.0.cmp(&right.0));
        if !forward {
            self.expected.reverse();
        }
        self.request["TableName"] = json!("Rows");
        self.request["ScanIndexForward"] = json!(forward);
        let whole = all_pages(emulator, "Query", &self.request, None);
        let paged = all_pages(emulator, "Query", &self.request, Some(limit));
        assert_eq!(whole, paged, "pages of {limit}");
        let expected: Vec<_> = self.expected.iter().map(|(_, row)| row.item()).collect();
        assert_eq!(sorted(whole.clone()), sorted(expected));
        let order: BTreeMap<String, K> = self.expected.iter().map(|(sort, row)| (row.key().to_string(), sort.clone())).collect();
        let sorts: Vec<_> = whole.iter().map(|item| &order[&json!({"pk": item["pk"], "sk": item["sk"]}).to_string()]).collect();
        assert!(if forward { sorts.is_sorted() } else { sorts.iter().rev().is_sorted() });
    }
}

fn select<K>(model: &Model, key: impl Fn(&Row) -> Option<K>) -> Vec<(K, Row)> {
    model.values().filter_map(|row| Some((key(row)?, row.clone()))).collect()
}

/// A comparison of a sort key with bounds, as AWS writes it and as the model does.
#[derive(Debug, Clone, Copy)]
enum Comparison {
    Any,
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
}

const COMPARISONS: [Comparison; 7] = [
    Comparison::Any,
    Comparison::Equal,
    Comparison::Less,
    Comparison::LessOrEqual,
    Comparison::Greater,
    Comparison::GreaterOrEqual,
    Comparison::Between,
];

impl Comparison {
    fn expression(self, name: &str) -> String {
        match self {
            Self::Any => String::new(),
            Self::Equal => format!(" AND {name} = :a"),
            Self::Less => format!(" AND {name} < :a"),
            Self::LessOrEqual => format!(" AND {name} <= :a"),
            Self::Greater => format!(" AND :a < {name}"),
            Self::GreaterOrEqual => format!(" AND {name} >= :a"),
            Self::Between => format!(" AND {name} BETWEEN :a AND :b"),
        }
    }

    fn holds<T: Ord>(self, value: &T, low: &T, high: &T) -> bool {
        match self {
            Self::Any => true,
            Self::Equal => value == low,
            Self::Less => value < low,
            Self::LessOrEqual => value <= low,
            Self::Greater => value > low,
            Self::GreaterOrEqual => value >= low,
            Self::Between => value >= low && value <= high,
        }
    }

    fn values(self, mut values: Value, low: Value, high: Value) -> Value {
        if !matches!(self, Self::Any) {
            values[":a"] = low;
        }
        if matches!(self, Self::Between) {
            values[":b"] = high;
        }
        values
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_partition_of_the_table_is_read_in_order(
        program in prop::collection::vec(steps(), 0..60),
        (pk, bounds, comparison) in (0..3_u8, (-6..6_i8, -6..6_i8), prop::sample::select(&COMPARISONS[..])),
        limit in 1..5_usize,
        forward: bool,
    ) {
        let (emulator, model) = run(&program);
        let (low, high) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let values = comparison.values(json!({":p": {"S": text(pk)}}), json!({"N": number(low)}), json!({"N": number(high)}));
        let request = json!({
            "KeyConditionExpression": format!("pk = :p{}", comparison.expression("sk")), "ExpressionAttributeValues": values});
        let expected = select(&model, |row| (row.pk == pk && comparison.holds(&row.sk, &low, &high)).then_some(row.sk));
        Question { request, expected }.check(&emulator, limit, forward);
    }

    #[test]
    fn a_local_index_is_read_in_the_order_of_its_sort_key(
        program in prop::collection::vec(steps(), 0..60),
        (pk, bounds, comparison) in (0..3_u8, (0..6_u8, 0..6_u8), prop::sample::select(&COMPARISONS[..])),
        limit in 1..5_usize,
        forward: bool,
    ) {
        let (emulator, model) = run(&program);
        let mut bounds = [text(bounds.0), text(bounds.1)];
        bounds.sort();
        let [low, high] = bounds;
        let values = comparison.values(json!({":p": {"S": text(pk)}}), json!({"S": low}), json!({"S": high}));
        let request = json!({
            "IndexName": "local", "Select": "ALL_ATTRIBUTES",
            "KeyConditionExpression": format!("pk = :p{}", comparison.expression("l")), "ExpressionAttributeValues": values});
        let expected = select(&model, |row| {
            let l = text(row.l?);
            (row.pk == pk && comparison.holds(&l, &low, &high)).then_some(l)
        });
        Question { request, expected }.check(&emulator, limit, forward);
    }

    #[test]
    fn begins_with_is_a_range(
        program in prop::collection::vec(steps(), 0..60), pk in 0..3_u8, prefix in 0..6_u8, limit in 1..5_usize, forward: bool,
    ) {
        let (emulator, model) = run(&program);
        let prefix = text(prefix);
        let request = json!({
            "IndexName": "local", "Select": "ALL_ATTRIBUTES", "KeyConditionExpression": "begins_with(l, :l) AND pk = :p",
            "ExpressionAttributeValues": {":p": {"S": text(pk)}, ":l": {"S": prefix}}});
        let expected = select(&model, |row| {
            let l = text(row.l?);
            (row.pk == pk && l.starts_with(&prefix)).then_some(l)
        });
        Question { request, expected }.check(&emulator, limit, forward);
    }

    #[test]
    fn a_global_index_holds_the_items_that_have_all_of_its_key(
        program in prop::collection::vec(steps(), 0..60),
        (g, bounds, comparison) in (0..2_u8, (-2..3_i8, -2..3_i8), prop::sample::select(&COMPARISONS[..])),
        limit in 1..5_usize,
        forward: bool,
    ) {
        let (emulator, model) = run(&program);
        let (low, high) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let values =
            comparison.values(json!({":g": {"S": text(g)}}), json!({"N": low.to_string()}), json!({"N": high.to_string()}));
        let request = json!({
            "IndexName": "global", "KeyConditionExpression": format!("g = :g{}", comparison.expression("h")),
            "ExpressionAttributeValues": values});
        let expected = select(&model, |row| match row.g {
            Some((hash, Some(h))) if hash == g && comparison.holds(&h, &low, &high) => Some(h),
            _ => None,
        });
        Question { request, expected }.check(&emulator, limit, forward);
        let request = json!({
            "IndexName": "hash", "KeyConditionExpression": "g = :g", "ExpressionAttributeValues": {":g": {"S": text(g)}}});
        let expected = select(&model, |row| row.g.filter(|(hash, _)| *hash == g).map(|_| ()));
        Question { request, expected }.check(&emulator, limit, forward);
    }

    #[test]
    fn an_index_built_in_the_middle_holds_what_came_before_and_after(
        program in prop::collection::vec(steps(), 0..60),
        (g, bounds, comparison) in (0..2_u8, (0..6_u8, 0..6_u8), prop::sample::select(&COMPARISONS[..])),
        limit in 1..5_usize,
        forward: bool,
    ) {
        let (emulator, model) = run(&program);
        let (low, high) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let values =
            comparison.values(json!({":g": {"S": text(g)}}), json!({"N": low.to_string()}), json!({"N": high.to_string()}));
        let request = json!({
            "IndexName": "late", "KeyConditionExpression": format!("g = :g{}", comparison.expression("x")),
            "ExpressionAttributeValues": values});
        let expected = select(&model, |row| {
            (row.g.is_some_and(|(hash, _)| hash == g) && comparison.holds(&row.x, &low, &high)).then_some(row.x)
        });
        Question { request, expected }.check(&emulator, limit, forward);
    }

    #[test]
    fn a_key_of_several_attributes_orders_by_each_in_turn(
        program in prop::collection::vec(steps(), 0..60),
        (g, pk, l) in (0..2_u8, 0..3_u8, prop::option::of(0..6_u8)),
        limit in 1..5_usize,
        forward: bool,
    ) {
        let (emulator, model) = run(&program);
        let mut request = json!({
            "IndexName": "several", "KeyConditionExpression": "g = :g AND pk = :p",
            "ExpressionAttributeValues": {":g": {"S": text(g)}, ":p": {"S": text(pk)}}});
        if let Some(l) = l {
            request["KeyConditionExpression"] = json!("h >= :h AND g = :g AND pk = :p AND l = :l");
            request["ExpressionAttributeValues"][":l"] = json!({"S": text(l)});
            request["ExpressionAttributeValues"][":h"] = json!({"N": "0"});
        }
        let expected = select(&model, |row| {
            let (hash, h) = row.g?;
            let sort = (text(row.l?), h?);
            let inside = l.is_none_or(|l| sort.0 == text(l) && sort.1 >= 0);
            (hash == g && row.pk == pk && inside).then_some(sort)
        });
        Question { request, expected }.check(&emulator, limit, forward);
    }

    #[test]
    fn segments_and_pages_of_a_scan_are_everything_once(
        program in prop::collection::vec(steps(), 0..60), total in 1..6_usize, limit in 1..5_usize,
    ) {
        let (emulator, model) = run(&program);
        for (index, expected) in [
            (None, select(&model, |_| Some(()))),
            (Some("global"), select(&model, |row| row.g?.1.map(|_| ()))),
            (Some("hash"), select(&model, |row| row.g.map(|_| ()))),
            (Some("local"), select(&model, |row| row.l.map(|_| ()))),
            (Some("late"), select(&model, |row| row.g.map(|_| ()))),
        ] {
            let mut request = json!({"TableName": "Rows", "Select": "ALL_ATTRIBUTES"});
            if let Some(index) = index {
                request["IndexName"] = json!(index);
            }
            let whole = all_pages(&emulator, "Scan", &request, None);
            assert_eq!(whole, all_pages(&emulator, "Scan", &request, Some(limit)));
            request["TotalSegments"] = json!(total);
            let segments = (0..total).flat_map(|segment| {
                request["Segment"] = json!(segment);
                all_pages(&emulator, "Scan", &request, Some(limit))
            });
            assert_eq!(segments.collect::<Vec<_>>(), whole);
            assert_eq!(sorted(whole), sorted(expected.into_iter().map(|((), row)| row.item()).collect()));
        }
    }

    #[test]
    fn a_filter_leaves_out_of_pages_what_does_not_match(
        program in prop::collection::vec(steps(), 0..60), x in 0..3_u8, limit in 1..5_usize,
    ) {
        let (emulator, model) = run(&program);
        let request = json!({
            "TableName": "Rows", "FilterExpression": "x = :x", "ExpressionAttributeValues": {":x": {"N": x.to_string()}}});
        let expected = model.values().filter(|row| row.x == x).map(Row::item).collect();
        assert_eq!(sorted(all_pages(&emulator, "Scan", &request, Some(limit))), sorted(expected));
    }

    #[test]
    fn a_page_continues_behind_an_item_that_is_gone(
        program in prop::collection::vec(steps(), 1..60), pk in 0..3_u8, forward: bool,
    ) {
        let (emulator, model) = run(&program);
        let mut request = json!({
            "TableName": "Rows", "KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": text(pk)}},
            "ScanIndexForward": forward});
        let whole = all_pages(&emulator, "Query", &request, None);
        for row in model.values().filter(|row| row.pk == pk) {
            call(&emulator, "DeleteItem", &json!({"TableName": "Rows", "Key": row.key()})).unwrap();
            request["ExclusiveStartKey"] = row.key();
            let rest = all_pages(&emulator, "Query", &request, None);
            let at = whole.iter().position(|item| *item == row.item()).unwrap();
            assert_eq!(rest, whole[at + 1..]);
            call(&emulator, "PutItem", &json!({"TableName": "Rows", "Item": row.item()})).unwrap();
        }
    }
}
