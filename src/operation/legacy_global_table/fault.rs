//! Why a global table of the version 2017.11.29 is not made or changed as a request asks. Sentences were observed 2026-10-09 where it is said so;
//! nobody recorded the others, which are ours.

use std::fmt;

use crate::model::ErrorCode;
use crate::operation::Error;

/// The first thing that keeps a global table from being made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LegacyFault {
    /// Nobody can create one any more (observed).
    NotSupported,
    /// Nobody ever could in that region (observed).
    NotSupportedIn(String),
    /// There is none of that name (observed).
    NoTable(String),
    /// There is one of that name.
    Exists(String),
    /// A list of nothing (observed).
    Nothing,
    /// A region named twice.
    Repeated(String),
    /// An update without exactly one action.
    NoAction,
    /// There is no table of that name in that region.
    NoReplicaTable(String, String),
    /// The global table of that name has a replica in that region.
    ReplicaExists(String, String),
    /// The global table of that name has no replica in that region.
    NoReplica(String, String),
    /// The table of that name in that region cannot be a replica; why not.
    Unfit(String, String, &'static str),
}

const INVALID: &str = "One or more parameter values were invalid";
const VERSION: &str = "DynamoDB global tables version 2017.11.29 is not supported";
const RECOMMENDED: &str = "We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).";

impl From<LegacyFault> for Error {
    fn from(fault: LegacyFault) -> Self {
        let code = match fault {
            LegacyFault::NoTable(_) => ErrorCode::GlobalTableNotFoundException,
            LegacyFault::Exists(_) => ErrorCode::GlobalTableAlreadyExistsException,
            LegacyFault::NoReplicaTable(..) => ErrorCode::TableNotFoundException,
            LegacyFault::ReplicaExists(..) => ErrorCode::ReplicaAlreadyExistsException,
            LegacyFault::NoReplica(..) => ErrorCode::ReplicaNotFoundException,
            _ => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

impl fmt::Display for LegacyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSupported => write!(formatter, "{INVALID}: {VERSION}. {RECOMMENDED}"),
            Self::NotSupportedIn(region) => write!(
                formatter,
                "{INVALID}: {VERSION} in this region '{region}', supported regions are : [{}]. {RECOMMENDED}",
                super::replica::REGIONS.join(", ")
            ),
            Self::NoTable(table) => write!(formatter, "Global table with name: '{table}' does not exist."),
            Self::Exists(table) => write!(formatter, "Global table with name: '{table}' already exists."),
            Self::Nothing => formatter.write_str(INVALID),
            Self::Repeated(region) => write!(formatter, "{INVALID}: region '{region}' is named twice"),
            Self::NoAction => write!(formatter, "{INVALID}: an update creates or deletes one replica"),
            Self::NoReplicaTable(table, region) => write!(formatter, "Table not found: {table} in region '{region}'"),
            Self::ReplicaExists(table, region) => {
                write!(formatter, "Global table with name: '{table}' has a replica in region '{region}' already.")
            }
            Self::NoReplica(table, region) => {
                write!(formatter, "Global table with name: '{table}' has no replica in region '{region}'.")
            }
            Self::Unfit(table, region, why) => {
                write!(formatter, "{INVALID}: table '{table}' in region '{region}' cannot be a replica: {why}")
            }
        }
    }
}
