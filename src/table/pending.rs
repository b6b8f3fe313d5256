//! What a table is going through: changes that were announced and are not complete yet.
//!
//! A table is kept as its changes were announced, until [`Table::settled`] completes them one by one. The statuses of a table and of its indexes
//! follow from what is pending and from nothing else.

use std::sync::Arc;

use super::{Billing, Encryption, Status, Table, TableClassSetting, TableSettings, Throughput, Units};
use crate::Timestamp;

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

impl Pending {
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
            Self::Creation | Self::Restoration(_) => Some(Status::Creating),
            Self::Deletion => Some(Status::Deleting),
            Self::Throughput(throughput) if throughput.table.is_none() => None,
            Self::Throughput(_) | Self::Stream { .. } | Self::Class(_) | Self::Allocation(_) | Self::IndexDeletion(_) => {
                Some(Status::Updating)
            }
            Self::Warm(..) | Self::Encryption(_) | Self::Backfill(_) => None,
        }
    }

    /// The status that it gives to the index `name`, and whether items are being read into that.
    fn index_status(&self, name: &str) -> Option<(Status, Option<bool>)> {
        match self {
            Self::Creation | Self::Restoration(_) => Some((Status::Creating, None)),
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
        let Self { pending, status, throughput, indexes, vector_indexes, .. } = self;
        let changes = || pending.iter().map(|pending| &pending.change);
        let index_status = |name: &str| changes().find_map(|change| change.index_status(name)).unwrap_or((Status::Active, None));
        let follow_warm = |throughput: &mut Throughput, subject: Option<&str>| {
            if let Some(warm) = &mut throughput.warm {
                warm.status = if changes().any(|change| change.warms(subject)) { Status::Updating } else { Status::Active };
            }
        };
        *status = changes().find_map(PendingChange::table_status).unwrap_or(Status::Active);
        follow_warm(throughput, None);
        for index in indexes {
            (index.status, index.backfilling) = index_status(&index.schema.name);
            follow_warm(&mut index.throughput, Some(&index.schema.name));
        }
        for index in vector_indexes {
            (index.status, index.backfilling) = index_status(&index.schema.name);
        }
    }

    /// The throughput of the table, or of the index of that name.
    fn throughput_mut(&mut self, index: Option<&str>) -> Option<&mut Throughput> {
        let Some(name) = index else { return Some(&mut self.throughput) };
        let index = self.indexes.iter_mut().find(|index| *index.schema.name == *name);
        index.map(|index| &mut index.throughput)
    }

    fn settle_throughput(&mut self, new: &NewThroughput) {
        self.billing = new.billing.unwrap_or(self.billing);
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

    /// The table once `pending`, one of its changes, is complete. After a deletion there is no table; that is for others to see to.
    #[must_use]
    pub fn settled(mut self, pending: &Pending) -> Self {
        let mut settings = self.settings().clone();
        settings.pending.retain(|other| other != pending);
        match &pending.change {
            PendingChange::Creation | PendingChange::Restoration(_) | PendingChange::Deletion | PendingChange::Stream { .. } => {}
            PendingChange::Backfill(_) => self.forget_past(),
            PendingChange::Throughput(new) => settings.settle_throughput(new),
            PendingChange::Warm(index, units) => {
                if let Some(throughput) = settings.throughput_mut(index.as_deref()) {
                    *throughput = throughput.warmed_to(*units);
                }
            }
            PendingChange::Class(class) => settings.class = Some(*class),
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
