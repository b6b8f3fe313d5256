//! `GlobalTableDescription`: a global table of the version 2017.11.29.

use serde::Serialize;

use crate::account::{GlobalTable, Place, partition};
use crate::table::Status;

/// A global table. Of its replicas it tells the regions.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalTableDescription {
    replication_group: Vec<ReplicaDescription>,
    global_table_arn: String,
    creation_date_time: f64,
    global_table_status: Status,
    global_table_name: String,
}

/// A replica.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReplicaDescription {
    region_name: String,
}

impl GlobalTableDescription {
    /// `global`, which `caller` asks for, with this status.
    #[must_use]
    pub fn new(global: &GlobalTable, caller: &Place, status: Status) -> Self {
        let (partition, account) = (partition(caller), &caller.account);
        Self {
            replication_group: ReplicaDescription::all(global),
            global_table_arn: format!("arn:{partition}:dynamodb::{account}:global-table/{}", global.name),
            creation_date_time: global.created.as_seconds(),
            global_table_status: status,
            global_table_name: global.name.to_string(),
        }
    }
}

impl ReplicaDescription {
    /// The replicas of `global`: those that were added, the latest first, before those that it was made of (AWS CLI's documentation).
    #[must_use]
    pub fn all(global: &GlobalTable) -> Vec<Self> {
        global.replicas().iter().map(|replica| Self { region_name: replica.place.region.to_string() }).collect()
    }
}
