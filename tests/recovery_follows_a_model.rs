//! A table whose recovery is enabled is written for days of the clock, then restored to a hundred random seconds: each time it holds what a naive
//! model says, which replays the log of writes up to the end of that second. So do its indexes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod harness;

use std::collections::BTreeMap;

use dynatab::account::RecoveryDelay;
use dynatab::{Emulator, Options};
use harness::{START, TestHost, call, state};
use serde_json::{Value, json};

const DAY: i64 = 86_400;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// A write of the log: when, which item, and its new value, or none once it is deleted.
struct Logged {
    second: i64,
    pk: u64,
    value: Option<u64>,
}

struct Trial {
    host: TestHost,
    emulator: Emulator,
    numbers: Numbers,
    now: i64,
    log: Vec<Logged>,
}

impl Trial {
    fn new(seed: u64, days: i64) -> Self {
        let host = TestHost::default();
        let options = Options { recovery_delay: RecoveryDelay(0), ..Options::default() };
        let emulator = Emulator::new(Box::new(host.clone()), options);
        let text = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
        let create = json!({
            "TableName": "source", "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [text("pk"), text("g")],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "GlobalSecondaryIndexes": [{
                "IndexName": "by-g", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"},
            }],
        });
        call(&emulator, "CreateTable", &create).unwrap();
        let specification = json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": days});
        let enable = json!({"TableName": "source", "PointInTimeRecoverySpecification": specification});
        call(&emulator, "UpdateContinuousBackups", &enable).unwrap();
        Self { host, emulator, numbers: Numbers(seed), now: START.0, log: Vec::new() }
    }

    /// Moves the clock: mostly by less than two seconds, sometimes by hours.
    fn wait(&mut self) {
        let milliseconds = match self.numbers.next(20) {
            0 => self.numbers.next(8 * 3_600_000),
            1..10 => self.numbers.next(300),
            _ => self.numbers.next(2000),
        };
        let milliseconds = i64::try_from(milliseconds).unwrap();
        self.host.advance(milliseconds);
        self.now += milliseconds;
    }

    fn write(&mut self) {
        let (pk, value) = (self.numbers.next(12), self.numbers.next(1000));
        let deletes = self.numbers.next(4) == 0;
        let key = json!({"S": format!("k{pk}")});
        if deletes {
            call(&self.emulator, "DeleteItem", &json!({"TableName": "source", "Key": {"pk": key}})).unwrap();
        } else {
            let item = json!({"pk": key, "g": {"S": format!("g{}", value % 3)}, "v": {"N": value.to_string()}});
            call(&self.emulator, "PutItem", &json!({"TableName": "source", "Item": item})).unwrap();
        }
        self.log.push(Logged { second: self.now / 1000, pk, value: (!deletes).then_some(value) });
    }

    /// What the table held at the end of `second`.
    fn model(&self, second: i64) -> BTreeMap<String, u64> {
        let mut items = BTreeMap::new();
        for Logged { pk, value, .. } in self.log.iter().take_while(|logged| logged.second <= second) {
            match value {
                Some(value) => items.insert(format!("k{pk}"), *value),
                None => items.remove(&format!("k{pk}")),
            };
        }
        items
    }

    /// What a table restored to `second` holds, read from the table and from its index.
    fn restored(&self, second: i64) -> BTreeMap<String, u64> {
        let restore = json!({"SourceTableName": "source", "TargetTableName": "restored", "RestoreDateTime": second});
        call(&self.emulator, "RestoreTableToPointInTime", &restore).unwrap();
        let (items, entries) = (self.items(None), self.items(Some("by-g")));
        assert_eq!(items, entries, "the index holds what the table holds");
        state::assert_agrees(&self.emulator);
        call(&self.emulator, "DeleteTable", &json!({"TableName": "restored"})).unwrap();
        items
    }

    fn items(&self, index: Option<&str>) -> BTreeMap<String, u64> {
        let read = |item: Value| {
            let value = item["v"]["N"].as_str().unwrap().parse().unwrap();
            (item["pk"]["S"].as_str().unwrap().to_owned(), value)
        };
        state::items(&self.emulator, "restored", index).into_iter().map(read).collect()
    }

    fn window(&self) -> (i64, i64) {
        let described = call(&self.emulator, "DescribeContinuousBackups", &json!({"TableName": "source"})).unwrap();
        let recovery = &described["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"];
        let second = |name: &str| {
            #[expect(clippy::cast_possible_truncation, reason = "whole seconds of this century")]
            let second = recovery[name].as_f64().unwrap() as i64;
            second
        };
        (second("EarliestRestorableDateTime"), second("LatestRestorableDateTime"))
    }
}

/// Restores to a hundred random seconds between the first and the last restorable one, both of which are among them.
fn restore_and_compare(seed: u64, days: i64, writes: usize) {
    let mut trial = Trial::new(seed, days);
    for _ in 0..writes {
        trial.wait();
        trial.write();
    }
    let (earliest, latest) = trial.window();
    assert_eq!(latest, trial.now / 1000);
    assert_eq!(earliest, (START.0 / 1000).max(latest - days * DAY));
    let mut seconds = vec![earliest, latest];
    // Half of them are seconds of writes, or next to one.
    for _ in 0..49 {
        let near = trial.numbers.next(trial.log.len() as u64);
        let near = trial.log[usize::try_from(near).unwrap()].second - 1 + i64::try_from(trial.numbers.next(3)).unwrap();
        seconds.push(near.clamp(earliest, latest));
        seconds.push(earliest + i64::try_from(trial.numbers.next(u64::try_from(latest - earliest + 1).unwrap())).unwrap());
    }
    for second in seconds {
        assert_eq!(trial.restored(second), trial.model(second), "second {second} of {earliest} to {latest}");
    }
    for outside in [earliest - 1, latest + 1] {
        let restore = json!({"SourceTableName": "source", "TargetTableName": "restored", "RestoreDateTime": outside});
        let (code, _) = call(&trial.emulator, "RestoreTableToPointInTime", &restore).unwrap_err();
        assert_eq!(code, "InvalidRestoreTimeException");
    }
}

#[test]
fn any_second_of_weeks_is_restored_as_it_was() {
    restore_and_compare(1, 35, 2000);
}

#[test]
fn what_is_older_than_the_period_is_given_up_and_the_rest_stays_whole() {
    for seed in 2..6 {
        restore_and_compare(seed, 1, 1000);
    }
}

#[test]
fn a_shorter_period_gives_up_what_a_longer_one_does_not_bring_back() {
    let mut trial = Trial::new(7, 35);
    for _ in 0..400 {
        trial.wait();
        trial.write();
    }
    for days in [1, 35] {
        let specification = json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": days});
        let update = json!({"TableName": "source", "PointInTimeRecoverySpecification": specification});
        call(&trial.emulator, "UpdateContinuousBackups", &update).unwrap();
    }
    let (earliest, latest) = trial.window();
    assert_eq!(earliest, latest - DAY);
    for second in [earliest, earliest + 1, latest] {
        assert_eq!(trial.restored(second), trial.model(second));
    }
}
