//! After any program of requests that change anything: a mirror that is fed the edits of each request, or of some requests together, holds
//! exactly what a dump of the present state does; a state that is loaded from it answers every read as the original does, and goes
//! on as the original would; edits that never arrive take the state back to what is stored. Bytes that were damaged are refused, or load a state.
//!
//! `SEED=7 ROUNDS=100 cargo test --test mirrors_hold_everything` plays more programs, others with each seed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::{BTreeMap, BTreeSet};

use dynatab::account::{Lifecycle, ReplicationLag, Step};
use dynatab::stored::{Edits, Entries, Entry};
use dynatab::{Emulator, Options};
use harness::mutation::{Mutation, Random, furnish};
use harness::{TestHost, call_in, send};
use serde_json::{Value, json};

const REGIONS: [&str; 2] = ["us-east-1", "eu-west-1"];
const TABLES: [&str; 3] = ["one", "two", "three"];
const BUCKET: &str = "amzn-s3-demo-bucket";
const DATA_STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

/// What a mirror holds, as whoever keeps it would keep it.
#[derive(Debug, Clone, Default)]
struct Store(BTreeMap<Vec<u8>, Vec<u8>>);

impl Store {
    fn apply(&mut self, edits: &Edits) {
        for (key, value) in edits.iter() {
            match value {
                Some(value) => self.0.insert(key.to_vec(), value.to_vec()),
                None => self.0.remove(key),
            };
        }
    }

    fn entries(&self) -> Vec<Entry> {
        self.0.clone().into_iter().collect()
    }

    /// Of a whole state.
    fn of(emulator: &Emulator) -> Self {
        let dump = emulator.dump();
        Self(Edits::read(&dump[8..dump.len() - 4]).unwrap().into_iter().collect())
    }
}

/// Every change takes some time, and so do the ways between regions.
fn emulator_on(host: &TestHost) -> Emulator {
    let lifecycle = Step::ALL.into_iter().fold(Lifecycle::default(), |lifecycle, (step, ..)| lifecycle.with(step, 900));
    let options = Options { replication_lag: ReplicationLag(2000), lifecycle, ..Options::default() };
    Emulator::new(Box::new(host.clone()), options)
}

/// Another emulator that was loaded from `store`, with a host that goes on as `host` does.
fn loaded(store: &Store, host: &TestHost) -> Emulator {
    let emulator = emulator_on(&host.fork());
    emulator.open_mirror(store.entries()).unwrap();
    emulator
}

