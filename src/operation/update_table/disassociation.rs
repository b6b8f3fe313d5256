//! A replica that goes on as a table of its own, with its items and settings (developer guide, Disassociating a global table replica). Nobody
//! recorded AWS's texts.

use std::sync::Arc;

use super::replica_fault::{ReplicaFault, StrongFault};
use super::replicas;
use super::update::Update;
use crate::account::Step;
use crate::operation::table_description::TableDescription;
use crate::operation::{Call, Error, named_table};
use crate::request::Structure;
use crate::table::{Pending, PendingChange, ReplicaChange};

/// Begins to take the table out of its global table. That is done once everything has arrived that is on its way from it and to it.
pub fn begin(call: &mut Call<'_>, input: &Structure, region: &str) -> Result<TableDescription, Error> {
    if region != call.place().region.as_str() {
        return Err(ReplicaFault::DisassociationElsewhere(region.to_owned()).into());
    }
    let table = named_table::find(call, input)?;
    replicas::check_version(call, table)?;
    let Some(global) = call.database.global_table(call.place(), table.name()) else {
        return Err(ReplicaFault::NoReplica(region.to_owned()).into());
    };
    if global.consistency.is_strong() {
        return Err(ReplicaFault::Strong(StrongFault::Disassociation).into());
    }
    if !table.settings().global.disassociable {
        return Err(ReplicaFault::DisassociationProtected(table.name().to_string(), region.to_owned()).into());
    }
    replicas::check_free(call, table)?;
    let description = replicas::described(call, table);
    let (now, name) = (call.now(), Arc::clone(table.name()));
    // It is no matter of time alone: whoever receives what is on its way completes it.
    let pending = Pending { change: PendingChange::Replica(ReplicaChange::Disassociate), since: now, delay: i64::MAX };
    let ready = crate::Timestamp(now.0.saturating_add(call.caller.lifecycle.of(Step::DeleteReplica)));
    let parting = table.clone().with_pending([pending]);
    call.put(parting);
    let place = call.place().clone();
    call.database.disassociate(&place, &name, ready);
    Ok(description)
}

/// Sets or lifts the protection of a replica against disassociation.
pub fn change_protection(update: &mut Update, input: &Structure) -> Result<(), ReplicaFault> {
    let Some(protects) = input.boolean("DisassociationProtectionEnabled") else { return Ok(()) };
    if !update.is_disassociable {
        return Err(ReplicaFault::NoDisassociation);
    }
    for settings in [&mut update.announced, &mut update.settled] {
        settings.global.disassociable = !protects;
    }
    Ok(())
}

/// Says whether settings are to be those of replicas in other accounts, too: of a table that is no replica yet (observed 2026-10-08).
pub fn change_settings_replication(update: &mut Update, input: &Structure) -> Result<(), ReplicaFault> {
    let Some(mode) = input.text("GlobalTableSettingsReplicationMode") else { return Ok(()) };
    if update.is_replica {
        return Err(ReplicaFault::ModeOfReplica);
    }
    for settings in [&mut update.announced, &mut update.settled] {
        settings.global.replicates_settings = Some(mode == "ENABLED");
    }
    Ok(())
}
