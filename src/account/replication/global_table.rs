//! Tables in several regions that hold the same items.

use std::sync::Arc;

use super::outbox::Sent;
use super::{MultiRegionConsistency, Replica, ReplicationLag, Stamp};
use crate::Timestamp;
use crate::account::{Place, RegionName};
use crate::stored::{Input, Stored, stored_enum};
use crate::table::Write;
use crate::value::KeyBytes;

/// Tells a global table from all others that there are or were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GlobalTableId(pub(in crate::account) u64);

/// The generation of global tables, each with operations of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GlobalTableVersion {
    /// 2017.11.29: made of empty tables that were there before.
    Legacy,
    /// 2019.11.21: made of one table by adding replicas.
    Current,
}

impl GlobalTableVersion {
    /// The version as descriptions tell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Legacy => "2017.11.29",
            Self::Current => "2019.11.21",
        }
    }
}

/// A global table: replicas of the same name, and what is on its way between them.
#[derive(Debug, Clone)]
pub struct GlobalTable {
    /// Its id.
    pub id: GlobalTableId,
    /// The name of all replicas.
    pub name: Arc<str>,
    /// Its generation.
    pub version: GlobalTableVersion,
    /// When it was created.
    pub created: Timestamp,
    /// How its replicas agree.
    pub consistency: MultiRegionConsistency,
    pub(in crate::account) replicas: Vec<Replica>,
    /// Until when writes are under way in a region, of a global table that is strongly consistent: another region that writes the same item
    /// meanwhile is refused.
    pub(in crate::account) busy: Option<Timestamp>,
}

/// A write that arrives at a replica.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// Where it was made.
    pub from: Place,
    /// Where it arrives.
    pub to: Place,
    /// From when on it was to arrive.
    pub due: Timestamp,
    /// What is done to the item.
    pub write: Write,
}

/// What the ways between regions are like at some time.
#[derive(Debug, Clone, Copy)]
pub struct Ways<'w> {
    /// The time.
    pub now: Timestamp,
    /// How long a write takes.
    pub lag: ReplicationLag,
    /// The regions that nothing reaches and that reach no other.
    pub cut_off: &'w [RegionName],
}

impl Ways<'_> {
    /// Whether `sent` has been on its way for as long as that takes. What would take longer was sent before the clock was set back; it holds up
    /// nothing that comes after it.
    const fn has_passed(&self, sent: &Sent) -> bool {
        sent.due.0 <= self.now.0 || sent.due.0 > self.now.0.saturating_add(self.lag.0)
    }
}

impl GlobalTable {
    pub(super) fn new(id: GlobalTableId, name: Arc<str>, version: GlobalTableVersion, created: Timestamp) -> Self {
        let consistency = MultiRegionConsistency::Eventual;
        Self { id, name, version, created, consistency, replicas: Vec::new(), busy: None }
    }

    /// The replicas in the order of their creation.
    #[must_use]
    pub fn replicas(&self) -> &[Replica] {
        &self.replicas
    }

    /// The replica in `place`.
    #[must_use]
    pub fn replica(&self, place: &Place) -> Option<&Replica> {
        self.replicas.iter().find(|replica| replica.place == *place)
    }

    /// The replicas in other places than `place`.
    pub fn others<'g>(&'g self, place: &'g Place) -> impl Iterator<Item = &'g Replica> {
        self.replicas.iter().filter(move |replica| replica.place != *place)
    }

