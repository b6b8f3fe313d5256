//! Point-in-time recovery: what is kept of the past of a table, so that it can be restored as it was at the end of any second.
//!
//! The version of a second is kept by the first write of a later one: until then it is the table itself. A write thus costs the comparison of
//! two seconds, and the first one of a second a clone of the table, which takes constant time.

use std::ops::Bound;
use std::sync::Arc;

use super::increment::Increment;
use crate::Timestamp;
use crate::table::Table;
use crate::value::{Held, KeyBytes, KeyMap};

/// The longest recovery period, in days, and the one of a table for which none is chosen.
pub const LONGEST_PERIOD: i64 = 35;

const DAY: i64 = 86_400;

/// How many versions that are of no use any more are dropped by a write that adds one: more than it adds, but never many.
const DROPS: usize = 4;

/// By how many seconds the latest restorable time of tables is behind the clock: five minutes, as in AWS, unless it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryDelay(pub i64);

impl Default for RecoveryDelay {
    fn default() -> Self {
        Self(300)
    }
}

/// The past of a table whose recovery is enabled. A clone takes constant time.
#[derive(Debug, Clone)]
pub struct Recovery {
    pub(super) days: i64,
    /// The first second that can be restored, as far as the period allows it.
    pub(super) since: i64,
    /// The second of the latest write.
    pub(super) written: i64,
    /// The table as it was before recovery was enabled, and at the end of each second in which it was written, but for the latest.
    pub(super) versions: KeyMap<Arc<Table>>,
}

impl Held for Arc<Table> {}

/// The seconds to which a table can be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestorableSeconds {
    /// The first one.
    pub earliest: i64,
    /// The last one.
    pub latest: i64,
}

impl RestorableSeconds {
    /// Whether a table can be restored to `second`.
    #[must_use]
    pub fn contains(&self, second: i64) -> bool {
        (self.earliest..=self.latest).contains(&second)
    }
}

/// The second of `time`, counted from 1970.
const fn second(time: Timestamp) -> i64 {
    time.0.div_euclid(1000)
}

/// The key of the version before `second`.
fn before(second: i64) -> KeyBytes {
    second.saturating_sub(1).into()
}

/// The beginning of `second`.
#[must_use]
pub const fn beginning(second: i64) -> Timestamp {
    Timestamp(second.saturating_mul(1000))
}

impl Recovery {
    /// Recovery of `table` from `now` on, for a period of `days`.
    #[must_use]
    pub fn new(days: i64, table: &Arc<Table>, now: Timestamp) -> Self {
        let since = second(now);
        let mut versions = KeyMap::new();
        versions.insert(before(since), Arc::clone(table));
        Self { days, since, written: since, versions }
    }

    /// Recovery that was loaded, without its versions.
    pub(super) fn loaded(days: i64, since: i64, written: i64) -> Self {
        Self { days, since, written, versions: KeyMap::new() }
    }

    /// Another one for so many days, that of `table`, which begins at `now`.
    #[must_use]
    pub fn started(&self, table: &Arc<Table>, now: Timestamp) -> Self {
        Self::new(self.days, table, now)
    }

    /// The same with a period of `days` from `now` on. What a shorter period gives up, a longer one does not bring back.
    #[must_use]
    pub fn with_period(mut self, days: i64, now: Timestamp) -> Self {
        self.since = self.earliest(second(now));
        self.days = days;
        self.since = self.earliest(second(now));
        self
    }

    /// The recovery period in days.
    #[must_use]
    pub const fn days(&self) -> i64 {
        self.days
    }

    /// The seconds that can be restored at `now`, the latest of them `delay` ago, but never before the recovery was enabled
    /// (observed 2026-10-08).
    #[must_use]
    pub fn restorable(&self, now: Timestamp, delay: RecoveryDelay) -> RestorableSeconds {
        let now = second(now);
        let earliest = self.earliest(now);
        RestorableSeconds { earliest, latest: earliest.max(now.saturating_sub(delay.0)) }
    }

    /// Keeps `table`, which is about to be written at `now`, if it is the version of an earlier second.
    pub fn keep(&mut self, table: &Arc<Table>, now: Timestamp) {
        let now = second(now);
        if now <= self.written {
            return;
        }
        self.versions.insert(self.written.into(), Arc::clone(table));
        self.written = now;
        self.drop_old(now);
    }

    /// The table at the end of `second`, one that can be restored, where `table` is as it is now.
    #[must_use]
    pub fn at<'t>(&'t self, second: i64, table: &'t Arc<Table>) -> Option<&'t Arc<Table>> {
        if second >= self.written {
            return Some(table);
        }
        let last = KeyBytes::from(second);
        let versions = self.versions.range((Bound::Unbounded, Bound::Included(last.as_bytes())));
        versions.map(|(_, version)| version).next_back()
    }

    /// What was written from the beginning of the second `from` until the beginning of `to`, where `table` is as it is now; none if it is not
    /// known what there was before.
    #[must_use]
    pub fn increment(&self, from: i64, to: i64, table: &Arc<Table>) -> Option<Increment> {
        let mut increment = Increment::new(self.at(from.saturating_sub(1), table)?);
        let seconds = self
            .versions
            .range((Bound::Included(KeyBytes::from(from).as_bytes()), Bound::Excluded(KeyBytes::from(to).as_bytes())));
        for (second, version) in seconds {
            increment.add(second.to_number()?, version);
        }
        if (from..to).contains(&self.written) {
            increment.add(self.written, table);
        }
        Some(increment)
    }

    fn earliest(&self, now: i64) -> i64 {
        self.since.max(now.saturating_sub(self.days.saturating_mul(DAY)))
    }

