//! All tables of all accounts and regions.

use std::cell::RefCell;
use std::ops::Bound;
use std::sync::Arc;

use super::by_place::ByPlace;
use super::{
    Backup, BackupId, BackupKey, Backups, BulkPut, Charge, CompletedTransaction, CompletedTransactions, Counts, GlobalTableId,
    GlobalTables, HeldTransactions, Job, JobKind, Jobs, KeyCounters, KeyEvent, Meters, Observer, Place, Rate, Recovery,
    ReplicationLag, Throttle, Throttling, TokenSpace, job_key,
};
use crate::Timestamp;
use crate::bucket::{Buckets, Entry, EntryKey};
use crate::stream::{DataStream, DataStreams, Streams};
use crate::table::{Batch, Commit, Consistency, Dimension, Pending, PendingChange, Table, Write, Written};
use crate::value::{Held, KeyMap};

/// The state of an emulator. A clone is a snapshot and takes constant time.
#[derive(Debug, Clone, Default)]
pub struct Database {
    pub(super) places: ByPlace<Contents>,
    /// The tables whose items expire.
    pub(super) expiring: Arc<Vec<(Place, Arc<str>)>>,
    /// The tables that changes are pending of.
    pub(super) changing: Arc<Vec<(Place, Arc<str>)>>,
    /// When the first of these changes is due, if there is one.
    pub(super) due: Option<Timestamp>,
    /// When the next slice of a bulk put is due, if one is under way.
    pub(super) bulk_put_due: Option<Timestamp>,
    pub(super) consistency: Consistency,
    /// What is left of the throughput of tables, where it is enforced. To count is to change nothing that is counted.
    pub(super) meters: Option<RefCell<Meters>>,
    /// What is counted of keys, where contributor insights are enabled.
    pub(super) counters: RefCell<KeyCounters>,
    pub(super) observer: Observer,
    /// Whether there are meters, counters or an observer of costs: whether anybody looks at what requests cost.
    pub(super) watched: bool,
    pub(super) held: HeldTransactions,
    /// All buckets, whose names all accounts and regions share.
    pub(super) buckets: Buckets,
    pub(super) global_tables: GlobalTables,
    pub(super) replication_lag: ReplicationLag,
    /// When a sweep last left no item that had expired, or when items began to expire at all.
    pub(super) swept: Timestamp,
}

/// A request waits for so many deletions of expired items at most.
const SWEPT_AT_ONCE: usize = 1000;

/// What there is in one account and region.
#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    pub(super) tables: KeyMap<Kept>,
    pub(super) streams: Streams,
    pub(super) data_streams: DataStreams,
    pub(super) completed: CompletedTransactions,
    pub(super) backups: Backups,
    pub(super) jobs: Jobs,
    /// The bulk puts under way, by the keys of their jobs.
    pub(super) bulk_puts: KeyMap<Arc<BulkPut>>,
}

/// A table and what follows its writes beside its stream.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) table: Arc<Table>,
    /// Its past, if its recovery is enabled.
    pub(super) recovery: Option<Arc<Recovery>>,
    /// The global table that it is a replica of.
    pub(super) global: Option<GlobalTableId>,
}

impl Held for Kept {}

/// A change of which tables there are or of what is set for one.
#[derive(Debug)]
pub enum Change {
    /// A table is created, or takes the place of the version of it that was there.
    Put(Arc<Table>),
    /// The same; if the table is a replica, the others follow.
    Share(Arc<Table>),
    /// A table is gone with all that is in it.
    Drop(Arc<str>),
}

impl Database {
    /// No tables yet; those to come are read with `consistency`, their throughput is enforced if `throttling` says how, and their replicas
    /// follow with `replication_lag`.
    #[must_use]
    pub fn new(consistency: Consistency, throttling: Option<Throttling>, replication_lag: ReplicationLag) -> Self {
        let meters = throttling.map(|throttling| RefCell::new(Meters::new(throttling)));
        Self { consistency, watched: meters.is_some(), meters, replication_lag, ..Self::default() }
    }

