//! Who makes a request.

use std::sync::Arc;

/// A caller: the root user of an account, a user, a role in a session, or a service on its own behalf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    arn: Arc<str>,
    /// The ARN that policies name: for a session that of its role.
    named: Arc<str>,
}

impl Principal {
    /// The caller with this ARN. `None` if it is not one of a user, a role, a session of a role or the root user of an account.
    #[must_use]
    pub fn new(arn: &str) -> Option<Self> {
        let mut parts = arn.split(':');
        let mut next = || parts.next();
        let (_, partition, service, region, account) = (next()?, next()?, next()?, next()?, next()?);
        let resource = next().filter(|_| parts.next().is_none())?;
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        if !arn.starts_with("arn:aws") || !region.is_empty() || !is_account {
            return None;
        }
        let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
        let named = match (service, kind) {
            ("iam", "root") if name.is_empty() => arn.into(),
            ("iam", "user" | "role") if !name.is_empty() => arn.into(),
            ("sts", "assumed-role") => {
                let (role, _) = name.split_once('/').filter(|(role, session)| !role.is_empty() && !session.is_empty())?;
                format!("arn:{partition}:iam::{account}:role/{role}").into()
            }
            _ => return None,
        };
        Some(Self { arn: arn.into(), named })
    }

    /// The root user of `account`.
    #[must_use]
    pub fn root(partition: &str, account: &str) -> Self {
        let arn: Arc<str> = format!("arn:{partition}:iam::{account}:root").into();
        Self { named: Arc::clone(&arn), arn }
    }

    /// The service that policies name `name`, for example `replication.dynamodb.amazonaws.com`. It is of no account.
    #[must_use]
    pub fn service(name: &str) -> Self {
        let arn: Arc<str> = name.into();
        Self { named: Arc::clone(&arn), arn }
    }

    /// Whether it is a service.
    pub(super) fn is_service(&self) -> bool {
        !self.arn.starts_with("arn:")
    }

    /// The ARN of the caller, as refusals name it.
    #[must_use]
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// `aws:PrincipalArn`: for a session the ARN of its role.
    #[must_use]
    pub fn principal_arn(&self) -> &str {
        &self.named
    }

    /// The account, twelve digits.
    #[must_use]
    pub fn account(&self) -> &str {
        self.arn.split(':').nth(4).unwrap_or_default()
    }

    /// Whether it is the root user of its account.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.arn.ends_with(":root")
    }

    /// The name of a user, without its path.
    #[must_use]
    pub fn user_name(&self) -> Option<&str> {
        let (_, path) = self.arn.split_once(":user/")?;
        path.rsplit('/').next()
    }

    /// How an AWS principal of a statement is about this caller.
    pub(super) fn relation(&self, principal: &str) -> Relation {
        let account = || principal.strip_suffix(":root").and_then(|start| start.split(':').nth(4)) == Some(self.account());
        if principal == "*" || principal == &*self.arn || principal == &*self.named {
            Relation::Caller
        } else if account() {
            Relation::Account
        } else {
            Relation::None
        }
    }
}

/// How a statement is about a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// Not at all.
    None,
    /// It is about the account, which may hand on what it was allowed.
    Account,
    /// It is about the caller.
    Caller,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_goes_by_its_role() {
        let session = Principal::new("arn:aws:sts::111122223333:assumed-role/Reader/alice").unwrap();
        assert_eq!(session.principal_arn(), "arn:aws:iam::111122223333:role/Reader");
        assert_eq!(session.relation("arn:aws:iam::111122223333:role/Reader"), Relation::Caller);
        assert_eq!(session.relation(session.arn()), Relation::Caller);
        assert_eq!(session.relation("arn:aws:iam::111122223333:root"), Relation::Account);
        assert_eq!(session.relation("arn:aws:iam::444455556666:root"), Relation::None);
        assert_eq!(session.relation("arn:aws:iam::111122223333:role/Other"), Relation::None);
    }

    #[test]
    fn a_user_has_a_name() {
        let user = Principal::new("arn:aws:iam::111122223333:user/staff/alice").unwrap();
        assert_eq!((user.user_name(), user.account(), user.is_root()), (Some("alice"), "111122223333", false));
        let root = Principal::root("aws", "111122223333");
        assert_eq!((root.user_name(), root.is_root()), (None, true));
        assert_eq!(Principal::new(root.arn()), Some(root));
    }

    #[test]
    fn what_cannot_call_is_no_principal() {
        for arn in [
            "alice",
            "arn:aws:iam::1:user/alice",
            "arn:aws:iam::111122223333:group/staff",
            "arn:aws:iam::111122223333:user/",
            "arn:aws:sts::111122223333:assumed-role/Reader",
            "arn:aws:dynamodb:us-east-1:111122223333:table/t",
            "arn:aws:iam::111122223333:user/a:b",
        ] {
            assert_eq!(Principal::new(arn), None, "{arn}");
        }
    }
}
