//! A request before its operation sees it: JSON bytes decoded by the shapes of the model, and members checked against their constraints.
//!
//! [`decode`] knows how AWS converts and refuses JSON values. [`validate`] knows the two validation layers, the stages and the order in
//! which members are checked, and how each layer words a violation. Neither knows a table, an expression or an item.

mod decode;
mod fingerprint;
mod layer;
mod serialization_fault;
mod shape_seed;
mod structure;
mod table_name;
mod validate;

pub use decode::decode;
pub use fingerprint::Fingerprint;
pub use layer::Validation;
pub use serialization_fault::SerializationFault;
pub use structure::{Member, Structure};
pub use table_name::table_name;
pub use validate::{Constraint, Refusal, Violation, envelope, validate, validate_late};
