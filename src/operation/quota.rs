//! What an account may have provisioned, and how AWS refuses more.

use std::fmt;

use super::{Call, Error};
use crate::account::{AccountLimits, Place};
use crate::model::ErrorCode;
use crate::table::definition::GlobalIndexDefinition;
use crate::table::{Dimension, NewThroughput, PendingChange, Subject, TableSettings, Throughput};

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
    /// Bounds of on-demand requests of one table or index.
    OnDemand(Subject),
    /// Warm throughput of one table or index.
    Warm(Subject),
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
            Excess::OnDemand(subject) => write!(
                formatter,
                "Subscriber limit exceeded: Requested {} for OnDemandThroughput for {} exceeds TableMax{units} of the account in region \
                 {region}",
                self.dimension.request_units(),
                subject.named(" : ")
            ),
            Excess::Warm(subject) => write!(
                formatter,
                "Subscriber limit exceeded: Requested {} for WarmThroughput for {} exceeds TableMax{units} of the account in region {region}",
                self.dimension.units_per_second(),
                subject.named(" ")
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

/// Whether the account may have one more table (developer guide, Quotas; users reported the sentence in 2017, when there were 256).
///
/// # Errors
///
/// It has as many as it may.
pub fn check_tables(call: &Call<'_>) -> Result<(), Error> {
    let most = AccountLimits::default().tables;
    if call.database.table_count(call.place()) < most {
        return Ok(());
    }
    let text = format!("Subscriber limit exceeded: There is a limit of {most} tables per subscriber");
    Err(Error::new(ErrorCode::LimitExceededException, text))
}

/// The throughput of a table or of an index before and after a change.
struct Growth {
    subject: Subject,
    before: Option<Throughput>,
    after: Throughput,
}

impl Growth {
    /// How many more units are provisioned.
    fn units(&self, dimension: Dimension) -> i64 {
        let before = self.before.map_or(0, |before| before.provisioned.units.of(dimension));
        (self.after.provisioned.units.of(dimension) - before).max(0)
    }

    /// What is greater than `limit` now and was not before.
    fn excess(&self, dimension: Dimension, limit: i64) -> Option<Excess> {
        let grown = |number: fn(&Throughput, Dimension) -> i64| {
            let before = self.before.map_or(0, |before| number(&before, dimension));
            let after = number(&self.after, dimension);
            (after > limit && after > before).then_some(after)
        };
        let subject = || self.subject.clone();
        let units = grown(|throughput, dimension| throughput.provisioned.units.of(dimension));
        let bound = grown(|throughput, dimension| throughput.on_demand.of(dimension).unwrap_or_default());
        let warm = grown(|throughput, dimension| throughput.warm_units().of(dimension));
        units
            .map(|requested| Excess::Single { subject: subject(), requested, limit })
            .or_else(|| bound.map(|_| Excess::OnDemand(subject())))
            .or_else(|| warm.map(|_| Excess::Warm(subject())))
    }
}

/// Whether the account may have a new table with this throughput and with these indexes.
pub fn check_creation(
    call: &Call<'_>,
    throughput: Throughput,
    global_indexes: &[GlobalIndexDefinition],
) -> Result<(), QuotaFault> {
    let table = Growth { subject: Subject::Table, before: None, after: throughput };
    let indexes = global_indexes.iter().map(|index| Growth {
        subject: Subject::Index(index.schema.name.to_string()),
        before: None,
        after: index.throughput,
    });
    check(call, call.place(), &std::iter::once(table).chain(indexes).collect::<Vec<_>>())
}

/// Whether the account may change the settings of a table in `place` from `before` to `after`.
pub fn check_change(call: &Call<'_>, place: &Place, before: &TableSettings, after: &TableSettings) -> Result<(), QuotaFault> {
    let table = Growth { subject: Subject::Table, before: Some(before.throughput), after: after.throughput };
    let index_before = |name: &str| before.indexes.iter().find(|index| &*index.schema.name == name);
    let indexes = after.indexes.iter().map(|index| Growth {
        subject: Subject::Index(index.schema.name.to_string()),
        before: index_before(&index.schema.name).map(|index| index.throughput),
        after: index.throughput,
    });
    check(call, place, &std::iter::once(table).chain(indexes).collect::<Vec<_>>())
}

fn check(call: &Call<'_>, place: &Place, growths: &[Growth]) -> Result<(), QuotaFault> {
    Dimension::BOTH.into_iter().try_for_each(|dimension| check_dimension(call, place, growths, dimension))
}

fn check_dimension(call: &Call<'_>, place: &Place, growths: &[Growth], dimension: Dimension) -> Result<(), QuotaFault> {
    let limits = AccountLimits::default();
    let fault = |excess| QuotaFault { dimension, region: place.region.to_string(), excess };
    if let Some(excess) = growths.iter().find_map(|growth| growth.excess(dimension, limits.table_units)) {
        return Err(fault(excess));
    }
    let requested: i64 = growths.iter().map(|growth| growth.units(dimension)).sum();
    let reserved = if requested > 0 { reserved(call, place, dimension) } else { 0 };
    if requested > 0 && reserved + requested > limits.account_units {
        return Err(fault(Excess::Account { reserved, requested, limit: limits.account_units }));
    }
    Ok(())
}

/// What all tables and indexes of the account have in the region of `place`, or are about to have.
fn reserved(call: &Call<'_>, place: &Place, dimension: Dimension) -> i64 {
    call.database.tables_after(place, "").map(|table| reserved_by(table.settings(), dimension)).sum()
}

/// While units are being changed, the greater ones count: nobody else may have them.
fn reserved_by(settings: &TableSettings, dimension: Dimension) -> i64 {
    let units = |throughput: &Throughput| throughput.provisioned.units.of(dimension);
    let next = settings.changes().find_map(|change| match change {
        PendingChange::Throughput(new) => Some(&**new),
        _ => None,
    });
    let table = next.and_then(|next: &NewThroughput| next.table.as_ref()).map_or(0, units);
    let index_next = |name: &str| {
        let changed = next?.indexes.iter().find(|(index, _)| **index == *name);
        changed.map(|(_, throughput)| units(throughput))
    };
    let indexes = settings.indexes.iter();
    let indexes = indexes.map(|index| units(&index.throughput).max(index_next(&index.schema.name).unwrap_or_default()));
    units(&settings.throughput).max(table) + indexes.sum::<i64>()
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
    fn bounds_and_warm_throughput_have_the_same_maximum() {
        let region = "of the account in region us-east-1";
        assert_eq!(
            sentence(Excess::OnDemand(Subject::Table)),
            format!(
                "Subscriber limit exceeded: Requested MaxReadRequestUnits for OnDemandThroughput for table exceeds TableMaxReadCapacityUnits \
                 {region}"
            )
        );
        assert_eq!(
            sentence(Excess::OnDemand(Subject::Index("gsi1".into()))),
            format!(
                "Subscriber limit exceeded: Requested MaxReadRequestUnits for OnDemandThroughput for index : gsi1 exceeds \
                 TableMaxReadCapacityUnits {region}"
            )
        );
        assert_eq!(
            sentence(Excess::Warm(Subject::Index("gsi1".into()))),
            format!(
                "Subscriber limit exceeded: Requested ReadUnitsPerSecond for WarmThroughput for index gsi1 exceeds TableMaxReadCapacityUnits \
                 {region}"
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
