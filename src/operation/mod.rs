//! The API operations, one short file each: decode, validate, plan, run, account, encode.
//!
//! [`run`] is the dispatch table. Every operation of both services is in it; one that is not built yet answers an error
//! that names it.

mod call;
mod create_table;
mod delete_table;
mod describe_endpoints;
mod describe_limits;
mod describe_table;
mod dispatch;
mod encryption_key;
mod error;
mod list_tables;
mod list_tags_of_resource;
mod named_table;
mod quota;
mod resource_id;
mod table_description;
mod tag_resource;
mod tagged_table;
#[cfg(test)]
mod trial;
mod untag_resource;

pub use call::{Call, Caller};
pub use dispatch::run;
pub use error::{Detail, Error};

use dispatch::not_built;

/// The output of operations that only say that they are done.
#[derive(Debug, serde::Serialize)]
struct Empty {}
