//! The names of the ten attribute types.

use std::fmt;

/// One of DynamoDB's ten attribute types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeType {
    /// A string.
    S,
    /// A number.
    N,
    /// Bytes.
    B,
    /// A set of strings.
    SS,
    /// A set of numbers.
    NS,
    /// A set of binaries.
    BS,
    /// A list.
    L,
    /// A map.
    M,
    /// A boolean.
    Bool,
    /// The null value.
    Null,
}

impl AttributeType {
    /// The name on the wire, for example `SS` or `BOOL`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::SS => "SS",
            Self::NS => "NS",
            Self::BS => "BS",
            Self::L => "L",
            Self::M => "M",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
        }
    }

    /// The type with this name. Names are case-sensitive.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "S" => Self::S,
            "N" => Self::N,
            "B" => Self::B,
            "SS" => Self::SS,
            "NS" => Self::NS,
            "BS" => Self::BS,
            "L" => Self::L,
            "M" => Self::M,
            "BOOL" => Self::Bool,
            "NULL" => Self::Null,
            _ => return None,
        })
    }
}

impl fmt::Display for AttributeType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
