//! `VectorIndexUpdates`: vector indexes created and deleted. There is nothing else to change of one.

use std::sync::Arc;

use super::fault::UpdateFault;
use crate::operation::Error;
use crate::request::Structure;
use crate::table::VectorIndexSchema;
use crate::table::definition::{AttributeDefinitions, added_vector_index};

/// One action on a vector index.
#[derive(Debug)]
pub enum VectorAction<'a> {
    /// A new index.
    Create(Arc<VectorIndexSchema>),
    /// No more index of this name.
    Delete(&'a str),
}

impl<'a> VectorAction<'a> {
    /// The actions in `input`.
    pub fn read_all(input: &'a Structure) -> Result<Vec<Self>, Error> {
        input.structures("VectorIndexUpdates").map(|update| Self::read(update, input)).collect()
    }

    fn read(update: &'a Structure, input: &Structure) -> Result<Self, Error> {
        match (update.structure("Create"), update.structure("Delete")) {
            (Some(create), None) => Ok(Self::Create(added_vector_index(create, &AttributeDefinitions::read(input)?)?)),
            (None, Some(delete)) => Ok(Self::Delete(delete.text("IndexName").unwrap_or_default())),
            (None, None) => Err(UpdateFault::NoVectorAction.into()),
            (Some(_), Some(_)) => Err(UpdateFault::SeveralVectorActions.into()),
        }
    }
}
