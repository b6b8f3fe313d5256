//! Replicas among all tables: how writes and changes of a global table reach them.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::replication::{Arrival, marked};
use super::{Change, Database, GlobalTable, GlobalTableId, GlobalTableVersion, GlobalTables, Place, Replica};
use crate::Timestamp;
use crate::table::{Batch, Commit, GlobalSettings, Pending, PendingChange, ReplicaChange, Table, Write};
use crate::value::KeyBytes;

impl Database {
    /// All global tables, and which regions are cut off.
    #[must_use]
    pub const fn global_tables(&self) -> &GlobalTables {
        &self.global_tables
    }

    /// The same, to cut regions off.
    pub const fn global_tables_mut(&mut self) -> &mut GlobalTables {
        &mut self.global_tables
    }

    /// The global table that the table `name` in `place` is a replica of.
    #[must_use]
    pub fn global_table(&self, place: &Place, name: &str) -> Option<&GlobalTable> {
        self.global_tables.get(self.global_table_id(place, name)?)
    }

    /// Whether the item under `key` of the table `name` in `place` is being written at `now` in another region whose replica has to agree.
    #[must_use]
    pub fn is_written_elsewhere(&self, place: &Place, name: &str, key: &KeyBytes, now: Timestamp) -> bool {
        let global = self.global_table(place, name).filter(|global| global.consistency.is_strong());
        global.is_some_and(|global| global.is_written_elsewhere(place, key, now, self.replication_lag.0))
    }

    /// Makes a global table of `version` of the tables `name` in `places`, in that order. Of the current version the first one is the
    /// source of the others.
    pub fn found_global_table(
        &mut self,
        name: &Arc<str>,
        version: GlobalTableVersion,
        places: &[Place],
        now: Timestamp,
    ) -> GlobalTableId {
        let id = self.global_tables.found(Arc::clone(name), version, now);
        for place in places {
            let is_made_of = |first: &&Place| version == GlobalTableVersion::Current && *first != place;
            let source = places.first().filter(is_made_of).map(|first| (first.clone(), now));
            self.join(id, name, Replica::new(place.clone(), source), false);
        }
        id
    }

    /// Makes the table `name` in `place` a replica of the global table of which `source` is one, whose items it has.
    pub fn join_global_table(&mut self, name: &str, place: &Place, source: &Place, now: Timestamp) {
        if let Some(id) = self.global_table_id(source, name) {
            let is_made = self.global_tables.get(id).is_some_and(|global| global.version == GlobalTableVersion::Current);
            self.join(id, name, Replica::new(place.clone(), is_made.then(|| (source.clone(), now))), true);
        }
    }

    fn join(&mut self, id: GlobalTableId, name: &str, replica: Replica, is_late: bool) {
        self.set_global_table(&replica.place, name, Some(id));
        self.global_tables.join(id, replica, is_late);
    }

    /// Makes a table of its own again of the table `name` in `place`. What was written to it arrives at the other replicas. A global table of
    /// the current version is none without others.
    pub fn leave_global_table(&mut self, place: &Place, name: &str, now: Timestamp) {
        let Some(id) = self.global_table_id(place, name) else { return };
        let arrivals = self.global_tables.leave(id, place);
        self.commit_arrivals(id, name, arrivals, now..=now);
        self.set_global_table(place, name, None);
        let Some(global) = self.global_tables.get(id) else { return };
        let last = match (global.version, global.replicas()) {
            (_, []) => None,
            (GlobalTableVersion::Current, [last]) => Some(last.place.clone()),
            _ => return,
        };
        if let Some(last) = last {
            self.set_global_table(&last, name, None);
        }
        self.global_tables.dissolve(id);
    }

    /// Commits what has arrived at replicas at `now`: each write at the time from which on it was to, but none before `since`, when what was
    /// held up until then came free.
    pub fn receive_replicated(&mut self, now: Timestamp, since: Timestamp) {
        for id in self.global_tables.awaiting(now, self.replication_lag) {
            let Some(name) = self.global_tables.get(id).map(|global| Arc::clone(&global.name)) else { continue };
            let arrivals = self.global_tables.receive(id, now, self.replication_lag);
            self.commit_arrivals(id, &name, arrivals, since..=now);
        }
        while let Some((name, place)) = self.global_tables.parted(now) {
            self.leave_global_table(&place, &name, now);
            self.settle_disassociation(&place, &name, now);
        }
    }

    /// Has the table `name` in `place` be a replica no more from `ready` on, once nothing is on its way from it or to it.
    pub fn disassociate(&mut self, place: &Place, name: &str, ready: Timestamp) {
        if let Some(id) = self.global_table_id(place, name) {
            self.global_tables.part(id, place, ready);
        }
    }