    /// Takes over the tables of `other` and what is remembered beside them. How reads and replicas behave, whether throughput is enforced and who
    /// observes stays as it is.
    pub fn restore(&mut self, other: &Self) {
        let meters = self.meters.take();
        if let Some(meters) = &meters {
            meters.borrow_mut().restore(other.meters.as_ref().map(RefCell::borrow).as_deref());
        }
        let (consistency, replication_lag, observer) =
            (self.consistency, self.replication_lag, std::mem::take(&mut self.observer));
        *self = Self { consistency, meters, observer, replication_lag, ..other.clone() };
        self.watched = self.is_watched();
    }

    /// Whether anybody looks at what requests cost: their throughput is enforced, keys are counted, or costs are observed.
    #[must_use]
    pub const fn watches_costs(&self) -> bool {
        self.watched
    }

    /// Whether keys are counted.
    #[must_use]
    pub fn counts_keys(&self) -> bool {
        self.watched && !self.counters.borrow().is_empty()
    }

    fn is_watched(&mut self) -> bool {
        self.meters.is_some() || self.observer.observes_costs() || !self.counters.get_mut().is_empty()
    }

    /// Who observes.
    #[must_use]
    pub const fn observer(&self) -> &Observer {
        &self.observer
    }

    /// The same, for subscribers to come and go.
    pub const fn observer_mut(&mut self) -> &mut Observer {
        &mut self.observer
    }

    /// From now on what requests cost is kept for who observes it, or not.
    pub fn observe_costs(&mut self, observes: bool) {
        self.observer.observe_costs(observes);
        self.watched = self.is_watched();
    }

    /// All tables with their places.
    pub fn tables(&self) -> impl Iterator<Item = (&Place, &Arc<Table>)> {
        self.places.iter().flat_map(|(place, contents)| contents.tables.iter().map(move |(_, kept)| (place, &kept.table)))
    }

    /// How many tables there are in `place`.
    #[must_use]
    pub fn table_count(&self, place: &Place) -> usize {
        self.places.get(place).map_or(0, |contents| contents.tables.len())
    }

    /// Takes all items out of the table `name` in `place` at once, and says how many they were. Its replicas are emptied with it, and what was on its way to them is
    /// forgotten. Recovery keeps what there was; streams are not told.
    pub fn clear(&mut self, place: &Place, name: &str, now: Timestamp) -> usize {
        let Some(table) = self.shared(place, name) else { return 0 };
        let (count, name) = (table.items().len(), Arc::clone(table.name()));
        let places = self.global_tables.forget_writes(self.global_table_id(place, &name));
        for place in places.iter().chain([place]) {
            self.empty(place, &name, now);
        }
        count
    }

    fn empty(&mut self, place: &Place, name: &Arc<str>, now: Timestamp) {
        let kept = self.places.get_mut(place).and_then(|contents| contents.tables.get_mut(name.as_bytes()));
        let Some(Kept { table, recovery, .. }) = kept.filter(|kept| !kept.table.items().is_empty()) else { return };
        if let Some(recovery) = recovery {
            Arc::make_mut(recovery).keep(table, now);
        }
        *table = Arc::new(table.emptied());
    }

    /// Counts what happened to the key `partition`, and unless a whole partition is meant to the key `item` in it, of `table` or of its global index.
    pub fn count_key(&self, table: &Table, index: Option<&str>, partition: &[u8], item: Option<&[u8]>, event: KeyEvent) {
        self.counters.borrow_mut().count(&table.settings().id, index, partition, item, event);
    }

    /// What was counted of the keys of `table` or of its global index, if its contributor insights are enabled.
    #[must_use]
    pub fn key_counts(&self, table: &Table, index: Option<&str>) -> Option<Counts> {
        self.counters.borrow().counts(&table.settings().id, index).cloned()
    }

    /// Takes all `charges` at `now` from the throughput of `table` and its indexes, if everything that they concern has capacity left.
    ///
    /// # Errors
    ///
    /// What has none left; nothing is taken then.
    pub fn take(&self, table: &Table, dimension: Dimension, charges: &[Charge], now: Timestamp) -> Result<(), Vec<Throttle>> {
        self.meters.as_ref().map_or(Ok(()), |meters| meters.borrow_mut().take(table, dimension, charges, now))
    }

