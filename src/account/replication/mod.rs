//! How the replicas of a global table get to hold the same items.
//!
//! What a caller writes to one replica is sent to all others, item by item, and arrives there after a lag. Of several writes of one item the last
//! one wins, wherever they were made and in whatever order they arrive: each carries a [`Stamp`], and each replica knows the stamps of the
//! items that something on its way may compete with. While nothing is on its way nothing competes, and nothing is known.
//!
//! Nothing here writes: what arrives is given back, and `Database` commits it.

mod consistency;
mod global_table;
mod global_tables;
mod marks;
mod outbox;
mod replica;
mod stamp;

pub use consistency::MultiRegionConsistency;
pub use global_table::{Arrival, GlobalTable, GlobalTableId, GlobalTableVersion};
pub use global_tables::{GlobalTables, ReplicationLag};
pub use marks::marked;
pub use replica::Replica;

pub(in crate::account) use outbox::Outbox;
use stamp::Stamp;