/// An operation, its region and its input.
type Request = (&'static str, String, Value);

/// Makes requests that change things, most of which succeed.
struct Program {
    random: Random,
    mutation: Mutation,
    /// The ARNs of the bulk puts that began.
    bulk_puts: Vec<String>,
}

impl Program {
    fn new(seed: u64) -> Self {
        Self { random: Random::new(seed), mutation: Mutation::new(seed), bulk_puts: Vec::new() }
    }

    fn next(&mut self) -> Request {
        let region = *self.random.of(&REGIONS);
        let table = *self.random.of(&TABLES);
        let (operation, input) = match self.random.below(35) {
            0 => ("CreateTable", self.table(table)),
            1 if self.random.below(4) == 0 => ("DeleteTable", json!({ "TableName": table })),
            2 => ("UpdateTable", self.update(table)),
            3 => ("CreateBackup", json!({ "TableName": table, "BackupName": "backup" })),
            4 => {
                let enabled = self.random.below(4) > 0;
                let recovery = json!({ "PointInTimeRecoveryEnabled": enabled });
                ("UpdateContinuousBackups", json!({ "TableName": table, "PointInTimeRecoverySpecification": recovery }))
            }
            5 => {
                let attribute = json!({ "AttributeName": "n", "Enabled": self.random.below(3) > 0 });
                ("UpdateTimeToLive", json!({ "TableName": table, "TimeToLiveSpecification": attribute }))
            }
            6 => ("EnableKinesisStreamingDestination", json!({ "TableName": table, "StreamArn": DATA_STREAM })),
            7 => {
                let token = self.random.below(3).to_string();
                let put = json!([{ "Put": { "TableName": table, "Item": self.item() } }]);
                ("TransactWriteItems", json!({ "TransactItems": put, "ClientRequestToken": token }))
            }
            8 => {
                let arn = format!("arn:aws:dynamodb:{region}:000000000000:table/{table}");
                (
                    "TagResource",
                    json!({ "ResourceArn": arn, "Tags": [{ "Key": self.random.below(3).to_string(), "Value": "v" }] }),
                )
            }
            9 | 33 | 34 => {
                let create = json!([{ "Create": { "RegionName": REGIONS[1] } }]);
                ("UpdateTable", json!({ "TableName": table, "ReplicaUpdates": create }))
            }
            10 => ("UpdateContributorInsights", json!({ "TableName": table, "ContributorInsightsAction": "ENABLE" })),
            11 => {
                let (operation, body) = self.mutation.next_request();
                return (region, operation, serde_json::from_slice(&body).unwrap_or_default());
            }
            12 => ("PutResourcePolicy", policy(region, table)),
            // A table that a bulk put is under way to gets no replicas.
            30 | 31 => ("StartBulkPutItems", self.bulk_put(TABLES[2])),
            32 => {
                let arn = format!("arn:aws:dynamodb:{region}:000000000000:table/{table}/bulk-operation/00000000000000-00000000");
                ("CancelBulkOperation", json!({ "BulkOperationArn": self.bulk_puts.last().cloned().unwrap_or(arn) }))
            }
            13..=16 => ("DeleteItem", json!({ "TableName": table, "Key": self.key() })),
            _ => ("PutItem", json!({ "TableName": table, "Item": self.item() })),
        };
        (region, operation.to_owned(), input)
    }

    fn table(&mut self, name: &str) -> Value {
        let stream = self.random.below(2) == 0;
        json!({
            "TableName": name,
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "n", "AttributeType": "N" }],
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
            "BillingMode": "PAY_PER_REQUEST",
            "GlobalSecondaryIndexes": [{
                "IndexName": "by-n",
                "KeySchema": [{ "AttributeName": "n", "KeyType": "HASH" }],
                "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["text"] },
            }],
            "StreamSpecification": if stream {
                json!({ "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" })
            } else {
                json!({ "StreamEnabled": false })
            },
        })
    }

    fn update(&mut self, name: &str) -> Value {
        match self.random.below(5) {
            0 => json!({ "TableName": name, "GlobalSecondaryIndexUpdates": [{ "Delete": { "IndexName": "by-n" } }] }),
            1 => json!({ "TableName": name, "StreamSpecification": { "StreamEnabled": false } }),
            2 => json!({
                "TableName": name,
                "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" },
            }),
            3 => json!({ "TableName": name, "TableClass": "STANDARD_INFREQUENT_ACCESS" }),
            _ => json!({
                "TableName": name,
                "BillingMode": "PROVISIONED",
                "ProvisionedThroughput": { "ReadCapacityUnits": 5 + self.random.below(9), "WriteCapacityUnits": 5 },
            }),
        }
    }

    fn bulk_put(&mut self, name: &str) -> Value {
        json!({
            "TableName": name,
            "ClientToken": self.random.below(3).to_string(),
            "InputS3Configuration": { "S3Bucket": BUCKET, "S3KeyPrefix": "in", "InputFormat": "DYNAMODB_JSON" },
            "OutputS3Configuration": { "S3Bucket": BUCKET, "OutputType": ["ERROR", "CONDITION_CHECK_FAILURE"] },
        })
    }

    fn key(&mut self) -> Value {
        json!({ "pk": { "S": self.random.below(12).to_string() } })
    }

    fn item(&mut self) -> Value {
        let mut item = self.key();
        item["n"] = json!({ "N": self.random.below(5).to_string() });
        item["text"] = json!({ "S": "x".repeat(self.random.below(20)) });
        item
    }
}