    /// Whether nothing is on its way.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.replicas.iter().all(|replica| replica.outbox.is_empty())
    }

    /// Whether its replicas belong to several accounts.
    #[must_use]
    pub fn spans_accounts(&self) -> bool {
        let first = self.replicas.first().map(|replica| &replica.place.account);
        self.replicas.iter().any(|replica| Some(&replica.place.account) != first)
    }

    /// Has the replica in `place` be none any more from `ready` on.
    pub(super) fn part(&mut self, place: &Place, ready: Timestamp) {
        if let Some(replica) = self.replica_mut(place) {
            replica.parting = Some(ready);
        }
    }

    /// Where a replica is that can be none any more at `now`: nothing is on its way from it or to it.
    pub(super) fn parted(&self, now: Timestamp) -> Option<&Place> {
        let is_done = |replica: &&Replica| {
            let mut others = self.others(&replica.place);
            replica.parting.is_some_and(|ready| ready <= now)
                && replica.outbox.is_empty()
                && others.all(|other| other.outbox.awaited_by(&replica.place).is_none())
        };
        self.replicas.iter().find(is_done).map(|replica| &replica.place)
    }

    /// Whether `place` is one of two regions that are there and agree. What is not in `cut_off` is there.
    #[must_use]
    pub(super) fn has_quorum(&self, place: &Place, cut_off: &[RegionName]) -> bool {
        let others = self.others(place).map(|replica| &replica.place.region).chain(self.consistency.witness());
        !cut_off.contains(&place.region) && others.into_iter().any(|region| !cut_off.contains(region))
    }

    /// Whether the item under `key` is being written at `now` in another region than that of `place`, since a write takes `lag`. A write that
    /// began later than now was made before the clock was set back, and is over.
    #[must_use]
    pub fn is_written_elsewhere(&self, place: &Place, key: &KeyBytes, now: Timestamp, lag: i64) -> bool {
        let Some(stamp) = self.replica(place).and_then(|replica| replica.stamps.get(key.as_bytes())) else { return false };
        let elapsed = now.0.saturating_sub(stamp.time().0);
        (0..lag).contains(&elapsed) && !stamp.is_of(place)
    }

    /// Notes that `write` is under way from `now` until `end`, made to the replica in `place` and known to all at once.
    pub(super) fn begin(&mut self, place: &Place, write: &Write, now: Timestamp, end: Timestamp) {
        if self.busy.is_some_and(|busy| busy <= now) {
            self.replicas.iter_mut().for_each(|replica| replica.stamps.clear());
        }
        let last = self.replica(place).and_then(|replica| replica.stamps.get(write.key().as_bytes()));
        let stamp = Stamp::after(last, place, now);
        for replica in &mut self.replicas {
            replica.stamps.insert(write.key().clone(), stamp.clone());
        }
        self.busy = Some(end);
    }

    /// Adds a replica, one that was not there from the beginning if it `is_late`. It has what its source has; what the source awaits, it
    /// awaits too.
    pub(super) fn add(&mut self, mut replica: Replica, is_late: bool) {
        let model = replica.source.as_ref().map_or_else(|| replica.place.clone(), |(source, _)| source.clone());
        for other in &mut self.replicas {
            other.outbox.include(replica.place.clone(), &model);
            replica.outbox.include(other.place.clone(), &replica.place);
            if other.place == model {
                replica.stamps = other.stamps.clone();
            }
        }
        // Of a global table of the legacy version those that are added are told first (AWS CLI's documentation).
        let at = if self.version == GlobalTableVersion::Legacy && is_late { 0 } else { self.replicas.len() };
        self.replicas.insert(at, replica);
    }

    /// Takes the replica in `place` away. What was written to it arrives at all others; that is given back.
    pub(super) fn remove(&mut self, place: &Place) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        let others: Vec<_> = self.others(place).map(|other| other.place.clone()).collect();
        for to in &others {
            while let Some(sent) = self.replica_mut(place).and_then(|replica| replica.outbox.take(to)) {
                arrivals.extend(self.arrive(place, to, sent));
            }
        }
        self.replicas.retain(|replica| replica.place != *place);
        for replica in &mut self.replicas {
            replica.outbox.exclude(place);
        }
        self.forget_if_settled();
        arrivals
    }

    /// Notes that a caller made `write` at `now` to the replica in `place`. It arrives at the others from `due` on.
    pub(super) fn send(&mut self, place: &Place, write: &Write, now: Timestamp, due: Timestamp) {
        let Some(replica) = self.replica_mut(place) else { return };
        let stamp = Stamp::after(replica.stamps.get(write.key().as_bytes()), place, now);
        replica.stamps.insert(write.key().clone(), stamp.clone());
        replica.outbox.send(Sent { due, stamp, write: write.clone() });
    }

    /// Whether something has arrived on the `ways` that was not received yet.
    pub(super) fn awaits(&self, ways: Ways<'_>) -> bool {
        !self.is_settled() && self.next_arrival(ways).is_some()
    }

    /// What has arrived on the `ways` where it changes something.
    pub(super) fn receive(&mut self, ways: Ways<'_>) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        while let Some((from, to)) = self.next_arrival(ways) {
            let sent = self.replica_mut(&from).and_then(|replica| replica.outbox.take(&to));
            arrivals.extend(sent.and_then(|sent| self.arrive(&from, &to, sent)));
        }
        self.forget_if_settled();
        arrivals
    }

    /// From where to where the write is on its way that arrives first, if it is due: what is due earlier comes earlier, and of two
    /// writes that are due together the one that loses.
    fn next_arrival(&self, ways: Ways<'_>) -> Option<(Place, Place)> {
        let is_connected = |replica: &&Replica| !ways.cut_off.contains(&replica.place.region);
        // What two of three regions agreed on is known to one of any two.
        let is_strong = self.consistency.is_strong();
        let tells = |replica: &&Replica| is_strong || is_connected(replica);
        let hears = |replica: &&Replica| {
            if is_strong { self.has_quorum(&replica.place, ways.cut_off) } else { is_connected(replica) }
        };
        let pairs =
            self.replicas.iter().filter(tells).flat_map(|from| self.replicas.iter().filter(hears).map(move |to| (from, to)));
        let awaited = pairs.filter_map(|(from, to)| Some((from.outbox.awaited_by(&to.place)?, from, to)));
        let due = awaited.filter(|(sent, ..)| ways.has_passed(sent));
        let first = due.min_by(|(left, ..), (right, ..)| (left.due, &left.stamp).cmp(&(right.due, &right.stamp)));
        first.map(|(_, from, to)| (from.place.clone(), to.place.clone()))
    }

    /// The arrival of `sent` in `to`, unless the item was written there later.
    fn arrive(&mut self, from: &Place, to: &Place, sent: Sent) -> Option<Arrival> {
        let replica = self.replica_mut(to)?;
        let Sent { due, stamp, write } = sent;
        if replica.stamps.get(write.key().as_bytes()).is_some_and(|last| *last >= stamp) {
            return None;
        }
        replica.stamps.insert(write.key().clone(), stamp);
        Some(Arrival { from: from.clone(), to: to.clone(), due, write })
    }

    /// Whether a later write of the item under `key` is on its way to the replica in `place`: one that is connected to it knows of it.
    pub(super) fn is_overtaken(&self, place: &Place, key: &[u8], cut_off: &[RegionName]) -> bool {
        let is_connected = |replica: &&Replica| !cut_off.contains(&replica.place.region);
        let Some(own) = self.replica(place).filter(is_connected) else { return false };
        self.others(place).filter(is_connected).any(|other| other.stamps.get(key) > own.stamps.get(key))
    }

    /// Forgets all that is on its way, and tells where the replicas are.
    pub(super) fn forget_writes(&mut self) -> Vec<Place> {
        let places: Vec<_> = self.replicas.iter().map(|replica| replica.place.clone()).collect();
        for replica in &mut self.replicas {
            for to in &places {
                while replica.outbox.awaited_by(to).is_some() {
                    replica.outbox.take(to);
                }
            }
        }
        self.busy = None;
        self.forget_if_settled();
        places
    }

    /// Where nothing is on its way or under way, nothing competes with what is there.
    fn forget_if_settled(&mut self) {
        if self.is_settled() && self.busy.is_none() {
            for replica in &mut self.replicas {
                replica.stamps.clear();
            }
        }
    }

    fn replica_mut(&mut self, place: &Place) -> Option<&mut Replica> {
        self.replicas.iter_mut().find(|replica| replica.place == *place)
    }
}

stored_enum!(GlobalTableVersion { 0 => Legacy, 1 => Current });

impl Stored for GlobalTableId {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Stored::load(input).map(Self)
    }
}
