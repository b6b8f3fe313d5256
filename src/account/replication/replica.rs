//! One replica of a global table, as the others see it.

use super::{Outbox, Stamp};
use crate::Timestamp;
use crate::account::Place;
use crate::value::KeyMap;

/// A table that is part of a global table. Its items and its settings are those of the table in `place`.
#[derive(Debug, Clone)]
pub struct Replica {
    /// Where it is.
    pub place: Place,
    /// The replica that it was made from, and when; none for the table that was there first.
    pub source: Option<(Place, Timestamp)>,
    /// From when on it is to be a replica no more, once nothing is on its way from it or to it.
    pub(in crate::account) parting: Option<Timestamp>,
    /// What was written to it and is on its way to others.
    pub(in crate::account) outbox: Outbox,
    /// When its items were last written, as far as something may still arrive that competes with that.
    pub(in crate::account) stamps: KeyMap<Stamp>,
}

impl Replica {
    /// A replica to which nothing was written yet.
    #[must_use]
    pub fn new(place: Place, source: Option<(Place, Timestamp)>) -> Self {
        Self { place, source, parting: None, outbox: Outbox::default(), stamps: KeyMap::new() }
    }
}
