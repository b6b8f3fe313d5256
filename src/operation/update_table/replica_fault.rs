//! Why replicas are not changed as a request asks, and AWS's sentence for it. All sentences were observed 2026-10-09 but those whose origin
//! stands at them.

use std::fmt;

use crate::account::{Place, regions_of_global_tables};
use crate::model::ErrorCode;
use crate::operation::Error;

/// The first thing that keeps replicas from being changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplicaFault {
    /// An update that does nothing.
    NoAction,
    /// Actions of several kinds.
    SeveralKinds,
    /// More than one replica created or deleted.
    SeveralActions,
    /// Several new settings for the replicas in these regions. Nobody recorded AWS's text; the end of this one is what it says of scaling.
    SeveralSettings(Vec<String>),
    /// A creation that names no region.
    RegionMissing,
    /// The region of the table itself.
    LocalRegion,
    /// No region that a table of the place can have a replica in.
    NoRegion(Place, String),
    /// An empty name of a region: AWS asks for access to a table in no region.
    EmptyRegion {
        /// Who asks.
        caller: String,
        /// The partition and account of the table.
        place: Place,
        /// Its name.
        table: String,
    },
    /// There is a table of that name.
    Exists(String),
    /// The region has no replica.
    NoReplica(String),
    /// The table of that name is protected in the region.
    Protected(String, String),
    /// The replica is the source of another one that is younger than a day.
    Source,
    /// Provisioned write capacity that is not scaled, of the table or of an index.
    NotScaled(&'static str),
    /// A table encrypted with a key of its own, a replica without.
    KeyMissing,
    /// A key that AWS manages beside others, or the reverse.
    MixedKeys,
    /// A key of another region for the replica in the first one.
    ForeignKey(String, String),
    /// Provisioned capacity for what is paid by the request.
    UnitsOnDemand,
    /// A global table of the version 2017.11.29; nobody recorded AWS's text.
    LegacyTable,
    /// Strong consistency in regions that have none.
    StrongRegions(Vec<String>),
    /// The witness to be deleted is none. The beginning of AWS's text was not recorded; it is that of the one on replicas.
    NoWitness(String),
    /// A replica to be disassociated in another region than the request's; nobody recorded AWS's text, nor that of the three below.
    DisassociationElsewhere(String),
    /// A replica that is protected against being disassociated: its table and its region.
    DisassociationProtected(String, String),
    /// Protection against disassociation for what is no replica, or cannot be disassociated.
    NoDisassociation,
    /// How settings are replicated is to be changed of a table that is a replica.
    ModeOfReplica,
    /// A replica in the table's own account, or with settings of its own, beside replicas in other accounts; nobody recorded AWS's text.
    SeveralAccounts,
    /// Strong consistency, or a witness, that cannot be.
    Strong(StrongFault),
}

/// Why a global table cannot be strongly consistent, or what one that is cannot have done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrongFault {
    /// A new witness without strong consistency.
    UnaskedWitness,
    /// A consistency for something else than new replicas.
    OtherActions,
    /// A consistency for a global table that is there.
    Existing,
    /// Strong consistency of more or less than three regions.
    Count,
    /// A witness where the table is.
    LocalWitness,
    /// A witness and a replica in one region.
    RegionTwice,
    /// A replica more for a strongly consistent global table.
    Addition,
    /// Some replicas of a strongly consistent global table to be deleted, and others not.
    Deletion,
    /// All replicas to be deleted, and the witness not.
    WitnessLeft,
    /// A replica of a strongly consistent global table to be disassociated. Nobody recorded AWS's text, nor those of the ones below.
    Disassociation,
    /// Items before it is made.
    Items,
    /// Local secondary indexes.
    LocalIndexes,
    /// Items that expire.
    TimeToLive,
}

impl StrongFault {
    const fn sentence(self) -> &'static str {
        match self {
            Self::UnaskedWitness => {
                "MultiRegionConsistency must be set as STRONG when GlobalTableWitnessUpdates parameter is present."
            }
            Self::OtherActions => "Only Replica Create actions are supported when MultiRegionConsistency parameter is provided.",
            Self::Existing => "MultiRegionConsistency parameter is unsupported on existing global table",
            Self::Count => "Unsupported replica count for global tables with MultiRegionConsistency set to STRONG.",
            Self::LocalWitness => {
                "Cannot add a witness in the same region as an existing replica when creating a global table with MultiRegionConsistency \
                 set to STRONG."
            }
            Self::RegionTwice => "Cannot target multiple regions with the same action",
            Self::Addition => "Cannot add replicas to a global table with strong MultiRegionConsistency",
            Self::Deletion => {
                "Deletion of only one table replica is not supported for global tables with MultiRegionConsistency set to STRONG."
            }
            Self::WitnessLeft => "Update table delete operation does not include all witnesses.",
            Self::Disassociation => {
                "Disassociation is not supported for global tables with MultiRegionConsistency set to STRONG."
            }
            Self::Items => "The table must be empty to set MultiRegionConsistency to STRONG.",
            Self::LocalIndexes => {
                "Local secondary indexes are not supported for global tables with MultiRegionConsistency set to STRONG."
            }
            Self::TimeToLive => "Time to Live is not supported for global tables with MultiRegionConsistency set to STRONG.",
        }
    }
}

