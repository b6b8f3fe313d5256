//! Replicas of a global table, written in whatever regions and order and cut off from each other meanwhile, come to hold the same items: those of
//! the last writer. So do forks that were made in between, replicas that joined in between, and what streams tell.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::account::ReplicationLag;
use dynatab::{Emulator, Options};
use harness::{TestHost, call_in};
use proptest::prelude::*;
use serde_json::{Value, json};

const REGIONS: [&str; 3] = ["us-east-1", "eu-west-1", "ap-southeast-2"];

/// What clients in several regions do, and what happens to the ways between them.
#[derive(Debug, Clone)]
enum Step {
    Put {
        region: usize,
        key: u8,
        value: u8,
    },
    Delete {
        region: usize,
        key: u8,
    },
    /// One request that writes two items.
    Transaction {
        region: usize,
        key: u8,
        value: u8,
    },
    Wait(i64),
    Isolate(usize),
    Heal(usize),
    /// A replica in the last region, made from one of the others.
    Join {
        from: usize,
    },
}

fn step(regions: usize) -> impl Strategy<Value = Step> {
    let (region, key, value) = (0..regions, 0..4_u8, 0..200_u8);
    prop_oneof![
        8 => (region.clone(), key.clone(), value.clone()).prop_map(|(region, key, value)| Step::Put { region, key, value }),
        3 => (region.clone(), key.clone()).prop_map(|(region, key)| Step::Delete { region, key }),
        2 => (region.clone(), key, value).prop_map(|(region, key, value)| Step::Transaction { region, key, value }),
        4 => (1..60_i64).prop_map(Step::Wait),
        2 => region.clone().prop_map(Step::Isolate),
        2 => region.clone().prop_map(Step::Heal),
        1 => (0..2_usize).prop_map(|from| Step::Join { from }),
    ]
}

/// Emulator, clock, and what the last writer left behind: a naive model, for which there is one region.
struct World {
    emulator: Emulator,
    host: TestHost,
    regions: usize,
    last: BTreeMap<u8, u8>,
    /// How many milliseconds pass before each write.
    pause: i64,
}

impl World {
    fn new(lag: i64, pause: i64) -> Self {
        let host = TestHost::default();
        let options = Options { replication_lag: ReplicationLag(lag), ..Options::default() };
        let emulator = Emulator::new(Box::new(host.clone()), options);
        let mut world = Self { emulator, host, regions: 2, last: BTreeMap::new(), pause };
        let table = json!({
            "TableName": "table", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
            "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" },
        });
        world.call(0, "CreateTable", &table);
        world.add_replica(0, 1);
        world
    }

    fn call(&self, region: usize, operation: &str, input: &Value) -> Value {
        call_in(&self.emulator, REGIONS[region], operation, input).unwrap()
    }

    fn add_replica(&mut self, from: usize, region: usize) {
        let create = json!({ "TableName": "table", "ReplicaUpdates": [{ "Create": { "RegionName": REGIONS[region] } }] });
        self.call(from, "UpdateTable", &create);
    }

    fn control(&self, name: &str, region: usize) {
        self.emulator.control(name, json!({ "region": REGIONS[region] }).to_string().as_bytes()).unwrap();
    }

    fn play(&mut self, step: &Step) {
        match step {
            Step::Wait(milliseconds) => self.host.advance(*milliseconds),
            Step::Isolate(region) => self.control("isolateRegion", *region),
            Step::Heal(region) => self.control("healRegion", *region),
            Step::Join { from } if self.regions == 2 => {
                self.add_replica(*from, 2);
                self.regions = 3;
            }
            Step::Join { .. } => {}
            Step::Put { region, .. } | Step::Delete { region, .. } | Step::Transaction { region, .. } => {
                self.host.advance(self.pause);
                self.write(*region % self.regions, step);
            }
        }
    }

    fn write(&mut self, region: usize, step: &Step) {
        match step {
            Step::Put { key, value, .. } => {
                self.call(region, "PutItem", &json!({ "TableName": "table", "Item": item(*key, *value) }));
                self.last.insert(*key, *value);
            }
            Step::Delete { key, .. } => {
                self.call(region, "DeleteItem", &json!({ "TableName": "table", "Key": key_of(*key) }));
                self.last.remove(key);
            }
            Step::Transaction { key, value, .. } => {
                let put = json!({ "Put": { "TableName": "table", "Item": item(*key, *value) } });
                let delete = json!({ "Delete": { "TableName": "table", "Key": key_of(*key + 1) } });
                self.call(region, "TransactWriteItems", &json!({ "TransactItems": [put, delete] }));
                self.last.insert(*key, *value);
                self.last.remove(&(*key + 1));
            }
            _ => {}
        }
    }

    /// Connects all regions, and lets everything arrive.
    fn settle(&self) {
        (0..REGIONS.len()).for_each(|region| self.control("healRegion", region));
        self.host.advance(1000);
    }

    fn items(&self, region: usize) -> BTreeMap<u8, u8> {
        let items = self.call(region, "Scan", &json!({ "TableName": "table", "ConsistentRead": true }))["Items"].take();
        items.as_array().unwrap().iter().map(entry).collect()
    }

    /// The items that come of all records of the stream in `region`, in their order.
    fn replayed(&self, region: usize) -> BTreeMap<u8, u8> {
        let arn = self.call(region, "DescribeTable", &json!({ "TableName": "table" }))["Table"]["LatestStreamArn"].take();
        let shards = self.call(region, "Streams.DescribeStream", &json!({ "StreamArn": arn }));
        let shard = &shards["StreamDescription"]["Shards"][0]["ShardId"];
        let iterator = json!({ "StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON" });
        let iterator = self.call(region, "Streams.GetShardIterator", &iterator)["ShardIterator"].take();
        let records = self.call(region, "Streams.GetRecords", &json!({ "ShardIterator": iterator }))["Records"].take();
        let mut items = BTreeMap::new();
        for record in records.as_array().unwrap() {
            let (key, _) = entry(&json!({ "pk": record["dynamodb"]["Keys"]["pk"], "value": { "N": "0" } }));
            let before = record["dynamodb"].get("OldImage").map(|image| entry(image).1);
            assert_eq!(items.get(&key).copied(), before, "a record tells the item that the one before left: {record}");
            match record["dynamodb"].get("NewImage") {
                Some(image) => drop(items.insert(key, entry(image).1)),
                None => drop(items.remove(&key)),
            }
        }
        items
    }
}

