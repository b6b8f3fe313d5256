//! `RestoreTableToPointInTime`: a table with the items that another one had at the end of a past second.
//!
//! The order of the checks was observed 2026-10-08: which time, which table, whether its recovery is enabled, whether the time can be restored.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::restoration::{Restoration, RestoredTable, check_region};
use super::{Call, Error, backed_up_table};
use crate::account::{Place, RestorableSeconds, SourceTable, TableArn, beginning};
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::{Origin, Second, Table};

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let requested = RequestedTime::read(input)?;
    let (place, name) = source(call, input)?;
    let table = Arc::clone(find(call, input, &place, name)?);
    let (second, items) = version(call, &place, &table, requested)?;
    let origin = Origin { backup: None, table: TableArn::new(&place, name).to_string(), time: beginning(second) };
    let source = Restoration { items: &items, source: &table, origin };
    RestoredTable::read(call, input, &source)?.create(call, source)
}

/// The time that a request names.
#[derive(Clone, Copy)]
enum RequestedTime {
    Latest,
    /// A second, counted from 1970.
    Second(i64),
}

impl RequestedTime {
    fn read(input: &Structure) -> Result<Self, TimeFault> {
        let latest = input.boolean("UseLatestRestorableTime").unwrap_or_default();
        match input.double("RestoreDateTime") {
            Some(_) if latest => Err(TimeFault::Both),
            None if latest => Ok(Self::Latest),
            #[expect(clippy::cast_possible_truncation, reason = "a time that no 64 bits hold cannot be restored")]
            Some(seconds) => Ok(Self::Second(seconds.floor() as i64)),
            None => Err(TimeFault::Neither),
        }
    }
}

/// The place and the name of the table that is to be restored. One of another region is named by its ARN.
fn source<'a>(call: &Call<'_>, input: &'a Structure) -> Result<(Place, &'a str), Error> {
    match (input.text("SourceTableArn"), input.text("SourceTableName")) {
        (Some(_), Some(_)) => {
            Err(Error::validation("Invalid Request: Must provide exactly one of: sourceTableArn, sourceTableName"))
        }
        (None, None) => Err(Error::validation("The parameter 'TableName' is required but was not present in the request")),
        (None, Some(name)) => Ok((call.place().clone(), name)),
        (Some(arn), None) => {
            let table = SourceTable::parse(call.place(), arn)?;
            check_region(call, input, &table.region)?;
            Ok((Place { region: table.region, account: call.place().account.clone() }, table.name))
        }
    }
}

/// A table that is named by its ARN is not named when it is missing (observed 2026-10-09).
fn find<'c>(call: &'c Call<'_>, input: &Structure, place: &Place, name: &str) -> Result<&'c Arc<Table>, Error> {
    let unnamed = || Error::new(ErrorCode::TableNotFoundException, "Table not found");
    let not_found = || if input.has("SourceTableArn") { unnamed() } else { backed_up_table::not_found(name) };
    call.database.shared(place, name).filter(|table| table.settings().is_known(call.now())).ok_or_else(not_found)
}

/// The second that is to be restored, and the table as it was then.
fn version(call: &Call<'_>, place: &Place, table: &Arc<Table>, requested: RequestedTime) -> Result<(i64, Arc<Table>), TimeFault> {
    let disabled = || TimeFault::Disabled(table.name().to_string());
    let recovery = call.database.recovery(place, table.name()).ok_or_else(disabled)?;
    let restorable = recovery.restorable(call.now(), call.caller.recovery_delay);
    let second = match requested {
        RequestedTime::Latest => restorable.latest,
        RequestedTime::Second(second) => second,
    };
    let version = recovery.at(second, table).filter(|_| restorable.contains(second));
    version.map(|version| (second, Arc::clone(version))).ok_or(TimeFault::NotRestorable { second, restorable })
}

/// Why a table is not restored to the time that is asked for.
enum TimeFault {
    Both,
    Neither,
    /// The table's recovery is not enabled.
    Disabled(String),
    NotRestorable {
        second: i64,
        restorable: RestorableSeconds,
    },
}

impl From<TimeFault> for Error {
    fn from(fault: TimeFault) -> Self {
        let code = match fault {
            TimeFault::Both | TimeFault::Neither => ErrorCode::ValidationException,
            TimeFault::Disabled(_) => ErrorCode::PointInTimeRecoveryUnavailableException,
            TimeFault::NotRestorable { .. } => ErrorCode::InvalidRestoreTimeException,
        };
        Self::new(code, fault.to_string())
    }
}

impl fmt::Display for TimeFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Both => formatter.write_str(
                "Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. Please \
                 specify either RestoreDateTime time or UseLatestRestorableTime",
            ),
            Self::Neither => formatter.write_str(
                "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both",
            ),
            Self::Disabled(name) => write!(formatter, "Point in time recovery is not enabled for table '{name}'"),
            Self::NotRestorable { second, restorable } => write!(
                formatter,
                "RestoreDateTime '{}' must be within EarliestRestorableDateTime '{}' and LatestRestorableDateTime '{}'",
                Second(beginning(*second)),
                Second(beginning(restorable.earliest)),
                Second(beginning(restorable.latest))
            ),
        }
    }
}
