//! How a replica of a global table follows what is changed in another one.
//!
//! Most settings are those of all replicas. What a replica may be given of its own (read capacity, bounds of reads, the class) follows as long
//! as it is what the other one had: to override a setting is to differ in it (observed 2026-10-09). Deletion protection, tags, policies,
//! recovery and the keys that tables are encrypted with are each replica's own.
//!
//! A change that takes its time takes the same time everywhere: what is pending of one table becomes pending of all.

use super::{
    GlobalIndexSettings, NewThroughput, OnDemandThroughput, Pending, PendingChange, ProvisionedThroughput, Table,
    TableClassSetting, TableSettings, Throughput, Units,
};
use crate::Timestamp;

impl Table {
    /// This replica once it follows a change of another one from `before` to `after`.
    #[must_use]
    pub fn following(&self, before: &Self, after: &Self, now: Timestamp) -> Self {
        let mut table = self.clone();
        for index in before.indexes().iter().map(|index| &index.schema().name) {
            if after.index(index).is_none() {
                table.remove_index(index);
            }
        }
        for index in before.vector_indexes().iter().map(|index| &index.schema().name) {
            if after.vector_index(index).is_none() {
                table.remove_index(index);
            }
        }
        let changed = Changed { own: self.settings(), before: before.settings(), after: after.settings(), now };
        let begun = changed.after.pending.iter().filter(|pending| !changed.before.pending.contains(pending));
        let pending: Vec<_> = begun.filter_map(|pending| changed.pending(pending)).collect();
        table.with_settings(changed.settings()).with_pending(pending)
    }
}

/// The settings of a replica that follows, and those of another one before and after a change at a time.
struct Changed<'t> {
    own: &'t TableSettings,
    before: &'t TableSettings,
    after: &'t TableSettings,
    now: Timestamp,
}

impl Changed<'_> {
    /// What holds for the replica at once.
    fn settings(&self) -> TableSettings {
        let Self { own, before, after, .. } = self;
        let mut settings = (*own).clone();
        settings.throughput.on_demand = bounds(own.throughput.on_demand, before.throughput.on_demand, after.throughput.on_demand);
        for index in &mut settings.indexes {
            let [before, after] = [before, after].map(|settings| index_of(settings, &index.schema.name));
            if let (Some(before), Some(after)) = (before, after) {
                let own = index.throughput.on_demand;
                index.throughput.on_demand = bounds(own, before.throughput.on_demand, after.throughput.on_demand);
            }
        }
        if before.billing != after.billing {
            settings.billing = after.billing;
            settings.throughput.on_demand = after.throughput.on_demand;
        }
        settings.auto_scaling = match after.global.replicates_settings {
            Some(true) => after.auto_scaling.clone(),
            _ => own.auto_scaling.with_writes_of(&after.auto_scaling),
        };
        let is_new = |index: &&GlobalIndexSettings| index_of(own, &index.schema.name).is_none();
        settings.indexes.extend(after.indexes.iter().filter(is_new).cloned());
        let has_vectors = |name: &str| own.vector_indexes.iter().any(|index| *index.schema.name == *name);
        let new_vectors = after.vector_indexes.iter().filter(|index| !has_vectors(&index.schema.name));
        settings.vector_indexes.extend(new_vectors.cloned());
        settings
    }

    /// What is pending of the replica because `pending` is of the other one.
    fn pending(&self, pending: &Pending) -> Option<Pending> {
        let change = match &pending.change {
            PendingChange::Throughput(new) => PendingChange::Throughput(Box::new(self.throughput(new))),
            PendingChange::Class(class) => PendingChange::Class(self.class(class)?),
            PendingChange::Warm(..)
            | PendingChange::Allocation(_)
            | PendingChange::Backfill(_)
            | PendingChange::IndexDeletion(_)
            | PendingChange::TimeToLive(_) => pending.change.clone(),
            _ => return None,
        };
        Some(Pending { change, ..pending.clone() })
    }

    fn throughput(&self, new: &NewThroughput) -> NewThroughput {
        let followed = |own: Throughput, before: Throughput, after: Throughput| {
            let (own_units, was, is) = (own.provisioned.units, before.provisioned.units, after.provisioned.units);
            let units =
                Units { read: read(own_units.read, was.read, is.read), write: write(own_units.write, was.write, is.write) };
            Throughput { provisioned: provisioned(own.provisioned, units, self.now), ..after }
        };
        let indexes = new.indexes.iter().filter_map(|(name, after)| {
            let [own, before] = [self.own, self.before].map(|settings| index_of(settings, name));
            Some((name.clone(), followed(own?.throughput, before?.throughput, *after)))
        });
        NewThroughput {
            billing: new.billing,
            table: new.table.map(|after| followed(self.own.throughput, self.before.throughput, after)),
            indexes: indexes.collect(),
        }
    }

    /// The class of a replica whose class is not its own.
    fn class(&self, after: &TableClassSetting) -> Option<TableClassSetting> {
        let [own, before] = [self.own, self.before].map(|settings| TableClassSetting::class_of(settings.class));
        let changed = TableClassSetting::changed(self.own.class, after.class, self.now).ok().flatten();
        changed.filter(|_| own == before)
    }
}

fn index_of<'t>(settings: &'t TableSettings, name: &str) -> Option<&'t GlobalIndexSettings> {
    settings.indexes.iter().find(|index| *index.schema.name == *name)
}

fn bounds(own: OnDemandThroughput, before: OnDemandThroughput, after: OnDemandThroughput) -> OnDemandThroughput {
    OnDemandThroughput { read: read(own.read, before.read, after.read), write: write(own.write, before.write, after.write) }
}

/// What follows only where it is not overridden.
fn read<T: PartialEq + Copy>(own: T, before: T, after: T) -> T {
    if own == before { after } else { own }
}

/// What is one for all replicas.
fn write<T: PartialEq + Copy>(own: T, before: T, after: T) -> T {
    if before == after { own } else { after }
}

/// A replica follows though it has used up the decreases of its day: AWS counts them where they are asked for.
fn provisioned(own: ProvisionedThroughput, units: Units, now: Timestamp) -> ProvisionedThroughput {
    let mut provisioned = own;
    provisioned.units = units;
    own.changed(units, now).unwrap_or(provisioned)
}
