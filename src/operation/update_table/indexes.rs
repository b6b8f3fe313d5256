//! Global secondary indexes of a live table: created with the items that are there, given other throughput, deleted.

use std::sync::Arc;

use super::billing;
use super::fault::UpdateFault;
use super::index_action::IndexAction;
use super::throughput::{being_warmed, bounded, warmer};
use super::update::Update;
use crate::operation::{Error, create_table};
use crate::request::Structure;
use crate::table::definition::{DefinitionFault, GlobalIndexDefinition, MAXIMUM_GLOBAL_INDEXES, capacity, check_projected};
use crate::table::{
    BillingMode, GlobalIndexSettings, IndexSchema, KeyAttribute, KeySchema, Status, Subject, Table, Throughput, VectorIndex,
    VectorIndexSchema, WarmThroughput,
};

/// Does what `actions` ask for; `switched` says that the same request changes the billing mode.
pub fn change(update: &mut Update, actions: &[IndexAction<'_>], switched: bool) -> Result<(), Error> {
    actions.iter().try_for_each(|action| match action {
        IndexAction::Create(schema, create) => self::create(update, schema, create),
        IndexAction::Update(name, change) => self::update(update, name, change, switched),
        IndexAction::Delete(name) => Ok(delete(update, name)?),
    })
}

fn create(update: &mut Update, schema: &Arc<IndexSchema>, create: &Structure) -> Result<(), Error> {
    if update.table.has_index(&schema.name) {
        return Err(UpdateFault::IndexExists.into());
    }
    check_vectors(schema, &update.table)?;
    if update.settled.indexes.len() >= MAXIMUM_GLOBAL_INDEXES {
        return Err(UpdateFault::TooManyIndexes.into());
    }
    let others = update.table.indexes().iter().map(|index| &index.schema().projection);
    check_projected(others.chain(std::iter::once(&schema.projection)))?;
    let throughput = new_throughput(&schema.name, create, update.settled.billing.mode)?;
    let schema = with_stored_types(schema, &update.table);
    let settled = create_table::index(&GlobalIndexDefinition { schema, throughput });
    let warm = throughput.warm.map(|warm| WarmThroughput { status: Status::Updating, ..warm });
    let announced = GlobalIndexSettings {
        status: Status::Creating,
        backfilling: Some(false),
        throughput: Throughput { warm, ..throughput },
        ..settled.clone()
    };
    update.create_index(announced, settled);
    Ok(())
}

/// A vector is no key.
fn check_vectors(schema: &IndexSchema, table: &Table) -> Result<(), DefinitionFault> {
    let vectors = || table.vector_indexes().iter().map(VectorIndex::schema);
    let is_key = |vector: &&Arc<VectorIndexSchema>| schema.key.contains(&vector.attribute);
    let Some(vector) = vectors().find(is_key) else { return Ok(()) };
    let element = |kind: &'static str| move |key: &KeyAttribute| (key.name.to_string(), key.scalar, kind);
    let hash = schema.key.hash().iter().map(element("HASH"));
    Err(DefinitionFault::VectorAsKey {
        attribute: vector.attribute.to_string(),
        dimensions: vector.dimensions,
        key: hash.chain(schema.key.range().iter().map(element("RANGE"))).collect(),
    })
}

fn new_throughput(name: &str, create: &Structure, mode: BillingMode) -> Result<Throughput, Error> {
    match (mode, capacity::provisioned(create)) {
        (BillingMode::Provisioned, None) => Err(UpdateFault::NewIndexUnitsMissing(name.to_owned()).into()),
        (BillingMode::PayPerRequest, Some(_)) => Err(UpdateFault::NewIndexUnitsOnDemand(name.to_owned()).into()),
        _ => Ok(capacity::read(create, &Subject::Index(name.to_owned()), mode)?),
    }
}

/// An attribute that is part of a key of the table keeps its type, whatever the request says (observed 2026-10-08).
fn with_stored_types(schema: &Arc<IndexSchema>, table: &Table) -> Arc<IndexSchema> {
    let keys = || std::iter::once(table.key()).chain(table.indexes().iter().map(|index| &index.schema().key));
    let search = || table.vector_indexes().iter().map(|index| &index.schema().search);
    let stored = |attribute: &KeyAttribute| {
        let in_keys = keys().find_map(|key| key.attribute(&attribute.name));
        let in_search = || search().find_map(|search| Some(&search.element(&attribute.name)?.attribute));
        in_keys.or_else(in_search).unwrap_or(attribute).clone()
    };
    let hash = schema.key.hash().iter().map(stored).collect();
    let range = schema.key.range().iter().map(stored).collect();
    match KeySchema::new(hash, range) {
        Some(key) => Arc::new(IndexSchema { key, ..(**schema).clone() }),
        None => Arc::clone(schema),
    }
}

/// AWS fails on warm throughput of an index that is not there (observed 2026-10-09).
fn of_ghost(fault: UpdateFault, change: &Structure) -> UpdateFault {
    match fault {
        UpdateFault::IndexNotFound { .. } if change.has("WarmThroughput") => UpdateFault::WarmGhost,
        fault => fault,
    }
}

fn update(update: &mut Update, name: &str, change: &Structure, switched: bool) -> Result<(), Error> {
    let mode = update.settled.billing.mode;
    let before = update.index(name, "update").map_err(|fault| of_ghost(fault, change))?.1.throughput;
    let subject = Subject::Index(name.to_owned());
    check_action(name, change, mode)?;
    let after = match capacity::provisioned(change) {
        Some(units) if !switched => {
            capacity::check_bounds(units)?;
            billing::changed(&before, units, update, &subject)?
        }
        _ => before,
    };
    let bounds = bounded(before, change, &subject, mode)?;
    let warm = warmer(&after, change, &subject)?;
    if let Some(units) = warm {
        update.warm(Some(name), units, after.warm_units());
    }
    let (announced, settled) = update.index(name, "update")?;
    settled.throughput = Throughput { on_demand: bounds.settled(), ..warm.map_or(after, |units| after.warmed_to(units)) };
    announced.throughput.on_demand = bounds;
    if after != before {
        announced.throughput.provisioned = after.provisioned.announced(&before.provisioned);
    }
    if warm.is_some() {
        announced.throughput.warm = Some(being_warmed(&before));
    }
    if after != before || change.has("OnDemandThroughput") {
        announced.status = Status::Updating;
    }
    Ok(())
}

/// What may be said of an index depends on how the table is paid for.
fn check_action(name: &str, change: &Structure, mode: BillingMode) -> Result<(), UpdateFault> {
    let units = change.has("ProvisionedThroughput");
    let bounds = !capacity::on_demand(change).is_empty();
    let warm = change.has("WarmThroughput");
    match mode {
        BillingMode::PayPerRequest if units || !(bounds || warm) => Err(UpdateFault::IndexUnitsOnDemand(name.to_owned())),
        BillingMode::Provisioned if !(units || bounds || warm) => Err(UpdateFault::IndexUnitsMissing(name.to_owned())),
        _ => Ok(()),
    }
}

/// An index that is deleted while it is filled is no longer said to be (observed 2026-10-08).
fn delete(update: &mut Update, name: &str) -> Result<(), UpdateFault> {
    let (announced, _) = update.index(name, "delete")?;
    announced.status = Status::Deleting;
    announced.backfilling = None;
    update.delete_index(name);
    Ok(())
}
