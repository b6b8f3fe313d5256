//! All global tables of all accounts, and how writes get from region to region.

use std::sync::Arc;

use super::global_table::{Arrival, Ways};
use super::{GlobalTable, GlobalTableId, GlobalTableVersion, MultiRegionConsistency, Replica};
use crate::Timestamp;
use crate::account::{Place, RegionName};
use crate::table::Batch;
use crate::value::KeyBytes;

/// How long it takes until a write is seen in another region, in milliseconds. The default is that it is seen at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReplicationLag(pub i64);

impl ReplicationLag {
    /// After how many milliseconds the replicas of `table` see a write: at once where they have to agree on it.
    const fn of(self, table: &GlobalTable) -> i64 {
        if table.consistency.is_strong() { 0 } else { self.0 }
    }
}

/// All global tables. A clone takes constant time.
#[derive(Debug, Clone, Default)]
pub struct GlobalTables {
    /// In the order of their ids.
    pub(in crate::account) tables: Arc<Vec<Arc<GlobalTable>>>,
    /// How many there ever were.
    pub(in crate::account) count: u64,
    /// The regions that nothing reaches and that reach no other.
    pub(in crate::account) cut_off: Arc<Vec<RegionName>>,
}

impl GlobalTables {
    /// Global tables that were loaded, `tables` in the order of their ids, of which there ever were `count`.
    pub(in crate::account) fn loaded(tables: Vec<Arc<GlobalTable>>, count: u64, cut_off: Vec<RegionName>) -> Self {
        let count = tables.last().map_or(count, |last| count.max(last.id.0));
        Self { tables: Arc::new(tables), count, cut_off: Arc::new(cut_off) }
    }

