//! What throughput a table or a global secondary index is given: provisioned, bounded on demand, and kept warm.

use std::fmt;

use serde::Serialize;

use super::{Dimension, Status};
use crate::Timestamp;
use crate::calendar::{self, Prose};
use crate::stored::{stored_enum, stored_struct};

/// How many decreases a UTC day allows before each further one has to wait (observed 2026-10-09).
const FREE_DECREASES: u32 = 4;
const DECREASE_INTERVAL: i64 = 3_600_000;

/// Units for reading and for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Units {
    /// Read units.
    pub read: i64,
    /// Write units.
    pub write: i64,
}

impl Units {
    /// What a new table or index serves on demand without warming.
    pub const INITIAL_ON_DEMAND: Self = Self { read: 12_000, write: 4_000 };

    /// The units for one of the two.
    #[must_use]
    pub const fn of(self, dimension: Dimension) -> i64 {
        match dimension {
            Dimension::Read => self.read,
            Dimension::Write => self.write,
        }
    }

    /// The greater of both numbers of each kind.
    #[must_use]
    pub fn or_greater(self, other: Self) -> Self {
        Self { read: self.read.max(other.read), write: self.write.max(other.write) }
    }
}

/// How a table's throughput is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BillingMode {
    /// By the hour, for units set beforehand.
    Provisioned,
    /// By the request.
    PayPerRequest,
}

impl BillingMode {
    /// The mode called `name` in requests.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "PROVISIONED" => Some(Self::Provisioned),
            "PAY_PER_REQUEST" => Some(Self::PayPerRequest),
            _ => None,
        }
    }
}

/// Provisioned units and the history of their changes; zero units while paid by the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProvisionedThroughput {
    /// The units.
    pub units: Units,
    /// When either number last grew.
    pub last_increase: Option<Timestamp>,
    /// When either number last shrank.
    pub last_decrease: Option<Timestamp>,
    decreases: u32,
}

/// A decrease that has to wait: four a day are free, then one an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecreaseLimit {
    decreases: u32,
    last: Timestamp,
}

impl ProvisionedThroughput {
    /// `units` that were never changed.
    #[must_use]
    pub const fn new(units: Units) -> Self {
        Self { units, last_increase: None, last_decrease: None, decreases: 0 }
    }

    /// How often the units were decreased on the UTC day of `now`.
    #[must_use]
    pub fn decreases_today(&self, now: Timestamp) -> u32 {
        let today = self.last_decrease.is_some_and(|last| calendar::day(last) == calendar::day(now));
        if today { self.decreases } else { 0 }
    }

    /// These units changed to `units` at `now`. A call that shrinks both numbers, or one and grows the other, is one decrease.
    ///
    /// # Errors
    ///
    /// The decreases of the day are used up.
    pub fn changed(&self, units: Units, now: Timestamp) -> Result<Self, DecreaseLimit> {
        let mut changed = Self { units, ..*self };
        if units.read > self.units.read || units.write > self.units.write {
            changed.last_increase = Some(now);
        }
        if units.read < self.units.read || units.write < self.units.write {
            self.check_decrease(now)?;
            changed = changed.decreased(now);
        }
        Ok(changed)
    }

    /// The same with one more decrease in its history, at `now`.
    #[must_use]
    pub fn decreased(self, now: Timestamp) -> Self {
        Self { decreases: self.decreases_today(now).saturating_add(1), last_decrease: Some(now), ..self }
    }

    /// What a response shows while the change from `before` to `self` is under way: the units and the count of decreases from
    /// before, beside the times of the change (observed 2026-10-08).
    #[must_use]
    pub const fn announced(self, before: &Self) -> Self {
        Self { units: before.units, decreases: before.decreases, ..self }
    }

