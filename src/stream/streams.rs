//! The streams of all tables of one place, those that are disabled or whose table is gone among them.

use std::sync::Arc;

use super::Stream;
use crate::Timestamp;
use crate::table::{Batch, Commit, Table, Written};

/// Streams in the order of the names of their tables and of their labels. A clone takes constant time.
#[derive(Debug, Clone, Default)]
pub struct Streams(pub(super) Arc<Vec<Arc<Stream>>>);

impl Streams {
    /// The streams that can be read at `now` and come after the one of `table` that is labelled `label`.
    pub fn after(&self, table: &str, label: &str, now: Timestamp) -> impl Iterator<Item = &Stream> {
        let start = self.0.partition_point(|stream| place(stream) <= (table, label));
        self.0.iter().skip(start).map(|stream| &**stream).filter(move |stream| stream.is_kept(now))
    }

    /// The stream of `table` that is labelled `label`, if it can be read at `now`.
    #[must_use]
    pub fn get(&self, table: &str, label: &str, now: Timestamp) -> Option<&Stream> {
        let at = self.0.binary_search_by(|stream| place(stream).cmp(&(table, label))).ok()?;
        self.0.get(at).map(|stream| &**stream).filter(|stream| stream.is_kept(now))
    }

    /// The same stream, to be changed, after it has done what the clock asks for.
    pub fn get_mut(&mut self, table: &str, label: &str, now: Timestamp) -> Option<&mut Stream> {
        let at = self.0.binary_search_by(|stream| place(stream).cmp(&(table, label))).ok()?;
        let stream = self.stream_mut(at).filter(|stream| stream.is_kept(now))?;
        stream.advance(now);
        Some(stream)
    }

    /// Lets the stream of `table` that is labelled `label` do what the clock asks for at `now`.
    pub fn advance(&mut self, table: &str, label: &str, now: Timestamp) {
        if self.get(table, label, now).is_some_and(|stream| stream.is_due(now)) {
            self.get_mut(table, label, now);
        }
    }

    /// When the latest stream of `table` that is known was enabled.
    #[must_use]
    pub fn latest(&self, table: &str) -> Option<Timestamp> {
        Some(self.0.get(self.latest_of(table)?)?.enabled())
    }

    /// Tells the enabled stream of `table`, if it has one, what `batch` did.
    pub fn append(&mut self, table: &str, commit: Commit, batch: &Batch, written: &[Written]) {
        if let Some(stream) = self.latest_of(table).and_then(|at| self.stream_mut(at)) {
            stream.append(commit, batch, written);
        }
    }

    /// Follows a change of a table at `now`: the stream that it had enabled is disabled unless it has it still, and the one that it has now is
    /// begun. Drops streams that were disabled long ago.
    pub fn follow(&mut self, before: Option<&Table>, after: Option<&Table>, now: Timestamp) {
        let enabled = |table: &Table| table.settings().stream.view.and(table.settings().stream.latest);
        let (was, is) = (before.and_then(enabled), after.and_then(enabled));
        self.drop_spent(now);
        if was == is {
            return;
        }
        if let Some(at) = before.filter(|_| was.is_some()).and_then(|table| self.latest_of(table.name()))
            && let Some(stream) = self.stream_mut(at)
        {
            stream.disable(now);
        }
        if let Some(stream) = after.and_then(Stream::of) {
            let streams = Arc::make_mut(&mut self.0);
            let at = streams.partition_point(|other| place(other) < place(&stream));
            streams.insert(at, Arc::new(stream));
        }
    }

    fn drop_spent(&mut self, now: Timestamp) {
        if self.0.iter().all(|stream| stream.is_kept(now)) {
            return;
        }
        for stream in Arc::make_mut(&mut self.0).iter_mut().filter(|stream| !stream.is_kept(now)) {
            Arc::make_mut(stream).advance(now);
        }
        Arc::make_mut(&mut self.0).retain(|stream| !stream.is_spent(now));
    }

    /// The place of the stream of `table` that was enabled last.
    fn latest_of(&self, table: &str) -> Option<usize> {
        let at = self.0.partition_point(|stream| &**stream.table() <= table).checked_sub(1)?;
        (&**self.0.get(at)?.table() == table).then_some(at)
    }

    fn stream_mut(&mut self, at: usize) -> Option<&mut Stream> {
        Arc::make_mut(&mut self.0).get_mut(at).map(Arc::make_mut)
    }
}

fn place(stream: &Stream) -> (&str, &str) {
    (stream.table(), stream.label())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::StreamStatus;
    use crate::table::{KeyAttribute, KeySchema, ScalarType, StreamSettings, StreamViewType, TableSettings};

    const DAY: i64 = 24 * 60 * 60 * 1000;

    fn table(name: &str, stream: StreamSettings) -> Table {
        let key = KeySchema::simple(KeyAttribute::new("pk", ScalarType::S));
        Table::new(name.into(), key.into()).with_settings(TableSettings { stream, ..TableSettings::default() })
    }

    fn enabled(at: i64) -> StreamSettings {
        StreamSettings::default().enabled(StreamViewType::KeysOnly, Timestamp(at))
    }

    fn listed(streams: &Streams, now: i64) -> Vec<(String, StreamStatus)> {
        streams
            .after("", "", Timestamp(now))
            .map(|stream| (stream.table().to_string(), stream.status(Timestamp(now), 0)))
            .collect()
    }

    #[test]
    fn streams_follow_their_tables() {
        let mut streams = Streams::default();
        let [a, b, plain] = [table("a", enabled(0)), table("b", enabled(1)), table("b", StreamSettings::default())];
        streams.follow(None, Some(&b), Timestamp(1));
        streams.follow(None, Some(&a), Timestamp(1));
        streams.follow(Some(&b), Some(&b), Timestamp(2));
        let both = [("a".to_owned(), StreamStatus::Enabled), ("b".to_owned(), StreamStatus::Enabled)];
        assert_eq!(listed(&streams, 2), both);
        streams.follow(Some(&b), Some(&plain), Timestamp(2));
        assert_eq!(listed(&streams, 2)[1], ("b".to_owned(), StreamStatus::Disabled));
        streams.follow(Some(&plain), Some(&table("b", enabled(3))), Timestamp(3));
        assert_eq!(listed(&streams, 3).len(), 3);
        assert_eq!(streams.latest("b"), Some(Timestamp(3)));
        assert_eq!(streams.latest("c"), None);
        streams.follow(Some(&a), None, Timestamp(4));
        assert_eq!(listed(&streams, 4)[0], ("a".to_owned(), StreamStatus::Disabled));
    }

    #[test]
    fn a_stream_outlives_its_table_by_a_day() {
        let mut streams = Streams::default();
        let table = table("a", enabled(0));
        streams.follow(None, Some(&table), Timestamp(0));
        let label = streams.after("", "", Timestamp(0)).next().unwrap().label().to_string();
        streams.follow(Some(&table), None, Timestamp(0));
        assert!(streams.get("a", &label, Timestamp(DAY)).is_some());
        assert!(streams.get_mut("a", &label, Timestamp(DAY + 1)).is_none());
        assert_eq!(listed(&streams, DAY + 1), []);
        streams.drop_spent(Timestamp(DAY + 1));
        assert!(streams.0.is_empty());
    }
}