    /// Counts a request of the control plane that comes from `place`, of an operation with this `rate`. Whether it is let through is the answer.
    #[must_use]
    pub fn admits(&self, place: &Place, rate: Rate, now: Timestamp) -> bool {
        self.meters.as_ref().is_none_or(|meters| meters.borrow_mut().admit(place, rate, now))
    }

    /// Puts back what was taken for a request that comes to nothing.
    pub fn give_back(&self, table: &Table, dimension: Dimension, charges: &[Charge]) {
        if let Some(meters) = &self.meters {
            meters.borrow_mut().give_back(table, dimension, charges);
        }
    }

    /// The transactions of other clients that are under way.
    #[must_use]
    pub const fn held(&self) -> &HeldTransactions {
        &self.held
    }

    /// The same transactions, to begin or end some.
    pub const fn held_mut(&mut self) -> &mut HeldTransactions {
        &mut self.held
    }

    /// All buckets.
    #[must_use]
    pub const fn buckets(&self) -> &Buckets {
        &self.buckets
    }

    /// Puts `entry` where `key` says, or takes away what is there. This is the one place where buckets and what is in them change.
    pub fn put_entry(&mut self, key: EntryKey, entry: Option<Entry>) {
        self.buckets.put(key, entry);
    }

    /// How far eventually consistent reads lag behind.
    #[must_use]
    pub const fn consistency(&self) -> &Consistency {
        &self.consistency
    }

    /// The table `name` in `place`.
    #[must_use]
    pub fn table(&self, place: &Place, name: &str) -> Option<&Table> {
        self.shared(place, name).map(|table| &**table)
    }

    /// The table `name` in `place`, to be kept as it is: a clone takes constant time.
    #[must_use]
    pub fn shared(&self, place: &Place, name: &str) -> Option<&Arc<Table>> {
        Some(&self.places.get(place)?.tables.get(name.as_bytes())?.table)
    }

    /// The tables in `place` whose names come after `name`, in the order of their names.
    pub fn tables_after(&self, place: &Place, name: &str) -> impl Iterator<Item = &Table> {
        let bounds = (Bound::Excluded(name.as_bytes()), Bound::Unbounded);
        let tables = self.places.get(place).map(|contents| contents.tables.range(bounds));
        tables.into_iter().flatten().map(|(_, kept)| &*kept.table)
    }

    /// The streams of all tables that are or were in `place`.
    #[must_use]
    pub fn streams(&self, place: &Place) -> Option<&Streams> {
        self.places.get(place).map(|contents| &contents.streams)
    }

    /// The data stream `arn` of Amazon Kinesis, if a table in `place` has sent something to it.
    #[must_use]
    pub fn data_stream(&self, place: &Place, arn: &str) -> Option<&DataStream> {
        self.places.get(place)?.data_streams.get(arn)
    }

    /// The same streams, to be changed.
    pub fn streams_mut(&mut self, place: &Place) -> Option<&mut Streams> {
        self.places.get_mut(place).map(|contents| &mut contents.streams)
    }

    /// Makes `change` in `place` at `now`. Streams follow their tables. A table that is dropped is a replica no longer.
    pub fn apply(&mut self, place: &Place, change: Change, now: Timestamp) {
        match change {
            Change::Put(table) => self.replace(place, table.name(), Some(&table), now),
            Change::Share(table) => {
                let before = self.shared(place, table.name()).map(Arc::clone);
                let followers = before.map(|before| self.followers(place, &before, &table, now)).unwrap_or_default();
                self.replace(place, table.name(), Some(&table), now);
                for (place, table) in followers {
                    self.replace(&place, table.name(), Some(&table), now);
                }
            }
            Change::Drop(name) => {
                self.leave_global_table(place, &name, now);
                self.replace(place, &name, None, now);
            }
        }
    }

