//! `UpdateContinuousBackups`: point-in-time recovery enabled, disabled, or with another period, at once.

use std::sync::Arc;

use serde::Serialize;

use super::continuous_backups::ContinuousBackups;
use super::{Call, Error, backed_up_table};
use crate::Timestamp;
use crate::account::{LONGEST_PERIOD, Recovery};
use crate::request::Structure;

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let change = Change::read(input)?;
    let name = Arc::clone(backed_up_table::find_available(call, input)?.name());
    let before = call.database.recovery(call.place(), &name);
    let recovery = change.made(before, call.now());
    let description = ContinuousBackups::new(call, recovery.as_ref(), true);
    call.database.set_recovery(call.caller.place, &name, recovery);
    Ok(description)
}

enum Change {
    Disable,
    /// For a period of so many days.
    Enable(i64),
}

impl Change {
    fn read(input: &Structure) -> Result<Self, Error> {
        let specification = input.structure("PointInTimeRecoverySpecification");
        let enabled = specification.and_then(|specification| specification.boolean("PointInTimeRecoveryEnabled"));
        let days = specification.and_then(|specification| specification.integer("RecoveryPeriodInDays"));
        match (enabled, days) {
            (Some(true), days) => Ok(Self::Enable(days.unwrap_or(LONGEST_PERIOD))),
            (_, None) => Ok(Self::Disable),
            (_, Some(_)) => Err(Error::validation(
                "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.",
            )),
        }
    }

    /// What becomes of the recovery `before`. One that is enabled already goes on (observed 2026-10-08).
    fn made(self, before: Option<&Recovery>, now: Timestamp) -> Option<Recovery> {
        match (self, before) {
            (Self::Disable, _) => None,
            (Self::Enable(days), None) => Some(Recovery::new(days, now)),
            (Self::Enable(days), Some(recovery)) => Some(recovery.clone().with_period(days, now)),
        }
    }
}
