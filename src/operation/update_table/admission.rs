//! What a table admits while it is going through another change: this depends on both changes (observed 2026-10-08 and 2026-10-09).

use super::fault::UpdateFault;
use super::index_action::IndexAction;
use super::rules::Actions;
use crate::operation::Error;
use crate::operation::in_use::{self, Asked};
use crate::request::Structure;
use crate::table::definition::capacity;
use crate::table::{BillingMode, PendingChange, Table, TableSettings};

/// Whether `table` can be changed now as `input` asks.
pub fn check(table: &Table, input: &Structure, actions: &Actions<'_>) -> Result<(), Error> {
    in_use::check_there(table)?;
    if table.settings().pending.is_empty() {
        return Ok(());
    }
    check_indexes(table, actions)?;
    asked(table.settings(), input, actions).into_iter().try_for_each(|asked| in_use::check_asked(table, asked))?;
    if input.has("SSESpecification") {
        in_use::check_encryption(table)?;
    }
    let allocating = table.settings().changes().any(|change| matches!(change, PendingChange::Allocation(_)));
    if allocating && input.has("WarmThroughput") { Err(UpdateFault::Maintenance.into()) } else { Ok(()) }
}

/// Whether `input` asks for the way back from a change of the billing mode that is under way: that changes nothing, and is announced all the same.
pub fn is_lost(settings: &TableSettings, input: &Structure) -> bool {
    let back = input.text("BillingMode") == Some("PAY_PER_REQUEST") && capacity::provisioned(input).is_none();
    back && next_mode(settings) == Some(BillingMode::Provisioned)
}

/// The mode by which bounds of on-demand requests are judged: one that is paid by the request is so once that is complete.
pub fn mode_in_force(settings: &TableSettings) -> BillingMode {
    let becomes_on_demand = next_mode(settings) == Some(BillingMode::PayPerRequest);
    if becomes_on_demand { BillingMode::Provisioned } else { settings.billing.mode }
}

/// The billing mode that a change that is under way leads to.
fn next_mode(settings: &TableSettings) -> Option<BillingMode> {
    settings.changes().find_map(|change| match change {
        PendingChange::Throughput(new) => new.billing.map(|billing| billing.mode),
        _ => None,
    })
}

fn check_indexes(table: &Table, actions: &Actions<'_>) -> Result<(), Error> {
    for action in &actions.global {
        if let IndexAction::Update(name, _) = action {
            in_use::check_index(table, name, false)?;
        }
    }
    actions.deleted().try_for_each(|name| in_use::check_index(table, name, true))?;
    let other = |change: &PendingChange| match change {
        PendingChange::Backfill(name) => !actions.deleted().any(|deleted| *deleted == **name),
        PendingChange::Allocation(_) | PendingChange::IndexDeletion(_) => true,
        _ => false,
    };
    let online = actions.online() > 0 && table.settings().changes().any(other);
    if online { Err(UpdateFault::OneOnlineIndex.into()) } else { Ok(()) }
}

fn asked(settings: &TableSettings, input: &Structure, actions: &Actions<'_>) -> Vec<Asked> {
    let mode = input.text("BillingMode").and_then(BillingMode::from_name);
    let changing = settings.changes().any(|change| matches!(change, PendingChange::Throughput(_)));
    let switches = mode.is_some_and(|mode| changing || mode != settings.billing.mode);
    let units = (switches || capacity::provisioned(input).is_some()) && !is_lost(settings, input);
    let on_demand =
        mode_in_force(settings) == BillingMode::PayPerRequest || next_mode(settings) == Some(BillingMode::Provisioned);
    let all = [
        (Asked::Units, units),
        (Asked::Stream, input.has("StreamSpecification")),
        (Asked::Class, input.has("TableClass")),
        (Asked::OnDemand, input.has("OnDemandThroughput") && on_demand),
        (Asked::Index, actions.online() > 0),
    ];
    all.into_iter().filter(|(_, is_asked)| *is_asked).map(|(asked, _)| asked).collect()
}
