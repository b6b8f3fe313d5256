//! Amazon S3: what requests mean, one short file per operation, its XML and its errors.
//!
//! [`answer`] takes a request apart ([`Request`]: bucket, key, parameters), finds its operation in the table that is generated from the service model, and
//! runs it. Buckets are data of `bucket`, kept in the database beside tables.

mod abort_multipart_upload;
mod address;
mod answer;
mod bucket_tagging;
mod call;
mod complete_multipart_upload;
mod condition;
mod copy_object;
mod copy_source;
mod create_bucket;
mod create_multipart_upload;
mod delete_bucket;
mod delete_object;
mod delete_objects;
mod dispatch;
mod document;
mod error;
mod generated;
mod get_bucket_location;
mod get_object;
mod head_bucket;
mod list_buckets;
mod list_multipart_uploads;
mod list_objects;
mod list_parts;
mod listing;
mod object_tagging;
mod payload;
mod put_object;
mod range;
mod request;
mod stored_headers;
mod tagging;
mod upload_part;
mod xml;

pub use address::is_host;
pub use answer::Answer;
pub use call::Call;
pub use dispatch::{answer, asked};
pub use error::{Error, code};
pub use request::Request;
