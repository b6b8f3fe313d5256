//! ExecuteStatement: one statement in PartiQL.

use serde::Serialize;

use super::attributes::Attributes;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending};
use super::next_token;
use super::statement_action::{Returned, action, key_of};
use super::statement_page::{self, Wanted};
use super::statement_request::StatementRequest;
use super::transaction_plan::{Planned, Target};
use super::{Call, Error};
use crate::partiql::{Fault, Query, Refused, Statement};
use crate::request::Structure;
use crate::value::AttributeMap;

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    items: Vec<Attributes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_key: Option<AttributeMap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<ConsumedCapacity>,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let request = StatementRequest::take(&mut input)?;
    let detail = ReturnConsumedCapacity::of(&input);
    match request.parse()? {
        Statement::Select(query) => read(call, query, &request, &input, detail),
        Statement::Exists(_) => Err(Fault::from(Refused::Exists).into()),
        statement => write(call, statement, &request, detail).map_err(Error::of_statement),
    }
}

fn read(
    call: &Call<'_>,
    query: Query,
    request: &StatementRequest,
    input: &Structure,
    detail: ReturnConsumedCapacity,
) -> Result<Output, Error> {
    let wanted = Wanted {
        consistent: request.consistent,
        limit: input.integer("Limit").and_then(|limit| usize::try_from(limit).ok()),
        start: input.text("NextToken").map(|token| next_token::decode(request, token)).transpose()?,
    };
    let table_name = query.target.table.clone();
    let page = statement_page::read(call, query, &wanted)?;
    let (last_evaluated_key, place) = page.last.unzip();
    Ok(Output {
        items: page.items,
        next_token: place.map(|place| next_token::encode(request, &place)),
        last_evaluated_key,
        consumed_capacity: page.spending.report(&table_name, detail),
    })
}

fn write(
    call: &mut Call<'_>,
    statement: Statement,
    request: &StatementRequest,
    detail: ReturnConsumedCapacity,
) -> Result<Output, Error> {
    let table = call.table(statement.table())?;
    let key = key_of(&statement, table).map_err(Fault::from)?;
    let returned = Returned::of(&statement);
    let action = action(statement, key, request.returns_item)?;
    let target = Target::new(&action, table);
    let planned = target.plan(call).map_err(|error| target.refused(call, error))?;
    let Planned::Write(write, _) = planned else { return Err(Error::table_not_found()) };
    call.take_write(table, &write)?;
    let written = call.write(&action.table_name, &write.into()).pop().ok_or_else(Error::table_not_found)?;
    let mut spending = Spending::default();
    spending.add_write(call.table(&action.table_name)?, &written);
    Ok(Output {
        items: returned.attributes(&written).into_iter().collect(),
        next_token: None,
        last_evaluated_key: None,
        consumed_capacity: spending.report(&action.table_name, detail),
    })
}
