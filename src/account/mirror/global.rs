//! Global tables in a mirror: a document for each, an entry for each write on its way and for each stamp.

use std::sync::Arc;

use crate::Timestamp;
use crate::account::Place;
use crate::account::replication::{
    GlobalTable, GlobalTableId, GlobalTableVersion, GlobalTables, MultiRegionConsistency, Outbox, Replica,
};
use crate::stored::{Edits, Entries, Input, Kind, Ordered, Stored, from_bytes, stored_struct, to_bytes};
use crate::value::KeyBytes;

/// A global table without what is on its way.
struct GlobalTableDocument {
    name: Arc<str>,
    version: GlobalTableVersion,
    created: Timestamp,
    consistency: MultiRegionConsistency,
    busy: Option<Timestamp>,
    replicas: Vec<ReplicaDocument>,
}

struct ReplicaDocument {
    place: Place,
    source: Option<(Place, Timestamp)>,
    parting: Option<Timestamp>,
    first: usize,
    awaited: Vec<(Place, usize)>,
}

stored_struct!(GlobalTableDocument { name, version, created, consistency, busy, replicas });
stored_struct!(ReplicaDocument { place, source, parting, first, awaited });

/// Takes the entries of all global tables from one state to another.
pub(super) fn follow(before: &GlobalTables, after: &GlobalTables, replaced: bool, edits: &mut Edits) {
    if before.is_same(after) {
        return;
    }
    for table in after.iter() {
        follow_table(before.get(table.id), Some(table), replaced, edits);
    }
    for table in before.iter().filter(|table| after.get(table.id).is_none()) {
        follow_table(Some(table), None, replaced, edits);
    }
}

fn follow_table(before: Option<&GlobalTable>, after: Option<&GlobalTable>, replaced: bool, edits: &mut Edits) {
    let Some(id) = after.or(before).map(|table| table.id) else { return };
    edits.follow(Kind::GlobalTable.key(&number(id)), before.map(document), after.map(document));
    let none = || Replica::new(Place::default(), None);
    let replicas = |table: Option<&GlobalTable>| table.map(|table| table.replicas().to_vec()).unwrap_or_default();
    let (before, after) = (replicas(before), replicas(after));
    let find = |replicas: &[Replica], place: &Place| replicas.iter().find(|other| other.place == *place).cloned();
    for replica in &after {
        follow_replica(id, &find(&before, &replica.place).unwrap_or_else(none), replica, replaced, edits);
    }
    for replica in before.iter().filter(|replica| find(&after, &replica.place).is_none()) {
        let nothing = Replica::new(replica.place.clone(), None);
        follow_replica(id, replica, &nothing, true, edits);
    }
}

fn document(table: &GlobalTable) -> Vec<u8> {
    let replica = |Replica { place, source, parting, outbox, .. }: &Replica| ReplicaDocument {
        place: place.clone(),
        source: source.clone(),
        parting: *parting,
        first: outbox.first,
        awaited: outbox.awaited.clone(),
    };
    let GlobalTable { name, version, created, consistency, busy, replicas, .. } = table;
    let (name, replicas) = (Arc::clone(name), replicas.iter().map(replica).collect());
    let (version, created, consistency, busy) = (*version, *created, consistency.clone(), *busy);
    to_bytes(&GlobalTableDocument { name, version, created, consistency, busy, replicas })
}

/// What is on its way is added at the end and forgotten at the beginning, unless everything may be other.
fn follow_replica(id: GlobalTableId, before: &Replica, after: &Replica, replaced: bool, edits: &mut Edits) {
    let (was, is) = (&before.outbox, &after.outbox);
    let (kept_from, known_to) = if replaced { (usize::MAX, 0) } else { (is.first, was.end()) };
    for at in was.first..was.end().min(kept_from) {
        edits.delete(sent_key(id, &after.place, at));
    }
    for at in is.first.max(known_to)..is.end() {
        if let Some(sent) = is.get(at) {
            edits.put(sent_key(id, &after.place, at), to_bytes(sent));
        }
    }
    before.stamps.for_each_difference(&after.stamps, &mut |key| {
        let (was, is) = (before.stamps.get(key.as_bytes()), after.stamps.get(key.as_bytes()));
        edits.follow(stamp_key(id, &after.place, key), was.map(to_bytes), is.map(to_bytes));
    });
}

fn number(id: GlobalTableId) -> Vec<u8> {
    to_bytes(&Ordered(id.0))
}

fn replica_key(kind: Kind, id: GlobalTableId, place: &Place) -> Vec<u8> {
    let mut key = kind.key(&number(id));
    place.store(&mut key);
    key
}

fn sent_key(id: GlobalTableId, place: &Place, at: usize) -> Vec<u8> {
    let mut key = replica_key(Kind::Sent, id, place);
    Ordered(at as u64).store(&mut key);
    key
}

fn stamp_key(id: GlobalTableId, place: &Place, key: &KeyBytes) -> Vec<u8> {
    [&replica_key(Kind::Stamp, id, place), key.as_bytes()].concat()
}

/// All global tables; `None` if they are damaged.
pub(super) fn load(entries: &Entries) -> Option<Vec<Arc<GlobalTable>>> {
    entries
        .of(Kind::GlobalTable)
        .map(|(key, value)| load_table(GlobalTableId(from_bytes::<Ordered>(key)?.0), value, entries))
        .collect()
}

fn load_table(id: GlobalTableId, value: &[u8], entries: &Entries) -> Option<Arc<GlobalTable>> {
    let GlobalTableDocument { name, version, created, consistency, busy, replicas } = from_bytes(value)?;
    let replicas = replicas.into_iter().map(|replica| load_replica(id, replica, entries)).collect::<Option<_>>()?;
    Some(Arc::new(GlobalTable { id, name, version, created, consistency, replicas, busy }))
}

fn load_replica(id: GlobalTableId, document: ReplicaDocument, entries: &Entries) -> Option<Replica> {
    let ReplicaDocument { place, source, parting, first, awaited } = document;
    // Numbers grow by what is sent; none is near the end of what they can count.
    u32::try_from(first).ok()?;
    let mut outbox = Outbox { first, ..Outbox::default() };
    for (key, value) in entries.within(&replica_key(Kind::Sent, id, &place)) {
        (Ordered::load(&mut Input(key)) == Some(Ordered(outbox.end() as u64)) && key.len() == 8).then_some(())?;
        outbox.send(from_bytes(value)?);
    }
    awaited.iter().all(|(_, awaited)| (outbox.first..=outbox.end()).contains(awaited)).then_some(())?;
    outbox.awaited = awaited;
    let mut replica = Replica { parting, outbox, ..Replica::new(place, source) };
    for (key, value) in entries.within(&replica_key(Kind::Stamp, id, &replica.place)) {
        replica.stamps.insert(key.into(), from_bytes(value)?);
    }
    Some(replica)
}