    /// Puts `after` in the place of the table `name`.
    fn replace(&mut self, place: &Place, name: &Arc<str>, after: Option<&Arc<Table>>, now: Timestamp) {
        let contents = self.places.entry(place);
        let before = contents.tables.remove(name.as_bytes());
        if let Some(table) = after.cloned() {
            let kept = match before.clone() {
                Some(before) => Kept { table, ..before },
                None => Kept { table, recovery: None, global: None },
            };
            contents.tables.insert((&**name).into(), kept);
        }
        if let (Some(meters), Some(before), None) = (&self.meters, &before, &after) {
            meters.borrow_mut().forget(&before.table.settings().id);
        }
        let was = before.as_ref().map(|before| &*before.table);
        contents.streams.follow(was, after.map(|table| &**table), now);
        self.counters.get_mut().follow(was, after.map(|table| &**table));
        if self.expiring.is_empty() {
            self.swept = now;
        }
        let settings = after.map(|table| table.settings());
        let expires = settings.is_some_and(|settings| settings.time_to_live.attribute().is_some());
        let changes = settings.is_some_and(|settings| !settings.pending.is_empty());
        note(&mut self.expiring, place, name, expires);
        if changes || self.due.is_some() {
            note(&mut self.changing, place, name, changes);
            self.due = self.first_due().map(|(_, table, at)| due(table, at));
        }
        self.watched = self.is_watched();
    }

    /// Notes of all tables what is to be known of them without looking at each; first of those that are listed, in their order.
    pub(super) fn note_all(&mut self, expiring: &[(Place, Arc<str>)], changing: &[(Place, Arc<str>)]) {
        let all = self.places.iter().flat_map(|(place, contents)| contents.tables.iter().map(move |(_, kept)| (place, kept)));
        let all: Vec<_> = all.map(|(place, kept)| (place.clone(), Arc::clone(kept.table.name()))).collect();
        for (place, name) in expiring.iter().chain(&all) {
            let expires = |table: &Table| table.settings().time_to_live.attribute().is_some();
            let holds = self.table(place, name).is_some_and(expires);
            note(&mut self.expiring, place, name, holds);
        }
        for (place, name) in changing.iter().chain(&all) {
            let holds = self.table(place, name).is_some_and(|table| !table.settings().pending.is_empty());
            note(&mut self.changing, place, name, holds);
        }
        self.due = self.first_due().map(|(_, table, at)| due(table, at));
        self.bulk_put_due = self.first_bulk_put().map(|(_, bulk_put)| bulk_put.due());
        self.watched = self.is_watched();
    }

    /// Completes the changes that are due at `now`, in the order in which they are, each at its time.
    pub fn settle(&mut self, now: Timestamp) {
        while self.due.is_some_and(|due| due <= now) {
            self.settle_first();
        }
    }

    /// The tables that changes are pending of, with their places.
    pub fn changing(&self) -> impl Iterator<Item = (&Place, &Arc<Table>)> {
        self.changing.iter().filter_map(|(place, name)| Some((place, self.shared(place, name)?)))
    }

    /// Where the change is that is due first: place, table and position among the pending ones of the table.
    fn first_due(&self) -> Option<(&Place, &Arc<Table>, usize)> {
        let all =
            self.changing().flat_map(|(place, table)| (0..table.settings().pending.len()).map(move |at| (place, table, at)));
        all.min_by_key(|(_, table, at)| due(table, *at))
    }

    fn settle_first(&mut self) {
        let Some((place, table, at)) = self.first_due() else { return self.due = None };
        let (place, table) = (place.clone(), Arc::clone(table));
        let Some(pending) = table.settings().pending.get(at) else { return self.due = None };
        let change = match pending.change {
            PendingChange::Deletion | PendingChange::ReplicaDeletion => {
                self.keep_deleted(&place, &table, pending.end());
                Change::Drop(Arc::clone(table.name()))
            }
            _ => Change::Put(Arc::new(Table::clone(&table).settled(at))),
        };
        self.apply(&place, change, pending.end());
    }

