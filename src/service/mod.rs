//! Whose request is it, and the protocol: AWS JSON 1.0 over one HTTP request and response; Amazon S3 has its own (`s3`).
//!
//! A request passes the low-level refusals in AWS's order (method, content type, JSON, target, authentication), then goes to its
//! operation. The boundary is total: whatever arrives leaves as the response that AWS would send, and a refusal changes nothing.

mod access_key;
mod authentication;
mod auto_scale;
mod control;
mod cors;
mod emulator;
mod failure;
mod hold;
mod http;
mod insights;
mod kinesis;
mod mirror;
mod observation;
mod options;
mod other_service;
mod price;
mod request_id;
mod route;
mod s3;
mod signature;
mod table_status;

pub use crate::head::Head;
pub use access_key::{AccessKey, AccessKeyFault};
pub use emulator::{Emulator, Snapshot};
pub use http::{Request, Response};
pub use options::{Options, OptionsError, SweepInterval};
pub use request_id::RequestId;
pub use route::Route;
