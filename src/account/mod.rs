//! What is more than one table: accounts, regions, the namespace of tables, their backups and their past.
//!
//! A [`Database`] is persistent: a clone is a snapshot, in constant time.

mod arn;
mod backup;
mod backup_arn;
mod bulk_put;
mod by_place;
mod completed_transactions;
mod database;
mod held_transactions;
mod increment;
mod insights;
mod job;
mod job_arn;
mod kinesis;
mod lifecycle;
mod limits;
mod mirror;
mod observer;
mod place;
mod recovery;
mod regions;
mod replicate;
mod replication;
mod source_table;
mod throughput;

pub use arn::{
    ArnFault, TableArn, owner, partition, policy_resource, stream_name, stream_place, table_name, table_of_arn, tagged_table,
};
pub use backup::{Backup, BackupId, BackupKey, BackupType, Backups};
pub use backup_arn::{BackupArnFault, NamedBackup};
pub use bulk_put::{BulkProgress, BulkPut, BulkReport, BulkSource, BulkUsage, ReportFile};
pub use completed_transactions::{CompletedTransaction, CompletedTransactions, TokenSpace};
pub use database::{Change, Database};
pub use held_transactions::{HeldTransaction, HeldTransactions};
pub use increment::{Changed, Increment};
pub use insights::{Counts, KeyCounters, KeyEvent, Tally, TopKeys};
use job::key as job_key;
pub use job::{Job, JobKind, Jobs, Members, Told};
pub use job_arn::{JobArnFault, check_job, exported_table};
pub use kinesis::{data_stream_place, destination_failure};
pub use lifecycle::{Lifecycle, Step};
pub use limits::AccountLimits;
pub use mirror::{MirrorFault, changes, is_current, is_same, load};
pub use observer::{Cost, ItemChange, Observer, Subscription};
pub use place::{AccountId, Place, RegionName};
pub use recovery::{LONGEST_PERIOD, Recovery, RecoveryDelay, RestorableSeconds, beginning};
pub use regions::{of_global_tables as regions_of_global_tables, of_replica as region_of_replica};
pub use replication::{
    GlobalTable, GlobalTableId, GlobalTableVersion, GlobalTables, MultiRegionConsistency, Replica, ReplicationLag,
};
pub use source_table::SourceTable;
pub use throughput::{Charge, Limit, Meters, Rate, Throttle, Throttling};
