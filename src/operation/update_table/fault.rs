//! Why a table is not changed as a request asks, and AWS's sentence for it. All sentences were observed 2026-10-08 and 2026-10-09 but those
//! whose origin stands at them.

use std::fmt;

use crate::model::ErrorCode;
use crate::operation::Error;
use crate::table::{ClassLimit, DecreaseLimit, Dimension, Subject, Units};

/// The first thing that keeps a table from being changed, in the order in which AWS looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateFault {
    /// The request changes nothing; whether it holds `MultiRegionConsistency`, which AWS then leaves out of its list.
    NothingToChange {
        /// Whether that member is there.
        consistency: bool,
    },
    /// A change of this beside any other.
    NotAlone(&'static str),
    /// A witness beside something else than replicas.
    WitnessNotAlone,
    /// Warm throughput beside any other change.
    WarmNotAlone,
    /// Warm throughput beside a new index.
    WarmWithIndexCreation,
    /// Bounds of on-demand requests beside something else than a billing mode.
    OnDemandWithOther,
    /// The stream and provisioned throughput at once.
    StreamWithUnits,
    /// An index created or deleted while provisioned throughput changes.
    IndexWithUnits,
    /// An index created or deleted while the stream changes.
    IndexWithStream,
    /// A list of no updates.
    EmptyIndexUpdates,
    /// A list of no updates of vector indexes; carried over from global indexes.
    EmptyVectorUpdates,
    /// An update of a vector index without an action; carried over from global indexes.
    NoVectorAction,
    /// An update of a vector index with both actions.
    SeveralVectorActions,
    /// Provisioned throughput for a table with vector indexes.
    VectorIndexesOnDemand,
    /// An update without an action.
    NoIndexAction,
    /// An update with several actions.
    SeveralIndexActions,
    /// Two updates of one index.
    RepeatedIndex(String),
    /// An index is to be given warm throughput, but how much is not said.
    EmptyIndexWarm(String),
    /// Provisioned, but without units.
    UnitsMissing,
    /// Paid by the request, but with units.
    UnitsWithOnDemand,
    /// An index is to be provisioned, but without units.
    IndexUnitsMissing(String),
    /// A new index, but no attribute is defined.
    DefinitionsMissing(String),
    /// A new index of a provisioned table without units.
    NewIndexUnitsMissing(String),
    /// A new index with units on a table paid by the request.
    NewIndexUnitsOnDemand(String),
    /// An index paid by the request is to have units.
    IndexUnitsOnDemand(String),
    /// Bounds of on-demand requests for what is provisioned.
    BoundProvisioned(Subject, Dimension),
    /// Less warm throughput than there is.
    WarmDecrease(Subject, Dimension),
    /// The units are what they were.
    Unchanged {
        /// The table or the index.
        subject: Subject,
        /// The units.
        units: Units,
    },
    /// There is an index of that name, of any family.
    IndexExists,
    /// A local or vector index is to be changed as a global one; how, and its name.
    NotGlobal(&'static str, String),
    /// There is no such index.
    IndexNotFound {
        /// The name of the index.
        index: String,
        /// The name of the table.
        table: String,
    },
    /// A stream without a view type.
    StreamViewMissing,
    /// A view type without a stream.
    StreamViewUnused,
    /// The table of that name has a stream.
    StreamEnabled(String),
    /// The table of that name has no stream.
    StreamDisabled(String),
    /// A replica of a global table keeps its stream (observed 2026-10-09).
    StreamOfReplica,
    /// The key that AWS owns is in use already.
    OwnedKey,
    /// The named key is in use already.
    SameKey,
    /// Overrides of a global table's settings for a table of one region.
    OverridesOfRegionalTable,
    /// More than one index created or deleted at once.
    OneOnlineIndex,
    /// More global secondary indexes than a table has.
    TooManyIndexes,
    /// The class was changed twice in 30 days.
    ClassChanges,
    /// The same of the replica in that region.
    ClassChangesOfReplica(String),
    /// Too many decreases.
    Decrease(DecreaseLimit),
    /// Throughput without a number: AWS fails and does not say why.
    EmptyThroughput,
    /// Warm throughput of an index that is not there: AWS fails and does not say why.
    WarmGhost,
    /// Warm throughput while an index is being allocated: AWS fails.
    Maintenance,
}

const INVALID: &str = "One or more parameter values were invalid: ";
const REFER: &str = "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";

impl From<UpdateFault> for Error {
    fn from(fault: UpdateFault) -> Self {
        let code = match fault {
            UpdateFault::IndexNotFound { .. } => ErrorCode::ResourceNotFoundException,
            UpdateFault::OneOnlineIndex
            | UpdateFault::TooManyIndexes
            | UpdateFault::ClassChanges
            | UpdateFault::ClassChangesOfReplica(_)
            | UpdateFault::Decrease(_) => ErrorCode::LimitExceededException,
            UpdateFault::Maintenance => ErrorCode::InternalServerError,
            UpdateFault::EmptyThroughput | UpdateFault::WarmGhost => return Self::bare(ErrorCode::InternalFailure),
            _ => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

impl From<ClassLimit> for UpdateFault {
    fn from(_: ClassLimit) -> Self {
        Self::ClassChanges
    }
}

impl From<DecreaseLimit> for UpdateFault {
    fn from(limit: DecreaseLimit) -> Self {
        Self::Decrease(limit)
    }
}

impl fmt::Display for UpdateFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingToChange { consistency } => nothing_to_change(formatter, *consistency),
            Self::Unchanged { subject, units } => unchanged(formatter, subject, *units),
            Self::Maintenance => formatter.write_str("Table is under system maintenance, please try again later"),
            Self::IndexExists => formatter.write_str("Attempting to create an index which already exists"),
            Self::NotGlobal(verb, index) => {
                write!(formatter, "Cannot {verb} an index that is not a GlobalSecondaryIndex: {index}")
            }
            Self::IndexNotFound { index, table } => {
                write!(formatter, "Requested resource not found: Index {index} for table {table}")
            }
            Self::StreamEnabled(table) => write!(formatter, "Table already has an enabled stream: TableName: {table}"),
            Self::StreamDisabled(table) => write!(formatter, "Table has no stream to disable: TableName: {table}"),
            Self::OverridesOfRegionalTable => formatter.write_str(
                "Value 'ENABLED_WITH_OVERRIDES' at 'GlobalTableSettingsReplicationMode' failed to satisfy constraint: Only ENABLED and \
                 DISABLED settings replication are supported for a Regional Table.",
            ),
            Self::OneOnlineIndex => formatter
                .write_str("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"),
            Self::TooManyIndexes => formatter
                .write_str("Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20"),
            Self::ClassChanges => formatter
                .write_str("Subscriber limit exceeded: Updates to TableClass are limited to 2 times in 30 day(s)."),
            Self::ClassChangesOfReplica(region) => write!(
                formatter,
                "Limit exceeded for replica in {region}. Updates to TableClass are limited to 2 times in 30 day(s)"
            ),
            Self::WitnessNotAlone => {
                formatter.write_str("Requests that modify replicas or witnesses must not also modify other fields")
            }
            Self::Decrease(limit) => limit.fmt(formatter),
            Self::EmptyThroughput | Self::WarmGhost => Ok(()),
            fault => write!(formatter, "{INVALID}{}", fault.reason()),
        }
    }
}

impl UpdateFault {
    /// What follows the words that most of AWS's sentences begin with.
    fn reason(&self) -> String {
        match self {
            Self::NotAlone(change) => format!("{change} modification must be the only operation in the request"),
            Self::RepeatedIndex(index) => {
                format!("Only one global secondary index update per index is allowed simultaneously. Index: {index}")
            }
            Self::EmptyIndexWarm(_)
            | Self::IndexUnitsMissing(_)
            | Self::DefinitionsMissing(_)
            | Self::NewIndexUnitsMissing(_)
            | Self::NewIndexUnitsOnDemand(_)
            | Self::IndexUnitsOnDemand(_) => self.index_reason(),
            Self::BoundProvisioned(subject, dimension) => format!(
                "{} for OnDemandThroughput {}cannot be specified when the table BillingMode is PROVISIONED",
                dimension.request_units(),
                subject.infix(" : ")
            ),
            Self::WarmDecrease(subject, dimension) => format!(
                "Requested {} for WarmThroughput for {} is lower than current WarmThroughput, decreasing WarmThroughput is not supported",
                dimension.units_per_second(),
                subject.named(" ")
            ),
            fault => fault.plain_reason().to_owned(),
        }
    }

    fn index_reason(&self) -> String {
        match self {
            Self::EmptyIndexWarm(index) => format!(
                "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: {index}"
            ),
            Self::IndexUnitsMissing(index) => format!("ProvisionedThroughput must be specified for index: {index}"),
            Self::NewIndexUnitsMissing(index) => {
                format!("Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: {index}")
            }
            Self::NewIndexUnitsOnDemand(index) => format!(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: {index} when BillingMode is PAY_PER_REQUEST"
            ),
            Self::IndexUnitsOnDemand(index) => format!(
                "The only Updates for index: {index} when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput"
            ),
            Self::DefinitionsMissing(index) => format!("AttributeDefinitions is not specified for index: {index}"),
            _ => String::new(),
        }
    }

    const fn plain_reason(&self) -> &'static str {
        match self {
            Self::WarmNotAlone => "WarmThroughput must be the only operation in the request",
            Self::WarmWithIndexCreation => "Create global secondary index cannot be specified when updating WarmThroughput",
            Self::OnDemandWithOther => "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request",
            Self::StreamWithUnits => "You cannot modify stream status while updating table IOPS",
            Self::IndexWithUnits => "You cannot create or delete index while updating table IOPS",
            Self::IndexWithStream => "You cannot create or delete index while changing stream status",
            Self::EmptyIndexUpdates => "List of GlobalSecondaryIndexUpdates is empty",
            Self::EmptyVectorUpdates => "List of VectorIndexUpdates is empty",
            Self::NoVectorAction => "One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null",
            Self::SeveralVectorActions => "Only one vector index action is allowed per VectorIndexUpdate object",
            Self::VectorIndexesOnDemand => "Tables with vector indexes must be in PAY_PER_REQUEST mode",
            Self::NoIndexAction => {
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null"
            }
            Self::SeveralIndexActions => {
                "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object"
            }
            Self::UnitsMissing => "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
            Self::UnitsWithOnDemand => "ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST",
            Self::StreamViewMissing => "If stream is being enabled then UpdateViewType is required",
            Self::StreamOfReplica => "Disabling Stream is not allowed for a Global Table replica.",
            Self::StreamViewUnused => "If stream is being disabled, then UpdateViewType must not be specified",
            Self::OwnedKey => "Table is already encrypted by default",
            Self::SameKey => {
                "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key"
            }
            _ => "",
        }
    }
}

