//! What is known of a caller beside its ARN.

use super::{Context, Document, Principal};

/// A caller that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who it is.
    pub principal: Principal,
    /// The policies that are attached to it. Where there is not even a list of them, it may do everything that nobody denies.
    pub policies: Option<Vec<Document>>,
    /// Condition keys of its requests beside those that are always known, for example `www.amazon.com:user_id`.
    pub context: Context,
}

impl Identity {
    /// The root user of `account`, of whom nothing else is known.
    #[must_use]
    pub fn root(partition: &str, account: &str) -> Self {
        Self { principal: Principal::root(partition, account), policies: None, context: Context::default() }
    }
}
