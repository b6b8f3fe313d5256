//! The quotas of an account in a region.

/// How much provisioned throughput an account gets by default, as `DescribeLimits` tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountLimits {
    /// Units of all tables and indexes together, for reading and for writing alike.
    pub account_units: i64,
    /// Units of one table or index, for reading and for writing alike.
    pub table_units: i64,
    /// Tables in the region.
    pub tables: usize,
}

impl Default for AccountLimits {
    fn default() -> Self {
        Self { account_units: 80_000, table_units: 40_000, tables: 2500 }
    }
}
