//! What a policy is asked: who wants to do what to which resource, and in which circumstances.

use std::borrow::Cow;

use super::{Identity, Principal};

/// One access to one resource.
#[derive(Debug, Clone, Copy)]
pub struct Access<'a> {
    /// The action with its service, for example `dynamodb:GetItem`.
    pub action: &'a str,
    /// The ARN of the resource.
    pub resource: &'a str,
    /// Who asks.
    pub principal: &'a Principal,
    /// The circumstances that conditions look at.
    pub context: &'a Context,
}

/// Condition keys with their values; a key that is absent is not in the request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    values: Vec<(Cow<'static, str>, Vec<String>)>,
    /// Keys that the action does not support.
    unsupported: &'static [&'static str],
}

impl Context {
    /// What is always known of a caller.
    #[must_use]
    pub fn of_principal(principal: &Principal) -> Self {
        let kind = match principal.arn() {
            _ if principal.is_root() => "Account",
            arn if arn.contains(":assumed-role/") => "AssumedRole",
            _ => "User",
        };
        let context = Self::default()
            .with("aws:PrincipalArn", [principal.principal_arn()])
            .with("aws:PrincipalAccount", [principal.account()])
            .with("aws:PrincipalType", [kind]);
        match principal.user_name() {
            Some(name) => context.with("aws:username", [name]),
            None => context,
        }
    }

    /// The same with one more key, which takes the place of one of the same name.
    #[must_use]
    pub fn with<V: Into<String>>(mut self, key: impl Into<Cow<'static, str>>, values: impl IntoIterator<Item = V>) -> Self {
        self.set(key.into(), values.into_iter().map(Into::into).collect());
        self
    }

    /// What is known of a caller whatever it asks for.
    #[must_use]
    pub fn of_identity(identity: &Identity) -> Self {
        let mut context = Self::of_principal(&identity.principal);
        for (key, values) in &identity.context.values {
            context.set(key.clone(), values.clone());
        }
        context
    }

    /// Sets a key.
    pub fn set(&mut self, key: Cow<'static, str>, values: Vec<String>) {
        self.values.retain(|(present, _)| !present.eq_ignore_ascii_case(&key));
        self.values.push((key, values));
    }

    /// The values of the key `name`, in whatever case it is written.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[String]> {
        self.values.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, values)| values.as_slice())
    }

    /// The same for an action that does not support `keys`: no condition that names one of them holds, whatever its operator.
    #[must_use]
    pub fn without_support_of(self, keys: &'static [&'static str]) -> Self {
        Self { unsupported: keys, ..self }
    }

    /// Whether a condition may look at the key `name`.
    pub(super) fn supports(&self, name: &str) -> bool {
        !self.unsupported.iter().any(|key| key.eq_ignore_ascii_case(name))
    }
}

/// What a document says of an access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing.
    Silent,
    /// It allows the access to the account of the caller, which must allow it to the caller itself.
    AllowsAccount,
    /// It allows the access to the caller.
    Allows,
    /// It denies the access, whatever else is allowed.
    Denies,
}
