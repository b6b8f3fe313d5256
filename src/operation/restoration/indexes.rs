//! The indexes of a restored table: those of the source, or those that the request chooses among them. A chosen one may have another name
//! (observed 2026-10-09).

use std::sync::Arc;

use super::fault::RestoreFault;
use super::throughput::{Mode, Requested};
use crate::operation::Error;
use crate::request::Structure;
use crate::table::definition::{
    self, AttributeDefinitions, DefinitionFault, GlobalIndexDefinition, MAXIMUM_GLOBAL_INDEXES, MAXIMUM_LOCAL_INDEXES,
    MAXIMUM_VECTOR_INDEXES, capacity, read_projection,
};
use crate::table::{
    BillingMode, GlobalIndexSettings, Index, IndexKind, IndexSchema, OnDemandThroughput, Subject, Table, TableSettings,
    VectorIndexSchema,
};

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

/// Whether no two of `names` are one.
pub fn check_distinct<'a>(names: impl Iterator<Item = &'a Arc<str>>) -> Result<(), DefinitionFault> {
    let mut seen: Vec<&Arc<str>> = Vec::new();
    for name in names {
        if seen.contains(&name) {
            return Err(DefinitionFault::DuplicateIndex(name.to_string()));
        }
        seen.push(name);
    }
    Ok(())
}

fn check_count(input: &Structure, list: &str, most: usize, fault: DefinitionFault) -> Result<(), DefinitionFault> {
    if input.list(list).unwrap_or_default().len() > most { Err(fault) } else { Ok(()) }
}

/// The vector indexes that `input` makes of those of `source`. A table that is to be provisioned has none.
pub fn vector(input: &Structure, source: &TableSettings, mode: Mode) -> Result<Vec<Arc<VectorIndexSchema>>, Error> {
    let schemas: Vec<_> = source.vector_indexes.iter().map(|index| Arc::clone(&index.schema)).collect();
    let chosen = if input.has("VectorIndexOverride") {
        check_count(input, "VectorIndexOverride", MAXIMUM_VECTOR_INDEXES, DefinitionFault::TooManyVectorIndexes)?;
        input.structures("VectorIndexOverride").map(|index| choose_vector(index, &schemas)).collect::<Result<_, _>>()?
    } else {
        schemas
    };
    if mode.effective == BillingMode::Provisioned && !chosen.is_empty() {
        return Err(DefinitionFault::VectorIndexesProvisioned.into());
    }
    Ok(chosen)
}

/// The one of `schemas` that `index` describes, under the name that it gives. The types of attributes are those of the source.
fn choose_vector(index: &Structure, schemas: &[Arc<VectorIndexSchema>]) -> Result<Arc<VectorIndexSchema>, Error> {
    let name = index.text("IndexName").unwrap_or_default();
    let is_described = |schema: &&Arc<VectorIndexSchema>| {
        let attributes = AttributeDefinitions::of(schema.search.attributes());
        let described = definition::added_vector_index(index, &attributes);
        described.is_ok_and(|described| VectorIndexSchema { name: schema.name.clone(), ..(*described).clone() } == ***schema)
    };
    let schema = schemas.iter().find(is_described).ok_or_else(|| RestoreFault::NoSuchIndex(name.to_owned()))?;
    Ok(Arc::new(VectorIndexSchema { name: name.into(), ..(**schema).clone() }))
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
