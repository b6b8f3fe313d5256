//! The place of a table or stream for a policy.

use std::sync::Arc;

use super::{Document, Kind};
use crate::Timestamp;
use crate::stored::{Input, Stored};

/// Tells one version of what is attached from another: the time of the change in milliseconds, or the next number that is free
/// (observed 2026-10-09).
pub type Revision = i64;

/// A policy that is attached to something.
#[derive(Debug, PartialEq, Eq)]
pub struct Attached {
    /// The policy.
    pub document: Document,
    /// The policy as it is given back.
    pub canonical: String,
}

/// Where a policy is attached, or none is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slot {
    policy: Option<Arc<Attached>>,
    revision: Option<Revision>,
}

impl Slot {
    /// The policy, if there is one.
    #[must_use]
    pub fn policy(&self) -> Option<&Attached> {
        self.policy.as_deref()
    }

    /// The revision of the latest change, which may have been that the policy was taken away.
    #[must_use]
    pub const fn revision(&self) -> Option<Revision> {
        self.revision
    }

    /// The slot with `document` in it. Nothing changes if the same policy is there already.
    #[must_use]
    pub fn with(&self, document: Document, now: Timestamp) -> Self {
        if self.policy().is_some_and(|attached| attached.document == document) {
            return self.clone();
        }
        let attached = Attached { canonical: document.canonical(), document };
        Self { policy: Some(Arc::new(attached)), revision: Some(self.next_revision(now)) }
    }

    /// The slot without a policy. Nothing changes if there is none.
    #[must_use]
    pub fn without(&self, now: Timestamp) -> Self {
        if self.policy.is_none() {
            return self.clone();
        }
        Self { policy: None, revision: Some(self.next_revision(now)) }
    }

    fn next_revision(&self, now: Timestamp) -> Revision {
        self.revision.map_or(now.0, |latest| now.0.max(latest.saturating_add(1)))
    }
}

/// A policy is kept as it is given back, and whether it told a version of its own.
impl Stored for Slot {
    fn store(&self, output: &mut Vec<u8>) {
        let policy = self.policy();
        policy.map(|attached| (attached.canonical.clone(), attached.document.version.is_some())).store(output);
        self.revision.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        let policy: Option<(String, bool)> = Stored::load(input)?;
        let read = |(canonical, versioned): (String, bool)| {
            let mut document = Document::parse(&canonical, Kind::Resource).ok()?;
            document.version = document.version.filter(|_| versioned);
            Some(Arc::new(Attached { document, canonical }))
        };
        let policy = match policy {
            Some(policy) => Some(read(policy)?),
            None => None,
        };
        Some(Self { policy, revision: Stored::load(input)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Kind;

    fn document(action: &str) -> Document {
        let text = format!(r#"{{"Statement":[{{"Effect":"Deny","Principal":"*","Action":"{action}","Resource":"*"}}]}}"#);
        Document::parse(&text, Kind::Resource).unwrap()
    }

    #[test]
    fn revisions_grow_with_every_change_and_with_nothing_else() {
        let first = Slot::default().with(document("a"), Timestamp(5));
        assert_eq!(first.revision(), Some(5));
        assert_eq!(first.with(document("a"), Timestamp(9)), first);
        let second = first.with(document("b"), Timestamp(5));
        assert_eq!(second.revision(), Some(6));
        let third = second.without(Timestamp(20));
        assert_eq!((third.revision(), third.policy()), (Some(20), None));
        assert_eq!(third.without(Timestamp(30)), third);
        assert_eq!(Slot::default().without(Timestamp(1)), Slot::default());
    }
}
