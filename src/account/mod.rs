//! What is more than one table: accounts, regions and the namespace of tables.
//!
//! A [`Database`] is persistent: a clone is a snapshot, in constant time.

mod database;
mod place;

pub use database::{Change, Database};
pub use place::{AccountId, Place, RegionName};
