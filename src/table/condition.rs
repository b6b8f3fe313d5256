//! What keeps a table from its items though no change of it is under way: the key that they are encrypted with cannot be used.

use std::sync::Arc;

use super::{Status, TableSettings};
use crate::Timestamp;
use crate::stored::{stored_enum, stored_struct};

/// What became of a table whose key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it is going through.
    pub kind: ConditionKind,
    /// Since when.
    pub since: Timestamp,
    /// The ARN of the backup that the table was archived to.
    pub backup: Option<Arc<str>>,
}

/// The three stages: a table whose key cannot be used for seven days is archived (API reference, `TableStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConditionKind {
    /// The key cannot be used.
    Inaccessible,
    /// It is being archived for that.
    Archiving,
    /// It is archived.
    Archived,
}

impl ConditionKind {
    /// The status of a table in this condition.
    #[must_use]
    pub const fn status(self) -> Status {
        match self {
            Self::Inaccessible => Status::InaccessibleEncryptionCredentials,
            Self::Archiving => Status::Archiving,
            Self::Archived => Status::Archived,
        }
    }
}

impl TableSettings {
    /// The ARN of the key of the table, if it cannot be used.
    #[must_use]
    pub fn unusable_key(&self) -> Option<&Arc<str>> {
        let inaccessible = self.condition.as_ref().is_some_and(|condition| condition.kind == ConditionKind::Inaccessible);
        self.encryption.as_ref()?.key.as_ref().filter(|_| inaccessible)
    }
}

stored_struct!(Condition { kind, since, backup });
stored_enum!(ConditionKind { 0 => Inaccessible, 1 => Archiving, 2 => Archived });
