//! The billing mode and the provisioned throughput of a table.

use super::admission;
use super::fault::UpdateFault;
use super::index_action::IndexAction;
use super::update::{UnitsChange, Update};
use crate::Timestamp;
use crate::operation::Error;
use crate::request::Structure;
use crate::table::definition::{DefinitionFault, capacity};
use crate::table::{Billing, BillingMode, OnDemandThroughput, Status, Subject, TableSettings, Throughput, Units};

/// Changes mode and units as `input` asks.
pub fn change(update: &mut Update, input: &Structure, actions: &[IndexAction<'_>]) -> Result<(), Error> {
    let current = update.settled.billing.mode;
    let requested = input.text("BillingMode").and_then(BillingMode::from_name);
    let units = capacity::provisioned(input);
    match (current, requested.unwrap_or(current), units) {
        (_, BillingMode::PayPerRequest, Some(_)) => Err(DefinitionFault::UnitsOnDemand(Subject::Table).into()),
        (BillingMode::Provisioned, BillingMode::Provisioned, Some(units)) => Ok(change_units(update, units)?),
        (BillingMode::PayPerRequest, BillingMode::Provisioned, Some(units)) => Ok(provision(update, units, actions)?),
        (BillingMode::Provisioned, BillingMode::PayPerRequest, None) => {
            if admission::is_lost(&update.settled, input) {
                announce_lost(update);
            } else {
                pay_per_request(update);
            }
            Ok(())
        }
        (_, _, None) => {
            announce(update, requested);
            Ok(())
        }
    }
}

/// The mode that is in force already is announced as a change (observed 2026-10-08).
fn announce(update: &mut Update, requested: Option<BillingMode>) {
    if requested.is_some() {
        update.announced.status = Status::Updating;
    }
}

/// The way back from a switch that is under way is announced as if it were taken (observed 2026-10-09).
fn announce_lost(update: &mut Update) {
    update.announced.status = Status::Updating;
    update.announced.billing.mode = BillingMode::PayPerRequest;
    announce_no_units(&mut update.announced);
}

fn announce_no_units(announced: &mut TableSettings) {
    announced.throughput.provisioned.units = Units::default();
    for index in &mut announced.indexes {
        index.throughput.provisioned.units = Units::default();
    }
}

fn change_units(update: &mut Update, units: Units) -> Result<(), UpdateFault> {
    let before = update.settled.throughput;
    update.settled.throughput = changed(&before, units, update, &Subject::Table)?;
    update.units = UnitsChange::Units;
    update.announced.status = Status::Updating;
    update.announced.throughput.provisioned = update.settled.throughput.provisioned.announced(&before.provisioned);
    Ok(())
}

/// `before` with other units, for the table or index `subject` of a provisioned table.
pub fn changed(before: &Throughput, units: Units, update: &Update, subject: &Subject) -> Result<Throughput, UpdateFault> {
    if before.provisioned.units == units {
        return Err(UpdateFault::Unchanged { subject: subject.clone(), units });
    }
    let provisioned = before.provisioned.changed(units, update.now)?;
    Ok(Throughput { provisioned, ..*before }.warmed(BillingMode::Provisioned))
}

/// From then on provisioned: every index needs units of its own. Nothing bounds on-demand requests any more, and the new units are
/// announced at once (observed 2026-10-08).
fn provision(update: &mut Update, units: Units, actions: &[IndexAction<'_>]) -> Result<(), UpdateFault> {
    if !update.settled.vector_indexes.is_empty() {
        return Err(UpdateFault::VectorIndexesOnDemand);
    }
    check_indexes(update, actions)?;
    for settings in [&mut update.settled, &mut update.announced] {
        settings.billing.mode = BillingMode::Provisioned;
        settings.throughput = provisioned(settings.throughput, units);
        for index in &mut settings.indexes {
            let units = actions.iter().find_map(|action| action_units(action, &index.schema.name)).unwrap_or_default();
            index.throughput = provisioned(index.throughput, units);
        }
    }
    announce_switch(update);
    Ok(())
}

fn check_indexes(update: &Update, actions: &[IndexAction<'_>]) -> Result<(), UpdateFault> {
    let names = update.settled.indexes.iter().map(|index| &*index.schema.name);
    let has_units = |name: &str| actions.iter().any(|action| action_units(action, name).is_some());
    let missing: Vec<&str> = names.filter(|name| !has_units(name)).collect();
    if missing.is_empty() { Ok(()) } else { Err(UpdateFault::IndexUnitsMissing(missing.join(","))) }
}

fn action_units(action: &IndexAction<'_>, name: &str) -> Option<Units> {
    match action {
        IndexAction::Update(index, change) if *index == name => capacity::provisioned(change),
        _ => None,
    }
}

/// A change of units or of how a table is paid for, made at a time: what comes of the throughput of the table and of each index.
#[derive(Debug, Clone, Copy)]
pub struct ThroughputChange {
    /// How the table is paid for.
    pub before: BillingMode,
    /// How it is to be.
    pub after: BillingMode,
    /// The time.
    pub now: Timestamp,
}

impl ThroughputChange {
    /// Whether the billing mode changes.
    pub fn switches(&self) -> bool {
        self.before != self.after
    }

    /// How the table is paid for from then on.
    pub fn billing(&self, before: Billing) -> Billing {
        let last_on_demand = if self.after == BillingMode::PayPerRequest { Some(self.now) } else { before.last_on_demand };
        Billing { mode: self.after, last_on_demand }
    }

    /// What `throughput` becomes with `units`, if it becomes another.
    ///
    /// # Errors
    ///
    /// The units were decreased too often.
    pub fn of(&self, throughput: &Throughput, units: Units) -> Result<Option<Throughput>, UpdateFault> {
        match self.after {
            BillingMode::Provisioned if self.switches() => Ok(Some(provisioned(*throughput, units))),
            BillingMode::PayPerRequest if self.switches() => Ok(Some(on_demand(*throughput))),
            BillingMode::Provisioned if units != throughput.provisioned.units => {
                let provisioned = throughput.provisioned.changed(units, self.now)?;
                Ok(Some(Throughput { provisioned, ..*throughput }.warmed(BillingMode::Provisioned)))
            }
            _ => Ok(None),
        }
    }
}

fn provisioned(before: Throughput, units: Units) -> Throughput {
    let mut after = Throughput { on_demand: OnDemandThroughput::default(), ..before };
    after.provisioned.units = units;
    after.warmed(BillingMode::Provisioned)
}

/// From then on paid by the request. An index counts that as a decrease, the table does not (observed 2026-10-08).
fn pay_per_request(update: &mut Update) {
    let now = update.now;
    let settled = &mut update.settled;
    settled.billing = Billing { mode: BillingMode::PayPerRequest, last_on_demand: Some(now) };
    settled.throughput = on_demand(settled.throughput);
    for index in &mut settled.indexes {
        index.throughput.provisioned = index.throughput.provisioned.decreased(now);
        index.throughput = on_demand(index.throughput);
    }
    update.announced.billing = Billing { mode: BillingMode::PayPerRequest, last_on_demand: None };
    announce_no_units(&mut update.announced);
    announce_switch(update);
}

fn on_demand(before: Throughput) -> Throughput {
    let mut after = before;
    after.provisioned.units = Units::default();
    after.warmed(BillingMode::PayPerRequest)
}

fn announce_switch(update: &mut Update) {
    update.units = UnitsChange::Switch;
    update.announced.status = Status::Updating;
    for index in &mut update.announced.indexes {
        index.status = Status::Updating;
    }
}
