//! What an account may have provisioned, and how AWS refuses more.

use std::fmt;

use super::{Call, Error};
use crate::account::AccountLimits;
use crate::model::ErrorCode;
use crate::table::definition::TableDefinition;
use crate::table::{Dimension, Subject, TableSettings, Units};

const REFER: &str = "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";

/// More provisioned throughput than the account may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaFault {
    dimension: Dimension,
    region: String,
    excess: Excess,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Excess {
    /// Of one table or index.
    Single { subject: Subject, requested: i64, limit: i64 },
    /// Of all together.
    Account { reserved: i64, requested: i64, limit: i64 },
}

impl fmt::Display for QuotaFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, region) = (self.dimension.capacity_units(), &self.region);
        match &self.excess {
            Excess::Single { subject: Subject::Table, requested, limit } => write!(
                formatter,
                "The requested {units}, {requested}, is above the per table maximum for the account in {region}. Per table maximum: \
                 {limit}. {REFER}"
            ),
            Excess::Single { subject: Subject::Index(index), requested, limit } => write!(
                formatter,
                "The requested {units} for index {index}, {requested}, is above the per index maximum for the account in {region}. Per \
                 index maximum: {limit}. {REFER}"
            ),
            Excess::Account { reserved, requested, limit } => write!(
                formatter,
                "This request would have caused the {units} limit to be exceeded for the account in {region}. Current {units} reserved by \
                 the account: {reserved}. Limit: {limit}. Requested: {requested}. {REFER}"
            ),
        }
    }
}

impl From<QuotaFault> for Error {
    fn from(fault: QuotaFault) -> Self {
        Self::new(ErrorCode::LimitExceededException, fault.to_string())
    }
}

/// Provisioned units of a table or of an index before and after a change.
struct Provision {
    subject: Subject,
    before: Units,
    after: Units,
}

/// Whether the account may have the table that is defined.
pub fn check_creation(call: &Call<'_>, definition: &TableDefinition) -> Result<(), QuotaFault> {
    let table = Provision { subject: Subject::Table, before: Units::default(), after: definition.throughput.provisioned.units };
    let indexes = definition.global_indexes.iter().map(|index| Provision {
        subject: Subject::Index(index.schema.name.to_string()),
        before: Units::default(),
        after: index.throughput.provisioned.units,
    });
    check(call, &[table].into_iter().chain(indexes).collect::<Vec<_>>())
}

/// Whether the account may change a table's settings from `before` to `after`.
pub fn check_change(call: &Call<'_>, before: &TableSettings, after: &TableSettings) -> Result<(), QuotaFault> {
    let table = Provision {
        subject: Subject::Table,
        before: before.throughput.provisioned.units,
        after: after.throughput.provisioned.units,
    };
    let units_before = |name: &str| {
        let index = before.indexes.iter().find(|index| &*index.schema.name == name);
        index.map_or_else(Units::default, |index| index.throughput.provisioned.units)
    };
    let indexes = after.indexes.iter().map(|index| Provision {
        subject: Subject::Index(index.schema.name.to_string()),
        before: units_before(&index.schema.name),
        after: index.throughput.provisioned.units,
    });
    check(call, &[table].into_iter().chain(indexes).collect::<Vec<_>>())
}

fn check(call: &Call<'_>, provisions: &[Provision]) -> Result<(), QuotaFault> {
    Dimension::BOTH.into_iter().try_for_each(|dimension| check_dimension(call, provisions, dimension))
}

fn check_dimension(call: &Call<'_>, provisions: &[Provision], dimension: Dimension) -> Result<(), QuotaFault> {
    let limits = AccountLimits::default();
    let fault = |excess| QuotaFault { dimension, region: call.place().region.to_string(), excess };
    let grown = || provisions.iter().filter(|provision| provision.after.of(dimension) > provision.before.of(dimension));
    if let Some(provision) = grown().find(|provision| provision.after.of(dimension) > limits.table_units) {
        let (subject, requested) = (provision.subject.clone(), provision.after.of(dimension));
        return Err(fault(Excess::Single { subject, requested, limit: limits.table_units }));
    }
    let growth: i64 = grown().map(|provision| provision.after.of(dimension) - provision.before.of(dimension)).sum();
    let reserved = if growth > 0 { reserved(call, dimension) } else { 0 };
    if growth > 0 && reserved + growth > limits.account_units {
        return Err(fault(Excess::Account { reserved, requested: growth, limit: limits.account_units }));
    }
    Ok(())
}

/// What all tables and indexes of the account have in its region.
fn reserved(call: &Call<'_>, dimension: Dimension) -> i64 {
    call.database.tables_after(call.place(), "").map(|table| reserved_by(table.settings(), dimension)).sum()
}

fn reserved_by(settings: &TableSettings, dimension: Dimension) -> i64 {
    let all = std::iter::once(&settings.throughput).chain(settings.indexes.iter().map(|index| &index.throughput));
    all.map(|throughput| throughput.provisioned.units.of(dimension)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(excess: Excess) -> String {
        QuotaFault { dimension: Dimension::Read, region: "us-east-1".into(), excess }.to_string()
    }

    #[test]
    fn one_table_or_index_has_a_maximum() {
        assert_eq!(
            sentence(Excess::Single { subject: Subject::Table, requested: 40_001, limit: 40_000 }),
            format!(
                "The requested ReadCapacityUnits, 40001, is above the per table maximum for the account in us-east-1. Per table maximum: \
                 40000. {REFER}"
            )
        );
        assert_eq!(
            sentence(Excess::Single { subject: Subject::Index("gsi1".into()), requested: 40_001, limit: 40_000 }),
            format!(
                "The requested ReadCapacityUnits for index gsi1, 40001, is above the per index maximum for the account in us-east-1. Per \
                 index maximum: 40000. {REFER}"
            )
        );
    }

    #[test]
    fn an_account_has_a_maximum() {
        assert_eq!(
            sentence(Excess::Account { reserved: 79_999, requested: 2, limit: 80_000 }),
            format!(
                "This request would have caused the ReadCapacityUnits limit to be exceeded for the account in us-east-1. Current \
                 ReadCapacityUnits reserved by the account: 79999. Limit: 80000. Requested: 2. {REFER}"
            )
        );
    }
}
