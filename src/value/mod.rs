//! Attribute values and everything that can be said of one without knowing a table: the ten types and their rules,
//! numbers of 38 digits, items, sizes to the byte, keys that keep their order as bytes, and the JSON wire form.
//!
//! A value of these types is always valid: what a client can send wrong is a [`ValueFault`], found while decoding.

mod attribute_value;
mod fault;
mod number;

pub use attribute_value::{AttributeMap, AttributeValue, Set};
pub use fault::ValueFault;
pub use number::Number;