    /// What is written in the earliest second begins with the last version before it; those before that one are of no use.
    fn drop_old(&mut self, now: i64) {
        let earliest = self.earliest(now);
        let earliest = KeyBytes::from(earliest);
        for _ in 0..DROPS {
            let mut oldest = self.versions.iter().map(|(second, _)| second);
            match (oldest.next(), oldest.next()) {
                (Some(first), Some(second)) if *second < earliest => {
                    let first = first.clone();
                    self.versions.remove(first.as_bytes());
                }
                _ => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Changed;
    use crate::table::{Batch, KeyAttribute, KeySchema, ScalarType, Write};
    use crate::value::{AttributeMap, AttributeValue, Item};

    const SECOND: i64 = 1000;

    struct Written {
        table: Arc<Table>,
        recovery: Recovery,
    }

    impl Written {
        fn new(days: i64) -> Self {
            let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S));
            let table = Arc::new(Table::new("Music".into(), key.into()));
            let recovery = Recovery::new(days, &table, Timestamp(0));
            Self { table, recovery }
        }

        fn put(&mut self, text: &str, milliseconds: i64) {
            let attributes = [("pk".to_owned(), AttributeValue::S(text.to_owned()))];
            let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
            let key = self.table.key().table_key(&item).unwrap();
            self.recovery.keep(&self.table, Timestamp(milliseconds));
            Arc::make_mut(&mut self.table).apply(&Batch::from(Write::Put { key, item }));
        }

        fn count(&self, second: i64) -> usize {
            self.recovery.at(second, &self.table).unwrap().items().len()
        }
    }

    #[test]
    fn a_table_is_as_it_was_at_the_end_of_each_second() {
        let mut written = Written::new(35);
        written.put("a", 100);
        written.put("b", 2100);
        written.put("c", 2900);
        written.put("d", 5000);
        let counts: Vec<_> = (0..7).map(|second| written.count(second)).collect();
        assert_eq!(counts, [1, 1, 3, 3, 3, 4, 4]);
        assert_eq!(
            written.recovery.versions.len(),
            3,
            "one version for each second with a write but the latest, and the one before all"
        );
    }

    /// Texts of the keys of an increment that were there before, and of those that are afterwards.
    fn changed(written: &Written, from: i64, to: i64) -> (usize, usize) {
        let increment = written.recovery.increment(from, to, &written.table).unwrap();
        let count = |is_there: fn(&Changed<'_>) -> bool| increment.changes().filter(is_there).count();
        (count(|changed| changed.old.is_some()), count(|changed| changed.new.is_some()))
    }

    #[test]
    fn an_increment_has_what_was_written_in_its_seconds() {
        let mut written = Written::new(35);
        written.put("a", 100);
        written.put("b", 2100);
        written.put("c", 2900);
        written.put("d", 5000);
        let counts = [(0, 6), (0, 1), (1, 2), (1, 3), (2, 5), (3, 6), (6, 9)].map(|(from, to)| changed(&written, from, to));
        assert_eq!(counts, [(0, 4), (0, 1), (0, 0), (0, 2), (0, 2), (0, 1), (0, 0)]);
        assert!(written.recovery.increment(-1, 2, &written.table).is_none(), "what was there before is not known");
    }

    #[test]
    fn a_clock_that_goes_back_makes_no_version() {
        let mut written = Written::new(35);
        written.put("a", 5 * SECOND);
        written.put("b", 3 * SECOND);
        assert_eq!((written.count(0), written.count(4), written.count(5)), (0, 0, 2));
    }

    #[test]
    fn versions_older_than_the_period_are_dropped_a_few_at_a_time() {
        let mut written = Written::new(1);
        for second in 1..=100 {
            written.put(&second.to_string(), second * SECOND);
        }
        assert_eq!(written.recovery.versions.len(), 101);
        let later = (DAY + 51) * SECOND;
        for write in 0..50 {
            written.put("later", later + write * SECOND);
        }
        let seconds = written.recovery.restorable(Timestamp(later + 49 * SECOND), RecoveryDelay(0));
        assert_eq!(seconds.earliest, 100);
        assert_eq!(written.count(100), 100);
        assert!(written.recovery.versions.len() <= 52, "{}", written.recovery.versions.len());
    }

    #[test]
    fn the_latest_restorable_second_is_behind_the_clock_but_not_before_the_start() {
        let Written { table, .. } = Written::new(35);
        let recovery = Recovery::new(35, &table, Timestamp(10_900));
        assert_eq!(recovery.restorable(Timestamp(11_000), RecoveryDelay(300)), RestorableSeconds { earliest: 10, latest: 10 });
        assert_eq!(recovery.restorable(Timestamp(400_000), RecoveryDelay(300)), RestorableSeconds { earliest: 10, latest: 100 });
        assert_eq!(recovery.restorable(Timestamp(400_000), RecoveryDelay(0)).latest, 400);
        let month = Timestamp(40 * DAY * SECOND);
        assert_eq!(recovery.restorable(month, RecoveryDelay(300)).earliest, 5 * DAY);
    }

    #[test]
    fn what_a_shorter_period_gives_up_does_not_come_back() {
        let now = Timestamp(10 * DAY * SECOND);
        let recovery = Written::new(35).recovery.with_period(1, now);
        assert_eq!((recovery.days(), recovery.restorable(now, RecoveryDelay(0)).earliest), (1, 9 * DAY));
        assert_eq!(recovery.with_period(35, now).restorable(now, RecoveryDelay(0)).earliest, 9 * DAY);
    }
}
