//! Capacity that comes in with time and is used up by requests.

use crate::Timestamp;
use crate::table::Capacity;

/// How much capacity comes in, and how much of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flow {
    /// Units that come in each second.
    pub(super) units: i64,
    /// For how many milliseconds what is not used is kept.
    pub(super) kept: i64,
    /// Since when that is so, if it was changed.
    pub(super) since: Option<Timestamp>,
}

/// A second in milliseconds: the time within which units have to be used where nothing is kept for bursts.
pub(super) const SECOND: i64 = 1000;

/// The capacity that is left. It is counted in thousandths of half units, of which a unit a second gives two each millisecond.
///
/// A request is let through while something is left, whatever it costs: the cost of a read is not known before. What it costs beyond is a debt
/// that is paid before the next request is let through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket {
    left: i64,
    at: Timestamp,
    /// The units that came in each second when it was last looked at.
    units: i64,
}

impl Flow {
    /// `units` a second that have to be used within their second.
    pub(super) const fn at_once(units: i64) -> Self {
        Self { units, kept: SECOND, since: None }
    }

    /// What comes in within so many milliseconds.
    const fn within(self, milliseconds: i64) -> i64 {
        self.units.saturating_mul(2).saturating_mul(milliseconds)
    }

    const fn most(self) -> i64 {
        self.within(self.kept)
    }
}

impl Bucket {
    /// The capacity of one second: nothing was unused before.
    pub(super) const fn new(flow: Flow, now: Timestamp) -> Self {
        Self { left: flow.within(SECOND), at: now, units: flow.units }
    }

    /// Adds what has come in by `now`. Whether something is left is the answer.
    pub(super) fn fill(&mut self, flow: Flow, now: Timestamp) -> bool {
        if let Some(since) = flow.since.filter(|since| self.at < *since && *since <= now) {
            self.flow_until(since, Flow { units: self.units, ..flow });
        }
        self.flow_until(now, flow);
        self.left > 0
    }

    fn flow_until(&mut self, now: Timestamp, flow: Flow) {
        // A clock that was set back brings nothing in.
        let elapsed = now.0.saturating_sub(self.at.0).max(0);
        let left = self.left.saturating_add(flow.within(elapsed)).min(flow.most());
        *self = Self { left, at: now, units: flow.units };
    }

    /// Uses up `units`.
    pub(super) fn take(&mut self, units: Capacity) {
        self.left = self.left.saturating_sub(thousandths(units));
    }

    /// Puts back what was taken for a request that came to nothing.
    pub(super) fn give_back(&mut self, units: Capacity) {
        self.left = self.left.saturating_add(thousandths(units));
    }
}

fn thousandths(units: Capacity) -> i64 {
    i64::try_from(units.halves()).unwrap_or(i64::MAX).saturating_mul(1000)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn flow(units: i64, kept: i64) -> Flow {
        Flow { units, kept, since: None }
    }

    #[test]
    fn a_new_bucket_holds_one_second() {
        let mut bucket = Bucket::new(flow(2, 300 * SECOND), Timestamp(0));
        for left in [true, true, false] {
            assert_eq!(bucket.fill(flow(2, 300 * SECOND), Timestamp(0)), left);
            bucket.take(Capacity::units(1));
        }
    }

    #[test]
    fn a_debt_is_paid_before_anything_is_left() {
        let flow = Flow::at_once(10);
        let mut bucket = Bucket::new(flow, Timestamp(0));
        bucket.take(Capacity::units(30));
        assert!(!bucket.fill(flow, Timestamp(2000)));
        assert!(bucket.fill(flow, Timestamp(2001)));
    }

    #[test]
    fn units_that_were_raised_come_in_from_then_on() {
        let mut bucket = Bucket::new(flow(1, 300 * SECOND), Timestamp(0));
        bucket.take(Capacity::units(1));
        let raised = Flow { since: Some(Timestamp(10_000)), ..flow(1000, 300 * SECOND) };
        bucket.fill(raised, Timestamp(11_000));
        bucket.take(Capacity::units(1009));
        assert!(bucket.fill(raised, Timestamp(11_000)));
        bucket.take(Capacity::units(1));
        assert!(!bucket.fill(raised, Timestamp(11_000)));
    }

    #[test]
    fn units_that_were_lowered_keep_no_more_than_is_kept_of_them() {
        let mut bucket = Bucket::new(flow(100, 300 * SECOND), Timestamp(0));
        bucket.fill(flow(100, 300 * SECOND), Timestamp(300_000));
        let lowered = Flow { since: Some(Timestamp(300_000)), ..flow(1, 300 * SECOND) };
        bucket.fill(lowered, Timestamp(300_001));
        bucket.take(Capacity::units(300));
        assert!(!bucket.fill(lowered, Timestamp(300_001)));
    }

    #[test]
    fn a_clock_that_is_set_back_brings_nothing_and_takes_nothing() {
        let flow = Flow::at_once(1);
        let mut bucket = Bucket::new(flow, Timestamp(100_000));
        bucket.take(Capacity::units(1));
        assert!(!bucket.fill(flow, Timestamp(0)));
        assert!(bucket.fill(flow, Timestamp(1)));
    }

    proptest! {
        #[test]
        fn no_window_gets_more_than_came_in_and_was_kept(
            units in 1..50_i64, kept in SECOND..5000_i64, requests in prop::collection::vec((0..700_i64, 0..120_u64), 1..60)
        ) {
            let flow = flow(units, kept);
            let mut bucket = Bucket::new(flow, Timestamp(0));
            let (mut now, mut granted) = (0, Vec::new());
            for (wait, cost) in requests {
                now += wait;
                if bucket.fill(flow, Timestamp(now)) {
                    bucket.take(Capacity::units(cost));
                    granted.push((now, i64::try_from(cost).unwrap()));
                }
            }
            for (first, (start, _)) in granted.iter().enumerate() {
                let mut sum = 0;
                for (end, cost) in &granted[first..] {
                    // What was granted before this one; its own cost was not known.
                    let bound = units * (kept + end - start);
                    prop_assert!(sum * 1000 < bound, "{sum} units from {start} to {end}");
                    sum += cost;
                }
            }
        }
    }
}
