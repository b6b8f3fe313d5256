//! `BillingModeOverride` and the throughput that a restored table or index has.

use super::{RestoreFault, Subject};
use crate::operation::Error;
use crate::request::Structure;
use crate::table::definition::capacity;
use crate::table::{BillingMode, Dimension, OnDemandThroughput, Throughput, Units};

/// How the restored table is paid for.
#[derive(Debug, Clone, Copy)]
pub struct Mode {
    overridden: Option<BillingMode>,
    /// The mode in force.
    pub effective: BillingMode,
}

impl Mode {
    /// The mode that `input` names, or else that of the `source`.
    pub fn read(input: &Structure, source: BillingMode) -> Self {
        let overridden = input.text("BillingModeOverride").and_then(BillingMode::from_name);
        Self { overridden, effective: overridden.unwrap_or(source) }
    }
}

/// What a request asks for, for the table or for one index.
#[derive(Debug)]
pub struct Requested {
    pub subject: Subject,
    pub units: Option<Units>,
    pub bounds: OnDemandThroughput,
    /// What holds for what the request leaves open; none for an index that it names.
    pub recorded: Option<Throughput>,
}

impl Requested {
    pub fn for_table(input: &Structure, recorded: Throughput) -> Self {
        Self {
            subject: Subject::Table,
            units: input.structure("ProvisionedThroughputOverride").map(capacity::units_in),
            bounds: capacity::bounds_in(input.structure("OnDemandThroughputOverride")),
            recorded: Some(recorded),
        }
    }

    /// The throughput in `mode`.
    pub fn settled(&self, mode: Mode) -> Result<Throughput, Error> {
        let units = self.units(mode)?;
        capacity::check_bounds(units)?;
        let bounds = self.bounds(mode)?;
        Ok(Throughput::new(mode.effective, units, bounds, Units::default()))
    }

    fn units(&self, mode: Mode) -> Result<Units, RestoreFault> {
        let subject = || self.subject.clone();
        match (self.units, mode.effective, self.recorded) {
            (Some(_), BillingMode::PayPerRequest, _) if mode.overridden.is_some() => {
                Err(RestoreFault::UnitsWithOnDemand(subject()))
            }
            (Some(_), BillingMode::PayPerRequest, _) => Err(RestoreFault::UnitsUnlessProvisioned(subject())),
            (Some(units), BillingMode::Provisioned, _) => Ok(units),
            (None, BillingMode::PayPerRequest, _) => Ok(Units::default()),
            (None, BillingMode::Provisioned, None) => Err(RestoreFault::IndexUnitsMissing(subject())),
            (None, BillingMode::Provisioned, Some(_)) if mode.overridden.is_some() => Err(RestoreFault::UnitsMissing(subject())),
            (None, BillingMode::Provisioned, Some(recorded)) => Ok(recorded.provisioned.units),
        }
    }

    fn bounds(&self, mode: Mode) -> Result<OnDemandThroughput, RestoreFault> {
        let given = Dimension::BOTH.into_iter().filter_map(|dimension| Some((dimension, self.bounds.of(dimension)?)));
        for (dimension, bound) in given {
            if mode.effective == BillingMode::Provisioned {
                return Err(RestoreFault::BoundUnlessOnDemand(self.subject.clone(), dimension));
            }
            if bound < 1 {
                return Err(RestoreFault::BoundOutOfRange(self.subject.clone(), dimension));
            }
        }
        let recorded = self.recorded.filter(|_| mode.effective == BillingMode::PayPerRequest);
        let recorded = recorded.map(|recorded| recorded.on_demand).unwrap_or_default();
        Ok(if self.bounds.is_empty() { recorded } else { self.bounds })
    }
}
