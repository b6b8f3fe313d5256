//! Whatever is asked in whichever region, while changes are under way, regions are cut off and the clock jumps: it is answered, with an error that
//! the operation knows; and once everything has come to rest nothing is in between, and replicas and indexes agree with what they follow.
//!
//! `SEED=7 ROUNDS=100 cargo test --test anything_at_any_time_is_answered` plays longer, other requests with each seed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::panic::{AssertUnwindSafe, catch_unwind};

use dynatab::account::{Lifecycle, ReplicationLag, Step, Throttling};
use dynatab::table::{Consistency, Lag};
use dynatab::{Emulator, Options, Timestamp};
use harness::mutation::{Mutation, Random};
use harness::{TestHost, call_in, known, send, state};
use serde_json::{Value, json};

const REGIONS: [&str; 3] = ["us-east-1", "eu-west-1", "ap-southeast-2"];
const TABLES: [&str; 3] = ["Music", "Songs", "Restored"];
const ARN: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

/// Requests of one emulator.
const REQUESTS: usize = 300;

/// The times that a `Date` of JavaScript can hold, in milliseconds.
const ENDS_OF_TIME: [i64; 2] = [-8_640_000_000_000_000, 8_640_000_000_000_000];

#[test]
fn anything_at_any_time_is_answered() {
    let seed = number("SEED", 1);
    let mut mutation = Mutation::new(seed);
    for round in 0..number("ROUNDS", 6) {
        let mut world = World::new(seed.wrapping_mul(1000) + round);
        for _ in 0..REQUESTS {
            world.step(&mut mutation);
        }
        world.come_to_rest();
    }
}

