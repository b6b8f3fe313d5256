//! Replaying a stream's records, shard by shard, onto an empty table gives the table, whatever was written and however shards were split and
//! rolled; each record's old image is what was there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::Emulator;
use harness::{TestHost, call};
use proptest::prelude::*;
use serde_json::{Value, json};

const MINUTE: i64 = 60_000;
/// All that a program tells is told within the retention.
const LONGEST: i64 = 23 * 60;

#[derive(Debug, Clone)]
enum Step {
    Write(Write),
    /// Each key once.
    Batch(Vec<Write>),
    Transaction(Vec<Write>),
    /// Minutes.
    Advance(i64),
    /// The open shard at this position, counted round.
    Split(usize),
    Expire,
}

#[derive(Debug, Clone)]
enum Write {
    /// A key, a value, and after how many minutes the item expires.
    Put(u8, u8, Option<i64>),
    Set(u8, u8),
    Delete(u8),
}

impl Write {
    const fn key(&self) -> u8 {
        match self {
            Self::Put(key, ..) | Self::Set(key, _) | Self::Delete(key) => *key,
        }
    }

    fn item(&self, now: i64) -> Value {
        let Self::Put(key, value, expiry) = self else { return Value::Null };
        let mut item = json!({"pk": {"S": key.to_string()}, "x": {"N": value.to_string()}});
        if let Some(minutes) = expiry {
            item["ttl"] = json!({"N": (now / 1000 + minutes * 60).to_string()});
        }
        item
    }

    fn named(&self) -> Value {
        json!({"pk": {"S": self.key().to_string()}})
    }

    fn send(&self, emulator: &Emulator, now: i64) {
        match self {
            Self::Put(..) => call(emulator, "PutItem", &json!({"TableName": "Table", "Item": self.item(now)})),
            Self::Set(..) => call(emulator, "UpdateItem", &self.update()),
            Self::Delete(_) => call(emulator, "DeleteItem", &json!({"TableName": "Table", "Key": self.named()})),
        }
        .unwrap();
    }

    fn update(&self) -> Value {
        let Self::Set(_, value) = self else { return Value::Null };
        json!({
            "TableName": "Table", "Key": self.named(), "UpdateExpression": "SET x = :x",
            "ExpressionAttributeValues": {":x": {"N": value.to_string()}},
        })
    }

    fn batched(&self, now: i64) -> Value {
        match self {
            Self::Put(..) => json!({"PutRequest": {"Item": self.item(now)}}),
            Self::Set(..) | Self::Delete(_) => json!({"DeleteRequest": {"Key": self.named()}}),
        }
    }

    fn transacted(&self, now: i64) -> Value {
        match self {
            Self::Put(..) => json!({"Put": {"TableName": "Table", "Item": self.item(now)}}),
            Self::Set(..) => json!({"Update": self.update()}),
            Self::Delete(_) => json!({"Delete": {"TableName": "Table", "Key": self.named()}}),
        }
    }
}

fn writes() -> impl Strategy<Value = Write> {
    prop_oneof![
        4 => (0..8_u8, 0..3_u8, prop::option::of(-5..200_i64)).prop_map(|(key, value, expiry)| Write::Put(key, value, expiry)),
        2 => (0..8_u8, 0..3_u8).prop_map(|(key, value)| Write::Set(key, value)),
        2 => (0..8_u8).prop_map(Write::Delete),
    ]
}

fn several() -> impl Strategy<Value = Vec<Write>> {
    prop::collection::vec(writes(), 1..6).prop_map(|writes| {
        let by_key: BTreeMap<_, _> = writes.into_iter().map(|write| (write.key(), write)).collect();
        by_key.into_values().collect()
    })
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        10 => writes().prop_map(Step::Write),
        2 => several().prop_map(Step::Batch),
        2 => several().prop_map(Step::Transaction),
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
        let created = call(
            &emulator,
            "CreateTable",
            &json!({
                "TableName": "Table", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            }),
        );
        let stream = created.unwrap()["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned();
        let time_to_live = json!({"TableName": "Table", "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "ttl"}});
        call(&emulator, "UpdateTimeToLive", &time_to_live).unwrap();
        Self { host, emulator, stream, minutes: 0 }
    }

    fn now(&self) -> i64 {
        harness::START.0 + self.minutes * MINUTE
    }

    fn play(&mut self, step: &Step) {
        let now = self.now();
        match step {
            Step::Write(write) => write.send(&self.emulator, now),
            Step::Batch(writes) => {
                let requests: Vec<_> = writes.iter().map(|write| write.batched(now)).collect();
                call(&self.emulator, "BatchWriteItem", &json!({"RequestItems": {"Table": requests}})).unwrap();
            }
            Step::Transaction(writes) => {
                let actions: Vec<_> = writes.iter().map(|write| write.transacted(now)).collect();
                call(&self.emulator, "TransactWriteItems", &json!({"TransactItems": actions})).unwrap();
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

    fn table(&self) -> BTreeMap<String, Value> {
        let items = call(&self.emulator, "Scan", &json!({"TableName": "Table"})).unwrap()["Items"].clone();
        items.as_array().unwrap().iter().map(|item| (key_of(item), item.clone())).collect()
    }
}

fn ending(shard: &Value) -> Option<&str> {
    shard["SequenceNumberRange"].get("EndingSequenceNumber").map(|number| number.as_str().unwrap())
}

fn key_of(item: &Value) -> String {
    item["pk"]["S"].as_str().unwrap().to_owned()
}

/// Makes the change that `record` tells of, which must be one of what is there.
fn replay(record: &Value, table: &mut BTreeMap<String, Value>) {
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
        let shards = run.shards(limit);
        check_lineage(&shards);
        let mut replayed = BTreeMap::new();
        let mut events = Vec::new();
        for shard in &shards {
            let records = run.records(shard, limit);
            check_range(shard, &records);
            for record in &records {
                replay(record, &mut replayed);
                events.push(record["eventID"].to_string());
            }
        }
        assert_eq!(replayed, run.table());
        let count = events.len();
        events.sort();
        events.dedup();
        assert_eq!(events.len(), count, "no two events have one id");
    }
}

/// Open shards tell of distinct keys, and together of all.
#[test]
fn each_key_is_told_of_by_one_open_shard() {
    let run = Run::new();
    for at in [0, 0, 1, 3] {
        run.split(at);
    }
    for key in 0..100 {
        Write::Put(key, 1, None).send(&run.emulator, run.now());
    }
    let told: Vec<Vec<String>> = run
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
        let item = json!({"pk": {"S": key.to_string()}, "text": {"S": text}});
        call(&run.emulator, "PutItem", &json!({"TableName": "Table", "Item": item})).unwrap();
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
