//! What a table or a global secondary index is going through.

use crate::stored::stored_enum;
use serde::Serialize;

/// The status of a table or of a global secondary index, as descriptions show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// It is being made.
    Creating,
    /// A change of its settings is under way.
    Updating,
    /// It is on its way out.
    Deleting,
    /// It is as its settings say.
    Active,
    /// The key that it is encrypted with cannot be used.
    InaccessibleEncryptionCredentials,
    /// It is being archived.
    Archiving,
    /// It is archived.
    Archived,
}

impl Status {
    /// Whether a table with this status has items for those who ask.
    #[must_use]
    pub const fn has_items(self) -> bool {
        matches!(self, Self::Updating | Self::Active)
    }
}

stored_enum!(Status {
    0 => Creating,
    1 => Updating,
    2 => Deleting,
    3 => Active,
    4 => InaccessibleEncryptionCredentials,
    5 => Archiving,
    6 => Archived,
});

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn a_status_is_written_in_capitals() {
        let names = [
            (Status::Creating, "CREATING"),
            (Status::Updating, "UPDATING"),
            (Status::Deleting, "DELETING"),
            (Status::Active, "ACTIVE"),
            (Status::InaccessibleEncryptionCredentials, "INACCESSIBLE_ENCRYPTION_CREDENTIALS"),
            (Status::Archiving, "ARCHIVING"),
            (Status::Archived, "ARCHIVED"),
        ];
        for (status, name) in names {
            assert_eq!(serde_json::to_value(status).unwrap(), name);
        }
    }
}
