//! Attribute values out of JSON: serde seeds that a decoder of requests calls where the model says `AttributeValue`.
//!
//! Two kinds of error are kept apart, as AWS does. JSON of the wrong type is a serde error whose text is AWS's (see
//! [`Expected`]); it ends the decoding. A value against DynamoDB's rules is a [`super::ValueFault`] in the result; decoding
//! goes on behind it, because a wrong type further on wins.

mod attributes;
mod expected;
mod scalar;
mod set;
mod shape;
mod value;

use std::cell::Cell;

pub use attributes::AttributesSeed;
pub use expected::Expected;
pub use scalar::boolean_of;
pub use shape::Token;
pub use value::ValueSeed;

/// What the values of one request tell about the request as a whole.
#[derive(Debug, Default)]
pub struct Decoding {
    older_layer: Cell<bool>,
    skipped_levels: Cell<bool>,
}

impl Decoding {
    /// Whether a value forces the whole request onto the older validation layer: a boolean written as a string, a value
    /// of several types, or nesting of 63 levels.
    #[must_use]
    pub fn forces_older_layer(&self) -> bool {
        self.older_layer.get()
    }

    /// Notes that something in the request does; also for a legacy condition's `Exists` written as a string.
    pub fn force_older_layer(&self) {
        self.older_layer.set(true);
    }

    /// Whether a value was so deep (63 levels) that a part of it was skipped unread.
    #[must_use]
    pub fn skipped_levels(&self) -> bool {
        self.skipped_levels.get()
    }

    fn skip_levels(&self) {
        self.skipped_levels.set(true);
        self.force_older_layer();
    }
}
