//! How long the changes of the control plane take.

use crate::Timestamp;
use crate::table::{Pending, PendingChange, ReplicaChange};

/// How many milliseconds each kind of change takes. By default none takes any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lifecycle([i64; Step::COUNT]);

/// What takes time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A new table.
    CreateTable,
    /// Units or class of a table, units of an index.
    UpdateTable,
    /// A deleted table.
    DeleteTable,
    /// A restored table.
    RestoreTable,
    /// Another billing mode.
    BillingMode,
    /// More warm throughput.
    WarmThroughput,
    /// Another encryption key.
    Encryption,
    /// A new index, until items are read into it.
    AllocateIndex,
    /// The items of a new index.
    BackfillIndex,
    /// A deleted index.
    DeleteIndex,
    /// A stream that is enabled or disabled.
    Stream,
    /// A time to live that is enabled or disabled.
    TimeToLive,
    /// Contributor insights that are enabled or disabled.
    ContributorInsights,
    /// A backup.
    Backup,
    /// A new table, from when it is there until backups of it can be made.
    ContinuousBackups,
    /// Until deletion protection can be switched again.
    DeletionProtection,
    /// Until tags can be changed again, and are read as they were changed.
    Tags,
    /// Until a policy can be changed again.
    Policy,
    /// A new replica of a global table.
    CreateReplica,
    /// A replica with other settings of its own.
    UpdateReplica,
    /// A deleted replica.
    DeleteReplica,
    /// A Kinesis destination that is enabled or disabled.
    KinesisDestination,
    /// Another precision of a Kinesis destination.
    KinesisPrecision,
    /// An export of a table.
    Export,
    /// An import of one.
    Import,
    /// A bulk put into one.
    BulkPut,
}

impl Step {
    /// Every step with its name in the options and the milliseconds that AWS was observed to take for tables without or with few items
    /// (2026-10-08 and 2026-10-09).
    pub const ALL: [(Self, &'static str, i64); Self::COUNT] = [
        (Self::CreateTable, "createTable", 6000),
        (Self::UpdateTable, "updateTable", 5000),
        (Self::DeleteTable, "deleteTable", 5000),
        (Self::RestoreTable, "restoreTable", 210_000),
        (Self::BillingMode, "billingMode", 90_000),
        (Self::WarmThroughput, "warmThroughput", 400_000),
        (Self::Encryption, "encryption", 22_000),
        (Self::AllocateIndex, "allocateIndex", 40_000),
        (Self::BackfillIndex, "backfillIndex", 480_000),
        (Self::DeleteIndex, "deleteIndex", 5000),
        (Self::Stream, "stream", 5000),
        (Self::TimeToLive, "timeToLive", 0),
        (Self::ContributorInsights, "contributorInsights", 2000),
        (Self::Backup, "backup", 50),
        (Self::ContinuousBackups, "continuousBackups", 3000),
        (Self::DeletionProtection, "deletionProtection", 15_000),
        (Self::Tags, "tags", 1600),
        (Self::Policy, "policy", 15_000),
        (Self::CreateReplica, "createReplica", 28_000),
        (Self::UpdateReplica, "updateReplica", 35_000),
        (Self::DeleteReplica, "deleteReplica", 125_000),
        (Self::KinesisDestination, "kinesisDestination", 5000),
        (Self::KinesisPrecision, "kinesisPrecision", 130_000),
        // Nobody recorded how long these take; five minutes are about what a small table is said to take.
        (Self::Export, "export", 300_000),
        (Self::Import, "import", 300_000),
        (Self::BulkPut, "bulkPut", 300_000),
    ];

    const COUNT: usize = 26;

    /// The step that options call `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, step, _)| *step == name).map(|(step, ..)| step)
    }
}

impl Lifecycle {
    /// Every change takes as long as AWS was observed to take.
    #[must_use]
    pub fn realistic() -> Self {
        Step::ALL.into_iter().fold(Self::default(), |lifecycle, (step, _, milliseconds)| lifecycle.with(step, milliseconds))
    }

    /// The same, but `step` takes `milliseconds`.
    #[must_use]
    pub fn with(mut self, step: Step, milliseconds: i64) -> Self {
        if let Some(delay) = self.0.get_mut(step as usize) {
            *delay = milliseconds;
        }
        self
    }

    /// How many milliseconds `step` takes.
    #[must_use]
    pub fn of(&self, step: Step) -> i64 {
        self.0.get(step as usize).copied().unwrap_or_default()
    }

    /// `change`, announced at `now`.
    #[must_use]
    pub fn pending(&self, change: PendingChange, now: Timestamp) -> Pending {
        Pending { delay: self.delay(&change), change, since: now }
    }

    fn delay(&self, change: &PendingChange) -> i64 {
        match change {
            PendingChange::Creation => self.of(Step::CreateTable),
            PendingChange::Restoration(_) => self.of(Step::RestoreTable),
            PendingChange::Deletion => self.of(Step::DeleteTable),
            PendingChange::ReplicaCreation | PendingChange::Replica(ReplicaChange::Create) => self.of(Step::CreateReplica),
            PendingChange::Replica(ReplicaChange::Update) => self.of(Step::UpdateReplica),
            PendingChange::ReplicaDeletion | PendingChange::Replica(ReplicaChange::Delete | ReplicaChange::Disassociate) => {
                self.of(Step::DeleteReplica)
            }
            PendingChange::Throughput(new) if new.billing.is_some() => self.of(Step::BillingMode),
            PendingChange::Throughput(_) | PendingChange::Class(_) => self.of(Step::UpdateTable),
            PendingChange::Stream { .. } => self.of(Step::Stream),
            PendingChange::TimeToLive(_) => self.of(Step::TimeToLive),
            PendingChange::Insights(..) => self.of(Step::ContributorInsights),
            PendingChange::Backups { restored } => {
                let table = if *restored { Step::RestoreTable } else { Step::CreateTable };
                self.of(table).saturating_add(self.of(Step::ContinuousBackups))
            }
            PendingChange::Warm(..) => self.of(Step::WarmThroughput),
            PendingChange::Encryption(_) => self.of(Step::Encryption),
            PendingChange::Allocation(_) => self.of(Step::AllocateIndex),
            PendingChange::Backfill(_) => self.of(Step::AllocateIndex).saturating_add(self.of(Step::BackfillIndex)),
            PendingChange::IndexDeletion(_) => self.of(Step::DeleteIndex),
            PendingChange::Protection => self.of(Step::DeletionProtection),
            PendingChange::Tags(_) => self.of(Step::Tags),
            PendingChange::Policy(..) => self.of(Step::Policy),
            PendingChange::Destination(_) => self.of(Step::KinesisDestination),
            PendingChange::Precision(_) => self.of(Step::KinesisPrecision),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_place_of_its_own() {
        for (at, (step, name, milliseconds)) in Step::ALL.into_iter().enumerate() {
            assert_eq!(step as usize, at, "{name}");
            assert_eq!((Lifecycle::default().of(step), Lifecycle::realistic().of(step)), (0, milliseconds), "{name}");
            assert_eq!(Lifecycle::default().with(step, 7).of(step), 7, "{name}");
        }
    }
}
