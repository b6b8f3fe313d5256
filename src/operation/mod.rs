//! The API operations, one short file each: decode, validate, plan, run, account, encode.
//!
//! [`run`] is the dispatch table. Every operation of both services is in it; one that is not built yet answers an error
//! that names it.

mod call;
mod dispatch;
mod error;

pub use call::{Call, Caller};
pub use dispatch::run;
pub use error::{Detail, Error};