    /// Whether both are one and the same.
    pub(in crate::account) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables, &other.tables) && Arc::ptr_eq(&self.cut_off, &other.cut_off) && self.count == other.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// All of them in the order of their creation.
    pub fn iter(&self) -> impl Iterator<Item = &GlobalTable> {
        self.tables.iter().map(|table| &**table)
    }

    /// The global table `id`.
    #[must_use]
    pub fn get(&self, id: GlobalTableId) -> Option<&GlobalTable> {
        self.tables.get(self.position(id)?).map(|table| &**table)
    }

    /// A new global table without replicas.
    pub fn found(&mut self, name: Arc<str>, version: GlobalTableVersion, now: Timestamp) -> GlobalTableId {
        self.count += 1;
        let id = GlobalTableId(self.count);
        Arc::make_mut(&mut self.tables).push(Arc::new(GlobalTable::new(id, name, version, now)));
        id
    }

    /// Forgets the global table `id`.
    pub fn dissolve(&mut self, id: GlobalTableId) {
        Arc::make_mut(&mut self.tables).retain(|table| table.id != id);
    }

    /// Has the replicas of the global table `id` agree as `consistency` says.
    pub fn set_consistency(&mut self, id: GlobalTableId, consistency: MultiRegionConsistency) {
        if let Some(table) = self.get_mut(id) {
            table.consistency = consistency;
        }
    }

    /// Has the replica in `place` of the global table `id` be none any more from `ready` on.
    pub fn part(&mut self, id: GlobalTableId, place: &Place, ready: Timestamp) {
        if let Some(table) = self.get_mut(id) {
            table.part(place, ready);
        }
    }

    /// Name and place of a replica that can be none any more at `now`.
    #[must_use]
    pub fn parted(&self, now: Timestamp) -> Option<(Arc<str>, Place)> {
        self.iter().find_map(|table| Some((Arc::clone(&table.name), table.parted(now)?.clone())))
    }

    /// Whether enough regions are there for the replica in `place` of `table` to know what was written last, and to write.
    #[must_use]
    pub fn has_quorum(&self, table: &GlobalTable, place: &Place) -> bool {
        table.has_quorum(place, &self.cut_off)
    }

    /// Adds `replica` to the global table `id`, one that was not there from the beginning if it `is_late`.
    pub fn join(&mut self, id: GlobalTableId, replica: Replica, is_late: bool) {
        if let Some(table) = self.get_mut(id) {
            table.add(replica, is_late);
        }
    }

    /// Takes the replica in `place` from the global table `id`. What was written to it arrives at the others.
    pub fn leave(&mut self, id: GlobalTableId, place: &Place) -> Vec<Arrival> {
        self.get_mut(id).map(|table| table.remove(place)).unwrap_or_default()
    }

    /// Where a write that a caller makes to the replica in `place` of the global table `id` arrives at once and wins against whatever was
    /// written before: everywhere else, if nothing takes time. `None` if it has to be sent.
    #[must_use]
    pub fn reached_at_once(&self, id: GlobalTableId, place: &Place, lag: ReplicationLag) -> Option<Vec<Place>> {
        let table = self.get(id)?;
        let lag = lag.of(table);
        let is_cut_off = |replica: &Replica| self.cut_off.contains(&replica.place.region);
        if lag > 0 || !table.is_settled() || table.replicas().iter().any(is_cut_off) {
            return None;
        }
        Some(table.others(place).map(|replica| replica.place.clone()).collect())
    }

    /// Sends what a caller wrote at `now` to the replica in `place` of the global table `id` to the others.
    pub fn send(&mut self, id: GlobalTableId, place: &Place, batch: &Batch, now: Timestamp, lag: ReplicationLag) {
        if let Some(table) = self.get_mut(id) {
            let due = Timestamp(now.0.saturating_add(lag.of(table)));
            for write in batch.writes() {
                table.send(place, write, now, due);
            }
        }
    }

    /// Notes that the writes of `batch`, made at `now` to the replica in `place` of the global table `id`, take `lag` if its regions have to
    /// agree on them.
    pub fn begin(&mut self, id: GlobalTableId, place: &Place, batch: &Batch, now: Timestamp, lag: ReplicationLag) {
        let end = Timestamp(now.0.saturating_add(lag.0));
        if let Some(table) = self.get_mut(id).filter(|table| lag.0 > 0 && table.consistency.is_strong()) {
            batch.writes().iter().for_each(|write| table.begin(place, write, now, end));
        }
    }

    /// The ids of the global tables of which something has arrived at `now`, after `lag`, that was not received yet.
    #[must_use]
    pub fn awaiting(&self, now: Timestamp, lag: ReplicationLag) -> Vec<GlobalTableId> {
        let ways = Ways { now, lag, cut_off: &self.cut_off };
        self.iter().filter(|table| table.awaits(ways)).map(|table| table.id).collect()
    }

    /// What has arrived at `now`, after `lag`, at the replicas of the global table `id`.
    pub fn receive(&mut self, id: GlobalTableId, now: Timestamp, lag: ReplicationLag) -> Vec<Arrival> {
        let cut_off = Arc::clone(&self.cut_off);
        self.get_mut(id).map(|table| table.receive(Ways { now, lag, cut_off: &cut_off })).unwrap_or_default()
    }

    /// Whether a later write of the item under `key` is on its way to the replica in `place` of the global table `id`.
    #[must_use]
    pub fn is_overtaken(&self, id: GlobalTableId, place: &Place, key: &KeyBytes) -> bool {
        self.get(id).is_some_and(|table| table.is_overtaken(place, key.as_bytes(), &self.cut_off))
    }

    /// Cuts `region` off from all others, or connects it again.
    pub fn set_cut_off(&mut self, region: RegionName, is_cut_off: bool) {
        let regions = Arc::make_mut(&mut self.cut_off);
        regions.retain(|other| *other != region);
        if is_cut_off {
            regions.push(region);
        }
    }

    /// The regions that are cut off, in the order in which they were.
    #[must_use]
    pub fn cut_off(&self) -> &[RegionName] {
        &self.cut_off
    }

    /// Forgets all that is on its way between the replicas of this global table, and tells where they are.
    pub fn forget_writes(&mut self, id: Option<GlobalTableId>) -> Vec<Place> {
        let table = id.and_then(|id| self.get_mut(id));
        table.map(GlobalTable::forget_writes).unwrap_or_default()
    }

    fn position(&self, id: GlobalTableId) -> Option<usize> {
        self.tables.binary_search_by_key(&id, |table| table.id).ok()
    }

    fn get_mut(&mut self, id: GlobalTableId) -> Option<&mut GlobalTable> {
        let at = self.position(id)?;
        Arc::make_mut(&mut self.tables).get_mut(at).map(Arc::make_mut)
    }
}
