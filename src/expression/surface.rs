//! The request parameters that hold an expression, and what AWS asks of the text before it is parsed.

use std::fmt;

use super::{Error, Fault};

/// How many bytes the text of an expression may have, before placeholders are replaced.
pub(super) const LONGEST: usize = 4096;

/// The parameter in which an expression was sent. Messages begin with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Surface {
    /// `ConditionExpression`.
    Condition,
    /// `FilterExpression`.
    Filter,
    /// `KeyConditionExpression`.
    KeyCondition,
    /// `ProjectionExpression`.
    Projection,
    /// `SearchConditionExpression`.
    SearchCondition,
    /// `UpdateExpression`.
    Update,
}

impl Surface {
    /// The name of the request parameter.
    #[must_use]
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Condition => "ConditionExpression",
            Self::Filter => "FilterExpression",
            Self::KeyCondition => "KeyConditionExpression",
            Self::Projection => "ProjectionExpression",
            Self::SearchCondition => "SearchConditionExpression",
            Self::Update => "UpdateExpression",
        }
    }

    /// What AWS checks before it parses: there is text, and no more than 4096 bytes of it.
    ///
    /// # Errors
    /// If the text is empty or too long.
    pub fn check_text(self, text: &str) -> Result<(), Error> {
        match text.len() {
            0 => Err(self.error(Fault::Empty)),
            1..=LONGEST => Ok(()),
            _ => Err(self.error(Fault::TooLong)),
        }
    }

    /// `fault`, found in the expression of this parameter.
    pub(super) const fn error(self, fault: Fault) -> Error {
        Error::Expression { surface: self, fault }
    }
}

impl fmt::Display for Surface {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.parameter())
    }
}
