//! The policy language of IAM: documents, their canonical form, and what they say of an access.
//!
//! Pure functions: a document is parsed once and trusted after, an [`Access`] says who wants to do what to which resource in which
//! [`Context`], and [`Document::verdict`] is what the document says of that. Nothing here knows tables or requests.

mod access;
mod attach;
mod attached;
mod canonical;
mod condition;
mod document;
mod evaluate;
mod fault;
mod identity;
mod json;
mod parse;
mod pattern;
mod principal;

pub use access::{Access, Context, Verdict};
pub use attach::Target;
pub use attached::{Attached, Revision, Slot};
pub use document::{Document, Effect};
pub use fault::DocumentFault;
pub use identity::Identity;
pub use parse::Kind;
pub use principal::Principal;
