//! The indexes of a restored table: those of the source, or those that the request chooses among them. A chosen one may have another name
//! (observed 2026-10-09).

use std::sync::Arc;

use super::fault::RestoreFault;
use super::throughput::{Mode, Requested};
use crate::operation::Error;
use crate::request::Structure;
use crate::table::definition::{DefinitionFault, GlobalIndexDefinition, capacity, read_projection};
use crate::table::{GlobalIndexSettings, Index, IndexKind, IndexSchema, KeyAttribute, Subject, Table, TableSettings};

/// The local secondary indexes that `input` makes of those of `source`.
pub fn local(input: &Structure, source: &Table) -> Result<Vec<Arc<IndexSchema>>, Error> {
    let schemas = source.indexes().iter().map(Index::schema).filter(|schema| schema.kind == IndexKind::Local);
    let schemas: Vec<_> = schemas.cloned().collect();
    if !input.has("LocalSecondaryIndexOverride") {
        return Ok(schemas);
    }
    let chosen = input.structures("LocalSecondaryIndexOverride").map(|index| choose(index, &schemas).map(|(schema, _)| schema));
    distinct(chosen.collect::<Result<_, _>>()?, |schema| &schema.name)
}

/// The global secondary indexes that `input` makes of those that `source` has, as they are paid for in `mode`.
pub fn global(input: &Structure, source: &TableSettings, mode: Mode) -> Result<Vec<GlobalIndexDefinition>, Error> {
    if !input.has("GlobalSecondaryIndexOverride") {
        return source.indexes.iter().map(|index| kept(index, mode)).collect();
    }
    let schemas: Vec<_> = source.indexes.iter().map(|index| Arc::clone(&index.schema)).collect();
    let chosen = input.structures("GlobalSecondaryIndexOverride").map(|index| {
        let (schema, requested) = choose(index, &schemas)?;
        if index.has("WarmThroughput") {
            return Err(RestoreFault::Warm(schema.name.to_string()).into());
        }
        Ok(GlobalIndexDefinition { schema, throughput: requested.settled(mode)? })
    });
    distinct(chosen.collect::<Result<_, Error>>()?, |index| &index.schema.name)
}

fn kept(index: &GlobalIndexSettings, mode: Mode) -> Result<GlobalIndexDefinition, Error> {
    let requested = Requested {
        subject: Subject::Index(index.schema.name.to_string()),
        units: None,
        bounds: crate::table::OnDemandThroughput::default(),
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
    let elements = index.structures("KeySchema").map(|element| (element.text("AttributeName"), element.text("KeyType")));
    let element = |attribute: &'_ KeyAttribute, kind| (Some(attribute.name.to_string()), Some(kind));
    let hash = schema.key.hash().iter().map(|attribute| element(attribute, "HASH"));
    let range = schema.key.range().iter().map(|attribute| element(attribute, "RANGE"));
    let owned = elements.map(|(name, kind)| (name.map(str::to_owned), kind));
    owned.eq(hash.chain(range)) && read_projection(index).is_ok_and(|projection| projection == schema.projection)
}

fn distinct<T>(chosen: Vec<T>, name: impl Fn(&T) -> &Arc<str>) -> Result<Vec<T>, Error> {
    let repeated = chosen.iter().enumerate().find(|(at, index)| chosen.iter().take(*at).any(|other| name(other) == name(index)));
    match repeated {
        Some((_, index)) => Err(DefinitionFault::DuplicateIndex(name(index).to_string()).into()),
        None => Ok(chosen),
    }
}
