//! What a setting of throughput is for, as messages name it.

use crate::stored::stored_enum;

/// A table or one of its global secondary indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The table.
    Table,
    /// The index of that name.
    Index(String),
}

impl Subject {
    /// `table`, or `index`, `separator` and its name.
    #[must_use]
    pub fn named(&self, separator: &str) -> String {
        match self {
            Self::Table => "table".to_owned(),
            Self::Index(name) => format!("index{separator}{name}"),
        }
    }

    /// Nothing for a table, or `for index`, `separator`, its name and a blank.
    #[must_use]
    pub fn infix(&self, separator: &str) -> String {
        match self {
            Self::Table => String::new(),
            Self::Index(name) => format!("for index{separator}{name} "),
        }
    }
}

/// Reading or writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Reading.
    Read,
    /// Writing.
    Write,
}

impl Dimension {
    /// Both, in the order in which AWS looks at them.
    pub const BOTH: [Self; 2] = [Self::Read, Self::Write];

    /// `ReadCapacityUnits` or `WriteCapacityUnits`.
    #[must_use]
    pub const fn capacity_units(self) -> &'static str {
        match self {
            Self::Read => "ReadCapacityUnits",
            Self::Write => "WriteCapacityUnits",
        }
    }

    /// `MaxReadRequestUnits` or `MaxWriteRequestUnits`.
    #[must_use]
    pub const fn request_units(self) -> &'static str {
        match self {
            Self::Read => "MaxReadRequestUnits",
            Self::Write => "MaxWriteRequestUnits",
        }
    }

    /// `ReadUnitsPerSecond` or `WriteUnitsPerSecond`.
    #[must_use]
    pub const fn units_per_second(self) -> &'static str {
        match self {
            Self::Read => "ReadUnitsPerSecond",
            Self::Write => "WriteUnitsPerSecond",
        }
    }
}

stored_enum!(Dimension { 0 => Read, 1 => Write });
