//! Vector indexes of a live table: created with the items that fit, deleted.

use std::sync::Arc;

use super::fault::UpdateFault;
use super::update::Update;
use super::vector_action::VectorAction;
use crate::operation::Error;
use crate::table::definition::{DefinitionFault, MAXIMUM_VECTOR_INDEXES, check_added_vector};
use crate::table::{
    BillingMode, SearchElement, SearchSchema, Status, Table, TableSchema, VectorIndexSchema, VectorIndexSettings,
};

/// Does what `actions` ask for.
pub fn change(update: &mut Update, actions: &[VectorAction<'_>]) -> Result<(), Error> {
    actions.iter().try_for_each(|action| match action {
        VectorAction::Create(schema) => create(update, schema),
        VectorAction::Delete(name) => Ok(delete(update, name)?),
    })
}

fn create(update: &mut Update, schema: &Arc<VectorIndexSchema>) -> Result<(), Error> {
    if update.table.has_index(&schema.name) {
        return Err(UpdateFault::IndexExists.into());
    }
    if update.settled.billing.mode == BillingMode::Provisioned {
        return Err(DefinitionFault::VectorIndexesProvisioned.into());
    }
    if update.settled.vector_indexes.len() >= MAXIMUM_VECTOR_INDEXES {
        return Err(DefinitionFault::TooManyVectorIndexes.into());
    }
    let table = schema_of(&update.table);
    check_added_vector(schema, &table)?;
    let settled = VectorIndexSettings::active(with_stored_types(schema, &table));
    let announced = VectorIndexSettings { status: Status::Creating, backfilling: Some(false), ..settled.clone() };
    update.create_vector_index(announced, settled);
    Ok(())
}

fn schema_of(table: &Table) -> TableSchema {
    TableSchema {
        key: table.key().clone(),
        indexes: table.indexes().iter().map(|index| Arc::clone(index.schema())).collect(),
        vector_indexes: table.vector_indexes().iter().map(|index| Arc::clone(index.schema())).collect(),
    }
}

/// An attribute that a key of the table or another search schema holds keeps its type, whatever the request says, as for global indexes.
fn with_stored_types(schema: &VectorIndexSchema, table: &TableSchema) -> Arc<VectorIndexSchema> {
    let stored = |element: &SearchElement| {
        let attribute = table.key_attributes().find(|attribute| attribute.name == element.attribute.name);
        SearchElement { attribute: attribute.cloned().unwrap_or_else(|| element.attribute.clone()), role: element.role }
    };
    let search = SearchSchema::new(schema.search.elements().iter().map(stored).collect());
    Arc::new(VectorIndexSchema { search, ..schema.clone() })
}

fn delete(update: &mut Update, name: &str) -> Result<(), UpdateFault> {
    let announced = update.announced.vector_indexes.iter_mut().find(|index| &*index.schema.name == name);
    let table = update.table.name();
    let announced = announced.ok_or_else(|| UpdateFault::IndexNotFound { index: name.to_owned(), table: table.to_string() })?;
    announced.status = Status::Deleting;
    announced.backfilling = None;
    update.delete_index(name);
    Ok(())
}