    fn settle_disassociation(&mut self, place: &Place, name: &str, now: Timestamp) {
        let Some(table) = self.table(place, name) else { return };
        let is_it = |pending: &Pending| pending.change == PendingChange::Replica(ReplicaChange::Disassociate);
        let Some(at) = table.settings().pending.iter().position(is_it) else { return };
        let mut settings = table.settings().clone();
        settings.global = GlobalSettings::default();
        let table = table.clone().with_settings(settings).settled(at);
        self.apply(place, Change::Put(table.into()), now);
    }

    /// Brings what was written to the replica `name` in `place` to the others, or sends it to them.
    pub(super) fn replicate(&mut self, id: GlobalTableId, place: &Place, name: &str, batch: &Batch, now: Timestamp) {
        let is_legacy = self.global_tables.get(id).is_some_and(|global| global.version == GlobalTableVersion::Legacy);
        if is_legacy {
            let batch = self.mark(place, name, batch, now);
            return self.distribute(id, place, name, &batch, now);
        }
        self.distribute(id, place, name, batch, now);
    }

    fn distribute(&mut self, id: GlobalTableId, place: &Place, name: &str, batch: &Batch, now: Timestamp) {
        match self.global_tables.reached_at_once(id, place, self.replication_lag) {
            Some(others) => {
                self.global_tables.begin(id, place, batch, now, self.replication_lag);
                for other in others {
                    self.arrive(id, name, [place, &other], batch, now);
                }
            }
            None => self.global_tables.send(id, place, batch, now, self.replication_lag),
        }
    }

    /// Marks what was put into the replica `name` of the legacy version in `place`, which is a write of its own, and gives what the others get.
    fn mark(&mut self, place: &Place, name: &str, batch: &Batch, now: Timestamp) -> Batch {
        let mark = |write: &Write| match write {
            Write::Put { key, item } => Write::Put { key: key.clone(), item: marked(item, place, now, false) },
            Write::Delete { .. } => write.clone(),
        };
        let sent: Batch = batch.writes().iter().map(mark).collect();
        let puts = sent.writes().iter().filter(|write| write.item().is_some()).cloned().collect();
        self.commit(place, name, &puts, Commit::by_replication(now));
        sent
    }

    /// Commits what comes from one place to another. An item of the legacy version is marked before it is deleted (developer guide: two writes).
    fn arrive(&mut self, id: GlobalTableId, name: &str, [from, to]: [&Place; 2], batch: &Batch, now: Timestamp) {
        let is_legacy = self.global_tables.get(id).is_some_and(|global| global.version == GlobalTableVersion::Legacy);
        let marks: Vec<_> =
            batch.writes().iter().filter(|_| is_legacy).filter_map(|write| self.mark_of(to, from, name, write, now)).collect();
        if !marks.is_empty() {
            self.commit(to, name, &marks.into_iter().collect(), Commit::by_replication(now));
        }
        self.commit(to, name, batch, Commit::by_replication(now));
    }

    /// What marks the item in `place` that `write`, made in `from`, is about to delete.
    fn mark_of(&self, place: &Place, from: &Place, name: &str, write: &Write, now: Timestamp) -> Option<Write> {
        let Write::Delete { key } = write else { return None };
        let item = self.table(place, name)?.get(key.as_bytes())?;
        Some(Write::Put { key: key.clone(), item: marked(item, from, now, true) })
    }

    /// The other replicas of the table `name` in `place`, as they are once they follow its change from `before` to `after`; none of a global
    /// table of the legacy version, whose tables are set up one by one.
    pub(super) fn followers(&self, place: &Place, before: &Table, after: &Table, now: Timestamp) -> Vec<(Place, Arc<Table>)> {
        let global = self.global_table(place, after.name()).filter(|global| global.version == GlobalTableVersion::Current);
        let others = global.into_iter().flat_map(|global| global.others(place));
        let followed = |replica: &Replica| {
            let table = self.table(&replica.place, after.name())?;
            Some((replica.place.clone(), Arc::new(table.following(before, after, now))))
        };
        others.filter_map(followed).collect()
    }

    fn commit_arrivals(&mut self, id: GlobalTableId, name: &str, arrivals: Vec<Arrival>, when: RangeInclusive<Timestamp>) {
        for Arrival { from, to, due, write } in arrivals {
            self.arrive(id, name, [&from, &to], &write.into(), due.max(*when.start()).min(*when.end()));
        }
    }
}