fn policy(region: &str, table: &str) -> Value {
    let arn = format!("arn:aws:dynamodb:{region}:000000000000:table/{table}");
    let allow =
        json!({ "Effect": "Allow", "Principal": { "AWS": "000000000000" }, "Action": "dynamodb:GetItem", "Resource": arn });
    json!({ "ResourceArn": arn, "Policy": json!({ "Version": "2012-10-17", "Statement": allow }).to_string() })
}

/// A bucket with files for bulk puts: items, conditions that do not hold, and what is no item.
fn fill_bucket(emulator: &Emulator) {
    let put = |path: &str, body: &[u8]| drop(harness::objects::s3(emulator, "PUT", path, body));
    put(BUCKET, b"");
    for file in 0..3 {
        let line = |number: u32| match number % 4 {
            0 => {
                json!({ "Item": { "pk": { "S": (number % 12).to_string() } }, "ConditionExpression": "attribute_not_exists(pk)" })
            }
            1 => json!({ "Item": { "n": { "N": "1" } } }),
            _ => json!({ "Item": { "pk": { "S": (number % 12).to_string() }, "n": { "N": number.to_string() } } }),
        };
        let lines: String = (file * 20..file * 20 + 20).flat_map(|number| [line(number).to_string(), "\n".to_owned()]).collect();
        put(&format!("{BUCKET}/in/{file}"), lines.as_bytes());
    }
}

/// Restores of what there is to be restored, beside what [`Program`] makes.
fn restore(emulator: &Emulator, region: &str, table: &str) {
    let backups = ask(emulator, region, "ListBackups", &json!({}));
    if let Some(arn) = backups["BackupSummaries"][0]["BackupArn"].as_str() {
        ask(emulator, region, "RestoreTableFromBackup", &json!({ "TargetTableName": "restored", "BackupArn": arn }));
        ask(emulator, region, "DeleteBackup", &json!({ "BackupArn": arn }));
    }
    let source = json!({ "SourceTableName": table, "TargetTableName": "recovered", "UseLatestRestorableTime": true });
    ask(emulator, region, "RestoreTableToPointInTime", &source);
    for table in ["restored", "recovered"] {
        ask(emulator, region, "DeleteItem", &json!({ "TableName": table, "Key": { "pk": { "S": "1" } } }));
    }
}

/// The answer to a request, or the error.
fn ask(emulator: &Emulator, region: &str, operation: &str, input: &Value) -> Value {
    call_in(emulator, region, operation, input).unwrap_or_else(|(code, message)| json!({ "error": [code, message] }))
}

/// What every reading operation says.
fn told(emulator: &Emulator) -> Vec<Value> {
    let mut told = Vec::new();
    for region in REGIONS {
        let mut tell = |operation: &str, input: Value| {
            let answer = ask(emulator, region, operation, &input);
            told.push(json!([region, operation, input, answer]));
            answer
        };
        let tables = tell("ListTables", json!({}))["TableNames"].clone();
        for operation in ["ListGlobalTables", "ListContributorInsights", "DescribeLimits"] {
            tell(operation, json!({}));
        }
        for backup in tell("ListBackups", json!({ "BackupType": "ALL" }))["BackupSummaries"].as_array().unwrap().clone() {
            tell("DescribeBackup", json!({ "BackupArn": backup["BackupArn"] }));
        }
        let list = tell("ListBulkOperations", json!({ "MaxResults": 25 }))["BulkOperationsSummaryList"].clone();
        for bulk_put in list.as_array().unwrap() {
            tell("DescribeBulkOperation", json!({ "BulkOperationArn": bulk_put["BulkOperationArn"] }));
        }
        for table in tables.as_array().unwrap() {
            let arn = tell("DescribeTable", json!({ "TableName": table }))["Table"]["TableArn"].clone();
            for operation in [
                "DescribeTimeToLive",
                "DescribeContinuousBackups",
                "DescribeKinesisStreamingDestination",
                "DescribeContributorInsights",
                "Scan",
            ] {
                tell(operation, json!({ "TableName": table }));
            }
            tell("ListTagsOfResource", json!({ "ResourceArn": arn }));
            tell("GetResourcePolicy", json!({ "ResourceArn": arn }));
            tell("Scan", json!({ "TableName": table, "IndexName": "by-n" }));
        }
        for stream in tell("Streams.ListStreams", json!({}))["Streams"].as_array().unwrap().clone() {
            let arn = stream["StreamArn"].clone();
            let description = tell("Streams.DescribeStream", json!({ "StreamArn": arn }));
            for shard in description["StreamDescription"]["Shards"].as_array().unwrap() {
                let position = json!({ "StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON" });
                let iterator = tell("Streams.GetShardIterator", position)["ShardIterator"].clone();
                tell("Streams.GetRecords", json!({ "ShardIterator": iterator }));
            }
        }
    }
    let sent = emulator.control("readDataStream", json!({ "streamArn": DATA_STREAM }).to_string().as_bytes());
    told.push(json!(sent.map(|bytes| String::from_utf8(bytes).unwrap())));
    told
}

