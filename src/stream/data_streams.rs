//! The data streams of Amazon Kinesis that tables of one place send their changes to.

use std::sync::Arc;

use super::DataStream;
use crate::table::{Commit, Table, Written};

/// Data streams in the order of their ARNs. A clone takes constant time.
#[derive(Debug, Clone, Default)]
pub struct DataStreams(pub(super) Arc<Vec<Arc<DataStream>>>);

impl DataStreams {
    /// The data stream with this ARN, if anything was ever sent to it.
    #[must_use]
    pub fn get(&self, arn: &str) -> Option<&DataStream> {
        let at = self.0.binary_search_by(|stream| (**stream.arn()).cmp(arn)).ok()?;
        self.0.get(at).map(|stream| &**stream)
    }

    /// Sends what was `written` to `table` to the data stream that takes its changes, if one does.
    pub fn append(&mut self, table: &Table, commit: Commit, written: &[Written]) {
        let mut destinations = table.settings().destinations.iter();
        let Some(destination) = destinations.find(|destination| destination.takes_records()) else { return };
        let streams = Arc::make_mut(&mut self.0);
        let at = streams.binary_search_by(|stream| stream.arn().cmp(&destination.stream));
        let at = at.unwrap_or_else(|at| {
            streams.insert(at, Arc::new(DataStream::new(Arc::clone(&destination.stream))));
            at
        });
        if let Some(stream) = streams.get_mut(at) {
            Arc::make_mut(stream).append(table, destination, commit, written);
        }
    }
}
