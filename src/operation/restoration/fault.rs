//! Why a table is not restored as a request asks, and AWS's sentence for it. All were observed 2026-10-09 but those whose origin stands at them.

use std::fmt;

use crate::operation::Error;
use crate::table::{Dimension, Subject};

/// An override that does not go with the source or with another override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreFault {
    /// The source lies in another region, and nothing is said about encryption.
    CrossRegion,
    /// An index that the source does not have.
    NoSuchIndex(String),
    /// Units, but the billing mode is overridden to one without.
    UnitsWithOnDemand(Subject),
    /// Units, but the source is paid by the request. The sentence for an index is inferred.
    UnitsUnlessProvisioned(Subject),
    /// No units, but the billing mode is overridden to one that needs them. The sentence for an index is inferred.
    UnitsMissing(Subject),
    /// An index without units in a provisioned table.
    IndexUnitsMissing(Subject),
    /// A bound of on-demand requests for what is provisioned. The sentence for an index is inferred.
    BoundUnlessOnDemand(Subject, Dimension),
    /// A bound of on-demand requests below one. The sentence for an index is inferred.
    BoundOutOfRange(Subject, Dimension),
    /// Warm throughput of an index. The API reference says that it is refused, nobody recorded how.
    Warm(String),
}

impl From<RestoreFault> for Error {
    fn from(fault: RestoreFault) -> Self {
        Self::validation(fault.to_string())
    }
}

impl fmt::Display for RestoreFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Invalid Request: ")?;
        match self {
            Self::CrossRegion => formatter.write_str("sseSpecificationOverride must be provided for cross-region restores"),
            Self::NoSuchIndex(name) => write!(
                formatter,
                "Index {name} does not match a secondary index that existed in the source table and cannot be created during the restore \
                 operation"
            ),
            Self::UnitsWithOnDemand(subject) => write!(
                formatter,
                "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST{}",
                suffix(subject)
            ),
            Self::UnitsUnlessProvisioned(subject) => {
                write!(formatter, "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED{}", suffix(subject))
            }
            Self::UnitsMissing(subject) => write!(
                formatter,
                "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED{}",
                suffix(subject)
            ),
            Self::IndexUnitsMissing(subject) => write!(formatter, "Must specify provisioned throughput{}", suffix(subject)),
            Self::BoundUnlessOnDemand(subject, dimension) => write!(
                formatter,
                "Cannot override {} for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST{}",
                dimension.request_units(),
                suffix(subject)
            ),
            Self::BoundOutOfRange(subject, dimension) => write!(
                formatter,
                "Requested {} for OnDemandThroughput is outside of valid range{}",
                dimension.request_units(),
                suffix(subject)
            ),
            Self::Warm(index) => write!(formatter, "Cannot override WarmThroughput for index {index}"),
        }
    }
}

/// Nothing for a table, or ` for index gsi1`.
fn suffix(subject: &Subject) -> String {
    match subject {
        Subject::Table => String::new(),
        Subject::Index(name) => format!(" for index {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_sentence() {
        let index = Subject::Index("gsi1".into());
        for (fault, sentence) in [
            (RestoreFault::CrossRegion, "sseSpecificationOverride must be provided for cross-region restores"),
            (
                RestoreFault::NoSuchIndex("gsi1".into()),
                "Index gsi1 does not match a secondary index that existed in the source table and cannot be created during the restore operation",
            ),
            (
                RestoreFault::UnitsWithOnDemand(index.clone()),
                "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index gsi1",
            ),
            (
                RestoreFault::UnitsUnlessProvisioned(Subject::Table),
                "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED",
            ),
            (
                RestoreFault::UnitsMissing(Subject::Table),
                "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED",
            ),
            (RestoreFault::IndexUnitsMissing(index), "Must specify provisioned throughput for index gsi1"),
            (
                RestoreFault::BoundUnlessOnDemand(Subject::Table, Dimension::Read),
                "Cannot override MaxReadRequestUnits for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST",
            ),
            (
                RestoreFault::BoundOutOfRange(Subject::Table, Dimension::Write),
                "Requested MaxWriteRequestUnits for OnDemandThroughput is outside of valid range",
            ),
            (RestoreFault::Warm("gsi1".into()), "Cannot override WarmThroughput for index gsi1"),
        ] {
            assert_eq!(fault.to_string(), format!("Invalid Request: {sentence}"));
        }
    }
}
