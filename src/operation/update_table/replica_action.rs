//! `ReplicaUpdates`: replicas created, changed and deleted.

use super::replica_fault::ReplicaFault;
use crate::operation::update_table_replica_auto_scaling::repeated;
use crate::request::Structure;

/// More replicas than AWS has regions: who names so many names some twice, or some that are none.
const MANY: usize = 64;

/// One action on the replica in a region.
#[derive(Debug, Clone, Copy, PartialEq)]
enum ReplicaAction<'a> {
    Create(&'a str, &'a Structure),
    Update(&'a str, &'a Structure),
    Delete(&'a str),
    Disassociate(&'a str),
}

/// What a request does to replicas: actions of one kind, by their regions.
#[derive(Debug)]
pub enum ReplicaActions<'a> {
    /// New replicas.
    Create(Vec<(&'a str, &'a Structure)>),
    /// Other settings of replicas.
    Update(Vec<(&'a str, &'a Structure)>),
    /// Replicas less.
    Delete(Vec<&'a str>),
    /// A replica that goes on as a table of its own.
    Disassociate(&'a str),
}

impl<'a> ReplicaActions<'a> {
    /// The actions in `input`, which holds some.
    ///
    /// # Errors
    ///
    /// One is none, they are of several kinds, or two of them contradict each other. The same creation twice is one (observed 2026-10-09); so
    /// is the same change.
    pub fn read(input: &'a Structure) -> Result<Self, ReplicaFault> {
        let mut actions: Vec<ReplicaAction<'_>> = Vec::new();
        for update in input.structures("ReplicaUpdates") {
            let action = ReplicaAction::read(update)?;
            if action.structure().is_none() || actions.len() > MANY || !actions.contains(&action) {
                actions.push(action);
            }
        }
        let first = *actions.first().ok_or(ReplicaFault::NoAction)?;
        if actions.iter().any(|action| action.kind() != first.kind()) {
            return Err(ReplicaFault::SeveralKinds);
        }
        let regions: Vec<_> = actions.iter().map(ReplicaAction::region).collect();
        let repeated = repeated(&regions);
        match first {
            ReplicaAction::Create(..) if !repeated.is_empty() => Err(ReplicaFault::SeveralActions),
            ReplicaAction::Update(..) if !repeated.is_empty() => Err(ReplicaFault::SeveralSettings(repeated)),
            ReplicaAction::Create(..) => Ok(Self::Create(actions.iter().filter_map(ReplicaAction::structure).collect())),
            ReplicaAction::Update(..) => Ok(Self::Update(actions.iter().filter_map(ReplicaAction::structure).collect())),
            ReplicaAction::Delete(_) => Ok(Self::Delete(actions.iter().map(ReplicaAction::region).collect())),
            ReplicaAction::Disassociate(region) if actions.len() == 1 => Ok(Self::Disassociate(region)),
            ReplicaAction::Disassociate(_) => Err(ReplicaFault::SeveralActions),
        }
    }
}

impl<'a> ReplicaAction<'a> {
    fn read(update: &'a Structure) -> Result<Self, ReplicaFault> {
        let action = |kind| update.structure(kind);
        match (action("Create"), action("Update"), action("Delete"), action("Disassociate")) {
            (Some(create), None, None, None) if create.has("RegionName") => Ok(Self::Create(region(create), create)),
            (Some(_), None, None, None) => Err(ReplicaFault::RegionMissing),
            (None, Some(change), None, None) if changes_something(change) => Ok(Self::Update(region(change), change)),
            (None, None, Some(delete), None) => Ok(Self::Delete(region(delete))),
            (None, None, None, Some(disassociate)) => Ok(Self::Disassociate(region(disassociate))),
            (None, _, None, None) => Err(ReplicaFault::NoAction),
            _ => Err(ReplicaFault::SeveralKinds),
        }
    }

    const fn kind(&self) -> u8 {
        match self {
            Self::Create(..) => 0,
            Self::Update(..) => 1,
            Self::Delete(_) => 2,
            Self::Disassociate(_) => 3,
        }
    }

    const fn region(&self) -> &'a str {
        match self {
            Self::Create(region, _) | Self::Update(region, _) | Self::Delete(region) | Self::Disassociate(region) => region,
        }
    }

    const fn structure(&self) -> Option<(&'a str, &'a Structure)> {
        match self {
            Self::Create(region, structure) | Self::Update(region, structure) => Some((region, structure)),
            Self::Delete(_) | Self::Disassociate(_) => None,
        }
    }
}

/// A change names something beside the region, and of each index something beside its name (observed 2026-10-09).
fn changes_something(change: &Structure) -> bool {
    let is_change = |(member, _): (&str, _)| !matches!(member, "RegionName" | "IndexName" | "GlobalSecondaryIndexes");
    let mut indexes = change.structures("GlobalSecondaryIndexes").peekable();
    let of_indexes = indexes.peek().is_some() && indexes.all(|index| index.iter().any(is_change));
    of_indexes || change.iter().any(is_change)
}

fn region(action: &Structure) -> &str {
    action.text("RegionName").unwrap_or_default()
}
