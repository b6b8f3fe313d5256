//! The types that a key attribute can have.

use crate::stored::stored_enum;
use std::fmt;

/// The type of a key attribute, as its attribute definition names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScalarType {
    /// A string.
    S,
    /// A number.
    N,
    /// A binary.
    B,
}

impl ScalarType {
    /// The type called `name` in an attribute definition.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "S" => Some(Self::S),
            "N" => Some(Self::N),
            "B" => Some(Self::B),
            _ => None,
        }
    }

    /// `S`, `N` or `B`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }
}

impl fmt::Display for ScalarType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

stored_enum!(ScalarType { 0 => S, 1 => N, 2 => B });
