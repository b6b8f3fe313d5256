//! The throughput that a definition asks for, checked against how it is paid for.

use super::DefinitionFault;
use crate::request::Structure;
use crate::table::{BillingMode, Dimension, OnDemandThroughput, Subject, Throughput, Units};

/// More units than this are refused whatever the account's quotas are.
const MAXIMUM_UNITS: i64 = 1_000_000_000_000;

/// `ProvisionedThroughput` of a table, an index or an action on one; the model sees to it that both numbers are there and positive.
#[must_use]
pub fn provisioned(owner: &Structure) -> Option<Units> {
    owner.structure("ProvisionedThroughput").map(units_in)
}

/// The units of a `ProvisionedThroughput`.
#[must_use]
pub fn units_in(throughput: &Structure) -> Units {
    let units = |dimension: Dimension| throughput.integer(dimension.capacity_units()).unwrap_or_default();
    Units { read: units(Dimension::Read), write: units(Dimension::Write) }
}

/// `OnDemandThroughput`; nothing bounded if it is absent.
#[must_use]
pub fn on_demand(owner: &Structure) -> OnDemandThroughput {
    bounds_in(owner.structure("OnDemandThroughput"))
}

/// The bounds of an `OnDemandThroughput`; nothing bounded if it is absent.
#[must_use]
pub fn bounds_in(throughput: Option<&Structure>) -> OnDemandThroughput {
    let bound = |dimension: Dimension| throughput?.integer(dimension.request_units());
    OnDemandThroughput { read: bound(Dimension::Read), write: bound(Dimension::Write) }
}

/// A number of `WarmThroughput`.
#[must_use]
pub fn warm(owner: &Structure, dimension: Dimension) -> Option<i64> {
    owner.structure("WarmThroughput")?.integer(dimension.units_per_second())
}

/// Whether AWS ever provisions as much.
///
/// # Errors
///
/// Either number is greater than a million millions.
pub fn check_bounds(units: Units) -> Result<(), DefinitionFault> {
    let excess = Dimension::BOTH.into_iter().find(|dimension| units.of(*dimension) > MAXIMUM_UNITS);
    excess.map_or(Ok(()), |dimension| Err(DefinitionFault::UnitsOutOfBounds { dimension, units: units.of(dimension) }))
}

/// The throughput that `owner` defines for `subject`, a new table or index.
///
/// # Errors
///
/// Units or bounds that do not go with the billing mode `mode`, or numbers out of range.
pub fn read(owner: &Structure, subject: &Subject, mode: BillingMode) -> Result<Throughput, DefinitionFault> {
    let units = units(owner, subject, mode)?;
    let bounds = on_demand(owner);
    check_on_demand(bounds, subject, mode)?;
    check_warm(owner, subject, mode, units)?;
    let warm = Units {
        read: warm(owner, Dimension::Read).unwrap_or_default(),
        write: warm(owner, Dimension::Write).unwrap_or_default(),
    };
    Ok(Throughput::new(mode, units, bounds, warm))
}

fn units(owner: &Structure, subject: &Subject, mode: BillingMode) -> Result<Units, DefinitionFault> {
    match (provisioned(owner), mode) {
        (Some(_), BillingMode::PayPerRequest) => Err(DefinitionFault::UnitsOnDemand(subject.clone())),
        (None, BillingMode::Provisioned) => Err(DefinitionFault::UnitsMissing(subject.clone())),
        (None, BillingMode::PayPerRequest) => Ok(Units::default()),
        (Some(units), BillingMode::Provisioned) => check_bounds(units).map(|()| units),
    }
}

/// The billing mode is checked before the numbers.
fn check_on_demand(bounds: OnDemandThroughput, subject: &Subject, mode: BillingMode) -> Result<(), DefinitionFault> {
    let given = Dimension::BOTH.into_iter().filter_map(|dimension| Some((dimension, bounds.of(dimension)?)));
    for (dimension, bound) in given {
        if mode == BillingMode::Provisioned {
            return Err(DefinitionFault::BoundProvisioned(subject.clone(), dimension));
        }
        if bound < 1 {
            return Err(DefinitionFault::BoundOutOfRange(subject.clone(), dimension));
        }
    }
    Ok(())
}

fn check_warm(owner: &Structure, subject: &Subject, mode: BillingMode, units: Units) -> Result<(), DefinitionFault> {
    for dimension in Dimension::BOTH {
        let Some(requested) = warm(owner, dimension) else { continue };
        match mode {
            BillingMode::PayPerRequest if requested < Units::INITIAL_ON_DEMAND.of(dimension) => {
                return Err(DefinitionFault::WarmBelowInitial(subject.clone(), dimension));
            }
            BillingMode::Provisioned if requested < units.of(dimension) => {
                return Err(DefinitionFault::WarmBelowProvisioned(subject.clone(), dimension));
            }
            _ => {}
        }
    }
    Ok(())
}
