//! How often the operations of the control plane may be called in a second.

/// A limit of the requests of one account in a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// What is counted together: the name of an operation, or that of several.
    pub(super) counted: &'static str,
    /// How many requests come in each second.
    pub(super) requests: i64,
    /// What is said of one more (observed 2026-10-08 and 2026-10-09).
    pub text: &'static str,
}

const CHANGES: Rate =
    Rate { counted: "changes", requests: 5, text: "The rate of control plane requests made by this account is too high" };

/// Of 10 changes within 185 milliseconds six went through, of 15 within 1.1 seconds eleven at most (observed 2026-10-08). The others are those
/// of the API reference, but for `ListTagsOfResource`, `DescribeContinuousBackups` and `DescribeTimeToLive`: 15 of these at once went through. Of
/// `DescribeLimits` it says one a minute; five within half a minute went through, and those that came together did not.
static RATES: [(&str, Rate); 13] = [
    ("CreateBackup", rate("CreateBackup", 50)),
    ("CreateTable", CHANGES),
    ("DeleteBackup", rate("DeleteBackup", 10)),
    ("DeleteTable", CHANGES),
    ("DescribeBackup", rate("DescribeBackup", 10)),
    ("DescribeLimits", rate("DescribeLimits", 1)),
    ("DescribeStream", rate("DescribeStream", 10)),
    ("ListBackups", rate("ListBackups", 5)),
    ("ListStreams", rate("ListStreams", 5)),
    ("RestoreTableFromBackup", rate("RestoreTableFromBackup", 10)),
    ("TagResource", CHANGES),
    ("UntagResource", CHANGES),
    ("UpdateTable", CHANGES),
];

const fn rate(counted: &'static str, requests: i64) -> Rate {
    Rate { counted, requests, text: "Rate exceeded" }
}

impl Rate {
    /// The limit of `operation`, if it has one.
    #[must_use]
    pub fn of(operation: &str) -> Option<Self> {
        RATES.iter().find(|(name, _)| *name == operation).map(|(_, rate)| *rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::operations;

    #[test]
    fn limits_are_of_operations() {
        for (name, _) in RATES {
            assert!(operations().iter().any(|operation| operation.name == name), "{name}");
        }
        assert_eq!(Rate::of("PutItem"), None);
    }
}
