//! `GlobalSecondaryIndexUpdates`: indexes created, changed and deleted.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fault::UpdateFault;
use crate::operation::Error;
use crate::request::Structure;
use crate::table::IndexSchema;
use crate::table::definition::{AttributeDefinitions, added_index};

/// One action on a global secondary index, by its name.
#[derive(Debug)]
pub enum IndexAction<'a> {
    /// A new index with the key and projection of the definition; the action tells its throughput.
    Create(Arc<IndexSchema>, &'a Structure),
    /// Other throughput.
    Update(&'a str, &'a Structure),
    /// No more index.
    Delete(&'a str),
}

impl<'a> IndexAction<'a> {
    /// The actions in `input`, one for each index.
    pub fn read_all(input: &'a Structure) -> Result<Vec<Self>, Error> {
        let (mut actions, mut seen) = (Vec::new(), BTreeSet::new());
        for update in input.structures("GlobalSecondaryIndexUpdates") {
            let action = Self::read(update, input)?;
            if !seen.insert(action.name().to_owned()) {
                return Err(UpdateFault::RepeatedIndex(action.name().to_owned()).into());
            }
            actions.push(action);
        }
        Ok(actions)
    }

    fn read(update: &'a Structure, input: &Structure) -> Result<Self, Error> {
        match (update.structure("Create"), update.structure("Update"), update.structure("Delete")) {
            (Some(create), None, None) => Ok(Self::Create(definition(create, input)?, create)),
            (None, Some(change), None) => Self::update(change).map_err(Into::into),
            (None, None, Some(delete)) => Ok(Self::Delete(name(delete))),
            (None, None, None) => Err(UpdateFault::NoIndexAction.into()),
            _ => Err(UpdateFault::SeveralIndexActions.into()),
        }
    }

    fn update(change: &'a Structure) -> Result<Self, UpdateFault> {
        let name = name(change);
        let warm = change.structure("WarmThroughput");
        if warm.is_some_and(|warm| warm.iter().next().is_none()) {
            return Err(UpdateFault::EmptyIndexWarm(name.to_owned()));
        }
        Ok(Self::Update(name, change))
    }

    /// The name of the index.
    pub fn name(&self) -> &str {
        match self {
            Self::Create(schema, _) => &schema.name,
            Self::Update(name, _) | Self::Delete(name) => name,
        }
    }

    /// Whether an index is created.
    pub const fn creates(&self) -> bool {
        matches!(self, Self::Create(..))
    }

    /// Whether an index is created or deleted, which a table does one at a time.
    pub const fn is_online(&self) -> bool {
        matches!(self, Self::Create(..) | Self::Delete(_))
    }
}

/// The attributes of a new index are defined in the request that creates it.
fn definition(create: &Structure, input: &Structure) -> Result<Arc<IndexSchema>, Error> {
    let definitions = AttributeDefinitions::read(input)?;
    if definitions.is_empty() {
        return Err(UpdateFault::DefinitionsMissing(name(create).to_owned()).into());
    }
    Ok(added_index(create, &definitions)?)
}

fn name(action: &Structure) -> &str {
    action.text("IndexName").unwrap_or_default()
}
