//! The table or index that a query or scan reads.

use super::consumed_capacity::{ReturnConsumedCapacity, Spending};
use super::page::Page;
use super::{Call, Error};
use crate::request::Structure;
use crate::table::{IndexKind, Source, Table};

/// Where a read goes and how it is reported.
#[derive(Debug)]
pub struct ReadTarget {
    table_name: String,
    index_name: Option<String>,
    /// Whether strong consistency is asked for.
    pub consistent: bool,
    /// The most items to read.
    pub limit: Option<usize>,
    capacity: ReturnConsumedCapacity,
}

impl ReadTarget {
    /// Takes what queries and scans have in common out of their input.
    #[must_use]
    pub fn take(input: &mut Structure) -> Self {
        Self {
            consistent: input.boolean("ConsistentRead").unwrap_or(false),
            limit: input.integer("Limit").and_then(|limit| usize::try_from(limit).ok()),
            capacity: ReturnConsumedCapacity::of(input),
            table_name: input.take_text("TableName").unwrap_or_default(),
            index_name: input.take_text("IndexName"),
        }
    }

    /// What is read.
    ///
    /// # Errors
    ///
    /// There is no such table or index, or a global index is to be read consistently.
    pub fn source<'c>(&self, call: &'c Call<'_>) -> Result<Source<'c>, Error> {
        let table = call.table_to_read(&self.table_name, self.consistent)?;
        let Some(name) = &self.index_name else { return Ok(Source::table(table)) };
        check_filled(table, name)?;
        let source = Source::index(table, name).ok_or_else(|| missing(call, table, name))?;
        let is_global = source.as_index().is_some_and(|index| index.schema().kind == IndexKind::Global);
        if !is_global {
            return Ok(source);
        }
        if self.consistent {
            return Err(Error::validation("Consistent reads are not supported on global secondary indexes"));
        }
        Ok(Source::index(call.table_to_read_globally(&self.table_name)?, name).unwrap_or(source))
    }

    /// The report of what reading cost.
    #[must_use]
    pub fn report(&self, page: Page, spending: &Spending) -> Page {
        page.with_capacity(spending.report(&self.table_name, self.capacity))
    }
}

/// Whether there is no index `name` that does not have all its items yet.
///
/// # Errors
///
/// It is still being filled.
pub fn check_filled(table: &Table, name: &str) -> Result<(), Error> {
    if table.settings().backfilling(name).is_none() {
        return Ok(());
    }
    Err(Error::validation(format!("Cannot read from backfilling global secondary index: {name}")))
}

/// There is no secondary index of that name. Vector indexes are only searched.
fn missing(call: &Call<'_>, table: &Table, name: &str) -> Error {
    let is_vector = table.vector_index(name).is_some();
    Error::validation(match call.operation.name {
        "Query" if is_vector => "Query operation not supported on this index type.".to_owned(),
        operation if is_vector => format!("{operation} operation not supported on this index type"),
        _ => format!("The table does not have the specified index: {name}"),
    })
}
