//! What a table is going through: changes that were announced and are not complete yet.
//!
//! A table is kept as its changes were announced, until [`Table::settled`] completes them one by one. The statuses of a table and of its indexes
//! follow from what is pending and from nothing else.

use std::sync::Arc;

use super::{
    Billing, ContributorInsights, DestinationStatus, Encryption, Status, StreamingDestination, Table, TableClassSetting,
    TableSettings, Tags, Throughput, TimeToLive, Units,
};
use crate::Timestamp;
use crate::policy::Slot;
use crate::stored::{stored_enum, stored_struct};

/// A change that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// What changes.
    pub change: PendingChange,
    /// When it was announced.
    pub since: Timestamp,
    /// After how many milliseconds it is complete. What takes none is complete whatever the clock says then.
    pub delay: i64,
}

/// What is not complete yet, with what holds once it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PendingChange {
    /// The table is being made.
    Creation,
    /// The table is being made with items from elsewhere.
    Restoration(Arc<Origin>),
    /// The table is on its way out.
    Deletion,
    /// The table is being made as a replica of another one.
    ReplicaCreation,
    /// The table is on its way out of a global table.
    ReplicaDeletion,
    /// A replica of the table elsewhere is being changed.
    Replica(ReplicaChange),
    /// Another billing mode, other units.
    Throughput(Box<NewThroughput>),
    /// So much warm throughput of the table, or of the index of that name.
    Warm(Option<Arc<str>>, Units),
    /// The stream.
    Stream {
        /// When it was enabled.
        label: Timestamp,
        /// Whether it is enabled, not disabled.
        enabled: bool,
    },
    /// Another table class.
    Class(TableClassSetting),
    /// Another key.
    Encryption(Option<Encryption>),
    /// A place for the index of that name, before items are read into it.
    Allocation(Arc<str>),
    /// The items of the index of that name.
    Backfill(Arc<str>),
    /// The index of that name is on its way out.
    IndexDeletion(Arc<str>),
    /// Backups of a new table can be made once this is complete.
    Backups {
        /// Whether the table is restored.
        restored: bool,
    },
    /// When items expire, from then on.
    TimeToLive(TimeToLive),
    /// Contributor insights of the table, or of the index of that name.
    Insights(Option<Arc<str>>, ContributorInsights),
    /// Deletion protection was switched; it is not switched again for a while.
    Protection,
    /// The tags were changed: these are read meanwhile.
    Tags(Tags),
    /// A policy was changed, that of the table or that of the stream that was enabled at that time. This is read for a moment, and it is
    /// not changed again for a while.
    Policy(Option<Timestamp>, Slot),
    /// A destination of the table's changes, which is enabled or disabled.
    Destination(StreamingDestination),
    /// The precision of what is sent to the destination of this ARN.
    Precision(Arc<str>),
}

/// What becomes of a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplicaChange {
    /// It is being made.
    Create,
    /// It is given other settings.
    Update,
    /// It is on its way out.
    Delete,
    /// The table itself is on its way to be a replica no more.
    Disassociate,
}

/// Throughput that is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewThroughput {
    /// How the table is paid for, if that changes.
    pub billing: Option<Billing>,
    /// That of the table, if it changes.
    pub table: Option<Throughput>,
    /// That of global secondary indexes, by name.
    pub indexes: Vec<(Arc<str>, Throughput)>,
}

/// Where the items of a table come from that is being restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The ARN of the backup, unless a past second is restored.
    pub backup: Option<String>,
    /// The ARN of the table whose items they were.
    pub table: String,
    /// When they were as they will be here.
    pub time: Timestamp,
}

/// How long what was changed of a policy is not read, in milliseconds (observed 2026-10-09: 0.8 to 2.7 seconds).
const POLICY_LAG: i64 = 2000;
/// How long operations beside those on tables do not know a table that is being created, and for how long they know one that is being deleted
/// (observed 2026-10-08: 1 to 5 seconds, and 1 to 1.6).
const KNOWN_AFTER: i64 = 3000;
const KNOWN_UNTIL: i64 = 1000;