/// AWS names members of its own that no client can send.
fn nothing_to_change(formatter: &mut fmt::Formatter<'_>, consistency: bool) -> fmt::Result {
    let consistency = if consistency { "" } else { "MultiRegionConsistency, " };
    write!(
        formatter,
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, \
         ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, {consistency}DeletionProtectionEnabled, OnDemandThroughput, \
         WarmThroughput or TableClass is required"
    )
}

fn unchanged(formatter: &mut fmt::Formatter<'_>, subject: &Subject, units: Units) -> fmt::Result {
    let (whole, part) = match subject {
        Subject::Table => ("the table".to_owned(), "the table".to_owned()),
        Subject::Index(index) => (format!("the index {index}"), format!("index {index}")),
    };
    write!(formatter, "The provisioned throughput for {whole} will not change. The requested value equals the current value. ")?;
    for dimension in Dimension::BOTH {
        let (name, units) = (dimension.capacity_units(), units.of(dimension));
        write!(formatter, "Current {name} provisioned for {part}: {units}. Requested {name}: {units}. ")?;
    }
    formatter.write_str(REFER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> String {
        "gsi1".to_owned()
    }

    #[test]
    fn most_sentences_begin_with_the_same_words() {
        use UpdateFault as Fault;
        let of_index = || Subject::Index(index());
        let reasons = [
            (Fault::NotAlone("TableClass"), "TableClass modification must be the only operation in the request"),
            (Fault::WarmNotAlone, "WarmThroughput must be the only operation in the request"),
            (Fault::WarmWithIndexCreation, "Create global secondary index cannot be specified when updating WarmThroughput"),
            (Fault::OnDemandWithOther, "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"),
            (Fault::StreamWithUnits, "You cannot modify stream status while updating table IOPS"),
            (Fault::IndexWithUnits, "You cannot create or delete index while updating table IOPS"),
            (Fault::IndexWithStream, "You cannot create or delete index while changing stream status"),
            (Fault::EmptyIndexUpdates, "List of GlobalSecondaryIndexUpdates is empty"),
            (Fault::EmptyVectorUpdates, "List of VectorIndexUpdates is empty"),
            (Fault::NoVectorAction, "One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null"),
            (Fault::SeveralVectorActions, "Only one vector index action is allowed per VectorIndexUpdate object"),
            (Fault::VectorIndexesOnDemand, "Tables with vector indexes must be in PAY_PER_REQUEST mode"),
            (
                Fault::NoIndexAction,
                "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be \
                 null",
            ),
            (
                Fault::SeveralIndexActions,
                "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
            ),
            (
                Fault::RepeatedIndex(index()),
                "Only one global secondary index update per index is allowed simultaneously. Index: gsi1",
            ),
            (Fault::UnitsMissing, "ProvisionedThroughput must be specified when BillingMode is PROVISIONED"),
            (Fault::UnitsWithOnDemand, "ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST"),
            (Fault::DefinitionsMissing(index()), "AttributeDefinitions is not specified for index: gsi1"),
            (
                Fault::BoundProvisioned(Subject::Table, Dimension::Read),
                "MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED",
            ),
            (
                Fault::BoundProvisioned(of_index(), Dimension::Write),
                "MaxWriteRequestUnits for OnDemandThroughput for index : gsi1 cannot be specified when the table BillingMode is PROVISIONED",
            ),
            (
                Fault::WarmDecrease(of_index(), Dimension::Read),
                "Requested ReadUnitsPerSecond for WarmThroughput for index gsi1 is lower than current WarmThroughput, decreasing \
                 WarmThroughput is not supported",
            ),
            (Fault::StreamViewMissing, "If stream is being enabled then UpdateViewType is required"),
            (Fault::StreamViewUnused, "If stream is being disabled, then UpdateViewType must not be specified"),
            (Fault::OwnedKey, "Table is already encrypted by default"),
            (
                Fault::SameKey,
                "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key",
            ),
        ];
        for (fault, reason) in reasons {
            assert_eq!(fault.to_string(), format!("One or more parameter values were invalid: {reason}"));
        }
    }

    #[test]
    fn faults_of_an_index_name_it() {
        use UpdateFault as Fault;
        let reasons = [
            (
                Fault::EmptyIndexWarm(index()),
                "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: gsi1",
            ),
            (Fault::IndexUnitsMissing(index()), "ProvisionedThroughput must be specified for index: gsi1"),
            (
                Fault::NewIndexUnitsMissing(index()),
                "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: gsi1",
            ),
            (
                Fault::NewIndexUnitsOnDemand(index()),
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: gsi1 when BillingMode is PAY_PER_REQUEST",
            ),
            (
                Fault::IndexUnitsOnDemand(index()),
                "The only Updates for index: gsi1 when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput",
            ),
        ];
        for (fault, reason) in reasons {
            assert_eq!(fault.to_string(), format!("One or more parameter values were invalid: {reason}"));
        }
    }

    #[test]
    fn other_sentences_stand_alone() {
        use UpdateFault as Fault;
        let sentences = [
            (Fault::IndexExists, "Attempting to create an index which already exists"),
            (Fault::NotGlobal("delete", index()), "Cannot delete an index that is not a GlobalSecondaryIndex: gsi1"),
            (Fault::IndexNotFound { index: index(), table: "T".into() }, "Requested resource not found: Index gsi1 for table T"),
            (Fault::StreamEnabled("T".into()), "Table already has an enabled stream: TableName: T"),
            (Fault::StreamDisabled("T".into()), "Table has no stream to disable: TableName: T"),
            (
                Fault::OneOnlineIndex,
                "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
            ),
            (
                Fault::TooManyIndexes,
                "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20",
            ),
            (Fault::ClassChanges, "Subscriber limit exceeded: Updates to TableClass are limited to 2 times in 30 day(s)."),
            (
                Fault::OverridesOfRegionalTable,
                "Value 'ENABLED_WITH_OVERRIDES' at 'GlobalTableSettingsReplicationMode' failed to satisfy constraint: Only ENABLED and \
                 DISABLED settings replication are supported for a Regional Table.",
            ),
        ];
        for (fault, sentence) in sentences {
            assert_eq!(fault.to_string(), sentence);
        }
    }

    #[test]
    fn a_request_without_a_change_is_told_what_could_be_changed() {
        assert_eq!(
            UpdateFault::NothingToChange { consistency: false }.to_string(),
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, \
             ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, \
             OnDemandThroughput, WarmThroughput or TableClass is required"
        );
        let consistency = UpdateFault::NothingToChange { consistency: true }.to_string();
        assert!(!consistency.contains("MultiRegionConsistency"));
    }

    #[test]
    fn units_that_do_not_change_are_told() {
        let units = Units { read: 5, write: 6 };
        assert_eq!(
            UpdateFault::Unchanged { subject: Subject::Table, units }.to_string(),
            format!(
                "The provisioned throughput for the table will not change. The requested value equals the current value. Current \
                 ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for \
                 the table: 6. Requested WriteCapacityUnits: 6. {REFER}"
            )
        );
        assert_eq!(
            UpdateFault::Unchanged { subject: Subject::Index(index()), units }.to_string(),
            format!(
                "The provisioned throughput for the index gsi1 will not change. The requested value equals the current value. Current \
                 ReadCapacityUnits provisioned for index gsi1: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for \
                 index gsi1: 6. Requested WriteCapacityUnits: 6. {REFER}"
            )
        );
    }
}
