//! The indexes of a restored table: those of the source, or those that the request chooses among them. A chosen one may have another name
//! (observed 2026-10-09).

use std::sync::Arc;

use super::fault::RestoreFault;
use super::throughput::{Mode, Requested};
use crate::operation::Error;
use crate::request::Structure;
use crate::table::definition::{
    DefinitionFault, GlobalIndexDefinition, MAXIMUM_GLOBAL_INDEXES, MAXIMUM_LOCAL_INDEXES, capacity, read_projection,
};
use crate::table::{GlobalIndexSettings, Index, IndexKind, IndexSchema, OnDemandThroughput, Subject, Table, TableSettings};

/// The local secondary indexes that `input` makes of those of `source`.
pub fn local(input: &Structure, source: &Table) -> Result<Vec<Arc<IndexSchema>>, Error> {
    let schemas = source.indexes().iter().map(Index::schema).filter(|schema| schema.kind == IndexKind::Local);
    let schemas: Vec<_> = schemas.cloned().collect();
    if !input.has("LocalSecondaryIndexOverride") {
        return Ok(schemas);
    }
    check_count(input, "LocalSecondaryIndexOverride", MAXIMUM_LOCAL_INDEXES, DefinitionFault::TooManyLocalIndexes)?;
    let chosen = input.structures("LocalSecondaryIndexOverride").map(|index| choose(index, &schemas).map(|(schema, _)| schema));
    chosen.collect()
}

/// The global secondary indexes that `input` makes of those that `source` has, as they are paid for in `mode`.
pub fn global(input: &Structure, source: &TableSettings, mode: Mode) -> Result<Vec<GlobalIndexDefinition>, Error> {
    if !input.has("GlobalSecondaryIndexOverride") {
        return source.indexes.iter().map(|index| kept(index, mode)).collect();
    }
    check_count(input, "GlobalSecondaryIndexOverride", MAXIMUM_GLOBAL_INDEXES, DefinitionFault::TooManyGlobalIndexes)?;
    let schemas: Vec<_> = source.indexes.iter().map(|index| Arc::clone(&index.schema)).collect();
    let chosen = input.structures("GlobalSecondaryIndexOverride").map(|index| {
        let (schema, requested) = choose(index, &schemas)?;
        if index.has("WarmThroughput") {
            return Err(RestoreFault::Warm(schema.name.to_string()).into());
        }
        Ok(GlobalIndexDefinition { schema, throughput: requested.settled(mode)? })
    });
    chosen.collect()
}

/// Whether no two of `indexes` have one name.
pub fn check_distinct<'a>(indexes: impl Iterator<Item = &'a Arc<IndexSchema>>) -> Result<(), DefinitionFault> {
    let mut names: Vec<&str> = Vec::new();
    for schema in indexes {
        if names.contains(&&*schema.name) {
            return Err(DefinitionFault::DuplicateIndex(schema.name.to_string()));
        }
        names.push(&schema.name);
    }
    Ok(())
}

fn check_count(input: &Structure, list: &str, most: usize, fault: DefinitionFault) -> Result<(), DefinitionFault> {
    if input.list(list).unwrap_or_default().len() > most { Err(fault) } else { Ok(()) }
}

fn kept(index: &GlobalIndexSettings, mode: Mode) -> Result<GlobalIndexDefinition, Error> {
    let requested = Requested {
        subject: Subject::Index(index.schema.name.to_string()),
        units: None,
        bounds: OnDemandThroughput::default(),
        recorded: Some(index.throughput),
    };
    Ok(GlobalIndexDefinition { schema: Arc::clone(&index.schema), throughput: requested.settled(mode)? })
}

/// The one of `schemas` that `index` describes, under the name that it gives, and the throughput that it asks for.
fn choose(index: &Structure, schemas: &[Arc<IndexSchema>]) -> Result<(Arc<IndexSchema>, Requested), Error> {
    let name = index.text("IndexName").unwrap_or_default();
    let schema = schemas.iter().find(|schema| is_described(schema, index));
    let schema = schema.ok_or_else(|| RestoreFault::NoSuchIndex(name.to_owned()))?;
    let requested = Requested {
        subject: Subject::Index(name.to_owned()),
        units: capacity::provisioned(index),
        bounds: capacity::on_demand(index),
        recorded: None,
    };
    Ok((Arc::new(IndexSchema { name: name.into(), ..(**schema).clone() }), requested))
}

fn is_described(schema: &IndexSchema, index: &Structure) -> bool {
    let hash = schema.key.hash().iter().map(|attribute| (&*attribute.name, "HASH"));
    let range = schema.key.range().iter().map(|attribute| (&*attribute.name, "RANGE"));
    let elements = index.structures("KeySchema").map(|element| {
        let text = |name| element.text(name).unwrap_or_default();
        (text("AttributeName"), text("KeyType"))
    });
    elements.eq(hash.chain(range)) && read_projection(index).is_ok_and(|projection| projection == schema.projection)
}
