//! The counters of all tables and global secondary indexes whose contributor insights are enabled.

use std::sync::Arc;

use super::TopKeys;
use crate::stored::{Input, Stored, stored_struct};
use crate::table::{InsightsMode, InsightsRule, Table};

/// Counters by table and index. There are few: [`InsightsRule`]s have a quota. A clone takes constant time for each.
#[derive(Debug, Clone, Default)]
pub struct KeyCounters(Vec<Counted>);

#[derive(Debug, Clone)]
struct Counted {
    /// The table's id.
    table: Arc<str>,
    index: Option<Arc<str>>,
    mode: InsightsMode,
    counts: Counts,
}

/// What was counted of the keys of one table or index since that was asked for.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// By what is consumed: of partitions, of items.
    accessed: [TopKeys; 2],
    /// By requests that are throttled: of partitions, of items.
    throttled: [TopKeys; 2],
}

/// What happened to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyEvent {
    /// Reading or writing it consumed so many parts of a unit; see [`Counts::PARTS`].
    Consumed(u64),
    /// A request was throttled.
    Throttled,
}

impl Counts {
    /// So many parts make one unit of `ConsumedThroughputUnits`: an eventually consistent read of a byte is one.
    pub const PARTS: u32 = 8192;

    /// The keys that `rule` counts.
    #[must_use]
    pub const fn of(&self, rule: InsightsRule) -> &TopKeys {
        let Self { accessed: [accessed, accessed_items], throttled: [throttled, throttled_items] } = self;
        match (rule.throttles, rule.items) {
            (false, false) => accessed,
            (false, true) => accessed_items,
            (true, false) => throttled,
            (true, true) => throttled_items,
        }
    }
}

impl KeyCounters {
    /// Whether nothing is counted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Follows a change of a table: begins to count what its settings now say, and forgets what they do not say any more. What is counted in
    /// another mode than before keeps what it was throttled (developer guide, `CloudWatch` contributor insights: Switching between modes).
    pub fn follow(&mut self, before: Option<&Table>, after: Option<&Table>) {
        let counted = after.map(counted_of).unwrap_or_default();
        let Some(table) = after.or(before).filter(|_| !self.0.is_empty() || !counted.is_empty()) else { return };
        let id = &table.settings().id;
        self.0.retain(|old| old.table != *id || counted.iter().any(|(index, _)| *index == old.index));
        for (index, mode) in counted {
            match self.0.iter_mut().find(|old| old.table == *id && old.index == index) {
                Some(old) => {
                    old.mode = mode;
                    if mode == InsightsMode::ThrottledKeys {
                        old.counts.accessed = <[TopKeys; 2]>::default();
                    }
                }
                None => self.0.push(Counted { table: Arc::clone(id), index, mode, counts: Counts::default() }),
            }
        }
    }

    /// Counts what happened to the key `partition` and, unless a whole partition is meant, to the key `item` in it, of the table with the id `table` or of
    /// its index.
    pub fn count(&mut self, table: &str, index: Option<&str>, partition: &[u8], item: Option<&[u8]>, event: KeyEvent) {
        let counted = self.0.iter_mut().find(|counted| *counted.table == *table && counted.index.as_deref() == index);
        let Some(Counted { mode, counts, .. }) = counted else { return };
        let ([partitions, items], amount) = match event {
            KeyEvent::Consumed(parts) if *mode == InsightsMode::AccessedAndThrottledKeys => (&mut counts.accessed, parts),
            KeyEvent::Consumed(_) => return,
            KeyEvent::Throttled => (&mut counts.throttled, 1),
        };
        partitions.add(partition, amount);
        if let Some(item) = item {
            items.add(item, amount);
        }
    }

    /// What was counted of the table with the id `table`, or of its index.
    #[must_use]
    pub fn counts(&self, table: &str, index: Option<&str>) -> Option<&Counts> {
        let counted = self.0.iter().find(|counted| *counted.table == *table && counted.index.as_deref() == index);
        counted.map(|counted| &counted.counts)
    }
}

/// What the settings of `table` say is to be counted.
fn counted_of(table: &Table) -> Vec<(Option<Arc<str>>, InsightsMode)> {
    let settings = table.settings();
    let own = settings.insights.counted().map(|mode| (None, mode));
    let of_index =
        settings.indexes.iter().filter_map(|index| Some((Some(Arc::clone(&index.schema.name)), index.insights.counted()?)));
    own.into_iter().chain(of_index).collect()
}

stored_struct!(Counted { table, index, mode, counts });
stored_struct!(Counts { accessed, throttled });

impl Stored for KeyCounters {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Stored::load(input).map(Self)
    }
}