    /// Keeps what remains of `table`, deleted at `now`, if its recovery is enabled.
    fn keep_deleted(&mut self, place: &Place, table: &Arc<Table>, now: Timestamp) {
        if self.recovery(place, table.name()).is_some() {
            self.insert_backup(place, Backup::of_deleted(Arc::clone(table), now));
        }
    }

    /// Commits the writes of `batch` to the table `name` in `place`. What was written comes back in the same order; nothing, if
    /// there is no such table. All that follows the writes of a table is fed from here, with the batch, what was written, and the commit.
    pub fn write(&mut self, place: &Place, name: &str, batch: &Batch, commit: Commit) -> Vec<Written> {
        let (written, global) = self.commit(place, name, batch, commit);
        if let Some(global) = global {
            self.replicate(global, place, name, batch, commit.time);
        }
        written
    }

    /// Commits the writes of `batch` as [`Database::write`] does, and tells which global table they are to be replicated in.
    pub(super) fn commit(
        &mut self,
        place: &Place,
        name: &str,
        batch: &Batch,
        commit: Commit,
    ) -> (Vec<Written>, Option<GlobalTableId>) {
        let Some(contents) = self.places.get_mut(place) else { return (Vec::new(), None) };
        let Some(Kept { table, recovery, global }) = contents.tables.get_mut(name.as_bytes()) else { return (Vec::new(), None) };
        if let Some(recovery) = recovery {
            Arc::make_mut(recovery).keep(table, commit.time);
        }
        let table = Arc::make_mut(table);
        if !self.consistency.is_immediate() && !batch.writes().is_empty() {
            table.remember(self.consistency, commit.time);
        }
        let written = table.apply(batch);
        if self.observer.observes_changes() {
            self.observer.note_changes(place, table, commit, &written);
        }
        let settings = table.settings();
        if settings.stream.view.is_some() {
            contents.streams.append(name, commit, batch, &written);
        }
        if !settings.destinations.is_empty() {
            contents.data_streams.append(table, commit, &written);
        }
        (written, *global)
    }

    /// Commits the writes of all `changes`, each to the table in `place` that it names. What was written comes back in the same
    /// order; nothing is written and nothing comes back, if there is no such table.
    pub fn write_all(&mut self, place: &Place, changes: &[(Arc<str>, Batch)], commit: Commit) -> Vec<Vec<Written>> {
        if changes.iter().any(|(name, _)| self.table(place, name).is_none()) {
            return Vec::new();
        }
        changes.iter().map(|(name, batch)| self.write(place, name, batch, commit)).collect()
    }

    /// The id of the global table that the table `name` in `place` is a replica of.
    pub(super) fn global_table_id(&self, place: &Place, name: &str) -> Option<GlobalTableId> {
        self.places.get(place)?.tables.get(name.as_bytes())?.global
    }

    /// From now on the table `name` in `place` is a replica of `global`, or of none.
    pub(super) fn set_global_table(&mut self, place: &Place, name: &str, global: Option<GlobalTableId>) {
        let contents = self.places.get_mut(place);
        if let Some(kept) = contents.and_then(|contents| contents.tables.get_mut(name.as_bytes())) {
            kept.global = global;
        }
    }

    /// The past of the table `name` in `place`, if its recovery is enabled.
    #[must_use]
    pub fn recovery(&self, place: &Place, name: &str) -> Option<&Recovery> {
        self.places.get(place)?.tables.get(name.as_bytes())?.recovery.as_deref()
    }

    /// Enables the recovery of the table `name` in `place`, changes its period, or, without `recovery`, disables it and forgets the table's past.
    pub fn set_recovery(&mut self, place: &Place, name: &str, recovery: Option<Recovery>) {
        let contents = self.places.get_mut(place);
        if let Some(kept) = contents.and_then(|contents| contents.tables.get_mut(name.as_bytes())) {
            kept.recovery = recovery.map(Arc::new);
        }
    }

    /// The backup of this key in `place`, unless it has expired.
    #[must_use]
    pub fn backup(&self, place: &Place, key: &BackupKey, now: Timestamp) -> Option<&Arc<Backup>> {
        self.places.get(place)?.backups.get(key, now)
    }

