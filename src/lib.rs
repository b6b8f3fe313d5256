//! Amazon DynamoDB and DynamoDB Streams as one synchronous, deterministic engine.
//!
//! The bytes of an AWS request go in, the bytes of an AWS response come out ([`Emulator::handle`]).
//! The engine knows no JavaScript, no HTTP sockets, no wall clock and no randomness: time and entropy
//! come in through a [`Host`]. `docs/design.md` draws the layers; arrows point down in this list:
//!
//! | module | knows |
//! |---|---|
//! | [`service`] | whose request it is, the protocol, errors as bodies |
//! | `s3` | the operations of Amazon S3, its XML and its errors |
//! | [`operation`] | one file per API operation |
//! | [`account`] | what is more than one table: regions, names, tags, limits |
//! | [`bucket`] | buckets: their objects, and uploads that are not complete |
//! | [`stream`] | the stream of a table: records, shards, retention |
//! | [`table`] | one table: schema, indexes, cursors, capacity |
//! | [`expression`] | the expression languages, legacy conditions included |
//! | [`partiql`] | statements, which end in the same trees and key ranges |
//! | [`request`] | a decoded and constraint-checked request |
//! | `planning` | what requests, capacity and storage cost |
//! | [`policy`] | the policy language: documents, and what they say of an access |
//! | [`value`] | attribute values, numbers, items, sizes, keys, the JSON wire form |
//! | [`model`] | generated: shapes, constraints and errors of the service |

pub mod account;
pub mod bucket;
mod bytes;
mod calendar;
mod checksum;
pub mod expression;
mod head;
mod host;
mod lowercase;
pub mod model;
pub mod operation;
mod order;
pub mod partiql;
mod planning;
pub mod policy;
pub mod request;
mod s3;
pub mod service;
pub mod stored;
pub mod stream;
pub mod table;
mod transfer;
pub mod value;
#[cfg(any(target_arch = "wasm32", test))]
mod wasm;
mod words;

pub use bytes::Bytes;
pub use head::Head;
pub use host::{Host, Timestamp};
pub use service::{Emulator, Options, OptionsError, Request, RequestId, Response, Route, Snapshot};
