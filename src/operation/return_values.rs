//! `ReturnValues`: which attributes a write gives back.

use crate::request::Structure;

/// What `ReturnValues` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnValues {
    /// Nothing.
    None,
    /// The item as it was.
    AllOld,
    /// What an update touched, as it was.
    UpdatedOld,
    /// The item as it is.
    AllNew,
    /// What an update touched, as it is.
    UpdatedNew,
}

impl ReturnValues {
    /// The choice of a request; it has been validated as one of the operation's.
    #[must_use]
    pub fn of(input: &Structure) -> Self {
        match input.text("ReturnValues") {
            Some("ALL_OLD") => Self::AllOld,
            Some("UPDATED_OLD") => Self::UpdatedOld,
            Some("ALL_NEW") => Self::AllNew,
            Some("UPDATED_NEW") => Self::UpdatedNew,
            _ => Self::None,
        }
    }
}