    /// The backups in `place` that come after `key`, in the order of their making.
    pub fn backups_after(&self, place: &Place, key: Option<&BackupKey>, now: Timestamp) -> impl Iterator<Item = &Backup> {
        self.places.get(place).into_iter().flat_map(move |contents| contents.backups.after(key, now))
    }

    /// Keeps `backup` in `place`, under the next free id if its own is taken.
    pub fn insert_backup(&mut self, place: &Place, backup: Backup) -> Arc<Backup> {
        self.places.entry(place).backups.insert(backup)
    }

    /// The exports, imports and bulk puts of `place`.
    #[must_use]
    pub fn jobs(&self, place: &Place) -> Option<&Jobs> {
        self.places.get(place).map(|contents| &contents.jobs)
    }

    /// Keeps `job` in `place`.
    pub fn insert_job(&mut self, place: &Place, job: Job) {
        self.places.entry(place).jobs.insert(job);
    }

    /// The bulk puts under way in `place`.
    pub fn bulk_puts(&self, place: &Place) -> impl Iterator<Item = &Arc<BulkPut>> {
        self.places.get(place).into_iter().flat_map(|contents| contents.bulk_puts.iter().map(|(_, bulk_put)| bulk_put))
    }

    /// When the next slice of a bulk put is due, if one is under way.
    #[must_use]
    pub const fn bulk_put_due(&self) -> Option<Timestamp> {
        self.bulk_put_due
    }

    /// The bulk put whose next slice is due first.
    #[must_use]
    pub fn first_bulk_put(&self) -> Option<(&Place, &Arc<BulkPut>)> {
        let all = self.places.iter().flat_map(|(place, contents)| contents.bulk_puts.iter().map(move |(_, put)| (place, put)));
        all.min_by_key(|(_, bulk_put)| bulk_put.due())
    }

    /// Keeps how far the bulk put with this id has come; without one, it is over.
    pub fn keep_bulk_put(&mut self, place: &Place, id: BackupId, bulk_put: Option<BulkPut>) {
        let (bulk_puts, key) = (&mut self.places.entry(place).bulk_puts, job_key(JobKind::BulkPut, id));
        match bulk_put {
            Some(bulk_put) => drop(bulk_puts.insert(key, Arc::new(bulk_put))),
            None => drop(bulk_puts.remove(key.as_bytes())),
        }
        self.bulk_put_due = self.first_bulk_put().map(|(_, bulk_put)| bulk_put.due());
    }

    /// Forgets the backup of this key in `place`.
    pub fn remove_backup(&mut self, place: &Place, key: &BackupKey) {
        self.places.entry(place).backups.remove(key);
    }

    /// Deletes items that have expired, if the last sweep was `interval` milliseconds ago. A sweep that finds many goes on at the next call.
    pub fn sweep(&mut self, now: Timestamp, interval: i64) {
        if self.expiring.is_empty() || (0..interval).contains(&now.0.saturating_sub(self.swept.0)) {
            return;
        }
        if self.expire(now, SWEPT_AT_ONCE) < SWEPT_AT_ONCE {
            self.swept = now;
        }
    }

    /// Deletes items that have expired at `now` in any place, at most `limit` of them, and says how many it deleted. An item of a replica that is
    /// about to be deleted or replaced, as it was in another region, is left to that.
    pub fn expire(&mut self, now: Timestamp, limit: usize) -> usize {
        let mut deleted = 0;
        for (place, name) in &*Arc::clone(&self.expiring) {
            let mut keys = self.table(place, name).map(|table| table.expired(now, limit - deleted)).unwrap_or_default();
            if let Some(id) = self.global_table_id(place, name) {
                keys.retain(|key| !self.global_tables.is_overtaken(id, place, key));
            }
            let batch = keys.into_iter().map(|key| Write::Delete { key }).collect();
            deleted += self.write(place, name, &batch, Commit::by_time_to_live(now)).len();
        }
        deleted
    }

    /// The transaction of writes in `place` that was given `token` and still answers for it.
    #[must_use]
    pub fn completed(&self, place: &Place, space: TokenSpace, token: &str, now: Timestamp) -> Option<&CompletedTransaction> {
        self.places.get(place)?.completed.get(space, token, now)
    }

