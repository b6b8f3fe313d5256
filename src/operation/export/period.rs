//! Of which time a table is exported: all of it at one moment, or what was written from one second to another.

use std::sync::Arc;

use super::ExportFault;
use crate::Timestamp;
use crate::account::{Increment, Members, Recovery, Told, beginning};
use crate::operation::Call;
use crate::request::Structure;
use crate::table::Table;

/// The shortest increment in seconds: 15 minutes.
const SHORTEST: i64 = 15 * 60;
/// The longest one: 24 hours.
const LONGEST: i64 = 24 * 3600;

/// The time that a request names.
#[derive(Debug, Clone, Copy)]
pub enum RequestedPeriod {
    /// Everything that there was at this second; without one: now.
    Full(Option<i64>),
    /// What was written.
    Increment {
        /// From this second on.
        from: i64,
        /// Until this one begins; without one: until now.
        to: Option<i64>,
        /// Whether it shows what there was before.
        old_images: bool,
    },
}

/// The time that is exported, with what the past of the table tells of it.
#[derive(Debug)]
pub enum Period {
    /// The table as it was at a moment.
    Full {
        /// The moment.
        time: Timestamp,
        /// The table.
        version: Arc<Table>,
    },
    /// What was written.
    Increment {
        /// From this second on.
        from: Timestamp,
        /// Until this one begins.
        to: Timestamp,
        /// Whether it shows what there was before.
        old_images: bool,
        /// What was written.
        increment: Increment,
    },
}

impl RequestedPeriod {
    /// The period that `input` asks for.
    ///
    /// # Errors
    ///
    /// Its type and its specification do not go together.
    pub fn read(input: &Structure) -> Result<Self, ExportFault> {
        let specification = input.structure("IncrementalExportSpecification");
        match (input.text("ExportType"), specification) {
            (None, Some(_)) => Err(ExportFault::SpecificationWithoutType),
            (Some("INCREMENTAL_EXPORT"), None) => Err(ExportFault::NoSpecification),
            (Some("INCREMENTAL_EXPORT"), Some(specification)) => Self::increment(specification),
            (Some(_), Some(_)) => Err(ExportFault::SpecificationOfFull),
            (_, None) => Ok(Self::Full(second(input, "ExportTime"))),
        }
    }

    fn increment(specification: &Structure) -> Result<Self, ExportFault> {
        let from = second(specification, "ExportFromTime").ok_or(ExportFault::NoFromTime)?;
        let old_images = specification.text("ExportViewType") != Some("NEW_IMAGE");
        Ok(Self::Increment { from, to: second(specification, "ExportToTime"), old_images })
    }

    /// What the past of `table` tells of the period. That recovery is not enabled is said of an increment only once its times are in order
    /// (observed 2026-10-09).
    ///
    /// # Errors
    ///
    /// It cannot be exported.
    pub fn find(self, call: &Call<'_>, table: &Arc<Table>) -> Result<Period, ExportFault> {
        let recovery = || {
            let recovery = call.database.recovery(call.place(), table.name());
            recovery.ok_or_else(|| ExportFault::Disabled(table.name().to_string()))
        };
        match self {
            Self::Full(None) => recovery().map(|_| Period::Full { time: call.now(), version: Arc::clone(table) }),
            Self::Full(Some(second)) => version(call, recovery()?, second, table),
            Self::Increment { from, to, old_images } => {
                let to = to.unwrap_or_else(|| whole_second(call.now()));
                check_length(call, table, from, to)?;
                let recovery = recovery()?;
                let is_known = recovery.restorable(call.now(), call.caller.recovery_delay).earliest <= from;
                let increment = recovery.increment(from, to, table).filter(|_| is_known);
                let increment = increment.ok_or(ExportFault::UnavailableTime)?;
                Ok(Period::Increment { from: beginning(from), to: beginning(to), old_images, increment })
            }
        }
    }
}

impl Period {
    /// The view of an increment, as AWS calls it.
    #[must_use]
    pub const fn view(&self) -> Option<&'static str> {
        match self {
            Self::Full { .. } => None,
            Self::Increment { old_images: true, .. } => Some("NEW_AND_OLD_IMAGES"),
            Self::Increment { old_images: false, .. } => Some("NEW_IMAGE"),
        }
    }

    /// Adds what descriptions tell of it. An increment has no `ExportTime` (observed 2026-10-09).
    pub fn tell(&self, members: &mut Members) {
        let text = |text: &str| Told::Text(text.to_owned());
        match self {
            Self::Full { time, .. } => {
                members.add("ExportTime", Told::Time(*time)).add("ExportType", text("FULL_EXPORT"));
            }
            Self::Increment { from, to, .. } => {
                let mut specification = Members::default();
                specification.add("ExportFromTime", Told::Time(*from)).add("ExportToTime", Told::Time(*to));
                specification.add("ExportViewType", self.view().map(text));
                members.add("ExportType", text("INCREMENTAL_EXPORT"));
                members.add("IncrementalExportSpecification", Told::Object(specification));
            }
        }
    }
}

/// The table as it was at the end of `second`. Unlike an export of the present, one of the past waits until that can be restored (observed
/// 2026-10-09).
fn version(call: &Call<'_>, recovery: &Recovery, second: i64, table: &Arc<Table>) -> Result<Period, ExportFault> {
    let now = call.now();
    if second > whole_second(now) || second < whole_second(table.settings().created) {
        return Err(ExportFault::InvalidTime);
    }
    let is_restorable = recovery.restorable(now, call.caller.recovery_delay).contains(second);
    let version = recovery.at(second, table).filter(|_| is_restorable).ok_or(ExportFault::UnavailableTime)?;
    Ok(Period::Full { time: beginning(second), version: Arc::clone(version) })
}

fn check_length(call: &Call<'_>, table: &Table, from: i64, to: i64) -> Result<(), ExportFault> {
    let length = to.saturating_sub(from);
    if from < whole_second(table.settings().created) {
        Err(ExportFault::FromTime(beginning(from)))
    } else if to > whole_second(call.now()) {
        Err(ExportFault::ToTime(beginning(to)))
    } else if length < SHORTEST {
        Err(ExportFault::TooShort)
    } else if length > LONGEST {
        Err(ExportFault::TooLong)
    } else {
        Ok(())
    }
}

const fn whole_second(time: Timestamp) -> i64 {
    time.0.div_euclid(1000)
}

#[expect(clippy::cast_possible_truncation, reason = "a time that no 64 bits hold is not within the period")]
fn second(input: &Structure, name: &str) -> Option<i64> {
    input.double(name).map(|seconds| seconds.floor() as i64)
}
