//! What is more than one table: accounts, regions and the namespace of tables.
//!
//! A [`Database`] is persistent: a clone is a snapshot, in constant time.

mod arn;
mod completed_transactions;
mod database;
mod limits;
mod place;

pub use arn::{ArnFault, TableArn, partition, table_name, tagged_table};
pub use completed_transactions::{CompletedTransaction, CompletedTransactions};
pub use database::{Change, Database};
pub use limits::AccountLimits;
pub use place::{AccountId, Place, RegionName};