#[test]
fn a_mirror_holds_what_its_emulator_does_whatever_was_done() {
    let mut kinds = BTreeSet::new();
    for seed in number("SEED", 1)..number("SEED", 1) + number("ROUNDS", 6) {
        play(seed, &mut kinds);
    }
    let all: Vec<u8> = (0..=13).chain(16..=19).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all, "every kind of entry was there");
}

/// Plays a program, and adds the kinds of entries that were there to `kinds`.
fn play(seed: u64, kinds: &mut BTreeSet<u8>) {
    let host = TestHost::default();
    let emulator = emulator_on(&host);
    furnish(&emulator);
    emulator.open_mirror(Vec::new()).unwrap();
    fill_bucket(&emulator);
    let (mut program, mut store) = (Program::new(seed), Store::default());
    for step in 0..200 {
        let (region, operation, input) = program.next();
        if step % 40 == 39 {
            restore(&emulator, region, TABLES[step % 3]);
        }
        let response = send(&emulator, &operation, region, "AKIDEXAMPLE", input.to_string().as_bytes());
        let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let begun = answer["BulkOperationDescription"]["BulkOperationArn"].as_str().map(str::to_owned);
        program.bulk_puts.extend(begun);
        wait(&mut program, &emulator, &host);
        match program.random.below(5) {
            0 => {}
            1 => lose(&emulator, &store),
            _ => save(&emulator, &mut store),
        }
        kinds.extend(store.0.keys().map(|key| key[0]));
        if step % 25 == 24 {
            save(&emulator, &mut store);
            assert_holds(&emulator, &store, &host, seed, step);
        }
    }
    follow_both(&mut program, &emulator, &loaded(&store, &host));
}