struct World {
    random: Random,
    emulator: Emulator,
    host: TestHost,
    /// What was done, to be told when something goes wrong.
    told: Vec<String>,
    /// ARNs of backups and streams, and iterators.
    found: Vec<Value>,
    /// Whether all reads see the present and none is throttled.
    plain: bool,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let host = TestHost::default();
        let plain = random.below(3) > 0;
        let lag = (random.below(2) == 0).then_some(Lag::Milliseconds(500));
        let options = Options {
            lifecycle: lifecycle(&mut random),
            replication_lag: ReplicationLag(*random.of(&[0, 0, 100, 100_000])),
            throttling: (!plain).then(Throttling::default),
            consistency: if plain { Consistency::default() } else { Consistency { tables: lag, global_indexes: lag } },
            ..Options::default()
        };
        let emulator = Emulator::new(Box::new(host.clone()), options);
        Self { random, emulator, host, told: Vec::new(), found: Vec::new(), plain }
    }

    fn step(&mut self, mutation: &mut Mutation) {
        match self.random.below(20) {
            0..=2 => self.move_clock(),
            3..=4 => self.control(),
            5 => self.travel(),
            6..=7 => {
                let (operation, body) = mutation.next_request();
                self.ask(&operation, &body);
            }
            _ => {
                let (operation, input) = self.request();
                self.ask(operation, input.to_string().as_bytes());
            }
        }
    }

    fn move_clock(&mut self) {
        let now = self.host.time().0;
        let time = match self.random.below(40) {
            0..=19 => now + *self.random.of(&[1, 99, 1000, 2000, 5000]),
            20..=29 => now + *self.random.of(&[20_000, 60_000, 400_000, 900_001]),
            30..=35 => now + *self.random.of(&[14_400_000, 86_400_001, 36 * 86_400_000]),
            36..=38 => now - *self.random.of(&[1, 1000, 90_000, 86_400_001]),
            _ => return self.visit_the_end_of_time(),
        };
        self.set_clock(time);
    }

    fn set_clock(&mut self, time: i64) {
        self.host.set(Timestamp(time));
        self.told.push(format!("at {time}"));
    }

    fn visit_the_end_of_time(&mut self) {
        let now = self.host.time().0;
        let end = *self.random.of(&ENDS_OF_TIME);
        self.set_clock(end);
        for _ in 0..5 {
            let table = *self.random.of(&TABLES);
            let (operation, mut input) = if self.random.below(2) == 0 { self.items(table) } else { self.elsewhere(table) };
            input["TableName"] = table.into();
            self.ask(operation, input.to_string().as_bytes());
        }
        self.set_clock(now);
    }

    fn control(&mut self) {
        let (region, table) = (*self.random.of(&REGIONS), *self.random.of(&TABLES));
        let found = self.found();
        let (name, input) = match self.random.below(9) {
            0 => ("expireItems", json!({})),
            1 => ("isolateRegion", json!({ "region": region })),
            2 | 3 => ("healRegion", json!({ "region": region })),
            4 => ("splitShard", json!({ "streamArn": found, "shardId": "shardId-00000001790812800000-00000001" })),
            5 => {
                let status =
                    self.random.of(&["ACTIVE", "ACTIVE", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED"]);
                ("setTableStatus", json!({ "tableName": table, "region": region, "status": status }))
            }
            6 => {
                let items = json!([{ "tableName": table, "key": { "pk": { "S": "1" } } }]);
                ("holdTransaction", json!({ "region": region, "items": items, "milliseconds": 5000 }))
            }
            7 => ("readDataStream", json!({ "streamArn": ARN, "limit": 10 })),
            _ => ("contributorInsights", json!({ "tableName": table, "region": region })),
        };
        self.told.push(format!("{name} {input}"));
        let answered = catch_unwind(AssertUnwindSafe(|| self.emulator.control(name, input.to_string().as_bytes())));
        assert!(answered.is_ok(), "{}", self.told());
    }

    /// Goes on in a fork, in what was a snapshot of another time, or in what is loaded from bytes.
    fn travel(&mut self) {
        match self.random.below(3) {
            0 => self.emulator = self.emulator.fork(Box::new(self.host.clone())),
            1 => {
                let snapshot = self.emulator.snapshot();
                self.move_clock();
                self.emulator.restore(&snapshot);
            }
            _ => {
                let dump = self.emulator.dump();
                assert_eq!(self.emulator.load(&dump), Ok(()), "{}", self.told());
                assert!(self.emulator.dump() == dump, "what is loaded is another state: {}", self.told());
            }
        }
    }

    fn ask(&mut self, operation: &str, body: &[u8]) {
        let region = *self.random.of(&REGIONS);
        self.told.push(format!("{region} {operation} {}", String::from_utf8_lossy(body).chars().take(600).collect::<String>()));
        let answered = catch_unwind(AssertUnwindSafe(|| send(&self.emulator, operation, region, "AKIDEXAMPLE", body)));
        let Ok(response) = answered else { panic!("panics: {}", self.told()) };
        let Ok(answer) = serde_json::from_slice::<Value>(&response.body) else { panic!("no JSON: {}", self.told()) };
        match response.status {
            200 => assert!(answer.get("__type").is_none(), "{answer}: {}", self.told()),
            400 | 500 => {
                assert!(response.status == 400 || known::fails_on_aws_too(operation, &answer), "{answer}: {}", self.told());
                known::assert_known(operation, &answer, &self.told());
            }
            status => panic!("{status}: {}", self.told()),
        }
        let pointers = ["/BackupDetails/BackupArn", "/TableDescription/LatestStreamArn", "/ShardIterator", "/NextShardIterator"];
        self.found.extend(pointers.into_iter().filter_map(|pointer| answer.pointer(pointer)).cloned());
    }

    fn found(&mut self) -> Value {
        if self.found.is_empty() { json!("nothing") } else { self.random.of(&self.found).clone() }
    }

    fn told(&self) -> String {
        self.told.join("\n")
    }

    /// A request that makes sense, at some time and in some region at least.
    fn request(&mut self) -> (&'static str, Value) {
        let table = *self.random.of(&TABLES);
        let (operation, mut input) = match self.random.below(10) {
            0..=3 => self.change(),
            4 => self.setting(table),
            5 => self.elsewhere(table),
            _ => self.items(table),
        };
        if input.get("TableName").is_none() && !matches!(operation, "RestoreTableFromBackup" | "RestoreTableToPointInTime") {
            input["TableName"] = table.into();
        }
        (operation, input)
    }

    /// A change of which tables, indexes and replicas there are.
    fn change(&mut self) -> (&'static str, Value) {
        let region = *self.random.of(&REGIONS);
        let replica = |action: &str| json!({ "ReplicaUpdates": [{ action: { "RegionName": region } }] });
        let by_artist = json!({
            "IndexName": "byArtist", "KeySchema": [{ "AttributeName": "artist", "KeyType": "HASH" }],
            "Projection": { "ProjectionType": "ALL" },
        });
        let attribute = |name: &str| json!({ "AttributeName": name, "AttributeType": "S" });
        let indexed =
            |action: Value| json!({ "AttributeDefinitions": [attribute("artist")], "GlobalSecondaryIndexUpdates": [action] });
        let stream = json!({ "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" });
        let mut creation = json!({
            "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [attribute("pk")],
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        });
        match self.random.below(14) {
            0..=3 => {
                if self.random.below(2) == 0 {
                    creation["StreamSpecification"] = stream;
                }
                if self.random.below(2) == 0 {
                    creation["AttributeDefinitions"] = json!([attribute("pk"), attribute("artist")]);
                    creation["GlobalSecondaryIndexes"] = json!([by_artist]);
                }
                ("CreateTable", creation)
            }
            4 => ("DeleteTable", json!({})),
            5 | 6 => ("UpdateTable", replica("Create")),
            7 => ("UpdateTable", replica("Delete")),
            8 => {
                let change = json!({ "RegionName": region, "OnDemandThroughputOverride": { "MaxReadRequestUnits": 7 } });
                ("UpdateTable", json!({ "ReplicaUpdates": [{ "Update": change }] }))
            }
            9 => ("UpdateTable", indexed(json!({ "Create": by_artist }))),
            10 => ("UpdateTable", indexed(json!({ "Delete": { "IndexName": "byArtist" } }))),
            11 => ("CreateBackup", json!({ "BackupName": "backup" })),
            12 => ("RestoreTableFromBackup", json!({ "TargetTableName": TABLES[2], "BackupArn": self.found() })),
            _ => {
                let source = *self.random.of(&TABLES);
                let input = json!({ "SourceTableName": source, "TargetTableName": TABLES[2], "UseLatestRestorableTime": true });
                ("RestoreTableToPointInTime", input)
            }
        }
    }

    /// A change of what is set for a table.
    fn setting(&mut self, table: &str) -> (&'static str, Value) {
        let enabled = self.random.below(2) == 0;
        let arn = format!("arn:aws:dynamodb:us-east-1:000000000000:table/{table}");
        let units = json!({ "ReadCapacityUnits": 1 + self.random.below(4), "WriteCapacityUnits": 1 });
        match self.random.below(14) {
            0 => ("UpdateTable", json!({ "BillingMode": "PROVISIONED", "ProvisionedThroughput": units })),
            1 => ("UpdateTable", json!({ "BillingMode": "PAY_PER_REQUEST" })),
            2 => ("UpdateTable", json!({ "StreamSpecification": { "StreamEnabled": false } })),
            3 => ("UpdateTable", json!({ "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_IMAGE" } })),
            4 => ("UpdateTable", json!({ "TableClass": if enabled { "STANDARD" } else { "STANDARD_INFREQUENT_ACCESS" } })),
            5 => ("UpdateTable", json!({ "SSESpecification": { "Enabled": enabled } })),
            6 => ("UpdateTable", json!({ "DeletionProtectionEnabled": enabled && self.random.below(4) == 0 })),
            7 => ("UpdateTable", json!({ "WarmThroughput": { "ReadUnitsPerSecond": 13_000 } })),
            8 | 9 => ("UpdateTimeToLive", json!({ "TimeToLiveSpecification": { "Enabled": enabled, "AttributeName": "ttl" } })),
            10 => {
                let recovery = json!({ "PointInTimeRecoveryEnabled": enabled });
                ("UpdateContinuousBackups", json!({ "PointInTimeRecoverySpecification": recovery }))
            }
            11 => {
                let action = if enabled { "ENABLE" } else { "DISABLE" };
                ("UpdateContributorInsights", json!({ "ContributorInsightsAction": action }))
            }
            12 => (
                "TagResource",
                json!({ "ResourceArn": arn, "Tags": [{ "Key": "a", "Value": self.random.below(3).to_string() }] }),
            ),
            _ => {
                let statement = json!({
                    "Effect": "Allow", "Principal": "*", "Action": "dynamodb:GetItem", "Resource": arn, "Sid": self.random.below(2).to_string(),
                });
                let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
                ("PutResourcePolicy", json!({ "ResourceArn": arn, "Policy": policy.to_string() }))
            }
        }
    }

    /// What follows the writes of a table, and descriptions.
    fn elsewhere(&mut self, table: &str) -> (&'static str, Value) {
        let found = self.found();
        let precision = json!({ "ApproximateCreationDateTimePrecision": self.random.of(&["MICROSECOND", "MILLISECOND"]) });
        match self.random.below(12) {
            0 => ("EnableKinesisStreamingDestination", json!({ "StreamArn": ARN })),
            1 => ("DisableKinesisStreamingDestination", json!({ "StreamArn": ARN })),
            2 => (
                "UpdateKinesisStreamingDestination",
                json!({ "StreamArn": ARN, "UpdateKinesisStreamingConfiguration": precision }),
            ),
            3 => ("Streams.DescribeStream", json!({ "StreamArn": found })),
            4 => {
                let shard = "shardId-00000001790812800000-00000001";
                ("Streams.GetShardIterator", json!({ "StreamArn": found, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON" }))
            }
            5 | 6 => ("Streams.GetRecords", json!({ "ShardIterator": found })),
            7 => ("DescribeContinuousBackups", json!({})),
            8 => ("DescribeTimeToLive", json!({})),
            9 => ("ListBackups", json!({})),
            10 => ("DescribeKinesisStreamingDestination", json!({})),
            _ => ("DescribeTable", json!({ "TableName": table })),
        }
    }

    fn items(&mut self, table: &str) -> (&'static str, Value) {
        let pk = self.random.below(4).to_string();
        let seconds = self.host.time().0 / 1000;
        let ttl = seconds.saturating_add(*self.random.of(&[-100, -1, 1, 100]));
        let item =
            json!({ "pk": { "S": pk }, "artist": { "S": self.random.below(2).to_string() }, "ttl": { "N": ttl.to_string() } });
        let key = json!({ "pk": { "S": pk } });
        match self.random.below(10) {
            0..=2 => ("PutItem", json!({ "Item": item })),
            3 => ("DeleteItem", json!({ "Key": key })),
            4 => {
                let values = json!({ ":one": { "N": "1" } });
                ("UpdateItem", json!({ "Key": key, "UpdateExpression": "ADD plays :one", "ExpressionAttributeValues": values }))
            }
            5 => {
                let other = *self.random.of(&TABLES);
                let actions = json!([{ "Put": { "TableName": table, "Item": item } }, { "Delete": { "TableName": other, "Key": { "pk": { "S": "x" } } } }]);
                (
                    "TransactWriteItems",
                    json!({ "TransactItems": actions, "ClientRequestToken": self.random.below(3).to_string() }),
                )
            }
            6 => ("ExecuteStatement", json!({ "Statement": format!("DELETE FROM \"{table}\" WHERE pk = '{pk}'") })),
            7 => ("BatchWriteItem", json!({ "RequestItems": { table: [{ "PutRequest": { "Item": item } }] } })),
            8 => ("Query", {
                let values = json!({ ":a": { "S": "1" } });
                json!({ "IndexName": "byArtist", "KeyConditionExpression": "artist = :a", "ExpressionAttributeValues": values })
            }),
            _ => ("Scan", json!({})),
        }
    }

    /// All regions are connected, all keys can be used, and as much time passes as anything takes.
    fn come_to_rest(&mut self) {
        for region in REGIONS {
            self.emulator.control("healRegion", json!({ "region": region }).to_string().as_bytes()).unwrap();
            for table in state::list(&self.call(region, "ListTables", &json!({}))["TableNames"]) {
                let active = json!({ "region": region, "tableName": table, "status": "ACTIVE" });
                self.emulator.control("setTableStatus", active.to_string().as_bytes()).unwrap();
            }
        }
        for _ in 0..3 {
            self.host.advance(100 * 86_400_000);
            self.emulator.control("expireItems", b"{}").unwrap();
        }
        for region in REGIONS {
            self.assert_at_rest(region);
        }
        if self.plain {
            state::assert_agrees(&self.emulator);
        }
    }

    fn call(&self, region: &str, operation: &str, input: &Value) -> Value {
        call_in(&self.emulator, region, operation, input).unwrap_or_else(|error| panic!("{error:?}: {}", self.told()))
    }

    fn assert_at_rest(&self, region: &str) {
        for name in state::list(&self.call(region, "ListTables", &json!({}))["TableNames"]) {
            let table = self.call(region, "DescribeTable", &json!({ "TableName": name }))["Table"].take();
            let told = table.to_string();
            for status in ["CREATING", "UPDATING", "DELETING", "ENABLING", "DISABLING", "Backfilling"] {
                assert!(!told.contains(status), "{region}: {status} in {told}: {}", self.told());
            }
            let replicas = state::list(&table["Replicas"]);
            let mut regions: Vec<_> = replicas.iter().map(|replica| replica["RegionName"].to_string()).collect();
            regions.dedup();
            assert_eq!(regions.len(), replicas.len(), "{region}: {told}: {}", self.told());
            if self.plain {
                for replica in &replicas {
                    self.assert_same_items(&name, region, replica);
                }
            }
        }
    }

    fn assert_same_items(&self, name: &Value, region: &str, replica: &Value) {
        let other = replica["RegionName"].as_str().unwrap();
        let scan = |region| self.call(region, "Scan", &json!({ "TableName": name, "ConsistentRead": true }))["Items"].take();
        assert_eq!(scan(region), scan(other), "{name} in {region} and {other}: {}", self.told());
    }
}

/// Delays of every step: none, those of AWS, or others.
fn lifecycle(random: &mut Random) -> Lifecycle {
    match random.below(4) {
        0 => Lifecycle::default(),
        1 => Lifecycle::realistic(),
        _ => Step::ALL
            .into_iter()
            .fold(Lifecycle::default(), |lifecycle, (step, ..)| lifecycle.with(step, *random.of(&[0, 1000, 3000, 60_000]))),
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}
