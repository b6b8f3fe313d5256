//! What a table or a global secondary index is going through.

use serde::Serialize;

/// The status of a table or of a global secondary index, as descriptions show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// It is being made.
    Creating,
    /// A change of its settings is under way.
    Updating,
    /// It is on its way out.
    Deleting,
    /// It is as its settings say.
    Active,
}

impl Status {
    /// `CREATING`, `UPDATING`, `DELETING` or `ACTIVE`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creating => "CREATING",
            Self::Updating => "UPDATING",
            Self::Deleting => "DELETING",
            Self::Active => "ACTIVE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn a_status_is_written_as_it_is_named() {
        for status in [Status::Creating, Status::Updating, Status::Deleting, Status::Active] {
            assert_eq!(serde_json::to_value(status).unwrap(), status.name());
        }
    }
}
