//! Global tables of multi-Region strong consistency. They are in three regions, one of which may be a witness, and are made and dissolved in
//! one request. The rules and their order were observed 2026-10-09; what nobody recorded stands at its fault.

use super::replica_action::ReplicaActions;
use super::replica_fault::{ReplicaFault, StrongFault};
use crate::account::{GlobalTable, MultiRegionConsistency, Place, RegionName};
use crate::operation::Call;
use crate::request::Structure;
use crate::table::{IndexKind, Table};

/// The regions that can agree. The developer guide has sets of them that cannot be mixed; AWS mixes them (observed 2026-10-09).
const REGIONS: [&str; 10] = [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
];

/// The region of the witness that `input` does `action` to.
pub fn witness<'a>(input: &'a Structure, action: &str) -> Option<&'a str> {
    input.structures("GlobalTableWitnessUpdates").find_map(|update| update.structure(action)?.text("RegionName"))
}

/// The consistency of the replicas that `actions` of `input` create, as far as it can be checked before the table of `place` is known.
pub fn consistency(
    place: &Place,
    input: &Structure,
    actions: &ReplicaActions<'_>,
) -> Result<MultiRegionConsistency, ReplicaFault> {
    let given = input.text("MultiRegionConsistency");
    let witness = witness(input, "Create");
    if given != Some("STRONG") && witness.is_some() {
        return Err(ReplicaFault::Strong(StrongFault::UnaskedWitness));
    }
    let ReplicaActions::Create(created) = actions else {
        return if given.is_some() {
            Err(ReplicaFault::Strong(StrongFault::OtherActions))
        } else {
            Ok(MultiRegionConsistency::Eventual)
        };
    };
    if given != Some("STRONG") {
        return Ok(MultiRegionConsistency::Eventual);
    }
    let regions: Vec<_> = created.iter().map(|(region, _)| *region).chain(witness).collect();
    if regions.len() != 2 {
        return Err(ReplicaFault::Strong(StrongFault::Count));
    }
    let unsupported: Vec<_> = regions
        .iter()
        .chain([&place.region.as_str()])
        .filter(|region| !REGIONS.contains(region))
        .map(ToString::to_string)
        .collect();
    if !unsupported.is_empty() {
        return Err(ReplicaFault::StrongRegions(distinct(unsupported)));
    }
    match witness {
        Some(region) if region == place.region.as_str() => Err(ReplicaFault::Strong(StrongFault::LocalWitness)),
        Some(region) if created.iter().any(|(replica, _)| *replica == region) => {
            Err(ReplicaFault::Strong(StrongFault::RegionTwice))
        }
        witness => Ok(MultiRegionConsistency::Strong { witness: witness.and_then(RegionName::new) }),
    }
}

fn distinct(mut regions: Vec<String>) -> Vec<String> {
    regions.dedup();
    regions
}

/// Whether replicas that agree as `consistency` says may be added to `table`; whether the request of `input` says so in words matters to a
/// global table that is there.
pub fn check_addition(
    call: &Call<'_>,
    table: &Table,
    input: &Structure,
    consistency: &MultiRegionConsistency,
) -> Result<(), ReplicaFault> {
    if let Some(global) = call.database.global_table(call.place(), table.name()) {
        return match (input.has("MultiRegionConsistency"), global.consistency.is_strong()) {
            (true, _) => Err(ReplicaFault::Strong(StrongFault::Existing)),
            (false, true) => Err(ReplicaFault::Strong(StrongFault::Addition)),
            (false, false) => Ok(()),
        };
    }
    if !consistency.is_strong() {
        return Ok(());
    }
    if !table.items().is_empty() {
        return Err(ReplicaFault::Strong(StrongFault::Items));
    }
    if table.index_schemas().any(|schema| schema.kind == IndexKind::Local) {
        return Err(ReplicaFault::Strong(StrongFault::LocalIndexes));
    }
    let settings = table.settings();
    let expires = settings.next_time_to_live().unwrap_or(&settings.time_to_live).attribute().is_some();
    if expires { Err(ReplicaFault::Strong(StrongFault::TimeToLive)) } else { Ok(()) }
}

/// Whether the replicas in `regions` and the witness that `input` names may be taken from `global`. All of a strong one go at once.
pub fn check_removal(
    global: Option<&GlobalTable>,
    place: &Place,
    regions: &[&str],
    input: &Structure,
) -> Result<(), ReplicaFault> {
    let named = witness(input, "Delete");
    let there = global.and_then(|global| global.consistency.witness()).map(RegionName::as_str);
    match named {
        Some(named) if Some(named) != there => return Err(ReplicaFault::NoWitness(named.to_owned())),
        None if there.is_some() => return Err(ReplicaFault::Strong(StrongFault::WitnessLeft)),
        _ => {}
    }
    let Some(global) = global.filter(|global| global.consistency.is_strong()) else { return Ok(()) };
    let is_named = |region: &str| regions.contains(&region);
    let all = global.others(place).all(|replica| is_named(replica.place.region.as_str()));
    if all { Ok(()) } else { Err(ReplicaFault::Strong(StrongFault::Deletion)) }
}
