//! `VectorIndexes` of a new table, and a vector index added to a live one.
//!
//! Sentences were observed 2026-08 to 2026-10 in eu-west-2 and us-east-1; where nobody recorded which of several AWS names, the order is that
//! of this file.

use std::sync::Arc;

use super::{AttributeDefinitions, DefinitionFault, IndexNames, projection};
use crate::request::Structure;
use crate::table::{BillingMode, DistanceFunction, SearchElement, SearchRole, SearchSchema, TableSchema, VectorIndexSchema};

/// How many vector indexes a table has at most.
pub const MAXIMUM_VECTOR_INDEXES: usize = 5;
const MAXIMUM_DIMENSIONS: usize = 4096;
/// Documented.
const MAXIMUM_FILTERS: usize = 18;

/// The vector indexes that a request to create a table defines, in its order.
pub(super) struct VectorDefinitions(Vec<Arc<VectorIndexSchema>>);

impl VectorDefinitions {
    /// Checks what AWS refuses whatever the rest of the table is: none or too many in the list, a provisioned table, dimensions.
    pub(super) fn check(input: &Structure, mode: BillingMode) -> Result<(), DefinitionFault> {
        let Some(indexes) = input.list("VectorIndexes") else { return Ok(()) };
        match indexes.len() {
            0 => Err(DefinitionFault::EmptyList("VectorIndexes")),
            _ if mode == BillingMode::Provisioned => Err(DefinitionFault::VectorIndexesProvisioned),
            count if count > MAXIMUM_VECTOR_INDEXES => Err(DefinitionFault::TooManyVectorIndexes),
            _ => input.structures("VectorIndexes").try_for_each(|index| dimensions(index).map(drop)),
        }
    }

    pub(super) fn read(input: &Structure, definitions: &AttributeDefinitions) -> Result<Self, DefinitionFault> {
        let mut indexes: Vec<Arc<VectorIndexSchema>> = Vec::new();
        for index in input.structures("VectorIndexes") {
            let index = added(index, definitions)?;
            check_dimensions(&index, &indexes)?;
            indexes.push(index);
        }
        Ok(Self(indexes))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attributes of all search schemas.
    pub(super) fn attributes(&self) -> impl Iterator<Item = &Arc<str>> + Clone {
        self.0.iter().flat_map(|index| index.search.attributes().map(|attribute| &attribute.name))
    }

    pub(super) fn indexes(self, names: &mut IndexNames) -> Result<Vec<Arc<VectorIndexSchema>>, DefinitionFault> {
        self.0.iter().try_for_each(|index| names.claim(index.name.clone()))?;
        Ok(self.0)
    }
}

/// The vector index that `index` defines.
///
/// # Errors
///
/// What is wrong with its dimensions, its search schema, its vector attribute or its projection.
pub fn added(index: &Structure, definitions: &AttributeDefinitions) -> Result<Arc<VectorIndexSchema>, DefinitionFault> {
    let dimensions = dimensions(index)?;
    let search = search_schema(index, definitions)?;
    let attribute = index.structure("VectorAttribute").and_then(|vector| vector.text("AttributeName")).unwrap_or_default();
    if definitions.get(attribute).is_some() {
        return Err(DefinitionFault::DefinedVector(attribute.to_owned()));
    }
    let function = index.text("DistanceFunction").and_then(DistanceFunction::from_name);
    Ok(Arc::new(VectorIndexSchema {
        name: index.text("IndexName").unwrap_or_default().into(),
        attribute: attribute.into(),
        dimensions,
        // The model sees to it that there is one.
        function: function.unwrap_or(DistanceFunction::Cosine),
        search,
        projection: projection::read(index)?,
    }))
}

/// Whether `index` goes with the table `table` as it is.
///
/// # Errors
///
/// Its vector attribute is part of a key or of another search schema, or has other dimensions in another index.
pub fn check_added_vector(index: &VectorIndexSchema, table: &TableSchema) -> Result<(), DefinitionFault> {
    if table.key_attributes().any(|attribute| attribute.name == index.attribute) {
        return Err(DefinitionFault::DefinedVector(index.attribute.to_string()));
    }
    check_dimensions(index, &table.vector_indexes)
}

fn check_dimensions(index: &VectorIndexSchema, others: &[Arc<VectorIndexSchema>]) -> Result<(), DefinitionFault> {
    let conflicts = |other: &Arc<VectorIndexSchema>| other.attribute == index.attribute && other.dimensions != index.dimensions;
    if others.iter().any(conflicts) {
        return Err(DefinitionFault::OtherDimensions(index.attribute.to_string()));
    }
    Ok(())
}

fn dimensions(index: &Structure) -> Result<usize, DefinitionFault> {
    let dimensions = index.integer("Dimensions").and_then(|dimensions| usize::try_from(dimensions).ok());
    let within = dimensions.filter(|dimensions| (1..=MAXIMUM_DIMENSIONS).contains(dimensions));
    within.ok_or(DefinitionFault::VectorDimensions)
}

fn search_schema(index: &Structure, definitions: &AttributeDefinitions) -> Result<SearchSchema, DefinitionFault> {
    let mut elements: Vec<SearchElement> = Vec::new();
    for element in index.structures("SearchSchema") {
        let name = element.text("AttributeName").unwrap_or_default();
        let attribute = definitions.get(name).ok_or(DefinitionFault::UndefinedSearchAttribute)?;
        if elements.iter().any(|earlier| earlier.attribute.name == attribute.name) {
            return Err(DefinitionFault::RepeatedSearchAttribute);
        }
        let is_hash = element.text("SearchSchemaElementType") == Some("HASH");
        let role = if is_hash { SearchRole::Hash } else { SearchRole::InlineFilter };
        elements.push(SearchElement { attribute: attribute.clone(), role });
    }
    check_count(&elements, SearchRole::Hash, 1)?;
    check_count(&elements, SearchRole::InlineFilter, MAXIMUM_FILTERS)?;
    Ok(SearchSchema::new(elements))
}

fn check_count(elements: &[SearchElement], role: SearchRole, maximum: usize) -> Result<(), DefinitionFault> {
    let count = elements.iter().filter(|element| element.role == role).count();
    if count <= maximum { Ok(()) } else { Err(DefinitionFault::SearchElements { role: role.name(), count, maximum }) }
}
