//! The API operations, one short file each: decode, validate, plan, run, account, encode.
//!
//! [`run`] is the dispatch table. Every operation of both services is in it; one that is not built yet answers an error
//! that names it.

mod attributes;
mod authorize;
mod backed_up_table;
mod backup_description;
mod batch_execute_statement;
mod batch_get_item;
mod batch_write_item;
mod call;
mod cancellation;
mod consumed_capacity;
mod continuous_backups;
mod counted_keys;
mod create_backup;
mod create_table;
mod delete_backup;
mod delete_item;
mod delete_resource_policy;
mod delete_table;
mod describe_backup;
mod describe_continuous_backups;
mod describe_contributor_insights;
mod describe_endpoints;
mod describe_limits;
mod describe_stream;
mod describe_table;
mod describe_time_to_live;
mod dispatch;
mod encryption_key;
mod error;
mod execute_statement;
mod execute_transaction;
mod expression_attributes;
mod filter;
mod get_item;
mod get_records;
mod get_resource_policy;
mod get_shard_iterator;
mod guard;
mod in_use;
mod insights_target;
mod item_collection_metrics;
mod item_write;
mod key_paths;
mod list_backups;
mod list_contributor_insights;
mod list_streams;
mod list_tables;
mod list_tags_of_resource;
mod lookup;
mod named_backup;
mod named_stream;
mod named_table;
mod next_token;
mod page;
mod parameters;
mod policy_slot;
mod put_item;
mod put_resource_policy;
mod query;
mod quota;
mod read_target;
mod request_token;
mod requested_items;
mod requested_keys;
mod resource_id;
mod restoration;
mod restore_table_from_backup;
mod restore_table_to_point_in_time;
mod return_values;
mod scan;
mod search_result;
mod search_target;
mod search_vectors;
mod segment;
mod select;
mod selected;
mod simultaneous;
mod start_key;
mod statement_action;
mod statement_page;
mod statement_request;
mod table_changes;
mod table_description;
mod tag_resource;
mod tagged_table;
mod throttle;
mod transact_get_items;
mod transact_write_items;
mod transacted_action;
mod transaction_plan;
#[cfg(test)]
mod trial;
mod untag_resource;
mod update_continuous_backups;
mod update_contributor_insights;
mod update_item;
mod update_table;
mod update_time_to_live;
mod updated_keys;
mod vector_index_description;
mod wording;

pub use call::{Call, Caller};
pub use cancellation::CancellationReason;
use dispatch::not_built;
pub use dispatch::run;
pub use error::{Detail, Error};
use expression_attributes::ExpressionAttributes;
pub use throttle::ThrottlingReason;
use wording::Wording;

/// The output of operations that only say that they are done.
#[derive(Debug, serde::Serialize)]
struct Empty {}
