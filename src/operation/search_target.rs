//! The vector index that a search reads, and what the search may say of it.

use super::Error;
use super::search_result::{SearchResult, Visible};
use crate::expression::{Projection, SearchCondition};
use crate::table::{
    Candidate, KeyAttribute, KeyFault, Nearest, SearchElement, SearchRole, StoredVector, Table, VectorIndex, VectorIndexSchema,
    VectorSearch,
};
use crate::value::{EncodedValue, KeyBytes};

/// The largest response.
const MAXIMUM_RESPONSE_SIZE: usize = 16 * 1024 * 1024;
/// The least that a search is charged.
const LEAST_SEARCH: u64 = 1024;

/// A vector index that can be searched.
#[derive(Debug, Clone, Copy)]
pub struct SearchTarget<'t> {
    /// The index.
    pub index: &'t VectorIndex,
}

impl<'t> SearchTarget<'t> {
    /// The vector index `name` of `table`.
    ///
    /// # Errors
    ///
    /// There is none, or it is still being filled.
    pub fn find(table: &'t Table, name: &str) -> Result<Self, Error> {
        let missing = || Error::validation(format!("The table does not have the specified index: {name}"));
        if table.settings().backfilling(name).is_some() {
            return Err(Error::validation(format!("Cannot search backfilling vector index: {name}")));
        }
        Ok(Self { index: table.vector_index(name).ok_or_else(missing)? })
    }

    /// The search for `vector` under `condition`.
    ///
    /// # Errors
    ///
    /// The vector has other dimensions than the index, or the condition does not go with the search schema.
    pub fn search(self, vector: &[f32], top: usize, condition: Option<SearchCondition>) -> Result<VectorSearch, Error> {
        let schema = self.index.schema();
        if vector.len() != schema.dimensions {
            let (actual, expected) = (vector.len(), schema.dimensions);
            return Err(Error::validation(format!(
                "Input search vector dimension {actual} does not match vector index dimension {expected}"
            )));
        }
        let (mut partition, mut filters) = (None, Vec::new());
        for (name, value) in condition.unwrap_or_default().0 {
            let element = element(schema, &name)?;
            check_type(&element.attribute, &value)?;
            match element.role {
                SearchRole::Hash => partition = partition_key(schema, &value)?,
                SearchRole::InlineFilter => filters.push((name, value)),
            }
        }
        if schema.search.partition().is_some() && partition.is_none() {
            return Err(Error::validation("SearchConditionExpression must be provided when SearchSchema has a HASH key"));
        }
        Ok(VectorSearch { vector: StoredVector::new(vector), top, partition, filters })
    }

    /// What is shown of the entries that were found, up to 16 MB of it, and how many bytes are charged: those of all vectors that were
    /// compared and of what is shown. (AWS's own figure is not reproducible.)
    pub fn results(self, nearest: &Nearest<'_>, projection: Option<&Projection>) -> (Vec<SearchResult>, u64) {
        let visible = Visible::new(self.index, projection);
        let mut shown = 0;
        let mut results = Vec::new();
        for hit in &nearest.hits {
            let result = visible.result(hit);
            shown += result.size();
            if shown > MAXIMUM_RESPONSE_SIZE {
                break;
            }
            results.push(result);
        }
        let compared = nearest.compared * self.index.schema().vector_size();
        (results, ((compared + shown) as u64).max(LEAST_SEARCH))
    }
}

fn element<'s>(schema: &'s VectorIndexSchema, name: &str) -> Result<&'s SearchElement, Error> {
    schema.search.element(name).ok_or_else(|| {
        Error::validation(format!(
            "SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: {name}"
        ))
    })
}

fn check_type(attribute: &KeyAttribute, value: &EncodedValue) -> Result<(), Error> {
    match attribute.part(Candidate::from(value.view())) {
        Err(KeyFault::Type { attribute, expected, actual }) => Err(Error::validation(format!(
            "Type of '{attribute}' attribute in SearchConditionExpression ({actual}) does not match type in search schema ({expected})"
        ))),
        _ => Ok(()),
    }
}

/// What the keys of all entries begin with that have `value` in their partition key.
fn partition_key(schema: &VectorIndexSchema, value: &EncodedValue) -> Result<Option<KeyBytes>, Error> {
    let key = schema.search.partition().map(|key| key.hash_key(&Only(value)));
    key.transpose().map_err(|fault| Error::validation(fault.of_lookup()))
}

/// One value, as the value of whatever attribute is asked for.
struct Only<'v>(&'v EncodedValue);

impl crate::table::Attributes for Only<'_> {
    fn candidate(&self, _name: &str) -> Option<Candidate<'_>> {
        Some(Candidate::from(self.0.view()))
    }
}
