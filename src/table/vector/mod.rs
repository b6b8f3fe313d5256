//! Vector indexes: the nearest of the vectors that items hold in one attribute.
//!
//! [`VectorIndexSchema`] says what an index takes from items, [`VectorFault`] why an item cannot be written for its sake, [`VectorIndex`]
//! holds the entries and searches them, [`lanes`] computes. Vectors are stored as 32-bit floating point numbers.

mod distance;
mod fault;
mod index;
#[cfg_attr(target_arch = "wasm32", path = "lanes_simd.rs")]
mod lanes;
mod nearest;
mod schema;
mod stored;

pub use distance::DistanceFunction;
pub use fault::VectorFault;
pub use index::VectorIndex;
pub use nearest::{Hit, Nearest, VectorSearch};
pub use schema::{SearchElement, SearchRole, SearchSchema, VectorIndexSchema};
pub use stored::StoredVector;
