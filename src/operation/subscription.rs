//! Whose changes a subscriber asks for, in the terms of a query.

use super::{Error, ExpressionAttributes, Wording, filter};
use crate::account::{Place, Subscription};
use crate::expression::{self, Condition, Placeholders, Surface};
use crate::request::Structure;
use crate::table::{QueryFault, QueryPlan, Source, Table};
use crate::value::Layer;

/// The subscription with the number `id` to what `input` asks for of `table` in `place`: the members of a query, each of which may be left out.
///
/// # Errors
///
/// An expression is none, an index is not there, or the key condition is none of the table or index.
pub fn subscription(id: i64, place: Place, table: &Table, mut input: Structure) -> Result<Subscription, Error> {
    let wording = Wording::of_query(Layer::Newer);
    let index = input.take_text("IndexName");
    let source = index.as_deref().map_or(Some(Source::table(table)), |name| Source::index(table, name));
    let missing = || format!("The table does not have the specified index: {}", index.as_deref().unwrap_or_default());
    let source = source.ok_or_else(|| Error::validation(missing()))?;
    let attributes = ExpressionAttributes::take(&mut input, wording)?;
    let placeholders = attributes.placeholders(wording)?;
    let key = parse(&input, "KeyConditionExpression", Surface::KeyCondition, &placeholders, wording)?;
    if let Some(text) = input.text("KeyConditionExpression") {
        check_key(source, text, &placeholders, wording)?;
    }
    let filter = parse(&input, "FilterExpression", Surface::Filter, &placeholders, wording)?;
    if key.is_some() {
        filter::check_keys(source, filter.as_ref(), "Filter Expression")?;
    }
    placeholders.check_unused().map_err(|fault| wording.expression(&fault))?;
    let condition = Some(Condition::And(key.into_iter().chain(filter).collect()));
    Ok(Subscription { id, place, table: table.name().clone(), index, condition })
}

fn parse(
    input: &Structure,
    parameter: &str,
    surface: Surface,
    placeholders: &Placeholders<'_>,
    wording: Wording,
) -> Result<Option<Condition>, Error> {
    let text = input.text(parameter);
    text.map(|text| expression::condition(text, surface, placeholders)).transpose().map_err(|fault| wording.expression(&fault))
}

/// Whether a query of `source` could have `text` as its key condition.
fn check_key(source: Source<'_>, text: &str, placeholders: &Placeholders<'_>, wording: Wording) -> Result<(), Error> {
    let key = expression::key_condition(text, placeholders).map_err(|fault| wording.expression(&fault))?;
    QueryPlan::new(source, &key).map(drop).map_err(|fault| Error::validation(QueryFault::to_string(&fault)))
}