const INVALID: &str = "One or more parameter values were invalid: ";

impl From<ReplicaFault> for Error {
    fn from(fault: ReplicaFault) -> Self {
        let code = match fault {
            ReplicaFault::EmptyRegion { .. } => ErrorCode::AccessDeniedException,
            _ => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

impl fmt::Display for ReplicaFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRegion(place, region) => {
                let regions: Vec<_> = regions_of_global_tables(place).collect();
                write!(
                    formatter,
                    "Region {region} is not supported. The latest version of global tables are only supported in the following regions: \
                     [{}]",
                    regions.join(", ")
                )
            }
            Self::EmptyRegion { caller, place, table } => write!(
                formatter,
                "User: {caller} is not authorized to perform: dynamodb:Scan on resource: arn:{}:dynamodb::{}:table/{table}",
                crate::account::partition(place),
                place.account
            ),
            Self::Exists(table) => write!(
                formatter,
                "Failed to create a the new replica of table with name: \u{2018}{table}\u{2019} because one or more replicas already existed \
                 as tables."
            ),
            Self::NoReplica(region) => write!(
                formatter,
                "Update global table operation failed because one or more replicas were not part of the global table. Please retry the \
                 request without these replicas: [{region}]."
            ),
            Self::Protected(table, region) => write!(
                formatter,
                "Cannot delete table {table} in region {region} because it has deletion protection enabled. Disable deletion protection \
                 first."
            ),
            Self::NotScaled(what) => {
                write!(formatter, "{what} write capacity should either be Pay-Per-Request or AutoScaled.")
            }
            Self::KeyMissing => write!(formatter, "{INVALID}KMSMasterKeyId must be specified for each replica."),
            Self::MixedKeys => {
                write!(formatter, "{INVALID}All replica keys must either be Customer Managed CMK or AWS Managed CMK.")
            }
            Self::ForeignKey(region, given) => write!(
                formatter,
                "KMS validation error for region {region}: com.amazonaws.services.kms.model.NotFoundException: Invalid arn {given}"
            ),
            fault => fault.fmt_membership(formatter),
        }
    }
}

impl ReplicaFault {
    /// What is said of who is part of a global table.
    fn fmt_membership(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DisassociationElsewhere(region) => write!(
                formatter,
                "{INVALID}Only the local replica can be disassociated; send the request to the Region of the replica: {region}"
            ),
            Self::DisassociationProtected(table, region) => write!(
                formatter,
                "Cannot disassociate table {table} in region {region} because it has disassociation protection enabled. Disable \
                 disassociation protection first."
            ),
            Self::NoWitness(region) => write!(
                formatter,
                "Update global table operation failed because one or more witnesses were not part of the global table. Please retry the \
                 request without these witnesses: [{region}]."
            ),
            Self::SeveralSettings(regions) => write!(
                formatter,
                "Failed to update settings for global table because the regions: \u{2018}[{}]\u{2019} were specified more than once.",
                regions.join(", ")
            ),
            Self::StrongRegions(regions) => write!(
                formatter,
                "Unsupported Region(s) specified for global tables with MultiRegionConsistency set to STRONG: [{}].",
                regions.join(", ")
            ),
            fault => formatter.write_str(fault.sentence().unwrap_or_default()),
        }
    }

    /// What is said of a fault that has no fields to tell; none are those whose texts stand above.
    const fn sentence(&self) -> Option<&'static str> {
        Some(match self {
            Self::RegionMissing => "One or more parameter values were invalid",
            Self::NoAction => "There are no actions specified in the Replica Update Action of the request.",
            Self::SeveralKinds => "Update table operation with more than one type of replica actions not allowed.",
            Self::SeveralActions => "Update table operation with more than one create or delete replica actions not allowed",
            Self::LocalRegion => {
                "Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required."
            }
            Self::Source => {
                "Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the table in the last \
                 24 hours."
            }
            Self::UnitsOnDemand => {
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
            }
            Self::NoDisassociation => {
                "DisassociationProtectionEnabled is only supported for replicas of global tables of version 2019.11.21 with \
                 MultiRegionConsistency set to EVENTUAL."
            }
            Self::ModeOfReplica => "GlobalTableSettingsReplicationMode can only be updated on a regional table.",
            Self::SeveralAccounts => {
                "Replicas of multi-account global tables are created with CreateTable and have the settings of all replicas."
            }
            Self::Strong(fault) => fault.sentence(),
            Self::LegacyTable => "ReplicaUpdates are for global tables of version 2019.11.21; use UpdateGlobalTable",
            Self::NoRegion(..)
            | Self::EmptyRegion { .. }
            | Self::Exists(_)
            | Self::NoReplica(_)
            | Self::Protected(..)
            | Self::NotScaled(_)
            | Self::KeyMissing
            | Self::MixedKeys
            | Self::ForeignKey(..)
            | Self::NoWitness(_)
            | Self::DisassociationElsewhere(_)
            | Self::DisassociationProtected(..)
            | Self::SeveralSettings(_)
            | Self::StrongRegions(_) => return None,
        })
    }
}
