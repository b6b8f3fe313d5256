//! Earlier versions of a table, for reads that lag behind. Versions share what they have in common.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Consistency, Lag, Table};
use crate::Timestamp;

/// The versions that a read may still see, the oldest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Past {
    /// Nothing is kept where reads do not lag behind.
    versions: Option<Arc<VecDeque<Version>>>,
}

/// A table as it was until a write at some time.
#[derive(Debug, Clone)]
struct Version {
    until: Timestamp,
    /// Without a past of its own.
    table: Table,
}

impl Past {
    /// Adds how `table` is until a write at `now`, and forgets what no read with one of the lags of `consistency` will see any more.
    pub(super) fn add(&mut self, table: Table, consistency: Consistency, now: Timestamp) {
        let versions = Arc::make_mut(self.versions.get_or_insert_default());
        // Where the clock was set back, what ended in what is the future now has ended already.
        for version in versions.iter_mut().rev().take_while(|version| now < version.until) {
            version.until = now;
        }
        versions.push_back(Version { until: now, table });
        let is_seen = |position: usize, version: &Version| {
            consistency.lags().any(|lag| match lag {
                Lag::Writes(writes) => position < writes,
                Lag::Milliseconds(milliseconds) => version.is_seen(milliseconds, now),
            })
        };
        while versions.front().is_some_and(|oldest| !is_seen(versions.len() - 1, oldest)) {
            versions.pop_front();
        }
    }

    /// The version that a read with `lag` sees at `now`; none if that is the present.
    pub(super) fn seen(&self, lag: Lag, now: Timestamp) -> Option<&Table> {
        let versions = self.versions.as_ref()?;
        let version = match lag {
            Lag::Writes(0) => None,
            Lag::Writes(writes) => versions.get(versions.len().saturating_sub(writes)),
            Lag::Milliseconds(milliseconds) => versions.iter().find(|version| version.is_seen(milliseconds, now)),
        };
        version.map(|version| &version.table)
    }
}

impl Version {
    /// Whether it, or an earlier one, is what was there `milliseconds` before `now`. What ended in a future from which the clock was set back
    /// is not seen.
    const fn is_seen(&self, milliseconds: i64, now: Timestamp) -> bool {
        let age = now.0.saturating_sub(self.until.0);
        0 <= age && age < milliseconds
    }
}
