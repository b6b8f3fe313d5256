//! Bounds of on-demand requests and warm throughput, of a table and of its indexes.

use super::admission::mode_in_force;
use super::fault::UpdateFault;
use super::update::Update;
use crate::operation::Error;
use crate::request::Structure;
use crate::table::definition::{DefinitionFault, capacity};
use crate::table::{BillingMode, Dimension, OnDemandThroughput, Status, Subject, Throughput, Units, WarmThroughput};

/// Changes both as `input` asks for the table. Without any number they are dropped beside another change; alone AWS fails on them
/// (observed 2026-10-09).
pub fn change(update: &mut Update, input: &Structure) -> Result<(), Error> {
    if only_empty(input) {
        return Err(UpdateFault::EmptyThroughput.into());
    }
    let mode = mode_in_force(&update.settled);
    let announced = bounded(update.settled.throughput, input, &Subject::Table, mode)?;
    update.announced.throughput.on_demand = announced;
    update.settled.throughput.on_demand = announced.settled();
    if let Some(units) = warmer(&update.settled.throughput, input, &Subject::Table)? {
        update.announced.throughput.warm = Some(being_warmed(&update.settled.throughput));
        update.warm(None, units, update.settled.throughput.warm_units());
        update.settled.throughput = update.settled.throughput.warmed_to(units);
    }
    Ok(())
}

/// Whether `input` changes nothing but throughput for which it holds no number.
fn only_empty(input: &Structure) -> bool {
    let neutral = |member: &str| matches!(member, "TableName" | "AttributeDefinitions" | "MultiRegionConsistency");
    let empty = |member: &str| {
        matches!(member, "OnDemandThroughput" | "WarmThroughput")
            && input.structure(member).is_some_and(|throughput| throughput.iter().next().is_none())
    };
    let mut changes = input.iter().map(|(member, _)| member).filter(|member| !neutral(member)).peekable();
    changes.peek().is_some() && changes.all(empty)
}

/// The bounds of `before` merged with those in `change`, as the response echoes them.
pub fn bounded(
    before: Throughput,
    change: &Structure,
    subject: &Subject,
    mode: BillingMode,
) -> Result<OnDemandThroughput, Error> {
    let bounds = capacity::on_demand(change);
    let given = Dimension::BOTH.into_iter().filter_map(|dimension| Some((dimension, bounds.of(dimension)?)));
    for (dimension, bound) in given {
        if mode == BillingMode::Provisioned {
            return Err(UpdateFault::BoundProvisioned(subject.clone(), dimension).into());
        }
        if bound < 1 && bound != OnDemandThroughput::UNBOUNDED {
            return Err(DefinitionFault::BoundOutOfRange(subject.clone(), dimension).into());
        }
    }
    Ok(before.on_demand.merged(bounds))
}

/// The warm throughput that `change` asks for; a number that it leaves out stays.
pub fn warmer(before: &Throughput, change: &Structure, subject: &Subject) -> Result<Option<Units>, UpdateFault> {
    let current = before.warm_units();
    let requested = |dimension| capacity::warm(change, dimension);
    for dimension in Dimension::BOTH {
        if requested(dimension).is_some_and(|units| units < current.of(dimension)) {
            return Err(UpdateFault::WarmDecrease(subject.clone(), dimension));
        }
    }
    let (read, write) = (requested(Dimension::Read), requested(Dimension::Write));
    let any = read.is_some() || write.is_some();
    Ok(any.then_some(Units { read: read.unwrap_or(current.read), write: write.unwrap_or(current.write) }))
}

/// What is told while throughput is being warmed: the units from before.
pub fn being_warmed(before: &Throughput) -> WarmThroughput {
    WarmThroughput { units: before.warm_units(), status: Status::Updating }
}
