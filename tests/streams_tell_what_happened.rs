//! After any program of writes, in every language that writes: replaying the stream's records, shard by shard, onto an empty table gives
//! the table, however shards were split and rolled; each record's old image is what was there; each index, read whole, is the projection
//! of what was replayed; a data stream of Amazon Kinesis tells the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::Emulator;
use harness::state::{assert_agrees, items};
use harness::{TestHost, call};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const TABLE: &str = "Things";
const MINUTE: i64 = 60_000;
/// All that a program tells is told within the retention.
const LONGEST: i64 = 23 * 60;

const DATA_STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

/// An index: its name, its key attributes and, unless all, what else it holds.
type Index = (&'static str, [&'static str; 2], Option<&'static [&'static str]>);

/// Few items have both keys of the sparse index.
const INDEXES: [Index; 3] =
    [("local", ["pk", "h"], Some(&["y"])), ("sparse", ["g", "h"], None), ("keys", ["h", "sk"], Some(&[]))];

#[derive(Debug, Clone)]
enum Step {
    Write(Write),
    /// Here and below: each key once.
    Batch(Vec<Write>),
    Transaction(Vec<Write>),
    Statement(Write),
    StatementBatch(Vec<Write>),
    StatementTransaction(Vec<Write>),
    /// Minutes.
    Advance(i64),
    /// The open shard at this position, counted round.
    Split(usize),
    Expire,
}

/// What is done to one item, in any language.
#[derive(Debug, Clone)]
struct Write {
    key: (u8, u8),
    change: Change,
    condition: Option<Condition>,
}

