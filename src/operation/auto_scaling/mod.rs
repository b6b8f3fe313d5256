//! Auto scaling settings in requests and in descriptions, as both versions of global tables have them.

mod description;
mod fault;
mod update;

pub use description::ScalingDescription;
pub use fault::{PlainFault, ScalingFault};
pub use update::{ScalingUpdate, Target, policy_name};
