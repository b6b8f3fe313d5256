//! `ContinuousBackupsDescription`: whether and to which seconds a table can be restored.

use serde::Serialize;

use super::Call;
use crate::account::{Recovery, beginning};

/// What both operations on continuous backups answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ContinuousBackups {
    continuous_backups_description: ContinuousBackupsDescription,
}

/// Continuous backups are enabled once the table is there; what can be disabled is recovery.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ContinuousBackupsDescription {
    continuous_backups_status: Status,
    point_in_time_recovery_description: PointInTimeRecoveryDescription,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct PointInTimeRecoveryDescription {
    point_in_time_recovery_status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_period_in_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest_restorable_date_time: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_restorable_date_time: Option<f64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Status {
    Enabled,
    Disabled,
}

impl ContinuousBackups {
    /// Those of a table with this `recovery`, or without, where they are `available`. Times are whole seconds (observed 2026-10-08).
    #[must_use]
    pub fn new(call: &Call<'_>, recovery: Option<&Recovery>, available: bool) -> Self {
        let restorable = recovery.map(|recovery| recovery.restorable(call.now(), call.caller.recovery_delay));
        let point_in_time_recovery_description = PointInTimeRecoveryDescription {
            point_in_time_recovery_status: if recovery.is_some() { Status::Enabled } else { Status::Disabled },
            recovery_period_in_days: recovery.map(Recovery::days),
            earliest_restorable_date_time: restorable.map(|seconds| beginning(seconds.earliest).as_seconds()),
            latest_restorable_date_time: restorable.map(|seconds| beginning(seconds.latest).as_seconds()),
        };
        let continuous_backups_status = if available { Status::Enabled } else { Status::Disabled };
        Self {
            continuous_backups_description: ContinuousBackupsDescription {
                continuous_backups_status,
                point_in_time_recovery_description,
            },
        }
    }
}
