//! One table: its keys and indexes, its items, and how they are found, paged, sized and charged.
//!
//! A [`Table`] is persistent: a clone is a snapshot, in constant time. Its items change through [`Table::apply`] only, which
//! takes a [`Batch`] and tells what each index was charged. Nothing here knows requests, operations or error codes.

mod calendar;
mod index_schema;
mod key_schema;
mod projection;
mod scalar_type;
mod settings;
mod status;
mod subject;
mod tags;
mod throughput;

pub use index_schema::{IndexKind, IndexSchema};
pub use key_schema::{KeyAttribute, KeySchema};
pub use projection::Projection;
pub use scalar_type::ScalarType;
pub use settings::{
    Billing, Encryption, EncryptionStatus, GlobalIndexSettings, Stream, StreamViewType, TableClass, TableClassSetting,
    TableSettings,
};
pub use status::Status;
pub use subject::{Dimension, Subject};
pub use tags::{Tag, TagFault, Tags};
pub use throughput::{BillingMode, DecreaseLimit, OnDemandThroughput, ProvisionedThroughput, Throughput, Units, WarmThroughput};
