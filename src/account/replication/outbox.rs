//! What was written to a replica and has not arrived at all others yet.

use std::collections::VecDeque;
use std::sync::Arc;

use super::Stamp;
use crate::Timestamp;
use crate::account::Place;
use crate::stored::stored_struct;
use crate::table::Write;

/// So many writes are copied at most (their items are not) when one is sent after a snapshot was taken.
const CHUNK: usize = 128;

/// A write on its way to other replicas.
#[derive(Debug, Clone)]
pub struct Sent {
    /// From when on it arrives.
    pub due: Timestamp,
    /// What decides between it and other writes of the item.
    pub stamp: Stamp,
    /// What is done to the item.
    pub write: Write,
}

/// The writes of a replica in their order, and how far each of the others has got. Whatever has arrived everywhere is forgotten. A clone
/// takes constant time and shares everything.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    /// Chunks that are full, the oldest first.
    pub(in crate::account) full: Arc<VecDeque<Arc<Vec<Sent>>>>,
    pub(in crate::account) latest: Arc<Vec<Sent>>,
    /// How many writes were forgotten: the number of the first one that is kept.
    pub(in crate::account) first: usize,
    /// The number of the write that each of the other replicas awaits next.
    pub(in crate::account) awaited: Vec<(Place, usize)>,
}

impl Outbox {
    /// Whether everything has arrived everywhere.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.awaited.iter().all(|(_, awaited)| *awaited == self.end())
    }

    /// Sends a write to all other replicas.
    pub fn send(&mut self, sent: Sent) {
        if self.latest.len() == CHUNK {
            let full = std::mem::take(&mut self.latest);
            Arc::make_mut(&mut self.full).push_back(full);
        }
        Arc::make_mut(&mut self.latest).push(sent);
    }

    /// The write that the replica in `place` awaits next, if there is one.
    #[must_use]
    pub fn awaited_by(&self, place: &Place) -> Option<&Sent> {
        let awaited = self.awaited.iter().find(|(other, _)| other == place)?.1;
        self.get(awaited)
    }

    /// Takes the write that the replica in `place` awaits next.
    pub fn take(&mut self, place: &Place) -> Option<Sent> {
        let at = self.awaited.iter().position(|(other, _)| other == place)?;
        let sent = self.get(self.awaited.get(at)?.1)?.clone();
        let (_, awaited) = self.awaited.get_mut(at)?;
        *awaited += 1;
        self.forget();
        Some(sent)
    }

    /// From now on the replica in `place` is one of the others. It has what the replica in `like` has, from which it was made; all that was sent
    /// so far, if that is this one.
    pub fn include(&mut self, place: Place, like: &Place) {
        let awaited = self.awaited.iter().find(|(other, _)| other == like).map_or_else(|| self.end(), |(_, awaited)| *awaited);
        self.awaited.push((place, awaited));
    }

    /// From now on the replica in `place` is not one of the others.
    pub fn exclude(&mut self, place: &Place) {
        self.awaited.retain(|(other, _)| other != place);
        self.forget();
    }

    /// The write of this number, if it is kept.
    pub(in crate::account) fn get(&self, number: usize) -> Option<&Sent> {
        let at = number.checked_sub(self.first)?;
        let chunk = self.full.get(at / CHUNK);
        let within = if chunk.is_some() { at % CHUNK } else { at - self.full.len() * CHUNK };
        chunk.unwrap_or(&self.latest).get(within)
    }

    /// The number that the next write gets.
    pub(in crate::account) fn end(&self) -> usize {
        self.first + self.full.len() * CHUNK + self.latest.len()
    }

    /// Drops chunks that nobody awaits anything of.
    fn forget(&mut self) {
        let end = self.end();
        let needed = self.awaited.iter().map(|(_, awaited)| *awaited).min().unwrap_or(end);
        while self.first + CHUNK <= needed && !self.full.is_empty() {
            Arc::make_mut(&mut self.full).pop_front();
            self.first += CHUNK;
        }
        if needed == end {
            self.first = end;
            self.full = Arc::default();
            self.latest = Arc::default();
        }
    }
}

stored_struct!(Sent { due, stamp, write });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::RegionName;
    use crate::value::{AttributeMap, AttributeValue, Item};

    fn place(region: &str) -> Place {
        Place { region: RegionName::new(region).unwrap(), ..Place::default() }
    }

    fn sent(number: i64) -> Sent {
        let attributes = [("pk".to_owned(), AttributeValue::S(number.to_string()))];
        let item = Item::new(&attributes.into_iter().collect::<AttributeMap>());
        let key = crate::table::KeySchema::simple(crate::table::KeyAttribute::new("pk", crate::table::ScalarType::S));
        let key = key.table_key(&item).unwrap();
        Sent {
            due: Timestamp(number),
            stamp: Stamp::after(None, &place("a"), Timestamp(number)),
            write: Write::Put { key, item },
        }
    }

    fn taken(outbox: &mut Outbox, place: &Place) -> Vec<i64> {
        std::iter::from_fn(|| {
            let awaited = outbox.awaited_by(place).map(|sent| sent.due);
            awaited.map(|due| {
                assert_eq!(outbox.take(place).map(|sent| sent.due), Some(due));
                due.0
            })
        })
        .collect()
    }

    #[test]
    fn everybody_gets_every_write_once_and_in_order() {
        let (a, b) = (place("a"), place("b"));
        let mut outbox = Outbox::default();
        outbox.include(a.clone(), &place("self"));
        outbox.include(b.clone(), &place("self"));
        (0..300).for_each(|number| outbox.send(sent(number)));
        assert_eq!(taken(&mut outbox, &a), (0..300).collect::<Vec<_>>());
        assert!(!outbox.is_empty() && outbox.full.len() == 2);
        (300..310).for_each(|number| outbox.send(sent(number)));
        assert_eq!(taken(&mut outbox, &b), (0..310).collect::<Vec<_>>());
        assert_eq!(taken(&mut outbox, &a), (300..310).collect::<Vec<_>>());
        assert!(outbox.is_empty() && outbox.full.is_empty() && outbox.latest.is_empty());
        assert!(outbox.take(&a).is_none() && outbox.is_empty(), "what is not there is not taken");
    }

    #[test]
    fn who_joins_awaits_what_its_model_awaits() {
        let (a, late) = (place("a"), place("late"));
        let mut outbox = Outbox::default();
        outbox.include(a.clone(), &place("self"));
        (0..10).for_each(|number| outbox.send(sent(number)));
        (0..4).for_each(|_| drop(outbox.take(&a)));
        outbox.include(late.clone(), &a);
        outbox.include(place("copy"), &place("self"));
        assert_eq!(taken(&mut outbox, &late), (4..10).collect::<Vec<_>>());
        assert!(taken(&mut outbox, &place("copy")).is_empty());
        outbox.exclude(&a);
        assert!(outbox.is_empty() && outbox.latest.is_empty());
    }

    #[test]
    fn a_clone_does_not_see_what_is_sent_or_taken_later() {
        let a = place("a");
        let mut outbox = Outbox::default();
        outbox.include(a.clone(), &place("self"));
        (0..200).for_each(|number| outbox.send(sent(number)));
        let mut snapshot = outbox.clone();
        taken(&mut outbox, &a);
        outbox.send(sent(200));
        assert_eq!(taken(&mut snapshot, &a), (0..200).collect::<Vec<_>>());
    }
}