#[derive(Debug, Clone)]
enum Change {
    /// Attributes, and after how many minutes the item expires. As a statement it is an insertion.
    Put(Vec<(&'static str, u8)>, Option<i64>),
    Set(&'static str, u8),
    Remove(&'static str),
    Delete,
    /// Nothing but the condition; in a transaction alone.
    Check,
}

/// Whether the item has an attribute.
#[derive(Debug, Clone, Copy)]
struct Condition {
    has: bool,
    name: &'static str,
}

impl Condition {
    fn expression(self) -> String {
        format!("attribute_{}({})", if self.has { "exists" } else { "not_exists" }, self.name)
    }

    fn statement(self) -> String {
        format!("{} IS {}MISSING", self.name, if self.has { "NOT " } else { "" })
    }
}

/// The value of the attribute `name` that is made of `number`.
fn value(name: &str, number: u8) -> Value {
    match name {
        "g" => json!({"S": number.to_string()}),
        "h" => json!({"N": number.to_string()}),
        "x" => json!({"S": "x".repeat(number.into())}),
        _ => json!({"M": {"n": {"N": number.to_string()}}}),
    }
}

impl Write {
    fn named(&self) -> Value {
        json!({"pk": {"S": self.key.0.to_string()}, "sk": {"N": self.key.1.to_string()}})
    }

    fn item(&self, now: i64) -> Value {
        let Change::Put(attributes, expiry) = &self.change else { panic!("no item is put") };
        let mut item = self.named();
        for (name, number) in attributes {
            item[*name] = value(name, *number);
        }
        if let Some(minutes) = expiry {
            item["expiry"] = json!({"N": (now / 1000 + minutes * 60).to_string()});
        }
        item
    }

    /// The action of a transaction, and its input, which is that of an operation too.
    fn action(&self, now: i64) -> (&'static str, Value) {
        let (action, mut input) = match &self.change {
            Change::Put(..) => ("Put", json!({"Item": self.item(now)})),
            Change::Set(name, number) => {
                let values = json!({":v": value(name, *number)});
                ("Update", json!({"UpdateExpression": format!("SET {name} = :v"), "ExpressionAttributeValues": values}))
            }
            Change::Remove(name) => ("Update", json!({"UpdateExpression": format!("REMOVE {name}")})),
            Change::Delete => ("Delete", json!({})),
            Change::Check => ("ConditionCheck", json!({})),
        };
        if action != "Put" {
            input["Key"] = self.named();
        }
        if let Some(condition) = self.condition {
            input["ConditionExpression"] = condition.expression().into();
        }
        input["TableName"] = TABLE.into();
        (action, input)
    }

    fn transacted(&self, now: i64) -> Value {
        let (action, input) = self.action(now);
        json!({action: input})
    }

    fn batched(&self, now: i64) -> Value {
        match self.change {
            Change::Put(..) => json!({"PutRequest": {"Item": self.item(now)}}),
            _ => json!({"DeleteRequest": {"Key": self.named()}}),
        }
    }

    fn statement(&self, now: i64) -> Value {
        let text = match &self.change {
            Change::Put(..) => {
                return json!({"Statement": format!("INSERT INTO {TABLE} VALUE ?"), "Parameters": [{"M": self.item(now)}]});
            }
            Change::Set(name, _) => format!("UPDATE {TABLE} SET {name} = ?"),
            Change::Remove(name) => format!("UPDATE {TABLE} REMOVE {name}"),
            Change::Delete => format!("DELETE FROM {TABLE}"),
            Change::Check => format!("EXISTS(SELECT * FROM {TABLE}"),
        };
        let mut text = format!("{text} WHERE pk = '{}' AND sk = {}", self.key.0, self.key.1);
        if let Some(condition) = self.condition {
            text = format!("{text} AND {}", condition.statement());
        }
        match &self.change {
            Change::Set(name, number) => json!({"Statement": text, "Parameters": [value(name, *number)]}),
            Change::Check => json!({"Statement": text + ")"}),
            _ => json!({"Statement": text}),
        }
    }
}

fn changes() -> impl Strategy<Value = Change> {
    let attributes = prop::sample::subsequence(vec!["g", "h", "x", "y"], 0..=4);
    let attributes = (attributes, 0..3_u8).prop_map(|(names, number)| names.into_iter().map(|name| (name, number)).collect());
    prop_oneof![
        4 => (attributes, prop::option::of(-5..200_i64)).prop_map(|(attributes, expiry)| Change::Put(attributes, expiry)),
        3 => (prop::sample::select(vec!["g", "h", "x", "y"]), 0..3_u8).prop_map(|(name, number)| Change::Set(name, number)),
        2 => prop::sample::select(vec!["g", "h", "x", "y", "expiry"]).prop_map(Change::Remove),
        2 => Just(Change::Delete),
    ]
}

fn conditions() -> impl Strategy<Value = Condition> {
    (any::<bool>(), prop::sample::select(vec!["g", "h", "x", "pk"])).prop_map(|(has, name)| Condition { has, name })
}

fn writes() -> impl Strategy<Value = Write> {
    let condition = prop_oneof![3 => Just(None), 1 => conditions().prop_map(Some)];
    ((0..5_u8, 0..3_u8), changes(), condition).prop_map(|(key, change, condition)| Write { key, change, condition })
}

fn checks() -> impl Strategy<Value = Write> {
    ((0..5_u8, 0..3_u8), conditions()).prop_map(|(key, condition)| Write {
        key,
        change: Change::Check,
        condition: Some(condition),
    })
}

fn several(writes: impl Strategy<Value = Write>) -> impl Strategy<Value = Vec<Write>> {
    prop::collection::vec(writes, 1..6).prop_map(|writes| {
        let by_key: BTreeMap<_, _> = writes.into_iter().map(|write| (write.key, write)).collect();
        by_key.into_values().collect()
    })
}

fn several_with_checks() -> impl Strategy<Value = Vec<Write>> {
    several(prop_oneof![6 => writes(), 1 => checks()])
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => writes().prop_map(Step::Write),
        2 => several(writes()).prop_map(Step::Batch),
        3 => several_with_checks().prop_map(Step::Transaction),
        4 => writes().prop_map(Step::Statement),
        2 => several(writes()).prop_map(Step::StatementBatch),
        3 => several_with_checks().prop_map(Step::StatementTransaction),
        2 => (0..100_i64).prop_map(Step::Advance),
        1 => (0..8_usize).prop_map(Step::Split),
        1 => Just(Step::Expire),
    ]
}

/// An emulator on which programs run.
struct Run {
    host: TestHost,
    emulator: Emulator,
    stream: String,
    minutes: i64,
}

impl Run {
    fn new() -> Self {
        let host = TestHost::default();
        let emulator = harness::emulator_on(&host);
        let created = call(&emulator, "CreateTable", &table());
        let stream = created.unwrap()["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned();
        let time_to_live = json!({"TableName": TABLE, "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "expiry"}});
        call(&emulator, "UpdateTimeToLive", &time_to_live).unwrap();
        call(&emulator, "EnableKinesisStreamingDestination", &json!({"TableName": TABLE, "StreamArn": DATA_STREAM})).unwrap();
        Self { host, emulator, stream, minutes: 0 }
    }

    fn now(&self) -> i64 {
        harness::START.0 + self.minutes * MINUTE
    }

    fn play(&mut self, step: &Step) {
        let now = self.now();
        match step {
            Step::Write(write) => {
                let (action, input) = write.action(now);
                self.ask(&format!("{action}Item"), &input, &["ConditionalCheckFailedException"]);
            }
            Step::Batch(writes) => {
                let requests: Vec<_> = writes.iter().map(|write| write.batched(now)).collect();
                self.ask("BatchWriteItem", &json!({"RequestItems": {TABLE: requests}}), &[]);
            }
            Step::Transaction(writes) => {
                let actions: Vec<_> = writes.iter().map(|write| write.transacted(now)).collect();
                self.ask("TransactWriteItems", &json!({"TransactItems": actions}), &["TransactionCanceledException"]);
            }
            Step::Statement(write) => {
                let refusals = ["ConditionalCheckFailedException", "DuplicateItemException"];
                self.ask("ExecuteStatement", &write.statement(now), &refusals);
            }
            Step::StatementBatch(writes) => self.state_each(writes, now),
            Step::StatementTransaction(writes) => {
                let statements: Vec<_> = writes.iter().map(|write| write.statement(now)).collect();
                self.ask("ExecuteTransaction", &json!({"TransactStatements": statements}), &["TransactionCanceledException"]);
            }
            Step::Advance(minutes) => {
                let minutes = (*minutes).min(LONGEST - self.minutes);
                self.minutes += minutes;
                self.host.advance(minutes * MINUTE);
            }
            Step::Split(at) => self.split(*at),
            Step::Expire => drop(self.emulator.control("expireItems", b"{}").unwrap()),
        }
    }

    /// A request that may be answered by one of `refusals`, and changes nothing then.
    fn ask(&self, operation: &str, input: &Value, refusals: &[&str]) -> Option<Value> {
        let before = self.table();
        match call(&self.emulator, operation, input) {
            Ok(output) => Some(output),
            Err((code, text)) => {
                assert!(refusals.contains(&code.as_str()), "{operation} {input}: {code} {text}");
                assert_eq!(self.table(), before, "{operation} {input} was refused");
                None
            }
        }
    }

    /// A batch of statements, each of which is refused for itself.
    fn state_each(&self, writes: &[Write], now: i64) {
        let statements: Vec<_> = writes.iter().map(|write| write.statement(now)).collect();
        let output = self.ask("BatchExecuteStatement", &json!({"Statements": statements}), &[]).unwrap();
        for response in output["Responses"].as_array().unwrap() {
            if let Some(error) = response.get("Error") {
                assert!(["ConditionalCheckFailed", "DuplicateItem"].contains(&error["Code"].as_str().unwrap()), "{error}");
            }
        }
    }

    fn split(&self, at: usize) {
        let shards = self.shards(100);
        let open: Vec<_> = shards.iter().filter(|shard| ending(shard).is_none()).collect();
        let input = json!({"streamArn": self.stream, "shardId": open[at % open.len()]["ShardId"]});
        self.emulator.control("splitShard", input.to_string().as_bytes()).unwrap();
    }

    fn shards(&self, limit: usize) -> Vec<Value> {
        let mut input = json!({"StreamArn": self.stream, "Limit": limit});
        let mut shards = Vec::new();
        loop {
            let page = call(&self.emulator, "Streams.DescribeStream", &input).unwrap()["StreamDescription"].clone();
            shards.extend(page["Shards"].as_array().unwrap().clone());
            let Some(last) = page.get("LastEvaluatedShardId") else { return shards };
            input["ExclusiveStartShardId"] = last.clone();
        }
    }

    /// All records of a shard; of an open one until there is none.
    fn records(&self, shard: &Value, limit: usize) -> Vec<Value> {
        let input = json!({"StreamArn": self.stream, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
        let mut next = call(&self.emulator, "Streams.GetShardIterator", &input).unwrap()["ShardIterator"].clone();
        let mut records = Vec::new();
        loop {
            let page = call(&self.emulator, "Streams.GetRecords", &json!({"ShardIterator": next, "Limit": limit})).unwrap();
            let found = page["Records"].as_array().unwrap();
            assert!(found.len() <= limit);
            records.extend(found.clone());
            match page.get("NextShardIterator") {
                Some(_) if found.is_empty() => return records,
                Some(iterator) => next = iterator.clone(),
                None => return records,
            }
        }
    }

    /// All records of the data stream, a page at a time.
    fn sent(&self, limit: usize) -> Vec<Value> {
        let mut input = json!({"streamArn": DATA_STREAM, "limit": limit});
        let mut records = Vec::new();
        loop {
            let page = self.emulator.control("readDataStream", input.to_string().as_bytes()).unwrap();
            let page: Value = serde_json::from_slice(&page).unwrap();
            let found = page["records"].as_array().unwrap();
            assert!(found.len() <= limit);
            if found.is_empty() {
                return records;
            }
            records.extend(found.clone());
            input["from"] = page["next"].clone();
        }
    }

    /// All records, those of each shard after those of its parent.
    fn told(&self, limit: usize) -> Vec<Value> {
        let shards = self.shards(limit);
        check_lineage(&shards);
        let told = shards.iter().flat_map(|shard| {
            let records = self.records(shard, limit);
            check_range(shard, &records);
            records
        });
        told.collect()
    }

    fn table(&self) -> Things {
        items(&self.emulator, TABLE, None).into_iter().map(|item| (key_of(&item), item)).collect()
    }

    /// Holds each index against its projection of `table`, and counts and sizes against sums.
    fn check_indexes(&self, table: &Things) {
        for (index, key, held) in INDEXES {
            let found = items(&self.emulator, TABLE, Some(index));
            let count = found.len();
            let found: Things = found.into_iter().map(|item| (key_of(&item), item)).collect();
            assert_eq!(found.len(), count, "{index} repeats an item");
            let held = held.map(|held| [&["pk", "sk"], &key, held].concat());
            assert_eq!(found, projection(table, key, held.as_deref()), "{index}");
        }
        assert_agrees(&self.emulator);
    }
}

/// Items by key.
type Things = BTreeMap<(String, String), Value>;

/// The items that have all of `key`, and of each what is named by `kept`.
fn projection(table: &Things, key: [&str; 2], kept: Option<&[&str]>) -> Things {
    let inside = table.iter().filter(|(_, item)| key.iter().all(|name| item.get(*name).is_some()));
    let project = |item: &Value| {
        let attributes = item.as_object().unwrap().clone().into_iter();
        attributes.filter(|(name, _)| kept.is_none_or(|kept| kept.contains(&name.as_str()))).collect::<Map<_, _>>()
    };
    inside.map(|(key, item)| (key.clone(), project(item).into())).collect()
}

/// The input that creates the table.
fn table() -> Value {
    let schema = |[hash, range]: [&str; 2]| json!([{"AttributeName": hash, "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]);
    let projection = |held: Option<&[&str]>| match held {
        None => json!({"ProjectionType": "ALL"}),
        Some([]) => json!({"ProjectionType": "KEYS_ONLY"}),
        Some(names) => json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": names}),
    };
    let index = |(name, key, held): Index| json!({"IndexName": name, "KeySchema": schema(key), "Projection": projection(held)});
    let attribute = |(name, kind): (&str, &str)| json!({"AttributeName": name, "AttributeType": kind});
    let attributes = [("pk", "S"), ("sk", "N"), ("g", "S"), ("h", "N")].map(attribute);
    let [local, sparse, keys] = INDEXES.map(index);
    json!({
        "TableName": TABLE, "BillingMode": "PAY_PER_REQUEST", "KeySchema": schema(["pk", "sk"]),
        "AttributeDefinitions": attributes,
        "LocalSecondaryIndexes": [local], "GlobalSecondaryIndexes": [sparse, keys],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    })
}

fn ending(shard: &Value) -> Option<&str> {
    shard["SequenceNumberRange"].get("EndingSequenceNumber").map(|number| number.as_str().unwrap())
}

fn key_of(item: &Value) -> (String, String) {
    (item["pk"]["S"].as_str().unwrap().to_owned(), item["sk"]["N"].as_str().unwrap().to_owned())
}

/// What a record of a stream and one of a data stream have in common.
fn shown(record: &Value) -> [Value; 5] {
    let change = &record["dynamodb"];
    let by_service = !record["userIdentity"].is_null();
    [
        record["eventName"].clone(),
        change["OldImage"].clone(),
        change["NewImage"].clone(),
        change["SizeBytes"].clone(),
        by_service.into(),
    ]
}

/// Makes the change that `record` tells of, which must be one of what is there.
fn replay(record: &Value, table: &mut Things) {
    let change = &record["dynamodb"];
    let key = key_of(&change["Keys"]);
    let (old, new) = (change.get("OldImage"), change.get("NewImage"));
    assert_eq!(table.get(&key), old, "the old image is what was there: {record}");
    assert_ne!(old, new);
    let name = match (old, new) {
        (None, Some(_)) => "INSERT",
        (Some(_), Some(_)) => "MODIFY",
        _ => "REMOVE",
    };
    assert_eq!(record["eventName"], name);
    if let Some(identity) = record.get("userIdentity") {
        assert_eq!((name, identity), ("REMOVE", &json!({"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"})));
    }
    match new {
        Some(new) => drop(table.insert(key, new.clone())),
        None => drop(table.remove(&key)),
    }
}

/// Whether the records of `shard` lie within its range, in order.
fn check_range(shard: &Value, records: &[Value]) {
    let numbers: Vec<_> = records.iter().map(|record| record["dynamodb"]["SequenceNumber"].as_str().unwrap()).collect();
    assert!(numbers.is_sorted_by(|left, right| left < right));
    let start = shard["SequenceNumberRange"]["StartingSequenceNumber"].as_str().unwrap();
    assert!(numbers.iter().all(|number| *number >= start));
    if let Some(end) = ending(shard) {
        assert_eq!(numbers.last().copied().unwrap_or(start), end);
    }
}

/// Whether each shard but the first has a parent that ended before it began.
fn check_lineage(shards: &[Value]) {
    let by_id: BTreeMap<_, _> = shards.iter().map(|shard| (shard["ShardId"].as_str().unwrap(), shard)).collect();
    assert_eq!(by_id.len(), shards.len());
    for shard in &shards[1..] {
        let parent = by_id[shard["ParentShardId"].as_str().unwrap()];
        assert!(parent["ShardId"].as_str() < shard["ShardId"].as_str());
        assert!(ending(parent).unwrap() < shard["SequenceNumberRange"]["StartingSequenceNumber"].as_str().unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn replayed_records_are_the_table(program in prop::collection::vec(steps(), 0..60), limit in 1..20_usize) {
        let mut run = Run::new();
        for step in &program {
            run.play(step);
        }
        run.play(&Step::Expire);
        let told = run.told(limit);
        let mut replayed = Things::new();
        for record in &told {
            replay(record, &mut replayed);
        }
        let mut streamed: Vec<_> = told.iter().collect();
        streamed.sort_by_key(|record| record["dynamodb"]["SequenceNumber"].to_string());
        let sent: Vec<_> = run.sent(limit).iter().map(|record| shown(&record["data"])).collect();
        assert_eq!(sent, streamed.into_iter().map(shown).collect::<Vec<_>>());
        assert_eq!(replayed, run.table());
        run.check_indexes(&replayed);
        let mut events: Vec<_> = told.iter().map(|record| record["eventID"].to_string()).collect();
        let count = events.len();
        events.sort();
        events.dedup();
        assert_eq!(events.len(), count, "no two events have one id");
    }
}

/// No way to write is refused always, or told of by nobody.
#[test]
fn each_way_to_write_is_told() {
    let mut run = Run::new();
    let write = |sk: u8, change: Change| Write { key: (0, sk), change, condition: None };
    let put = |sk: u8| write(sk, Change::Put(vec![("h", 1)], None));
    let passing = Write { condition: Some(Condition { has: true, name: "h" }), ..write(2, Change::Check) };
    let failing = Write { condition: Some(Condition { has: false, name: "h" }), ..write(2, Change::Check) };
    let ways: [(Step, &[&str]); 16] = [
        (Step::Write(put(0)), &["INSERT"]),
        (Step::Write(write(0, Change::Set("g", 1))), &["MODIFY"]),
        (Step::Write(write(0, Change::Delete)), &["REMOVE"]),
        (Step::Batch(vec![put(0), put(1)]), &["INSERT", "INSERT"]),
        (Step::Batch(vec![put(2), write(1, Change::Delete)]), &["INSERT", "REMOVE"]),
        (Step::Transaction(vec![put(1), write(0, Change::Set("g", 2)), passing.clone()]), &["INSERT", "MODIFY"]),
        (Step::Transaction(vec![write(1, Change::Delete), failing.clone()]), &[]),
        (Step::Transaction(vec![write(1, Change::Delete)]), &["REMOVE"]),
        (Step::Statement(put(1)), &["INSERT"]),
        (Step::Statement(write(1, Change::Remove("h"))), &["MODIFY"]),
        (Step::Statement(write(1, Change::Delete)), &["REMOVE"]),
        (Step::StatementBatch(vec![put(1), write(0, Change::Set("g", 3)), put(2)]), &["INSERT", "MODIFY"]),
        (Step::StatementTransaction(vec![write(1, Change::Delete), passing, put(3)]), &["INSERT", "REMOVE"]),
        (Step::StatementTransaction(vec![write(0, Change::Delete), failing]), &[]),
        (Step::Write(write(3, Change::Put(Vec::new(), Some(-1)))), &["MODIFY"]),
        (Step::Expire, &["REMOVE"]),
    ];
    let mut before = 0;
    for (step, expected) in ways {
        run.play(&step);
        let told = run.told(100);
        let mut names: Vec<_> = told[before..].iter().map(|record| record["eventName"].as_str().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{step:?}");
        before = told.len();
    }
}

/// Open shards tell of distinct keys, and together of all.
#[test]
fn each_key_is_told_of_by_one_open_shard() {
    let run = Run::new();
    for at in [0, 0, 1, 3] {
        run.split(at);
    }
    for key in 0..100_u8 {
        let item = json!({"pk": {"S": key.to_string()}, "sk": {"N": "0"}});
        call(&run.emulator, "PutItem", &json!({"TableName": TABLE, "Item": item})).unwrap();
    }
    let told: Vec<Vec<_>> = run
        .shards(100)
        .iter()
        .map(|shard| run.records(shard, 1000).iter().map(|record| key_of(&record["dynamodb"]["Keys"])).collect())
        .collect();
    let mut keys = told.concat();
    keys.sort();
    keys.dedup();
    assert_eq!((keys.len(), told.concat().len()), (100, 100));
    assert!(told.iter().filter(|keys| !keys.is_empty()).count() >= 4);
}

/// A page holds no more than 1 MB, and at least a record.
#[test]
fn large_records_come_in_small_pages() {
    let run = Run::new();
    let text = "x".repeat(390 * 1024);
    for key in 0..4 {
        let item = json!({"pk": {"S": key.to_string()}, "sk": {"N": "0"}, "text": {"S": text}});
        call(&run.emulator, "PutItem", &json!({"TableName": TABLE, "Item": item})).unwrap();
    }
    let input = json!({"StreamArn": run.stream, "ShardId": run.shards(1)[0]["ShardId"], "ShardIteratorType": "TRIM_HORIZON"});
    let mut next = call(&run.emulator, "Streams.GetShardIterator", &input).unwrap()["ShardIterator"].clone();
    let mut pages = Vec::new();
    for _ in 0..2 {
        let page = call(&run.emulator, "Streams.GetRecords", &json!({"ShardIterator": next})).unwrap();
        pages.push(page["Records"].as_array().unwrap().len());
        next = page["NextShardIterator"].clone();
    }
    assert_eq!(pages, [2, 2]);
    assert_eq!(run.records(&run.shards(1)[0], 1000).len(), 4);
}

/// Kinesis takes no record of more than 1 MB, which a binary of 400 KB that is encoded twice, before and after, is.
#[test]
fn a_record_that_is_too_large_for_a_data_stream_is_left_out() {
    let run = Run::new();
    let put = |key: &str, bytes: &str| {
        let item = json!({"pk": {"S": key}, "sk": {"N": "1"}, "bytes": {"B": bytes}});
        call(&run.emulator, "PutItem", &json!({"TableName": TABLE, "Item": item})).unwrap();
    };
    for byte in ["A", "B"] {
        put("large", &byte.repeat(390 * 1024 / 3 * 4));
    }
    put("small", "");
    let sent = run.sent(1000);
    let told: Vec<_> =
        sent.iter().map(|record| (&record["data"]["dynamodb"]["Keys"]["pk"]["S"], &record["data"]["eventName"])).collect();
    assert_eq!(told, [(&json!("large"), &json!("INSERT")), (&json!("small"), &json!("INSERT"))]);
}
