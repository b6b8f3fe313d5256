//! The nearest entries of a search.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::StoredVector;
use super::distance::{Distance, Ruler};
use crate::value::{EncodedValue, Item, KeyBytes};

/// What is looked for in a vector index.
#[derive(Debug)]
pub struct VectorSearch {
    /// The vector, with as many numbers as the index has dimensions.
    pub vector: StoredVector,
    /// How many entries are wanted at most.
    pub top: usize,
    /// What the keys of all entries of the partition begin with. `None` for an index that is not partitioned.
    pub partition: Option<KeyBytes>,
    /// The values that entries have for inline filters.
    pub filters: Vec<(String, EncodedValue)>,
}

/// An entry that was found.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'t> {
    /// The item, whole.
    pub item: &'t Item,
    /// Its vector.
    pub vector: &'t StoredVector,
    /// How near it is: lower or higher is nearer, as the distance function has it.
    pub score: f32,
}

/// What a search found.
#[derive(Debug)]
pub struct Nearest<'t> {
    /// The nearest entries, nearest first; of equally near ones the one whose key comes first.
    pub hits: Vec<Hit<'t>>,
    /// How many vectors were compared.
    pub compared: usize,
}

/// The nearest candidates so far.
#[derive(Debug)]
pub(super) struct Candidates<'t> {
    limit: usize,
    /// The farthest on top.
    kept: BinaryHeap<Ranked<'t>>,
    compared: usize,
}

#[derive(Debug)]
struct Ranked<'t> {
    distance: Distance,
    ordinal: usize,
    item: &'t Item,
    vector: &'t StoredVector,
}

impl<'t> Candidates<'t> {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, kept: BinaryHeap::new(), compared: 0 }
    }

    /// Keeps a candidate if it is nearer than one of those kept. One that is as near as the farthest came later and is not.
    pub(super) fn offer(&mut self, distance: Distance, item: &'t Item, vector: &'t StoredVector) {
        let ordinal = self.compared;
        self.compared += 1;
        if self.kept.len() >= self.limit {
            if self.kept.peek().is_none_or(|farthest| distance >= farthest.distance) {
                return;
            }
            self.kept.pop();
        }
        self.kept.push(Ranked { distance, ordinal, item, vector });
    }

    pub(super) fn finish(self, ruler: &Ruler) -> Nearest<'t> {
        let kept = self.kept.into_sorted_vec().into_iter();
        let hits = kept.map(|Ranked { distance, item, vector, .. }| Hit { item, vector, score: ruler.score(distance) });
        Nearest { hits: hits.collect(), compared: self.compared }
    }
}

impl Ord for Ranked<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Distances are sums of finite numbers: they always compare.
        let distances = self.distance.partial_cmp(&other.distance).unwrap_or(Ordering::Equal);
        distances.then(self.ordinal.cmp(&other.ordinal))
    }
}

impl PartialOrd for Ranked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked<'_> {}
