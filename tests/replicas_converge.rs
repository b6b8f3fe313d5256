//! Replicas of a global table, written in whatever regions and order and cut off from each other meanwhile, come to hold the same items: those of
//! the last writer. So do forks that were made in between, replicas that joined in between, and what streams tell.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::account::ReplicationLag;
use dynatab::{Emulator, Options};
use harness::{START, TestHost, call_in};
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
        4 => (1..1500_i64).prop_map(Step::Wait),
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
        world.call(0, "CreateTable", &definition());
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
        self.host.advance(10_000);
    }

    fn items(&self, region: usize) -> BTreeMap<u8, u8> {
        let items = self.call(region, "Scan", &json!({ "TableName": "table", "ConsistentRead": true }))["Items"].take();
        items.as_array().unwrap().iter().map(entry).collect()
    }

    /// The items that come of all records of the stream in `region`, in their order.
    fn replayed(&self, region: usize) -> BTreeMap<u8, u8> {
        let mut items = BTreeMap::new();
        for record in self.records(region) {
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

    /// All records of the stream in `region`, whose times go on as they do and are none to come.
    fn records(&self, region: usize) -> Vec<Value> {
        let arn = self.call(region, "DescribeTable", &json!({ "TableName": "table" }))["Table"]["LatestStreamArn"].take();
        let shards = self.call(region, "Streams.DescribeStream", &json!({ "StreamArn": arn }));
        let shard = &shards["StreamDescription"]["Shards"][0]["ShardId"];
        let iterator = json!({ "StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON" });
        let iterator = self.call(region, "Streams.GetShardIterator", &iterator)["ShardIterator"].take();
        let records = self.call(region, "Streams.GetRecords", &json!({ "ShardIterator": iterator }))["Records"].take();
        let records = records.as_array().unwrap().clone();
        let times = records.iter().map(|record| record["dynamodb"]["ApproximateCreationDateTime"].as_f64().unwrap());
        let now = f64::from(i32::try_from(self.host.time().0 / 1000).unwrap());
        assert!(times.clone().is_sorted() && times.clone().all(|time| time <= now), "{:?}", times.collect::<Vec<_>>());
        records
    }
}

fn definition() -> Value {
    json!({
        "TableName": "table", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" },
    })
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
        steps in prop::collection::vec(step(3), 1..60), lag in prop_oneof![Just(0), 1..5000_i64], fork_at in 0..60_usize,
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

/// How many records of the stream in `region` tell that `key` was removed, and how many of them that the service did so.
fn removals(world: &World, region: usize, key: u8) -> (usize, usize) {
    let records = world.records(region);
    let removals = records.iter().filter(|record| record["eventName"] == "REMOVE" && record["dynamodb"]["Keys"] == key_of(key));
    let by_service = removals.clone().filter(|record| record["userIdentity"]["PrincipalId"] == "dynamodb.amazonaws.com");
    (removals.count(), by_service.count())
}

impl World {
    /// Replicas whose items expire by their attribute `value`.
    fn expiring(lag: i64) -> Self {
        let world = Self::new(lag, 1);
        let time_to_live =
            json!({ "TableName": "table", "TimeToLiveSpecification": { "AttributeName": "value", "Enabled": true } });
        world.call(0, "UpdateTimeToLive", &time_to_live);
        world
    }

    /// The same as a global table of version 2017.11.29, whose tables are set up one by one.
    fn expiring_legacy(lag: i64) -> Self {
        let host = TestHost::default();
        let options = Options { replication_lag: ReplicationLag(lag), ..Options::default() };
        let emulator = Emulator::new(Box::new(host.clone()), options);
        let world = Self { emulator, host, regions: 2, last: BTreeMap::new(), pause: 1 };
        for region in 0..2 {
            world.call(region, "CreateTable", &definition());
            let time_to_live = json!({ "AttributeName": "value", "Enabled": true });
            world.call(region, "UpdateTimeToLive", &json!({ "TableName": "table", "TimeToLiveSpecification": time_to_live }));
        }
        let group = json!([{ "RegionName": REGIONS[0] }, { "RegionName": REGIONS[1] }]);
        world.call(0, "CreateGlobalTable", &json!({ "GlobalTableName": "table", "ReplicationGroup": group }));
        world
    }

    /// Writes an item that has expired already.
    fn put_expired(&self, region: usize, key: u8) {
        let expired = (START.0 / 1000 - 10).to_string();
        let item = json!({ "pk": { "S": key.to_string() }, "value": { "N": expired } });
        self.call(region, "PutItem", &json!({ "TableName": "table", "Item": item }));
    }

    fn expire(&self) {
        let _ = self.emulator.expire_items();
    }
}

/// Every region used to sweep for itself where writes take time, so that the streams of all of them told that the service had deleted an item.
#[test]
fn an_item_expires_in_one_region_and_its_deletion_is_replicated() {
    for (lag, world) in [0, 100].into_iter().flat_map(|lag| [(lag, World::expiring(lag)), (lag, World::expiring_legacy(lag))]) {
        world.put_expired(1, 1);
        world.host.advance(lag);
        world.expire();
        world.host.advance(lag);
        let told: Vec<_> = (0..2).map(|region| removals(&world, region, 1)).collect();
        assert!(told == [(1, 1), (1, 0)] || told == [(1, 0), (1, 1)], "lag {lag}: {told:?}");
    }
}

#[test]
fn a_region_that_is_cut_off_deletes_what_expires_itself_and_is_told_of_nothing_later() {
    let world = World::expiring(100);
    world.put_expired(1, 1);
    world.host.advance(100);
    world.control("isolateRegion", 1);
    world.expire();
    world.control("healRegion", 1);
    world.host.advance(1000);
    assert_eq!([removals(&world, 0, 1), removals(&world, 1, 1)], [(1, 1), (1, 1)]);
}

/// A deletion that has expired elsewhere, too, does not compete with a later time to live that is on its way.
#[test]
fn what_is_about_to_be_replaced_does_not_expire() {
    let world = World::expiring(100);
    world.put_expired(0, 1);
    world.host.advance(100);
    let later = (START.0 / 1000 + 86_400).to_string();
    let item = json!({ "pk": { "S": "1" }, "value": { "N": later } });
    world.call(1, "PutItem", &json!({ "TableName": "table", "Item": item }));
    world.expire();
    world.host.advance(100);
    world.expire();
    for region in 0..2 {
        let got = world.call(region, "GetItem", &json!({ "TableName": "table", "Key": key_of(1) }));
        assert_eq!(got["Item"], item, "{region}");
        assert_eq!(removals(&world, region, 1), (0, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever happens in between, an item that expired is gone everywhere, each stream told so once, and the service was named at least once:
    /// exactly once if no region was ever cut off.
    #[test]
    fn expired_items_are_gone_everywhere_and_told_once(
        steps in prop::collection::vec((0..6_u8, 0..2_usize, 1..150_i64), 1..30), lag in prop_oneof![Just(0), 1..200_i64],
    ) {
        let world = World::expiring(lag);
        let (mut written, mut cut_off) = (0, false);
        for (kind, region, wait) in steps {
            match kind {
                0 | 1 => {
                    written += 1;
                    world.put_expired(region, written);
                }
                2 => world.expire(),
                3 => {
                    world.control("isolateRegion", region);
                    cut_off = true;
                }
                4 => world.control("healRegion", region),
                _ => world.host.advance(wait),
            }
        }
        world.settle();
        world.expire();
        world.settle();
        for key in 1..=written {
            let [east, west] = [0, 1].map(|region| removals(&world, region, key));
            let named = east.1 + west.1;
            prop_assert!(named == 1 || (cut_off && named == 2), "{}: {:?} {:?}", key, east, west);
            // What a region never held it has no record of: it came and went elsewhere before it arrived.
            prop_assert!(east.0 <= 1 && west.0 <= 1 && east.0 >= east.1 && west.0 >= west.1, "{}: {:?} {:?}", key, east, west);
        }
        prop_assert_eq!([0, 1].map(|region| world.items(region).len()), [0, 0]);
    }
}

/// Records of what arrives used to be told with the time of the request that found it.
#[test]
fn what_arrives_late_is_told_with_the_time_at_which_it_was_due() {
    let mut world = World::new(2000, 0);
    world.play(&Step::Put { region: 0, key: 1, value: 7 });
    world.host.advance(60_000);
    let told = |world: &World, at: usize| world.records(1)[at]["dynamodb"]["ApproximateCreationDateTime"].to_string();
    assert_eq!(told(&world, 0), "1790812802.0");
    world.control("isolateRegion", 1);
    world.play(&Step::Put { region: 0, key: 1, value: 8 });
    world.host.advance(30_000);
    world.control("healRegion", 1);
    world.host.advance(30_000);
    assert_eq!(told(&world, 1), "1790812890.0", "what was held up comes when its region is healed");
}

/// The past of a replica used to change when somebody looked, not when something had arrived.
#[test]
fn a_replica_is_recovered_as_it_was_when_writes_arrived() {
    let mut world = World::new(2000, 0);
    let recovery = json!({ "TableName": "table", "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true } });
    world.call(1, "UpdateContinuousBackups", &recovery);
    world.play(&Step::Put { region: 0, key: 1, value: 7 });
    world.host.advance(3_600_000);
    for (seconds, count) in [(1, 0), (2, 1), (60, 1)] {
        let target = format!("restored-{seconds}");
        let at = START.0 / 1000 + seconds;
        let restore = json!({ "SourceTableName": "table", "TargetTableName": target, "RestoreDateTime": at });
        world.call(1, "RestoreTableToPointInTime", &restore);
        let scan = world.call(1, "Scan", &json!({ "TableName": target }));
        assert_eq!(scan["Count"], json!(count), "{seconds}");
    }
}
