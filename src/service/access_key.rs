//! The access keys that there are.

use std::fmt;
use std::sync::Arc;

use crate::account::AccountId;
use crate::policy::{DocumentFault, Identity};

/// What is known of an access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessKey {
    /// The secret with which requests are signed. Where it is not known, any signature is taken for one.
    pub secret: Option<String>,
    /// The token that requests must carry, for temporary credentials.
    pub session_token: Option<String>,
    /// The account.
    pub account: AccountId,
    /// Who signs with the key.
    pub identity: Arc<Identity>,
}

/// What makes no sense about an access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessKeyFault {
    /// No ARN of a user, a role or a session.
    Principal(String),
    /// An account id that is not twelve digits.
    AccountId(String),
    /// The account is not that of the ARN.
    Account,
    /// A policy that is none.
    Policy(DocumentFault),
}

impl fmt::Display for AccessKeyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal(text) => write!(
                formatter,
                "'{text}' is no principal: write the ARN of a user, a role or a session, for example \
                 \"arn:aws:iam::123456789012:user/alice\""
            ),
            Self::AccountId(text) => {
                write!(formatter, "'{text}' is not an account id: write twelve digits, for example \"123456789012\"")
            }
            Self::Account => formatter.write_str("accountId is not the account of principalArn: write one of the two"),
            Self::Policy(fault) => write!(formatter, "a policy cannot be attached to an identity: {fault}"),
        }
    }
}