impl Pending {
    /// Whether what was changed of a policy is not read yet.
    #[must_use]
    pub const fn hides_policy(&self, now: Timestamp) -> bool {
        now.0.saturating_sub(self.since.0) < POLICY_LAG
    }

    /// When it is complete.
    #[must_use]
    pub const fn end(&self) -> Timestamp {
        Timestamp(self.since.0.saturating_add(self.delay))
    }

    /// From when on it is to be settled.
    #[must_use]
    pub const fn due(&self) -> Timestamp {
        if self.delay > 0 { self.end() } else { Timestamp(i64::MIN) }
    }
}

impl PendingChange {
    /// The status that it gives to the table.
    const fn table_status(&self) -> Option<Status> {
        match self {
            Self::Creation | Self::Restoration(_) | Self::ReplicaCreation => Some(Status::Creating),
            Self::Deletion | Self::ReplicaDeletion => Some(Status::Deleting),
            Self::Replica(_) => Some(Status::Updating),
            Self::Throughput(throughput) if throughput.table.is_none() => None,
            Self::Throughput(_) | Self::Stream { .. } | Self::Class(_) | Self::Allocation(_) | Self::IndexDeletion(_) => {
                Some(Status::Updating)
            }
            Self::Warm(..)
            | Self::Encryption(_)
            | Self::Backfill(_)
            | Self::Backups { .. }
            | Self::TimeToLive(_)
            | Self::Protection
            | Self::Tags(_)
            | Self::Policy(..)
            | Self::Insights(..)
            | Self::Destination(_)
            | Self::Precision(_) => None,
        }
    }

    /// Whether there is no place beside it for most other changes of the table.
    #[must_use]
    pub const fn occupies_table(&self) -> bool {
        matches!(self.table_status(), Some(Status::Updating)) && !matches!(self, Self::Replica(_))
    }

    /// The status that it gives to the index `name`, and whether items are being read into that.
    fn index_status(&self, name: &str) -> Option<(Status, Option<bool>)> {
        match self {
            Self::Creation | Self::Restoration(_) | Self::ReplicaCreation => Some((Status::Creating, None)),
            Self::Allocation(index) if **index == *name => Some((Status::Creating, Some(false))),
            Self::Backfill(index) if **index == *name => Some((Status::Creating, Some(true))),
            Self::IndexDeletion(index) if **index == *name => Some((Status::Deleting, None)),
            Self::Throughput(new) if new.indexes.iter().any(|(index, _)| **index == *name) => Some((Status::Updating, None)),
            _ => None,
        }
    }

    /// Whether warm throughput of the table, or of the index of that name, is on its way.
    fn warms(&self, subject: Option<&str>) -> bool {
        match self {
            Self::Creation | Self::Restoration(_) => true,
            Self::Warm(index, _) => index.as_deref() == subject,
            Self::Allocation(index) | Self::Backfill(index) => Some(&**index) == subject,
            _ => false,
        }
    }
}

impl TableSettings {
    /// The changes that are not complete yet, in the order of their announcement.
    pub fn changes(&self) -> impl Iterator<Item = &PendingChange> {
        self.pending.iter().map(|pending| &pending.change)
    }

    /// Whether operations beside those on tables know the table: those on time to live, tags, policies, backups and recovery.
    #[must_use]
    pub fn is_known(&self, now: Timestamp) -> bool {
        self.pending.iter().all(|pending| {
            let elapsed = now.0.saturating_sub(pending.since.0);
            match pending.change {
                PendingChange::Creation => elapsed >= KNOWN_AFTER,
                PendingChange::Restoration(_) => false,
                PendingChange::Deletion => elapsed < KNOWN_UNTIL,
                _ => true,
            }
        })
    }