    fn check_decrease(&self, now: Timestamp) -> Result<(), DecreaseLimit> {
        let decreases = self.decreases_today(now);
        match self.last_decrease {
            Some(last) if decreases >= FREE_DECREASES && now.0 - last.0 < DECREASE_INTERVAL => {
                Err(DecreaseLimit { decreases, last })
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for DecreaseLimit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { decreases, last } = self;
        let next = Timestamp(last.0 + DECREASE_INTERVAL);
        write!(
            formatter,
            "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first \
             {FREE_DECREASES} decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 \
             seconds. Number of decreases today: {decreases}. Last decrease at {}. Next decrease can be made at {}",
            Prose(*last),
            Prose(next)
        )
    }
}

/// The most that may be requested on demand; no bound where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OnDemandThroughput {
    /// The most read request units a second.
    pub read: Option<i64>,
    /// The most write request units a second.
    pub write: Option<i64>,
}

impl OnDemandThroughput {
    /// What a request writes to take a bound away.
    pub const UNBOUNDED: i64 = -1;

    /// The bound of one of the two.
    #[must_use]
    pub const fn of(self, dimension: Dimension) -> Option<i64> {
        match dimension {
            Dimension::Read => self.read,
            Dimension::Write => self.write,
        }
    }

    /// These bounds with those that `update` names in their place, [`Self::UNBOUNDED`] included, as a response echoes them.
    #[must_use]
    pub fn merged(self, update: Self) -> Self {
        Self { read: update.read.or(self.read), write: update.write.or(self.write) }
    }

    /// The bounds that remain once [`Self::UNBOUNDED`] has taken effect.
    #[must_use]
    pub fn settled(self) -> Self {
        let bound = |units: Option<i64>| units.filter(|units| *units != Self::UNBOUNDED);
        Self { read: bound(self.read), write: bound(self.write) }
    }

    /// Whether nothing is bounded.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.read.is_none() && self.write.is_none()
    }
}

/// The throughput that can be had at once. It follows what was ever provisioned and never shrinks (observed 2026-10-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WarmThroughput {
    /// Units a second.
    pub units: Units,
    /// `UPDATING` while it is being raised.
    pub status: Status,
}

/// All that is said about the throughput of a table or of a global secondary index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throughput {
    /// Provisioned units.
    pub provisioned: ProvisionedThroughput,
    /// Bounds of on-demand requests.
    pub on_demand: OnDemandThroughput,
    /// Warm throughput; the response of `CreateTable` leaves it out unless it was asked for.
    pub warm: Option<WarmThroughput>,
}

impl Throughput {
    /// Throughput whose warm part is at least what was asked for and at least what the other settings imply.
    #[must_use]
    pub fn new(mode: BillingMode, units: Units, on_demand: OnDemandThroughput, warm: Units) -> Self {
        let warm = Self::implied(mode, units).or_greater(warm);
        Self {
            provisioned: ProvisionedThroughput::new(units),
            on_demand,
            warm: Some(WarmThroughput { units: warm, status: Status::Active }),
        }
    }

    /// The units that are warm.
    #[must_use]
    pub fn warm_units(&self) -> Units {
        self.warm.map_or(self.provisioned.units, |warm| warm.units)
    }

    /// The same, with all the warm throughput that `mode` and the provisioned units imply.
    #[must_use]
    pub fn warmed(self, mode: BillingMode) -> Self {
        self.warmed_to(Self::implied(mode, self.provisioned.units))
    }

    /// The same, with warm throughput of at least `units`.
    #[must_use]
    pub fn warmed_to(self, units: Units) -> Self {
        let units = self.warm_units().or_greater(units);
        Self { warm: Some(WarmThroughput { units, status: Status::Active }), ..self }
    }

    /// The same with the provisioned units of `after`, and as warm as that at least.
    #[must_use]
    pub fn settled_as(self, after: Self) -> Self {
        Self { provisioned: after.provisioned, ..self.warmed_to(after.warm_units()) }
    }

