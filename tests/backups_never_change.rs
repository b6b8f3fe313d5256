//! Whatever is written, deleted, restored and backed up later, a table restored from a backup holds what its table held when the backup was made,
//! and a restored table and its source do not see each other's writes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::Emulator;
use harness::{call, emulator, state};
use proptest::prelude::*;
use serde_json::{Value, json};

/// One step of a program; tables and backups are named by numbers, which wrap around those that there are.
#[derive(Debug, Clone)]
enum Step {
    Put {
        table: usize,
        pk: u8,
        value: u8,
    },
    Delete {
        table: usize,
        pk: u8,
    },
    Backup {
        table: usize,
    },
    /// To a table of a new name; without indexes if so chosen.
    Restore {
        backup: usize,
        indexes: bool,
    },
    /// And forget its table, but never the last one.
    DropTable {
        table: usize,
    },
    DropBackup {
        backup: usize,
    },
}

fn steps() -> impl Strategy<Value = Step> {
    let place = 0..64_usize;
    prop_oneof![
        8 => (place.clone(), 0..10_u8, 0..4_u8).prop_map(|(table, pk, value)| Step::Put { table, pk, value }),
        3 => (place.clone(), 0..10_u8).prop_map(|(table, pk)| Step::Delete { table, pk }),
        3 => place.clone().prop_map(|table| Step::Backup { table }),
        2 => (place.clone(), any::<bool>()).prop_map(|(backup, indexes)| Step::Restore { backup, indexes }),
        1 => place.clone().prop_map(|table| Step::DropTable { table }),
        1 => place.prop_map(|backup| Step::DropBackup { backup }),
    ]
}

/// Values by key.
type Items = BTreeMap<u8, u8>;

/// What there is, by names of tables and ARNs of backups.
struct World {
    emulator: Emulator,
    tables: Vec<(String, Items)>,
    backups: Vec<(String, Items)>,
    named: usize,
}

impl World {
    fn new() -> Self {
        let emulator = emulator();
        let text = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
        let key = |name: &str, kind: &str| json!({"AttributeName": name, "KeyType": kind});
        let index =
            |name: &str, key: Value| json!({"IndexName": name, "KeySchema": key, "Projection": {"ProjectionType": "ALL"}});
        let create = json!({
            "TableName": "first", "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [text("pk"), text("sk"), text("v")],
            "KeySchema": [key("pk", "HASH"), key("sk", "RANGE")],
            "GlobalSecondaryIndexes": [index("global", json!([key("v", "HASH")]))],
            "LocalSecondaryIndexes": [index("local", json!([key("pk", "HASH"), key("v", "RANGE")]))],
        });
        call(&emulator, "CreateTable", &create).unwrap();
        Self { emulator, tables: vec![("first".to_owned(), Items::new())], backups: Vec::new(), named: 0 }
    }

    fn run(&mut self, step: &Step) {
        match *step {
            Step::Put { table, pk, value } => {
                let (name, items) = nth(&mut self.tables, table).unwrap();
                call(&self.emulator, "PutItem", &json!({"TableName": name, "Item": item(pk, value)})).unwrap();
                items.insert(pk, value);
            }
            Step::Delete { table, pk } => {
                let (name, items) = nth(&mut self.tables, table).unwrap();
                let key = json!({"pk": {"S": "p"}, "sk": {"S": pk.to_string()}});
                call(&self.emulator, "DeleteItem", &json!({"TableName": name, "Key": key})).unwrap();
                items.remove(&pk);
            }
            Step::Backup { table } => {
                let (name, items) = nth(&mut self.tables, table).unwrap();
                let backup = call(&self.emulator, "CreateBackup", &json!({"TableName": name, "BackupName": "backup"})).unwrap();
                self.backups.push((backup["BackupDetails"]["BackupArn"].as_str().unwrap().to_owned(), items.clone()));
            }
            Step::Restore { backup, indexes } => self.restore(backup, indexes),
            Step::DropTable { table } if self.tables.len() > 1 => {
                let (name, _) = self.tables.remove(table % self.tables.len());
                call(&self.emulator, "DeleteTable", &json!({"TableName": name})).unwrap();
            }
            Step::DropBackup { backup } if !self.backups.is_empty() => {
                let (arn, _) = self.backups.remove(backup % self.backups.len());
                call(&self.emulator, "DeleteBackup", &json!({"BackupArn": arn})).unwrap();
            }
            Step::DropTable { .. } | Step::DropBackup { .. } => {}
        }
    }

    fn restore(&mut self, backup: usize, indexes: bool) {
        let Some((arn, items)) = nth(&mut self.backups, backup) else { return };
        self.named += 1;
        let name = format!("restored-{}", self.named);
        let mut restore = json!({"TargetTableName": name, "BackupArn": arn});
        if !indexes {
            restore["GlobalSecondaryIndexOverride"] = json!([]);
            restore["LocalSecondaryIndexOverride"] = json!([]);
        }
        call(&self.emulator, "RestoreTableFromBackup", &restore).unwrap();
        self.tables.push((name, items.clone()));
    }

    fn check(&mut self) {
        for backup in 0..self.backups.len() {
            self.restore(backup, true);
        }
        for (name, items) in &self.tables {
            let held: Items = state::items(&self.emulator, name, None).iter().map(pair).collect();
            assert_eq!(held, *items, "{name}");
        }
        state::assert_agrees(&self.emulator);
    }
}

fn nth<T>(things: &mut [T], at: usize) -> Option<&mut T> {
    let at = at.checked_rem(things.len())?;
    things.get_mut(at)
}

fn item(pk: u8, value: u8) -> Value {
    json!({"pk": {"S": "p"}, "sk": {"S": pk.to_string()}, "v": {"S": value.to_string()}})
}

fn pair(item: &Value) -> (u8, u8) {
    let number = |name: &str| item[name]["S"].as_str().unwrap().parse().unwrap();
    (number("sk"), number("v"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_backed_up_stays_as_it_was(program in prop::collection::vec(steps(), 1..80)) {
        let mut world = World::new();
        for step in &program {
            world.run(step);
        }
        world.check();
    }
}
