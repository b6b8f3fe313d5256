//! The stream of a table: what happened to each item, in order, for 24 hours.
//!
//! A [`Stream`] is fed with what a batch wrote, keeps it as [`Record`]s in [`Shard`]s, rolls, splits, trims and closes them by the
//! clock, and outlives its table. Records share the items that they tell of. Nothing here knows operations, accounts or the wire form.
//! A clone of a stream is a snapshot, in constant time.

mod data_stream;
mod data_streams;
mod fault;
mod hash_range;
mod mirror;
mod record;
mod records;
mod retention;
mod sequence_number;
mod shard;
mod shard_id;
mod shard_iterator;
#[expect(clippy::module_inception, reason = "the room is named for its main noun")]
mod stream;
mod streams;

pub use data_stream::{DataOrigin, DataStream};
pub use data_streams::DataStreams;
pub use fault::StreamFault;
pub use hash_range::HashRange;
pub use mirror::{follow_data_streams, follow_streams, load_data_stream, load_stream};
pub use record::{EventName, Record};
pub use records::Records;
pub use sequence_number::SequenceNumber;
pub use shard::Shard;
pub use shard_id::ShardId;
pub use shard_iterator::ShardIterator;
pub use stream::{Stream, StreamStatus};
pub use streams::Streams;
