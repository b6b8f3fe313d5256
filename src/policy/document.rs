//! A policy document, parsed.

use super::condition::Condition;

/// A policy document. Two are equal if AWS takes them for the same policy: white space, the order of members, a list of one
/// element and the account id in place of its root user's ARN do not count (observed 2026-10-09).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The version, if the document tells one: a document without one is not equal to one with the version that it gets by default.
    pub(super) version: Option<String>,
    pub(super) id: Option<String>,
    pub(super) statements: Vec<Statement>,
}

/// What a statement does when it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Allows the access, unless anything denies it.
    Allow,
    /// Denies the access.
    Deny,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub sid: Option<String>,
    pub effect: Effect,
    /// None in a policy that is attached to an identity.
    pub principals: Option<Clause<Principals>>,
    pub actions: Clause<Vec<String>>,
    pub resources: Clause<Vec<String>>,
    pub conditions: Vec<Condition>,
}

/// An element that may be written inverted: `NotAction` and the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause<T> {
    pub inverted: bool,
    pub of: T,
}

/// Whom a statement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Principals {
    /// `"*"`.
    Everyone,
    /// Principals by their kind: `AWS`, `Service`, `Federated`, `CanonicalUser`.
    Kinds(Vec<(String, Vec<String>)>),
}

impl Principals {
    /// The AWS principals: ARNs and `*`.
    pub(super) fn aws(&self) -> &[String] {
        self.of_kind("AWS")
    }

    /// The principals of the kind `name`.
    pub(super) fn of_kind(&self, name: &str) -> &[String] {
        match self {
            Self::Everyone => &[],
            Self::Kinds(kinds) => kinds.iter().find(|(kind, _)| kind == name).map_or(&[], |(_, principals)| principals),
        }
    }

    /// Whether everyone is among them.
    pub(super) fn hold_everyone(&self) -> bool {
        *self == Self::Everyone || self.aws().iter().any(|principal| principal == "*")
    }
}

impl Document {
    /// Whether policy variables are replaced: since version `2012-10-17`.
    pub(super) fn has_variables(&self) -> bool {
        self.version.as_deref() == Some("2012-10-17")
    }
}
