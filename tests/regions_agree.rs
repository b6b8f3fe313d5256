//! Regions of a strongly consistent global table agree: whoever can reach a second region reads what was written last, wherever that was, and nobody
//! else writes. That holds whatever regions are cut off in between, the one of the witness among them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::{Emulator, Options};
use harness::{TestHost, call_in};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The last one has a replica or a witness.
const REGIONS: [&str; 3] = ["us-east-1", "us-east-2", "us-west-2"];

#[derive(Debug, Clone)]
enum Step {
    Put { region: usize, key: u8, value: u8 },
    Delete { region: usize, key: u8 },
    Read { region: usize },
    Isolate(usize),
    Heal(usize),
}

fn step(replicas: usize) -> impl Strategy<Value = Step> {
    let (region, key) = (0..replicas, 0..3_u8);
    prop_oneof![
        6 => (region.clone(), key.clone(), 0..200_u8).prop_map(|(region, key, value)| Step::Put { region, key, value }),
        2 => (region.clone(), key).prop_map(|(region, key)| Step::Delete { region, key }),
        4 => region.prop_map(|region| Step::Read { region }),
        3 => (0..REGIONS.len()).prop_map(Step::Isolate),
        3 => (0..REGIONS.len()).prop_map(Step::Heal),
    ]
}

/// The emulator, and what there is as if there were one region.
struct World {
    emulator: Emulator,
    replicas: usize,
    cut_off: [bool; 3],
    items: BTreeMap<u8, u8>,
}

impl World {
    fn new(replicas: usize) -> Self {
        let emulator = Emulator::new(Box::new(TestHost::default()), Options::default());
        let table = json!({
            "TableName": "table", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{ "AttributeName": "pk", "AttributeType": "S" }],
            "KeySchema": [{ "AttributeName": "pk", "KeyType": "HASH" }],
        });
        call_in(&emulator, REGIONS[0], "CreateTable", &table).unwrap();
        let create = |region: usize| json!({ "Create": { "RegionName": REGIONS[region] } });
        let mut change = json!({ "TableName": "table", "MultiRegionConsistency": "STRONG", "ReplicaUpdates": [create(1)] });
        match replicas {
            2 => change["GlobalTableWitnessUpdates"] = json!([create(2)]),
            _ => change["ReplicaUpdates"] = json!([create(1), create(2)]),
        }
        call_in(&emulator, REGIONS[0], "UpdateTable", &change).unwrap();
        Self { emulator, replicas, cut_off: [false; 3], items: BTreeMap::new() }
    }

    fn call(&self, region: usize, operation: &str, input: &Value) -> Option<Value> {
        call_in(&self.emulator, REGIONS[region], operation, input).ok()
    }

    fn can_agree(&self, region: usize) -> bool {
        !self.cut_off[region] && (0..REGIONS.len()).any(|other| other != region && !self.cut_off[other])
    }

    fn cut_off(&mut self, region: usize, is_cut_off: bool) {
        let name = if is_cut_off { "isolateRegion" } else { "healRegion" };
        self.emulator.control(name, json!({ "region": REGIONS[region] }).to_string().as_bytes()).unwrap();
        self.cut_off[region] = is_cut_off;
    }

    fn play(&mut self, step: &Step) {
        match step {
            Step::Put { region, key, value } => {
                let item = json!({ "pk": { "S": key.to_string() }, "value": { "N": value.to_string() } });
                let written = self.call(*region, "PutItem", &json!({ "TableName": "table", "Item": item }));
                assert_eq!(written.is_some(), self.can_agree(*region));
                if written.is_some() {
                    self.items.insert(*key, *value);
                }
            }
            Step::Delete { region, key } => {
                let key_of = json!({ "pk": { "S": key.to_string() } });
                let written = self.call(*region, "DeleteItem", &json!({ "TableName": "table", "Key": key_of }));
                assert_eq!(written.is_some(), self.can_agree(*region));
                if written.is_some() {
                    self.items.remove(key);
                }
            }
            Step::Read { region } => self.check(*region),
            Step::Isolate(region) => self.cut_off(*region, true),
            Step::Heal(region) => self.cut_off(*region, false),
        }
    }

    fn check(&self, region: usize) {
        let scanned = self.call(region, "Scan", &json!({ "TableName": "table", "ConsistentRead": true }));
        let items = scanned.map(|output| output["Items"].as_array().unwrap().iter().map(entry).collect::<BTreeMap<_, _>>());
        assert_eq!(items, self.can_agree(region).then(|| self.items.clone()));
    }
}

fn entry(item: &Value) -> (u8, u8) {
    let number = |text: &Value| text.as_str().unwrap().parse().unwrap();
    (number(&item["pk"]["S"]), number(&item["value"]["N"]))
}

fn agree(replicas: usize, steps: &[Step]) {
    let mut world = World::new(replicas);
    for step in steps {
        world.play(step);
    }
    (0..REGIONS.len()).for_each(|region| world.cut_off(region, false));
    (0..world.replicas).for_each(|region| world.check(region));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn two_replicas_and_a_witness_agree(steps in prop::collection::vec(step(2), 1..60)) {
        agree(2, &steps);
    }

    #[test]
    fn three_replicas_agree(steps in prop::collection::vec(step(3), 1..60)) {
        agree(3, &steps);
    }
}
