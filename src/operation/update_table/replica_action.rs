//! `ReplicaUpdates`: replicas created, changed and deleted.

use super::replica_fault::ReplicaFault;
use crate::request::Structure;

/// One action on the replica in a region.
#[derive(Debug, Clone, Copy)]
pub enum ReplicaAction<'a> {
    /// A new replica.
    Create(&'a str, &'a Structure),
    /// Other settings of its own.
    Update(&'a str, &'a Structure),
    /// No more replica.
    Delete(&'a str),
}

/// What a request does to replicas: actions of one kind.
#[derive(Debug)]
pub enum ReplicaActions<'a> {
    /// One new replica.
    Create(&'a str, &'a Structure),
    /// Other settings of replicas.
    Update(Vec<(&'a str, &'a Structure)>),
    /// One replica less.
    Delete(&'a str),
}

impl<'a> ReplicaActions<'a> {
    /// The actions in `input`, which holds some.
    ///
    /// # Errors
    ///
    /// One is none, or they are too many at once. The same creation twice is one (observed 2026-10-09).
    pub fn read(input: &'a Structure) -> Result<Self, ReplicaFault> {
        let actions = input.structures("ReplicaUpdates").map(ReplicaAction::read).collect::<Result<Vec<_>, _>>()?;
        let first = *actions.first().ok_or(ReplicaFault::NoAction)?;
        if actions.iter().any(|action| action.kind() != first.kind()) {
            return Err(ReplicaFault::SeveralKinds);
        }
        let is_one = actions.iter().all(|action| action.region() == first.region());
        match first {
            ReplicaAction::Create(region, create) if is_one => Ok(Self::Create(region, create)),
            ReplicaAction::Delete(region) if actions.len() == 1 => Ok(Self::Delete(region)),
            ReplicaAction::Update(..) => Ok(Self::Update(actions.iter().filter_map(ReplicaAction::change).collect())),
            _ => Err(ReplicaFault::SeveralActions),
        }
    }
}

impl<'a> ReplicaAction<'a> {
    fn read(update: &'a Structure) -> Result<Self, ReplicaFault> {
        match (update.structure("Create"), update.structure("Update"), update.structure("Delete")) {
            (Some(create), None, None) if create.has("RegionName") => Ok(Self::Create(region(create), create)),
            (Some(_), None, None) => Err(ReplicaFault::RegionMissing),
            (None, Some(change), None) if changes_something(change) => Ok(Self::Update(region(change), change)),
            (None, None, Some(delete)) => Ok(Self::Delete(region(delete))),
            (None, _, None) => Err(ReplicaFault::NoAction),
            _ => Err(ReplicaFault::SeveralKinds),
        }
    }

    const fn kind(&self) -> u8 {
        match self {
            Self::Create(..) => 0,
            Self::Update(..) => 1,
            Self::Delete(_) => 2,
        }
    }

    const fn region(&self) -> &'a str {
        match self {
            Self::Create(region, _) | Self::Update(region, _) | Self::Delete(region) => region,
        }
    }

    const fn change(&self) -> Option<(&'a str, &'a Structure)> {
        match self {
            Self::Update(region, change) => Some((region, change)),
            _ => None,
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