/// Lets time pass, or puts an older state in the place of the present one.
fn wait(program: &mut Program, emulator: &Emulator, host: &TestHost) {
    match program.random.below(60) {
        0 => host.advance(5 * 60 * 60 * 1000),
        1 => host.advance(-3000),
        2 => {
            let snapshot = emulator.snapshot();
            let (region, operation, input) = program.next();
            send(emulator, &operation, region, "AKIDEXAMPLE", input.to_string().as_bytes());
            emulator.restore(&snapshot);
        }
        3 => drop(emulator.control("isolateRegion", br#"{"region":"eu-west-1"}"#)),
        4 => drop(emulator.control("healRegion", br#"{"region":"eu-west-1"}"#)),
        5..30 => host.advance(700),
        _ => {}
    }
}

fn save(emulator: &Emulator, store: &mut Store) {
    if let Some(edits) = emulator.begin_edits() {
        assert!(emulator.is_ahead() && emulator.begin_edits().is_none());
        store.apply(&edits);
        emulator.commit_edits();
    }
    assert!(!emulator.is_ahead());
}

/// Edits do not arrive: the state is what is stored.
fn lose(emulator: &Emulator, store: &Store) {
    if store.0.is_empty() {
        return;
    }
    emulator.begin_edits().unwrap();
    emulator.revert_edits();
    assert!(!emulator.is_ahead());
    assert_same(store, &Store::of(emulator), "after edits were lost");
}

fn assert_holds(emulator: &Emulator, store: &Store, host: &TestHost, seed: u64, step: usize) {
    let when = format!("seed {seed}, step {step}");
    assert_same(store, &Store::of(emulator), &when);
    let other = loaded(store, host);
    assert_same(&Store::of(&other), store, &when);
    // Both look at streams, and roll their shards.
    for (ours, theirs) in told(emulator).into_iter().zip(told(&other)) {
        assert_eq!(ours, theirs, "{when}");
    }
}

fn assert_same(left: &Store, right: &Store, when: &str) {
    for (key, value) in &left.0 {
        assert_eq!(Some(value), right.0.get(key), "{when}: {key:?}");
    }
    for key in right.0.keys() {
        assert!(left.0.contains_key(key), "{when}: {key:?}");
    }
}

/// What comes after a state was loaded is what comes after it was there all along.
fn follow_both(program: &mut Program, one: &Emulator, other: &Emulator) {
    for _ in 0..100 {
        let (region, operation, input) = program.next();
        let answers = [one, other].map(|emulator| {
            let response = send(emulator, &operation, region, "AKIDEXAMPLE", input.to_string().as_bytes());
            (response.status, String::from_utf8(response.body.into_vec()).unwrap())
        });
        assert_eq!(answers[0], answers[1], "{operation} {input}");
    }
}

#[test]
fn a_damaged_state_is_refused_and_changes_nothing() {
    let host = TestHost::default();
    let emulator = emulator_on(&host);
    furnish(&emulator);
    let mut program = Program::new(3);
    for _ in 0..150 {
        let (region, operation, input) = program.next();
        send(&emulator, &operation, region, "AKIDEXAMPLE", input.to_string().as_bytes());
        host.advance(400);
    }
    let dump = emulator.dump();
    let other = emulator_on(&host.fork());
    for at in (0..dump.len()).step_by(dump.len() / 50) {
        let mut bytes = dump.clone();
        bytes[at] ^= 1;
        assert!(other.load(&bytes).is_err(), "{at}");
        assert!(other.load(&dump[..at]).is_err(), "{at}");
    }
    assert_eq!(ask(&other, REGIONS[0], "ListTables", &json!({})), json!({ "TableNames": [] }));
    // Without the checksum a change may go unnoticed, but it is never more than another state.
    let store = Store::of(&emulator);
    let mut random = Random::new(5);
    let mut refused = 0;
    for _ in 0..400 {
        let mut entries = store.entries();
        let at = random.below(entries.len());
        if random.below(4) == 0 {
            entries.remove(at);
        } else {
            let (key, value) = &mut entries[at];
            let bytes = if random.below(3) == 0 { key } else { value };
            let place = random.below(bytes.len());
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << random.below(8);
            }
        }
        if Entries::new(entries.clone()).is_none() {
            continue;
        }
        match other.open_mirror(entries) {
            Ok(()) => drop(told(&other)),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 200, "{refused}");
}

#[test]
fn a_newer_format_is_refused_by_name_and_an_older_one_is_taken_over() {
    let host = TestHost::default();
    let emulator = emulator_on(&host);
    furnish(&emulator);
    let mut store = Store::of(&emulator);
    store.0.insert(vec![0], vec![9]);
    let fault = emulator.open_mirror(store.entries()).unwrap_err();
    assert!(fault.to_string().contains("in format 9; this one reads formats up to 1"), "{fault}");
    store.0.insert(vec![0], vec![0]);
    store.0.remove(&vec![1]);
    let other = loaded(&store, &host);
    assert!(other.is_ahead(), "what was taken over is yet to be stored");
    store.apply(&other.begin_edits().unwrap());
    other.commit_edits();
    let mut expected = Store::of(&emulator);
    expected.0.insert(vec![1], store.0[&vec![1]].clone());
    assert_same(&store, &expected, "taken over");
    assert_eq!(told(&other), told(&emulator));
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
