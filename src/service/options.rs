//! What a user can choose when an emulator is made, checked once.

use std::collections::BTreeMap;
use std::fmt;

use super::{AccessKey, AccessKeyFault};
use crate::account::{AccountId, Lifecycle, RecoveryDelay, RegionName, ReplicationLag, Step, Throttling};
use crate::request::Validation;
use crate::table::Consistency;

/// Choices of an emulator. The defaults are one account, tables by region, and AWS's validation as of October 2026.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The region of requests whose credential scope names none, and of everything in a shared namespace.
    pub region: RegionName,
    /// The account of access keys that `accounts` does not list.
    pub account: AccountId,
    /// Accounts by access key id.
    pub accounts: BTreeMap<String, AccountId>,
    /// The access keys that there are. Where there is no list, every access key is taken for one, whatever it signs.
    pub access_keys: Option<BTreeMap<String, AccessKey>>,
    /// Whether policies are enforced, those of resources and those of identities.
    pub enforce_policies: bool,
    /// Whether all accounts and regions see the same tables.
    pub shared_namespace: bool,
    /// The state of AWS's validation to follow.
    pub validation: Validation,
    /// How far eventually consistent reads lag behind.
    pub consistency: Consistency,
    /// How throughput is enforced, if it is.
    pub throttling: Option<Throttling>,
    /// How far behind the clock the latest restorable time of tables is.
    pub recovery_delay: RecoveryDelay,
    /// How long changes of the control plane take.
    pub lifecycle: Lifecycle,
    /// Whether global tables of the version 2017.11.29 are refused, as AWS does to accounts that have none.
    pub refuses_legacy_global_tables: bool,
    /// How long it takes until a write is seen in another region.
    pub replication_lag: ReplicationLag,
    /// How often items that have expired are deleted.
    pub sweep: SweepInterval,
}

/// How much time passes between two deletions of expired items, in milliseconds. The default is a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SweepInterval(pub i64);

impl Default for SweepInterval {
    fn default() -> Self {
        Self(60_000)
    }
}

/// An option that makes no sense; the text says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionsError {
    /// An account id that is not twelve digits.
    Account(String),
    /// A region name with characters outside `a-z`, `0-9` and `-`.
    Region(String),
    /// What is said of an access key.
    AccessKey(String, AccessKeyFault),
    /// The time of something that is no step of a lifecycle.
    Step(String),
}

impl fmt::Display for OptionsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(text) => {
                write!(formatter, "'{text}' is not an account id: write twelve digits, for example \"123456789012\"")
            }
            Self::Region(text) => write!(
                formatter,
                "'{text}' is not a region: write lower-case letters, digits and hyphens, for example \"us-east-1\""
            ),
            Self::AccessKey(key, fault) => write!(formatter, "access key {key}: {fault}"),
            Self::Step(name) => {
                let names = Step::ALL.map(|(_, name, _)| name).join(", ");
                write!(formatter, "lifecycle has no '{name}': write one of {names}")
            }
        }
    }
}

impl std::error::Error for OptionsError {}