    /// Whether backups can be made, once there is such a table.
    #[must_use]
    pub fn has_backups(&self) -> bool {
        !self.changes().any(|change| matches!(change, PendingChange::Backups { .. }))
    }

    /// What the time to live is going to be, if it is being changed.
    #[must_use]
    pub fn next_time_to_live(&self) -> Option<&TimeToLive> {
        self.changes().find_map(|change| match change {
            PendingChange::TimeToLive(next) => Some(next),
            _ => None,
        })
    }

    /// The tags from before a change that is under way.
    #[must_use]
    pub fn tags_before(&self) -> Option<&Tags> {
        self.changes().find_map(|change| match change {
            PendingChange::Tags(before) => Some(before),
            _ => None,
        })
    }

    /// Whether items are being read into the index `name`, of whatever kind, while it is being created on a live table.
    #[must_use]
    pub fn backfilling(&self, name: &str) -> Option<bool> {
        self.changes().find_map(|change| change.index_status(name)).and_then(|(_, backfilling)| backfilling)
    }

    /// Where the items come from, of a table that is being restored.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.changes().find_map(|change| match change {
            PendingChange::Restoration(origin) => Some(&**origin),
            _ => None,
        })
    }

    /// Sets statuses to what is pending. An index that is allocated before it is filled has both changes pending, in this order.
    pub fn follow_pending(&mut self) {
        let Self { pending, condition, status, throughput, indexes, vector_indexes, .. } = self;
        let changes = || pending.iter().map(|pending| &pending.change);
        let index_status = |name: &str| changes().find_map(|change| change.index_status(name)).unwrap_or((Status::Active, None));
        let follow_warm = |throughput: &mut Throughput, subject: Option<&str>| {
            if let Some(warm) = &mut throughput.warm {
                warm.status = if changes().any(|change| change.warms(subject)) { Status::Updating } else { Status::Active };
            }
        };
        let otherwise = condition.as_ref().map_or(Status::Active, |condition| condition.kind.status());
        *status = changes().find_map(PendingChange::table_status).unwrap_or(otherwise);
        follow_warm(throughput, None);
        for index in indexes {
            (index.status, index.backfilling) = index_status(&index.schema.name);
            follow_warm(&mut index.throughput, Some(&index.schema.name));
        }
        for index in vector_indexes {
            (index.status, index.backfilling) = index_status(&index.schema.name);
        }
    }

    /// Sets the contributor insights of the table, or of the global secondary index of that name.
    pub fn set_insights(&mut self, index: Option<&str>, insights: ContributorInsights) {
        match index {
            None => self.insights = insights,
            Some(name) => {
                for index in self.indexes.iter_mut().filter(|index| *index.schema.name == *name) {
                    index.insights = insights;
                }
            }
        }
    }

    /// The same with statuses that are set to what is pending.
    #[must_use]
    pub fn following_pending(mut self) -> Self {
        self.follow_pending();
        self
    }

    /// The throughput of the table, or of the index of that name.
    fn throughput_mut(&mut self, index: Option<&str>) -> Option<&mut Throughput> {
        let Some(name) = index else { return Some(&mut self.throughput) };
        let index = self.indexes.iter_mut().find(|index| *index.schema.name == *name);
        index.map(|index| &mut index.throughput)
    }

    fn settle_throughput(&mut self, new: &NewThroughput, now: Timestamp) {
        self.billing = new.billing.map_or(self.billing, |billing| billing.settled_at(now));
        let table = new.table.iter().map(|throughput| (None, throughput));
        let indexes = new.indexes.iter().map(|(name, throughput)| (Some(&**name), throughput));
        for (index, after) in table.chain(indexes) {
            if let Some(throughput) = self.throughput_mut(index) {
                *throughput = throughput.settled_as(*after);
            }
        }
    }
}