fn item(key: u8, value: u8) -> Value {
    json!({ "pk": { "S": key.to_string() }, "value": { "N": value.to_string() } })
}

fn key_of(key: u8) -> Value {
    json!({ "pk": { "S": key.to_string() } })
}

fn entry(item: &Value) -> (u8, u8) {
    let number = |value: &Value| value.as_str().unwrap().parse().unwrap();
    (number(&item["pk"]["S"]), number(&item["value"]["N"]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_last_writer_wins_everywhere(
        steps in prop::collection::vec(step(3), 1..60), lag in prop_oneof![Just(0), 1..200_i64], fork_at in 0..60_usize,
    ) {
        let mut world = World::new(lag, 1);
        let mut fork = None;
        for (at, step) in steps.iter().enumerate() {
            if at == fork_at {
                let host = world.host.clone();
                fork = Some(World { emulator: world.emulator.fork(Box::new(host.clone())), host, last: world.last.clone(), ..world });
            }
            world.play(step);
        }
        for world in std::iter::once(&world).chain(&fork) {
            world.settle();
            for (region, name) in REGIONS.iter().enumerate().take(world.regions) {
                prop_assert_eq!(&world.items(region), &world.last, "{}", name);
            }
        }
        for region in 0..2 {
            prop_assert_eq!(world.replayed(region), world.items(region));
        }
    }

    /// Writes of one millisecond have no last one, but one that all agree on; and none wins that its own region overwrote.
    #[test]
    fn writes_at_the_same_time_converge(steps in prop::collection::vec(step(3), 1..60), lag in prop_oneof![Just(0), 1..200_i64]) {
        let mut world = World::new(lag, 0);
        let mut written: BTreeMap<u8, BTreeMap<usize, Option<u8>>> = BTreeMap::new();
        for step in steps.iter().filter(|step| !matches!(step, Step::Wait(_))) {
            world.play(step);
            let mut note = |region: usize, key: u8, value| {
                written.entry(key).or_default().insert(region % world.regions, value);
            };
            match step {
                Step::Put { region, key, value } => note(*region, *key, Some(*value)),
                Step::Delete { region, key } => note(*region, *key, None),
                Step::Transaction { region, key, value } => {
                    note(*region, *key, Some(*value));
                    note(*region, *key + 1, None);
                }
                _ => {}
            }
        }
        world.settle();
        let first = world.items(0);
        for (region, name) in REGIONS.iter().enumerate().take(world.regions) {
            prop_assert_eq!(&world.items(region), &first, "{}", name);
        }
        for (key, writes) in written {
            prop_assert!(writes.values().any(|value| *value == first.get(&key).copied()), "{} was written: {:?}", key, writes);
        }
    }

    /// A clock that is set back does not let an item win that was overwritten by whoever had seen it.
    #[test]
    fn a_clock_set_back_does_not_tear_replicas_apart(steps in prop::collection::vec((step(2), -50..50_i64), 1..40)) {
        let mut world = World::new(20, 0);
        for (step, moved) in &steps {
            world.host.advance(*moved);
            world.play(step);
        }
        world.host.advance(10_000);
        world.settle();
        prop_assert_eq!(world.items(0), world.items(1));
    }
}

/// Isolating a region used to hold back what was due there already, as no request had come in between.
#[test]
fn what_is_due_has_arrived_before_a_region_is_cut_off_whether_anybody_looked_or_not() {
    let mut world = World::new(100, 0);
    world.play(&Step::Put { region: 0, key: 1, value: 7 });
    world.host.advance(100);
    world.control("isolateRegion", 1);
    assert_eq!(world.items(1), world.last);
    world.play(&Step::Put { region: 0, key: 1, value: 8 });
    world.host.advance(100);
    assert_eq!(world.items(1), BTreeMap::from([(1, 7)]), "cut off");
    world.control("healRegion", 1);
    world.control("isolateRegion", 1);
    assert_eq!(world.items(1), world.last, "what waited arrives once it is healed, however short that is");
}

/// A write that was sent before the clock was set back used to hold up all that came after it, until the clock was there again.
#[test]
fn a_clock_set_back_holds_nothing_up() {
    let mut world = World::new(100, 0);
    world.host.advance(86_400_000);
    world.play(&Step::Put { region: 0, key: 1, value: 7 });
    world.host.advance(-86_400_000);
    world.play(&Step::Put { region: 0, key: 2, value: 8 });
    assert_eq!(world.items(1), BTreeMap::from([(1, 7)]));
    world.host.advance(100);
    assert_eq!(world.items(1), world.last);
}
