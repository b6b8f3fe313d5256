//! A change of a table being put together: what the response announces and what holds once the change is complete.

use std::sync::Arc;

use super::fault::UpdateFault;
use crate::Timestamp;
use crate::account::{GlobalTable, GlobalTableVersion};
use crate::table::{GlobalIndexSettings, NewThroughput, PendingChange, Status, Table, TableSettings, Units, VectorIndexSettings};

/// The table as it was, the two versions of its settings that a change makes, and what lies between them.
#[derive(Debug)]
pub struct Update {
    /// The table before the change.
    pub table: Table,
    /// The time of the change.
    pub now: Timestamp,
    /// Whether the table is a replica of a global table.
    pub is_replica: bool,
    /// Whether it may become one no more: its regions do not agree on each write.
    pub is_disassociable: bool,
    /// Whether the other replicas are told by its stream what is written.
    pub needs_stream: bool,
    /// What the response tells.
    pub announced: TableSettings,
    /// What holds once the change is complete.
    pub settled: TableSettings,
    /// What becomes of the units of the table.
    pub units: UnitsChange,
    /// What else changes and takes its time.
    pub changes: Vec<PendingChange>,
}

/// What becomes of the units of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitsChange {
    /// Nothing.
    None,
    /// There are more or fewer.
    Units,
    /// The table is paid for in the other way.
    Switch,
}

impl Update {
    /// No change of `table` yet.
    pub fn new(table: Table, now: Timestamp, global: Option<&GlobalTable>) -> Self {
        let settings = table.settings().clone();
        Self {
            table,
            now,
            is_replica: global.is_some(),
            is_disassociable: global
                .is_some_and(|global| global.version == GlobalTableVersion::Current && !global.consistency.is_strong()),
            needs_stream: global.is_some_and(|global| !global.consistency.is_strong()),
            announced: settings.clone(),
            settled: settings,
            units: UnitsChange::None,
            changes: Vec::new(),
        }
    }

    /// Both versions of the settings of the global secondary index `name`, announced and settled; `verb` says what is to be done to it.
    pub fn index(
        &mut self,
        name: &str,
        verb: &'static str,
    ) -> Result<(&mut GlobalIndexSettings, &mut GlobalIndexSettings), UpdateFault> {
        let announced = self.announced.indexes.iter_mut().find(|index| &*index.schema.name == name);
        let settled = self.settled.indexes.iter_mut().find(|index| &*index.schema.name == name);
        match (announced, settled) {
            (Some(announced), Some(settled)) => Ok((announced, settled)),
            _ if self.table.has_index(name) => Err(UpdateFault::NotGlobal(verb, name.to_owned())),
            _ => Err(UpdateFault::IndexNotFound { index: name.to_owned(), table: self.table.name().to_string() }),
        }
    }

    /// Adds an index that the response announces and that is filled from the table's items.
    pub fn create_index(&mut self, announced: GlobalIndexSettings, settled: GlobalIndexSettings) {
        self.begin_index(&settled.schema.name);
        self.announced.indexes.push(announced);
        self.settled.indexes.push(settled);
    }

    /// Adds a vector index that the response announces and that is filled from the table's items.
    pub fn create_vector_index(&mut self, announced: VectorIndexSettings, settled: VectorIndexSettings) {
        self.begin_index(&settled.schema.name);
        self.announced.vector_indexes.push(announced);
        self.settled.vector_indexes.push(settled);
    }

    fn begin_index(&mut self, name: &Arc<str>) {
        self.announced.status = Status::Updating;
        self.changes.extend([PendingChange::Allocation(Arc::clone(name)), PendingChange::Backfill(Arc::clone(name))]);
    }

    /// Takes the index `name`, of whatever kind, away. It answers no request any more, but is told of until that is complete.
    pub fn delete_index(&mut self, name: &str) {
        self.announced.status = Status::Updating;
        self.settled.indexes.retain(|index| &*index.schema.name != name);
        self.settled.vector_indexes.retain(|index| &*index.schema.name != name);
        self.table.remove_index(name);
        self.forget(|change| matches!(change, PendingChange::Backfill(index) if **index == *name));
        self.changes.push(PendingChange::IndexDeletion(name.into()));
    }

    /// Begins to warm the table, or the index of that name, up to `units`, whatever was under way; `current` are the units that are warm.
    pub fn warm(&mut self, index: Option<&str>, units: Units, current: Units) {
        self.forget(|change| matches!(change, PendingChange::Warm(subject, _) if subject.as_deref() == index));
        if units != current {
            self.changes.push(PendingChange::Warm(index.map(Into::into), units));
        }
    }

    /// What was under way and is `given_up` comes to nothing.
    fn forget(&mut self, given_up: impl Fn(&PendingChange) -> bool) {
        self.announced.pending.retain(|pending| !given_up(&pending.change));
    }

    /// The table as it is from now on, and the changes of it that begin now.
    pub fn begun(mut self) -> (Table, Vec<PendingChange>) {
        let throughput = self.throughput();
        if throughput.table.is_some() || !throughput.indexes.is_empty() {
            self.changes.push(PendingChange::Throughput(Box::new(throughput)));
        }
        // Bounds of on-demand requests hold at once; what takes one away is told by the response alone.
        let mut settings = self.announced;
        settings.throughput.on_demand = settings.throughput.on_demand.settled();
        for index in &mut settings.indexes {
            index.throughput.on_demand = index.throughput.on_demand.settled();
        }
        (self.table.with_settings(settings), self.changes)
    }

    /// The throughput that changes: the table's if it is said so, and that of all indexes that are announced as being updated.
    fn throughput(&self) -> NewThroughput {
        let Self { announced, settled, units, .. } = self;
        let updating =
            |name: &str| announced.indexes.iter().any(|index| *index.schema.name == *name && index.status == Status::Updating);
        let indexes = settled.indexes.iter().filter(|index| updating(&index.schema.name));
        NewThroughput {
            billing: (*units == UnitsChange::Switch).then_some(settled.billing),
            table: (*units != UnitsChange::None).then_some(settled.throughput),
            indexes: indexes.map(|index| (Arc::clone(&index.schema.name), index.throughput)).collect(),
        }
    }
}
