//! `FilterSpecification`: which items are exported, and which of their attributes.

use super::ExportFault;
use crate::expression::{self, Condition, KeyCondition, Projection, Surface};
use crate::operation::filter::check_keys;
use crate::operation::parameters::Parameters;
use crate::operation::{Call, Error, ExpressionAttributes, Wording, key_paths};
use crate::request::Structure;
use crate::table::{KeyRange, QueryPlan, Source, Table};
use crate::value::Item;

const PARAMETERS: Parameters =
    Parameters { expressions: &["ProjectionExpression", "FilterExpression", "KeyConditionExpression"], legacy: &[] };

/// What an export leaves of a table.
#[derive(Debug, Default)]
pub struct ExportFilter {
    condition: Option<Condition>,
    projection: Option<Projection>,
    /// The keys, if it has a condition on them.
    range: Option<KeyRange>,
}

impl ExportFilter {
    /// The filter of `input` on `table`; one that leaves everything, if there is none.
    ///
    /// # Errors
    ///
    /// One of its expressions is none, or does not go with the keys of the table.
    pub fn read(call: &Call<'_>, input: &Structure, table: &Table) -> Result<Self, Error> {
        let Some(specification) = input.structure("FilterSpecification") else { return Ok(Self::default()) };
        if specification.iter().next().is_none() {
            return Err(ExportFault::EmptyFilter.into());
        }
        let refuse = |error: Error| ExportFault::Filter(error.message.unwrap_or_default().into_owned()).into();
        Self::parse(call, specification.clone(), table).map_err(refuse)
    }

    fn parse(call: &Call<'_>, mut specification: Structure, table: &Table) -> Result<Self, Error> {
        let wording = Wording::of_query(call.layer);
        let refuse = |fault| wording.expression(&fault);
        PARAMETERS.check(&specification, wording)?;
        let attributes = ExpressionAttributes::take(&mut specification, wording)?;
        let placeholders = attributes.placeholders(wording)?;
        let key = specification.text("KeyConditionExpression");
        let key = key.map(|text| expression::key_condition(text, &placeholders)).transpose().map_err(refuse)?;
        let condition = specification.text("FilterExpression");
        let condition = condition.map(|text| expression::condition(text, Surface::Filter, &placeholders));
        let condition = condition.transpose().map_err(refuse)?;
        let projection = specification.text("ProjectionExpression");
        let projection = projection.map(|text| expression::projection(text, &placeholders)).transpose().map_err(refuse)?;
        placeholders.check_unused().map_err(refuse)?;
        let paths = condition.as_ref().map(Condition::paths).unwrap_or_default();
        key_paths::check(table, key_paths::nested(paths.iter().copied()))?;
        key_paths::check(table, projection.iter().flat_map(Projection::nested_attributes))?;
        let range = key.map(|key| range(table, &key, condition.as_ref())).transpose()?;
        Ok(Self { condition, projection, range })
    }

    /// Whether an item with this key is exported.
    pub fn passes(&self, key: &[u8], item: &Item) -> bool {
        let within = self.range.as_ref().is_none_or(|range| range.contains(key));
        within && self.condition.as_ref().is_none_or(|condition| condition.matches(Some(item.attributes())))
    }

    /// What is exported of `item`.
    pub fn projected(&self, item: &Item) -> Item {
        match &self.projection {
            Some(projection) => Item::new(&projection.apply(item.attributes())),
            None => item.clone(),
        }
    }
}

/// The keys that fulfil `condition`, which leaves no key attributes to the `filter`.
fn range(table: &Table, condition: &KeyCondition, filter: Option<&Condition>) -> Result<KeyRange, Error> {
    let source = Source::table(table);
    let plan = QueryPlan::new(source, condition).map_err(|fault| Error::validation(fault.to_string()))?;
    check_keys(source, filter, "Filter Expression")?;
    Ok(plan.range())
}