    const fn implied(mode: BillingMode, units: Units) -> Units {
        match mode {
            BillingMode::Provisioned => units,
            BillingMode::PayPerRequest => Units::INITIAL_ON_DEMAND,
        }
    }
}

stored_struct!(Units { read, write });
stored_enum!(BillingMode { 0 => Provisioned, 1 => PayPerRequest });
stored_struct!(ProvisionedThroughput { units, last_increase, last_decrease, decreases });
stored_struct!(OnDemandThroughput { read, write });
stored_struct!(WarmThroughput { units, status });
stored_struct!(Throughput { provisioned, on_demand, warm });

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = DECREASE_INTERVAL;

    fn units(both: i64) -> Units {
        Units { read: both, write: both }
    }

    fn decreased_four_times() -> ProvisionedThroughput {
        (6..10).rev().fold(ProvisionedThroughput::new(units(10)), |throughput, both| {
            throughput.changed(units(both), Timestamp(1000)).unwrap()
        })
    }

    #[test]
    fn four_decreases_a_day_are_free_and_then_one_an_hour() {
        let throughput = decreased_four_times();
        assert_eq!(throughput.decreases_today(Timestamp(2000)), 4);
        assert!(throughput.changed(units(5), Timestamp(999 + HOUR)).is_err());
        let fifth = throughput.changed(units(5), Timestamp(1000 + HOUR)).unwrap();
        assert_eq!(fifth.decreases_today(Timestamp(1000 + HOUR)), 5);
        assert!(fifth.changed(units(4), Timestamp(2 * HOUR)).is_err());
    }

    #[test]
    fn decreases_are_counted_anew_every_day() {
        let tomorrow = Timestamp(24 * HOUR);
        let throughput = decreased_four_times();
        assert_eq!(throughput.decreases_today(tomorrow), 0);
        assert_eq!(throughput.changed(units(1), tomorrow).unwrap().decreases_today(tomorrow), 1);
    }

    #[test]
    fn an_increase_is_always_possible_and_not_counted() {
        let raised = decreased_four_times().changed(units(20), Timestamp(2000)).unwrap();
        assert_eq!((raised.last_increase, raised.decreases_today(Timestamp(2000))), (Some(Timestamp(2000)), 4));
    }

    #[test]
    fn a_refused_decrease_says_when_the_next_is_possible() {
        let limit = DecreaseLimit { decreases: 4, last: Timestamp(1_791_505_294_000) };
        assert_eq!(
            limit.to_string(),
            "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 \
             decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of \
             decreases today: 4. Last decrease at Friday, October 9, 2026 at 12:21:34 AM Coordinated Universal Time. Next decrease \
             can be made at Friday, October 9, 2026 at 1:21:34 AM Coordinated Universal Time"
        );
    }

    #[test]
    fn minus_one_takes_a_bound_away_once_the_change_is_complete() {
        let bounds = OnDemandThroughput { read: Some(1000), write: Some(500) };
        let announced = bounds.merged(OnDemandThroughput { read: Some(-1), write: None });
        assert_eq!(announced, OnDemandThroughput { read: Some(-1), write: Some(500) });
        assert_eq!(announced.settled(), OnDemandThroughput { read: None, write: Some(500) });
        assert!(OnDemandThroughput { read: None, write: Some(-1) }.settled().is_empty());
    }

    #[test]
    fn warm_throughput_follows_provisioned_units_up_and_never_down() {
        let throughput = Throughput::new(BillingMode::Provisioned, units(5), OnDemandThroughput::default(), Units::default());
        assert_eq!(throughput.warm_units(), units(5));
        let provisioned = ProvisionedThroughput::new(units(1));
        assert_eq!(Throughput { provisioned, ..throughput }.warmed(BillingMode::Provisioned).warm_units(), units(5));
        assert_eq!(throughput.warmed(BillingMode::PayPerRequest).warm_units(), Units::INITIAL_ON_DEMAND);
    }
}
