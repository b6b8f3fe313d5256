//! `LocalSecondaryIndexes` and `GlobalSecondaryIndexes` of a new table, and an index added to a live one.

use std::sync::Arc;

use super::{AttributeDefinitions, DefinitionFault, KeyElements, capacity, projection};
use crate::request::Structure;
use crate::table::{BillingMode, IndexKind, IndexSchema, KeySchema, Subject, Throughput};

/// How many global secondary indexes a table has at most.
pub const MAXIMUM_GLOBAL_INDEXES: usize = 20;
/// How many local secondary indexes a table has at most.
pub const MAXIMUM_LOCAL_INDEXES: usize = 5;

/// A global secondary index that a request defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalIndexDefinition {
    /// Name, key and projection.
    pub schema: Arc<IndexSchema>,
    /// Its throughput.
    pub throughput: Throughput,
}

/// The keys of all indexes that a request defines, in the order of the request: what AWS checks before anything else of them.
pub(super) struct IndexKeys<'a> {
    local: Vec<(&'a Structure, KeySchema)>,
    global: Vec<(&'a Structure, KeySchema)>,
}

impl<'a> IndexKeys<'a> {
    pub(super) fn read(input: &'a Structure, definitions: &AttributeDefinitions) -> Result<Self, DefinitionFault> {
        let local = keys(input, "LocalSecondaryIndexes", |elements| elements.simple(definitions))?;
        let global = keys(input, "GlobalSecondaryIndexes", |elements| elements.composite(definitions))?;
        Ok(Self { local, global })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.local.is_empty() && self.global.is_empty()
    }

    /// The attributes of all of them.
    pub(super) fn attributes(&self) -> impl Iterator<Item = &Arc<str>> + Clone {
        let keys = self.local.iter().chain(&self.global).map(|(_, key)| key);
        keys.flat_map(|key| key.attributes().map(|attribute| &attribute.name))
    }

    /// The local secondary indexes of a table with the key `table`.
    pub(super) fn local(&self, table: &KeySchema, names: &mut IndexNames) -> Result<Vec<Arc<IndexSchema>>, DefinitionFault> {
        if !self.local.is_empty() && table.range().is_empty() {
            return Err(DefinitionFault::TableWithoutRange);
        }
        let read = |(index, key): &(&Structure, KeySchema)| {
            check_local(name(index), key, table)?;
            schema(index, key.clone(), IndexKind::Local, names)
        };
        let indexes = self.local.iter().map(read).collect::<Result<Vec<_>, DefinitionFault>>()?;
        if indexes.len() > MAXIMUM_LOCAL_INDEXES { Err(DefinitionFault::TooManyLocalIndexes) } else { Ok(indexes) }
    }

    /// The global secondary indexes.
    pub(super) fn global(
        &self,
        mode: BillingMode,
        names: &mut IndexNames,
    ) -> Result<Vec<GlobalIndexDefinition>, DefinitionFault> {
        let read = |(index, key): &(&Structure, KeySchema)| {
            let schema = schema(index, key.clone(), IndexKind::Global, names)?;
            let throughput = capacity::read(index, &Subject::Index(name(index).to_owned()), mode)?;
            Ok(GlobalIndexDefinition { schema, throughput })
        };
        let indexes = self.global.iter().map(read).collect::<Result<Vec<_>, DefinitionFault>>()?;
        if indexes.len() > MAXIMUM_GLOBAL_INDEXES { Err(DefinitionFault::TooManyGlobalIndexes) } else { Ok(indexes) }
    }
}

/// The names of the indexes read so far: no two indexes of a table have one name.
#[derive(Debug, Default)]
pub(super) struct IndexNames(Vec<Arc<str>>);

impl IndexNames {
    pub(super) fn claim(&mut self, name: Arc<str>) -> Result<(), DefinitionFault> {
        if self.0.contains(&name) {
            return Err(DefinitionFault::DuplicateIndex(name.to_string()));
        }
        self.0.push(name);
        Ok(())
    }
}

/// Name, key and projection of the global secondary index that `action` adds to a live table.
///
/// # Errors
///
/// What is wrong with its key or its projection.
pub fn added(action: &Structure, definitions: &AttributeDefinitions) -> Result<Arc<IndexSchema>, DefinitionFault> {
    let key = KeyElements::read(action).composite(definitions)?;
    schema(action, key, IndexKind::Global, &mut IndexNames::default())
}

fn keys<'a>(
    input: &'a Structure,
    list: &'static str,
    read: impl Fn(&KeyElements<'a>) -> Result<KeySchema, DefinitionFault>,
) -> Result<Vec<(&'a Structure, KeySchema)>, DefinitionFault> {
    if input.list(list).is_some_and(<[_]>::is_empty) {
        return Err(DefinitionFault::EmptyList(list));
    }
    input.structures(list).map(|index| Ok((index, read(&KeyElements::read(index))?))).collect()
}

fn schema(
    index: &Structure,
    key: KeySchema,
    kind: IndexKind,
    names: &mut IndexNames,
) -> Result<Arc<IndexSchema>, DefinitionFault> {
    let projection = projection::read(index)?;
    let name: Arc<str> = name(index).into();
    names.claim(name.clone())?;
    Ok(Arc::new(IndexSchema { name, kind, key, projection }))
}

fn name(index: &Structure) -> &str {
    index.text("IndexName").unwrap_or_default()
}

fn check_local(index: &str, key: &KeySchema, table: &KeySchema) -> Result<(), DefinitionFault> {
    if key.range().is_empty() {
        return Err(DefinitionFault::IndexWithoutRange(index.to_owned()));
    }
    let hash = |key: &KeySchema| key.hash().first().map(|attribute| attribute.name.to_string()).unwrap_or_default();
    let (index_hash, table_hash) = (hash(key), hash(table));
    if index_hash == table_hash {
        return Ok(());
    }
    Err(DefinitionFault::OtherHash { index: index.to_owned(), index_hash, table_hash })
}
