//! One table: its keys and indexes, its items, and how they are found, paged, sized and charged.
//!
//! A [`Table`] is persistent: a clone is a snapshot, in constant time. Its items change through [`Table::apply`] only, which
//! takes a [`Batch`] and tells what each index was charged. Nothing here knows operations or error codes, and
//! requests only where [`definition`] reads what one defines.

mod auto_scaling;
mod batch;
mod capacity;
mod commit;
mod condition;
mod contributor_insights;
pub mod definition;
mod expiries;
mod following;
mod global_settings;
mod index;
mod index_schema;
mod key;
mod key_fault;
mod key_range;
mod key_schema;
mod lag;
mod pager;
mod past;
mod pending;
mod position;
mod projection;
mod query_fault;
mod query_plan;
mod scalar_type;
mod schema;
mod settings;
mod source;
mod status;
mod streaming_destination;
mod subject;
#[expect(clippy::module_inception, reason = "the room is named for its main noun")]
mod table;
mod tags;
mod throughput;
mod time_to_live;
mod vector;

pub use crate::calendar::{Label, Second};
pub use auto_scaling::{AutoScaling, AutoScalings, Scaled, ScalingPolicy, ScalingTarget};
pub use batch::{Batch, Write};
pub use capacity::Capacity;
pub use commit::{Author, Commit};
pub use condition::{Condition, ConditionKind};
pub use contributor_insights::{ContributorInsights, InsightsMode, InsightsRule, InsightsStatus};
pub use expiries::Expiries;
pub use global_settings::GlobalSettings;
pub use index::{Index, Projected};
pub use index_schema::{IndexKind, IndexSchema};
pub use key::{Attributes, Candidate};
pub use key_fault::{KeyFault, SCHEMA_MISMATCH};
pub use key_range::KeyRange;
pub use key_schema::{KeyAttribute, KeySchema};
pub use lag::{Consistency, Lag};
pub use pager::Pager;
pub use pending::{NewThroughput, Origin, Pending, PendingChange, ReplicaChange};
pub use position::Position;
pub use projection::Projection;
pub use query_fault::QueryFault;
pub use query_plan::QueryPlan;
pub use scalar_type::ScalarType;
pub use schema::TableSchema;
pub use settings::{
    Billing, ClassLimit, Encryption, EncryptionStatus, GlobalIndexSettings, Policies, StreamSettings, StreamViewType, TableClass,
    TableClassSetting, TableSettings, VectorIndexSettings,
};
pub use source::Source;
pub use status::Status;
pub use streaming_destination::{DestinationFailure, DestinationStatus, StreamingDestination, TimePrecision};
pub use subject::{Dimension, Subject};
pub use table::{Table, Written};
pub use tags::{Tag, TagFault, Tags};
pub use throughput::{BillingMode, DecreaseLimit, OnDemandThroughput, ProvisionedThroughput, Throughput, Units, WarmThroughput};
pub use time_to_live::{TimeToLive, TimeToLiveFault};
pub use vector::{
    DistanceFunction, Hit, Nearest, SearchElement, SearchRole, SearchSchema, StoredVector, VectorFault, VectorIndex,
    VectorIndexSchema, VectorSearch,
};