    /// Remembers a transaction of writes that was given `token`.
    pub fn complete(&mut self, place: &Place, space: TokenSpace, token: &str, transaction: CompletedTransaction, now: Timestamp) {
        self.places.entry(place).completed.insert(space, token, transaction, now);
    }
}

/// When the pending change `at` of `table` is due.
fn due(table: &Table, at: usize) -> Timestamp {
    table.settings().pending.get(at).map_or(Timestamp(i64::MAX), Pending::due)
}

/// Has `tables` hold the table `name` in `place`, or not.
fn note(tables: &mut Arc<Vec<(Place, Arc<str>)>>, place: &Place, name: &Arc<str>, holds: bool) {
    let at = tables.iter().position(|(other, table)| other == place && table == name);
    match at {
        None if holds => Arc::make_mut(tables).push((place.clone(), Arc::clone(name))),
        Some(at) if !holds => drop(Arc::make_mut(tables).remove(at)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::RegionName;
    use crate::table::{KeyAttribute, KeySchema, ScalarType, TableSchema, Write};
    use crate::value::{AttributeMap, AttributeValue, Item};

    const NOW: Timestamp = Timestamp(0);
    const COMMIT: Commit = Commit::by_caller(NOW);

    fn table(name: &str) -> Arc<Table> {
        let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S));
        Arc::new(Table::new(name.into(), TableSchema::from(key)))
    }

    fn put(text: &str) -> Batch {
        let attributes = [("pk".to_owned(), AttributeValue::S(text.to_owned()))];
        let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
        let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S)).table_key(&item).unwrap();
        Write::Put { key, item }.into()
    }

    fn names(database: &Database, after: &str) -> Vec<String> {
        database.tables_after(&Place::default(), after).map(|table| table.name().to_string()).collect()
    }

    #[test]
    fn a_table_lives_in_one_place() {
        let mut database = Database::default();
        database.apply(&Place::default(), Change::Put(table("Music")), NOW);
        let elsewhere = Place { region: RegionName::new("eu-west-1").unwrap(), ..Place::default() };
        assert!(database.table(&Place::default(), "Music").is_some());
        assert!(database.table(&elsewhere, "Music").is_none());
        database.apply(&Place::default(), Change::Drop("Music".into()), NOW);
        assert!(database.table(&Place::default(), "Music").is_none());
    }

    #[test]
    fn tables_are_listed_in_the_order_of_their_names() {
        let mut database = Database::default();
        for name in ["c", "a", "b"] {
            database.apply(&Place::default(), Change::Put(table(name)), NOW);
        }
        assert_eq!(names(&database, ""), ["a", "b", "c"]);
        assert_eq!(names(&database, "a"), ["b", "c"]);
        assert_eq!(names(&database, "aa"), ["b", "c"]);
        assert_eq!(names(&database, "c"), [""; 0]);
    }

    #[test]
    fn a_clone_does_not_see_later_writes() {
        let mut database = Database::default();
        database.apply(&Place::default(), Change::Put(table("Music")), NOW);
        let snapshot = database.clone();
        assert_eq!(database.write(&Place::default(), "Music", &put("a"), COMMIT).len(), 1);
        let count = |database: &Database| database.table(&Place::default(), "Music").unwrap().items().len();
        assert_eq!((count(&database), count(&snapshot)), (1, 0));
    }

    #[test]
    fn changes_of_several_tables_are_made_together_or_not_at_all() {
        let mut database = Database::default();
        let place = Place::default();
        database.apply(&place, Change::Put(table("a")), NOW);
        database.apply(&place, Change::Put(table("b")), NOW);
        let changes = ["a", "b"].map(|name| (name.into(), put("1")));
        assert_eq!(database.write_all(&place, &changes, COMMIT).len(), 2);
        let changes = ["a", "missing"].map(|name| (name.into(), put("2")));
        assert!(database.write_all(&place, &changes, COMMIT).is_empty());
        assert_eq!(database.table(&place, "a").unwrap().items().len(), 1);
    }

    /// A table whose items expire, with `count` items that have.
    fn expired(count: usize) -> Database {
        let mut database = Database::default();
        let mut settings = table("Music").settings().clone();
        settings.time_to_live = settings.time_to_live.enabled("ttl", NOW).unwrap();
        let with_expiry = Arc::unwrap_or_clone(table("Music")).with_settings(settings);
        database.apply(&Place::default(), Change::Put(Arc::new(with_expiry)), NOW);
        let batch = (0..count).map(|key| {
            let ttl = AttributeValue::N(crate::value::Number::from(-1));
            let attributes = [("pk".to_owned(), AttributeValue::S(key.to_string())), ("ttl".to_owned(), ttl)];
            let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
            let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S)).table_key(&item).unwrap();
            Write::Put { key, item }
        });
        database.write(&Place::default(), "Music", &batch.collect(), COMMIT);
        database
    }

    fn count(database: &Database) -> usize {
        database.table(&Place::default(), "Music").unwrap().items().len()
    }

    #[test]
    fn a_sweep_comes_when_its_interval_has_passed() {
        let mut database = expired(3);
        database.sweep(Timestamp(59_999), 60_000);
        assert_eq!(count(&database), 3);
        database.sweep(Timestamp(60_000), 60_000);
        assert_eq!(count(&database), 0);
        let mut database = expired(3);
        database.sweep(Timestamp(-1), 60_000);
        assert_eq!(count(&database), 3, "a clock set back sweeps what has expired by it");
    }

    #[test]
    fn a_long_sweep_goes_on_at_the_next_request() {
        let mut database = expired(SWEPT_AT_ONCE * 2 + 1);
        for left in [SWEPT_AT_ONCE + 1, 1, 0] {
            database.sweep(Timestamp(60_000), 60_000);
            assert_eq!(count(&database), left);
        }
    }

    #[test]
    fn nothing_expires_in_a_table_that_is_gone_or_was_disabled() {
        let mut database = expired(3);
        database.apply(&Place::default(), Change::Put(table("Music")), NOW);
        assert_eq!(database.expire(NOW, 10), 0);
        let mut database = expired(3);
        database.apply(&Place::default(), Change::Drop("Music".into()), NOW);
        assert_eq!((database.expire(NOW, 10), database.expiring.len()), (0, 0));
    }

    #[test]
    fn a_table_with_other_settings_keeps_its_past_and_a_new_one_has_none() {
        let (mut database, place) = (Database::default(), Place::default());
        database.apply(&place, Change::Put(table("Music")), NOW);
        let recovery = Recovery::new(35, database.shared(&place, "Music").unwrap(), NOW);
        database.set_recovery(&place, "Music", Some(recovery));
        database.apply(&place, Change::Put(table("Music")), NOW);
        assert!(database.recovery(&place, "Music").is_some());
        database.apply(&place, Change::Drop("Music".into()), NOW);
        database.apply(&place, Change::Put(table("Music")), NOW);
        assert!(database.recovery(&place, "Music").is_none());
    }

    #[test]
    fn a_backup_does_not_see_later_writes_and_outlives_its_table() {
        let (mut database, place) = (Database::default(), Place::default());
        database.apply(&place, Change::Put(table("Music")), NOW);
        let shared = Arc::clone(database.shared(&place, "Music").unwrap());
        let backup = database.insert_backup(&place, Backup::requested(shared, "before", NOW, 1));
        database.write(&place, "Music", &put("a"), COMMIT);
        database.apply(&place, Change::Drop("Music".into()), NOW);
        let key = BackupKey { id: backup.id, table: "Music".into() };
        assert_eq!(database.backup(&place, &key, NOW).unwrap().table.items().len(), 0);
        database.remove_backup(&place, &key);
        assert!(database.backups_after(&place, None, NOW).next().is_none());
    }

    #[test]
    fn writes_to_no_table_do_nothing() {
        assert!(Database::default().write(&Place::default(), "Music", &put("a"), COMMIT).is_empty());
    }
}
