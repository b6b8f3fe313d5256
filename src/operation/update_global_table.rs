//! `UpdateGlobalTable`: replicas added to a global table of the version 2017.11.29 and taken from it. What is taken away remains as a table of its own.

use std::sync::Arc;

use serde::Serialize;

use super::legacy_global_table::{self as legacy, GlobalTableDescription, LegacyFault};
use super::{Call, Error};
use crate::account::{GlobalTable, Place};
use crate::request::Structure;
use crate::table::Status;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    global_table_description: GlobalTableDescription,
}

/// One replica more or less.
enum Action {
    Create(Place),
    Delete(Place),
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let name = legacy::name(input);
    let does_nothing = |update: &Structure| !update.has("Create") && !update.has("Delete");
    if input.list("ReplicaUpdates").is_none_or(<[_]>::is_empty) || input.structures("ReplicaUpdates").any(does_nothing) {
        return Err(LegacyFault::Nothing.into());
    }
    if input.structures("ReplicaUpdates").any(|update| update.has("Create")) {
        legacy::check_supported(call)?;
    }
    let global = legacy::found(call, name)?;
    let actions = input.structures("ReplicaUpdates").map(|update| action(call, update)).collect::<Result<Vec<_>, _>>()?;
    check(call, global, &actions)?;
    let before = global.clone();
    for action in actions {
        act(call, &before.name, action);
    }
    // A global table without replicas is none any more.
    let (global, status) = legacy::find(call, name).map_or((&before, Status::Deleting), |global| (global, Status::Active));
    Ok(Output { global_table_description: GlobalTableDescription::new(global, call.place(), status) })
}

fn action(call: &Call<'_>, update: &Structure) -> Result<Action, LegacyFault> {
    let region = |action: &Structure| legacy::place_of(call, action.text("RegionName").unwrap_or_default());
    match (update.structure("Create"), update.structure("Delete")) {
        (Some(create), None) => Ok(Action::Create(region(create)?)),
        (None, Some(delete)) => Ok(Action::Delete(region(delete)?)),
        _ => Err(LegacyFault::NoAction),
    }
}

/// Whether all `actions` can be done, each of which is about a region of its own.
fn check(call: &Call<'_>, global: &GlobalTable, actions: &[Action]) -> Result<(), LegacyFault> {
    let names = |place: &Place| (global.name.to_string(), place.region.to_string());
    let mut seen: Vec<&Place> = Vec::new();
    let mut together: Vec<Place> = Vec::new();
    for action in actions {
        let (Action::Create(place) | Action::Delete(place)) = action;
        let (name, region) = names(place);
        if seen.contains(&place) {
            return Err(LegacyFault::Repeated(region));
        }
        match (action, global.replica(place)) {
            (Action::Create(_), Some(_)) => return Err(LegacyFault::ReplicaExists(name, region)),
            (Action::Create(_), None) => together.push(place.clone()),
            (Action::Delete(_), None) => return Err(LegacyFault::NoReplica(name, region)),
            (Action::Delete(_), Some(_)) => {}
        }
        seen.push(place);
    }
    if together.is_empty() {
        return Ok(());
    }
    legacy::check_regional(call, &global.name, &together)?;
    let present = global.replicas().iter().map(|replica| replica.place.clone());
    legacy::check_alike(call, &global.name, &present.chain(together).collect::<Vec<_>>())
}

fn act(call: &mut Call<'_>, name: &Arc<str>, action: Action) {
    let now = call.now();
    match action {
        Action::Create(place) => {
            let source =
                legacy::find(call, name).and_then(|global| global.replicas().first()).map(|replica| replica.place.clone());
            if let Some(source) = source {
                call.database.join_global_table(name, &place, &source, now);
            }
        }
        Action::Delete(place) => call.database.leave_global_table(&place, name, now),
    }
}
