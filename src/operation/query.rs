//! Query: items of one partition of a table or index, in the order of their sort keys.

use super::filter::{self, Filter};
use super::page::{Page, Reader};
use super::parameters::Parameters;
use super::read_target::ReadTarget;
use super::select::Select;
use super::selected::Selected;
use super::{Call, Error, ExpressionAttributes, Wording, start_key};
use crate::expression::{self, Condition, KeyCondition, Placeholders, Surface, legacy};
use crate::request::{self, Structure};
use crate::table::{KeyRange, Pager, QueryFault, QueryPlan, Source};
use crate::value::Item;

const PARAMETERS: Parameters = Parameters {
    expressions: &["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
    legacy: &["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
};

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Page, Error> {
    let wording = Wording::of_query(call.layer);
    PARAMETERS.check(&input, wording)?;
    let start = start_key::take(&mut input, wording)?;
    let expressions = Expressions::take(&mut input, wording)?;
    request::validate_late(call.operation, &input, call.layer)?;
    let select = Select::read(&input, expressions.projection, wording)?;
    let filter_parameter = if input.has("QueryFilter") { "QueryFilter" } else { "Filter Expression" };
    let forward = input.boolean("ScanIndexForward").unwrap_or(true);
    let target = ReadTarget::take(&mut input);

    let source = target.source(call)?;
    let range = range(source, &expressions.key, start.as_ref(), forward)?;
    select.check_paths(source.base())?;
    filter::check_keys(source, expressions.filter.as_ref(), filter_parameter)?;
    let selection = select.of(source)?;
    let filter = Filter::new(expressions.filter, source, selection.fetches())?;
    let reader = Reader { source, selection, filter, consistent: target.consistent };
    let (page, spending) = reader.read(Pager::new(source, &range, forward, target.limit));
    call.take_read(source.base(), range.start(), &spending)?;
    Ok(target.report(page, &spending))
}

/// What the expressions of a query, or the legacy parameters in their place, say.
struct Expressions {
    key: KeyCondition,
    filter: Option<Condition>,
    projection: Selected,
}

impl Expressions {
    fn take(input: &mut Structure, wording: Wording) -> Result<Self, Error> {
        let refuse = |fault| wording.expression(&fault);
        if !input.has("KeyConditions") && !input.has("KeyConditionExpression") {
            let text = "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.";
            return Err(wording.content(text.to_owned()));
        }
        let attributes = ExpressionAttributes::take(input, wording)?;
        let placeholders = attributes.placeholders(wording)?;
        let key = key_condition(input, &placeholders).map_err(refuse)?;
        let filter = filter_of(input, &placeholders).map_err(refuse)?;
        let projection = Selected::read(input, &placeholders, wording)?;
        placeholders.check_unused().map_err(refuse)?;
        Ok(Self { key, filter, projection })
    }
}

fn key_condition(input: &Structure, placeholders: &Placeholders<'_>) -> Result<KeyCondition, expression::Error> {
    match input.text("KeyConditionExpression") {
        Some(text) => expression::key_condition(text, placeholders),
        None => Ok(legacy::key_conditions(input)?.unwrap_or(KeyCondition(Vec::new()))),
    }
}

fn filter_of(input: &Structure, placeholders: &Placeholders<'_>) -> Result<Option<Condition>, expression::Error> {
    match input.text("FilterExpression") {
        Some(text) => expression::condition(text, Surface::Filter, placeholders).map(Some),
        None => legacy::query_filter(input),
    }
}

/// The keys to read: those that fulfil `condition`, behind `start`.
fn range(source: Source<'_>, condition: &KeyCondition, start: Option<&Item>, forward: bool) -> Result<KeyRange, Error> {
    let start = start.map(|start| source.seek(start)).transpose();
    let start = start.map_err(|fault| start_key::refused_by_query(&fault))?;
    let refuse = |fault| Error::validation(QueryFault::to_string(&fault));
    let plan = QueryPlan::new(source, condition).map_err(refuse)?;
    start.map_or_else(|| Ok(plan.range()), |start| plan.range_behind(&start, forward)).map_err(refuse)
}
