//! `VectorIndexDescription`: a vector index as tables are described with it, and `VectorIndexInfo`: as backups are.

use serde::Serialize;

use super::table_description::ProjectionDescription;
use crate::account::TableArn;
use crate::table::{DistanceFunction, SearchElement, Status, Table, VectorIndex, VectorIndexSchema, VectorIndexSettings};

/// What defines a vector index.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct VectorIndexInfo {
    index_name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    search_schema: Vec<SearchSchemaElement>,
    projection: ProjectionDescription,
    vector_attribute: VectorAttribute,
    dimensions: usize,
    distance_function: DistanceFunction,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct SearchSchemaElement {
    attribute_name: String,
    search_schema_element_type: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct VectorAttribute {
    attribute_name: String,
}

impl VectorIndexInfo {
    /// The index that `schema` defines.
    #[must_use]
    pub fn new(schema: &VectorIndexSchema) -> Self {
        Self {
            index_name: schema.name.to_string(),
            search_schema: schema.search.elements().iter().map(SearchSchemaElement::new).collect(),
            projection: ProjectionDescription::new(&schema.projection),
            vector_attribute: VectorAttribute { attribute_name: schema.attribute.to_string() },
            dimensions: schema.dimensions,
            distance_function: schema.function,
        }
    }
}

impl SearchSchemaElement {
    fn new(element: &SearchElement) -> Self {
        Self { attribute_name: element.attribute.name.to_string(), search_schema_element_type: element.role.name() }
    }
}

/// What defines a vector index, what it is going through and what it holds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct VectorIndexDescription {
    #[serde(flatten)]
    index: VectorIndexInfo,
    index_status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    backfilling: Option<bool>,
    index_size_bytes: u64,
    item_count: usize,
    index_arn: String,
}

impl VectorIndexDescription {
    /// Tells of no entries.
    pub(super) const fn hide_items(&mut self) {
        (self.index_size_bytes, self.item_count) = (0, 0);
    }

    /// The index of `table`, whose ARN is `arn`, that `settings` describe.
    #[must_use]
    pub fn new(settings: &VectorIndexSettings, table: &Table, arn: &TableArn<'_>) -> Self {
        let index = table.vector_index(&settings.schema.name);
        Self {
            index: VectorIndexInfo::new(&settings.schema),
            index_status: settings.status,
            backfilling: settings.backfilling,
            index_size_bytes: index.map_or(0, VectorIndex::bytes),
            item_count: index.map_or(0, VectorIndex::len),
            index_arn: arn.index(&settings.schema.name),
        }
    }
}
