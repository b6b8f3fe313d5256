//! What AWS checks of a request to change a table before it looks for the table: a request makes one change, with few exceptions.

use super::fault::UpdateFault;
use super::index_action::IndexAction;
use super::vector_action::VectorAction;
use crate::operation::Error;
use crate::request::{Member, Structure};
use crate::table::BillingMode;
use crate::table::definition::capacity;

/// The members that change a table, as far as they are not looked at one by one below. Updates of witnesses alone are no change (observed
/// 2026-10-09).
const CHANGES: [&str; 11] = [
    "ProvisionedThroughput",
    "BillingMode",
    "StreamSpecification",
    "SSESpecification",
    "ReplicaUpdates",
    "DeletionProtectionEnabled",
    "OnDemandThroughput",
    "WarmThroughput",
    "TableClass",
    "GlobalTableSettingsReplicationMode",
    "DisassociationProtectionEnabled",
];

/// The members that hold lists of updates of indexes.
const INDEX_UPDATES: [&str; 2] = ["GlobalSecondaryIndexUpdates", "VectorIndexUpdates"];

/// What a request does to indexes.
#[derive(Debug)]
pub struct Actions<'a> {
    /// Global secondary indexes.
    pub global: Vec<IndexAction<'a>>,
    /// Vector indexes.
    pub vector: Vec<VectorAction<'a>>,
}

impl Actions<'_> {
    fn is_empty(&self) -> bool {
        self.global.is_empty() && self.vector.is_empty()
    }

    /// The names of the indexes that are deleted.
    pub fn deleted(&self) -> impl Iterator<Item = &str> {
        let global = self.global.iter().filter_map(|action| match action {
            IndexAction::Delete(name) => Some(*name),
            _ => None,
        });
        let vector = self.vector.iter().filter_map(|action| match action {
            VectorAction::Delete(name) => Some(*name),
            VectorAction::Create(_) => None,
        });
        global.chain(vector)
    }

    /// How many indexes are created or deleted.
    pub fn online(&self) -> usize {
        self.global.iter().filter(|action| action.is_online()).count() + self.vector.len()
    }

    /// Whether no more than one index is created or deleted.
    pub fn check_online(&self) -> Result<(), UpdateFault> {
        if self.online() > 1 { Err(UpdateFault::OneOnlineIndex) } else { Ok(()) }
    }
}

/// Checks `input` and gives the actions on indexes in it.
pub fn check(input: &Structure) -> Result<Actions<'_>, Error> {
    let listed = INDEX_UPDATES.into_iter().any(|list| input.list(list).is_some_and(|updates| !updates.is_empty()));
    if !listed && !CHANGES.into_iter().any(|member| input.has(member)) {
        return Err(UpdateFault::NothingToChange { consistency: input.has("MultiRegionConsistency") }.into());
    }
    if input.list("GlobalSecondaryIndexUpdates").is_some_and(<[_]>::is_empty) {
        return Err(UpdateFault::EmptyIndexUpdates.into());
    }
    if input.list("VectorIndexUpdates").is_some_and(<[_]>::is_empty) {
        return Err(UpdateFault::EmptyVectorUpdates.into());
    }
    let actions = Actions { global: IndexAction::read_all(input)?, vector: VectorAction::read_all(input)? };
    check_witness(input, &actions)?;
    check_alone(input, &actions)?;
    check_units(input, &actions)?;
    Ok(actions)
}

/// A witness is updated with replicas and nothing else. Alone it counts as no change (both observed 2026-10-09).
fn check_witness(input: &Structure, actions: &Actions<'_>) -> Result<(), UpdateFault> {
    let alone = actions.is_empty() && others(input, &["ReplicaUpdates"]) == 0;
    if input.has("GlobalTableWitnessUpdates") && !alone { Err(UpdateFault::WitnessNotAlone) } else { Ok(()) }
}

/// The most exclusive of several changes is the one that AWS names.
fn check_alone(input: &Structure, actions: &Actions<'_>) -> Result<(), UpdateFault> {
    let exclusive = [
        ("ReplicaUpdates", "Replica"),
        ("SSESpecification", "Server-Side Encryption"),
        ("TableClass", "TableClass"),
        ("DeletionProtectionEnabled", "DeletionProtection"),
        // Carried over from those above: AWS's documentation says that it is so, nobody recorded the text.
        ("DisassociationProtectionEnabled", "DisassociationProtection"),
    ];
    let alone = |member: &str| actions.is_empty() && others(input, &[member]) == 0;
    if let Some((_, change)) = exclusive.into_iter().find(|(member, _)| changes(input, member) && !alone(member)) {
        return Err(UpdateFault::NotAlone(change));
    }
    if changes(input, "WarmThroughput") && actions.global.iter().any(IndexAction::creates) {
        return Err(UpdateFault::WarmWithIndexCreation);
    }
    if changes(input, "WarmThroughput") && (others(input, &["WarmThroughput"]) > 0 || !actions.vector.is_empty()) {
        return Err(UpdateFault::WarmNotAlone);
    }
    if changes(input, "OnDemandThroughput") && others(input, &["OnDemandThroughput", "BillingMode", "ProvisionedThroughput"]) > 0
    {
        return Err(UpdateFault::OnDemandWithOther);
    }
    Ok(())
}

fn check_units(input: &Structure, actions: &Actions<'_>) -> Result<(), Error> {
    let mode = input.text("BillingMode").and_then(BillingMode::from_name);
    let units = capacity::provisioned(input);
    let stream = input.has("StreamSpecification");
    let online = actions.online() > 0;
    match (mode, units) {
        (Some(BillingMode::Provisioned), None) => return Err(UpdateFault::UnitsMissing.into()),
        (Some(BillingMode::PayPerRequest), Some(_)) => return Err(UpdateFault::UnitsWithOnDemand.into()),
        (_, Some(_)) if stream => return Err(UpdateFault::StreamWithUnits.into()),
        (_, Some(_)) if online => return Err(UpdateFault::IndexWithUnits.into()),
        (_, Some(units)) => capacity::check_bounds(units)?,
        (_, None) => {}
    }
    if stream && online { Err(UpdateFault::IndexWithStream.into()) } else { Ok(()) }
}

/// How many changes there are beside those of `members`.
fn others(input: &Structure, members: &[&str]) -> usize {
    CHANGES.into_iter().filter(|member| !members.contains(member) && changes(input, member)).count()
}

/// Throughput without a number counts as absent beside other changes.
fn changes(input: &Structure, member: &str) -> bool {
    match input.get(member) {
        Some(Member::Structure(throughput)) if matches!(member, "OnDemandThroughput" | "WarmThroughput") => {
            throughput.iter().next().is_some()
        }
        member => member.is_some(),
    }
}