impl Table {
    /// The table with `pending` beside what is pending already.
    #[must_use]
    pub fn with_pending(self, pending: impl IntoIterator<Item = Pending>) -> Self {
        let mut settings = self.settings().clone();
        settings.pending.extend(pending);
        settings.follow_pending();
        self.with_settings(settings)
    }

    /// The table once its pending change `at` is complete. After a deletion there is no table; that is for others to see to.
    #[must_use]
    pub fn settled(mut self, at: usize) -> Self {
        let mut settings = self.settings().clone();
        if at >= settings.pending.len() {
            return self;
        }
        let pending = settings.pending.remove(at);
        match &pending.change {
            PendingChange::Creation
            | PendingChange::Restoration(_)
            | PendingChange::Deletion
            | PendingChange::Stream { .. }
            | PendingChange::Backups { .. }
            | PendingChange::Protection
            | PendingChange::Tags(_)
            | PendingChange::Policy(..)
            | PendingChange::ReplicaCreation
            | PendingChange::ReplicaDeletion
            | PendingChange::Replica(_) => {}
            PendingChange::Backfill(_) => self.forget_past(),
            PendingChange::Throughput(new) => settings.settle_throughput(new, pending.end()),
            PendingChange::Warm(index, units) => {
                if let Some(throughput) = settings.throughput_mut(index.as_deref()) {
                    *throughput = throughput.warmed_to(*units);
                }
            }
            PendingChange::Insights(index, insights) => {
                settings.set_insights(index.as_deref(), ContributorInsights { changed: Some(pending.end()), ..*insights });
            }
            PendingChange::Destination(destination) => settings.destinations = settings.destinations_with(destination.clone()),
            PendingChange::Precision(stream) => {
                for destination in settings.destinations.iter_mut().filter(|destination| destination.stream == *stream) {
                    destination.status = DestinationStatus::Active;
                }
            }
            PendingChange::Class(class) => settings.class = Some(class.updated_at(pending.end())),
            PendingChange::TimeToLive(time_to_live) => settings.time_to_live.clone_from(time_to_live),
            PendingChange::Encryption(encryption) => settings.encryption.clone_from(encryption),
            PendingChange::Allocation(name) => self.fill_index(name),
            PendingChange::IndexDeletion(name) => {
                settings.indexes.retain(|index| index.schema.name != *name);
                settings.vector_indexes.retain(|index| index.schema.name != *name);
            }
        }
        settings.follow_pending();
        self.with_settings(settings)
    }

    /// Adds the index that the settings call `name`, with the items that it takes.
    fn fill_index(&mut self, name: &Arc<str>) {
        let settings = self.settings();
        let global = settings.indexes.iter().map(|index| &index.schema).find(|schema| schema.name == *name).cloned();
        let vector = settings.vector_indexes.iter().map(|index| &index.schema).find(|schema| schema.name == *name).cloned();
        if let Some(schema) = global {
            self.add_index(schema);
        }
        if let Some(schema) = vector {
            self.add_vector_index(schema);
        }
    }
}

stored_struct!(Pending { change, since, delay });
stored_enum!(PendingChange {
    0 => Creation,
    1 => Restoration(origin),
    2 => Deletion,
    3 => ReplicaCreation,
    4 => ReplicaDeletion,
    5 => Replica(change),
    6 => Throughput(throughput),
    7 => Warm(index, units),
    8 => Stream { label, enabled },
    9 => Class(class),
    10 => Encryption(encryption),
    11 => Allocation(index),
    12 => Backfill(index),
    13 => IndexDeletion(index),
    14 => Backups { restored },
    15 => TimeToLive(time_to_live),
    16 => Insights(index, insights),
    17 => Protection,
    18 => Tags(tags),
    19 => Policy(stream, slot),
    20 => Destination(destination),
    21 => Precision(stream),
});
stored_enum!(ReplicaChange { 0 => Create, 1 => Update, 2 => Delete, 3 => Disassociate });
stored_struct!(NewThroughput { billing, table, indexes });
stored_struct!(Origin { backup, table, time });
