//! Attribute values and everything that can be said of one without knowing a table: the ten types and their rules,
//! numbers of 38 digits, items, sizes to the byte, keys that keep their order as bytes, and the JSON wire form.
//!
//! A value of these types is always valid: what a client can send wrong is a [`ValueFault`], found while decoding.

#[cfg(test)]
pub(crate) mod arbitrary;
mod attribute_map;
mod attribute_type;
mod attribute_value;
mod check;
mod decode;
mod directory;
mod encoding;
mod fault;
mod hash_order;
mod item;
mod json_writer;
mod key;
mod key_map;
mod layer;
#[cfg(test)]
mod naive;
mod number;
mod number_float;
mod number_text;
mod sent_item;
mod set;
mod size;
mod value_ref;
mod wire;

pub use attribute_map::AttributeMap;
pub use attribute_type::AttributeType;
pub use attribute_value::AttributeValue;
pub use decode::{Decoding, Dialect, INTERNAL_TYPE, boolean_of, read_item, read_placeholders, read_value};
pub use directory::Directory;
pub use fault::{AttributesFault, NumberFault, SetType, ValueFault};
pub use item::Item;
pub use json_writer::to_json;
pub use key::{KeyBuilder, KeyBytes, KeyReader, after_prefix, leading_hash};
pub use key_map::{Bounds, Entries, Held, KeyMap};
pub use layer::Layer;
pub use number::Number;
pub use number_text::NumberText;
pub use sent_item::SentItem;
pub use set::Set;
pub use value_ref::{Encoded, EncodedValue, MapRef, Members, SequenceRef, ValueRef};
pub use wire::WireAttributes;
