//! ExecuteTransaction: up to 100 statements in PartiQL that read, or that write and check, together or not at all.

use serde::Serialize;

use super::attributes::Attributes;
use super::cancellation::{all_or_cancelled, only};
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending, UnitKind};
use super::request_token::{Token, repeated};
use super::selected::Selected;
use super::statement_action::{action, check_paths, key_of};
use super::statement_request::StatementRequest;
use super::table_changes::{self, TableChanges};
use super::transacted_action::Action;
use super::transaction_plan::{Target, check_distinct, check_size, check_sizes, take_capacity};
use super::{Call, Error};
use crate::account::{Charge, TokenSpace};
use crate::partiql::{Fault, KeyFault, Statement};
use crate::request::{Fingerprint, Structure};
use crate::table::{Capacity, Dimension, Table};
use crate::value::{Item, KeyBytes};

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    responses: Vec<Response>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<ConsumedCapacity>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Attributes>,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let detail = ReturnConsumedCapacity::of(&input);
    let requests = StatementRequest::take_all(&mut input, "TransactStatements")?;
    let statements = parse_all(&requests)?;
    if statements.iter().all(Statement::reads) {
        return read(call, &statements, detail);
    }
    let token = Token::of(&input, TokenSpace::Statements, || Fingerprint::of_value(&requests));
    let failing = requests.iter().map(|request| request.returns_item);
    write(call, statements.into_iter().zip(failing).collect(), token.as_ref(), detail)
}

fn parse_all(requests: &[StatementRequest]) -> Result<Vec<Statement>, Error> {
    let statements = requests.iter().enumerate().map(|(number, request)| {
        let statement = request.parse().map_err(|fault| refused(number, &fault.to_string()))?;
        if statement.returns() {
            return Err(refused(number, "RETURNING clause is not supported in ExecuteTransaction."));
        }
        if matches!(&statement, Statement::Select(query) | Statement::Exists(query) if query.target.index.is_some()) {
            return Err(refused(number, "Reads on indices are not supported within transactions."));
        }
        Ok(statement)
    });
    let statements = statements.collect::<Result<Vec<_>, _>>()?;
    if statements.iter().any(Statement::reads) && !statements.iter().all(Statement::reads) {
        let text = "ExecuteTransaction API does not support both read and write operations in the same request.";
        return Err(Error::validation(text));
    }
    Ok(statements)
}

/// A statement for which the whole request is refused.
fn refused(number: usize, text: &str) -> Error {
    Error::validation(format!("Validation failed in TransactStatements[{number}]: {text}"))
}

/// The table and the key of the item that a statement is about, or why it is about none.
type Found<'c> = Result<(&'c Table, Item), Error>;

/// The items that the statements are about.
///
/// # Errors
///
/// A query that does not name its item refuses the request; a key of a wrong type is the only reason to cancel the transaction.
fn items<'c>(call: &'c Call<'_>, statements: &[&Statement]) -> Result<Vec<Found<'c>>, Error> {
    let mut items = Vec::new();
    for (number, statement) in statements.iter().enumerate() {
        let table = match call.table_to_transact(statement.table()) {
            Ok(table) => table,
            Err(error) => {
                items.push(Err(error));
                continue;
            }
        };
        items.push(match key_of(statement, table) {
            Ok(key) => Ok((table, key)),
            Err(KeyFault::NotPinned) if matches!(statement, Statement::Select(_) | Statement::Exists(_)) => {
                let text = "Select statements within ExecuteTransaction must specify the primary key in the where clause.";
                return Err(refused(number, text));
            }
            Err(fault @ (KeyFault::Type(_) | KeyFault::ImpossibleType(..))) => {
                return Err(only(number, statements.len(), Fault::from(fault).into()));
            }
            Err(fault) => Err(Fault::from(fault).into()),
        });
    }
    Ok(items)
}

fn write(
    call: &mut Call<'_>,
    statements: Vec<(Statement, bool)>,
    token: Option<&Token>,
    detail: ReturnConsumedCapacity,
) -> Result<Output, Error> {
    let borrowed: Vec<_> = statements.iter().map(|(statement, _)| statement).collect();
    let items = items(call, &borrowed)?;
    let tables: Vec<_> = items.iter().map(|item| item.as_ref().ok().map(|(table, _)| *table)).collect();
    let actions = statements.into_iter().zip(items);
    let actions = actions.map(|((statement, returns_item), item)| action(statement, item?.1, returns_item));
    let actions: Vec<Result<Action, Error>> = actions.collect();
    let targets: Vec<_> = actions.iter().zip(tables).map(|(action, table)| target(action, table)).collect();
    let keys: Vec<_> = targets.iter().flatten().filter_map(|target| Some((target.table, target.key().ok()?))).collect();
    check_distinct(keys.iter().map(|(table, key)| (*table, key)))?;
    if let Some(transaction) = token.map_or(Ok(None), |token| token.completed(call))? {
        return Ok(Output { responses: Vec::new(), consumed_capacity: repeated(&transaction, detail) });
    }
    let outcomes = targets.iter().map(|target| target.as_ref().map_err(Clone::clone).and_then(|target| target.plan(call)));
    let planned = all_or_cancelled(outcomes.collect())?;
    check_sizes(&planned)?;
    let targets: Vec<_> = targets.into_iter().flatten().collect();
    take_capacity(call, &targets, &planned)?;
    let changes = TableChanges::of(&targets, planned);
    let results = table_changes::commit(call, changes, false)?;
    if let Some(token) = token {
        token.complete(call, &results);
    }
    Ok(Output { responses: Vec::new(), consumed_capacity: table_changes::consumed(&results, detail) })
}

fn target<'a, 'c>(action: &'a Result<Action, Error>, table: Option<&'c Table>) -> Result<Target<'a, 'c>, Error> {
    let action = action.as_ref().map_err(Clone::clone)?;
    table.map(|table| Target::new(action, table)).ok_or_else(Error::table_not_found)
}

/// A query of one item, found valid.
struct Lookup<'c> {
    statement: &'c Statement,
    table: &'c Table,
    key: KeyBytes,
}

fn read(call: &Call<'_>, statements: &[Statement], detail: ReturnConsumedCapacity) -> Result<Output, Error> {
    let borrowed: Vec<_> = statements.iter().collect();
    let items = items(call, &borrowed)?;
    let lookups: Vec<_> = statements.iter().zip(items).map(|(statement, item)| Lookup::new(call, statement, item)).collect();
    check_distinct(lookups.iter().flatten().map(|lookup| (lookup.table, &lookup.key)))?;
    let lookups = all_or_cancelled(lookups)?;
    check_size(lookups.iter().map(Lookup::size).sum())?;
    if call.database.watches_costs() {
        let reads = lookups.iter().map(|lookup| (lookup.table, lookup.charges()));
        call.take_all(Dimension::Read, &reads.collect::<Vec<_>>())?;
    }
    Ok(Output {
        responses: lookups.iter().map(Lookup::response).collect(),
        consumed_capacity: (detail != ReturnConsumedCapacity::None).then(|| reports(&lookups, detail)),
    })
}

impl<'c> Lookup<'c> {
    fn new(call: &Call<'_>, statement: &'c Statement, item: Found<'c>) -> Result<Self, Error> {
        let (table, key) = item?;
        check_paths(statement, table)?;
        let key = table.key().lookup_key(&key).map_err(|fault| Error::validation(fault.of_lookup()))?;
        call.check_ongoing(table, &key)?;
        Ok(Self { statement, table, key })
    }

    fn item(&self) -> Option<&'c Item> {
        self.table.get(self.key.as_bytes())
    }

    fn charges(&self) -> Vec<Charge> {
        Spending::on_table(Capacity::of_transacted_read(self.table.size_of_image(self.item()))).charges(&self.key)
    }

    fn size(&self) -> usize {
        self.item().map_or(0, Item::size)
    }

    /// An item of which nothing is selected that it has is left out.
    fn response(&self) -> Response {
        let Statement::Select(query) = self.statement else { return Response { item: None } };
        let matches = |item: &&Item| query.condition.as_ref().is_none_or(|condition| condition.matches(Some(item.attributes())));
        let selected = Selected::from(query.projection.clone());
        let attributes = self.item().filter(matches).map(|item| selected.of(item)).filter(|attributes| !attributes.is_empty());
        Response { item: attributes.map(Attributes::in_hash_order) }
    }
}

/// One report for each table, in the order of the request.
fn reports(lookups: &[Lookup<'_>], detail: ReturnConsumedCapacity) -> Vec<ConsumedCapacity> {
    let mut tables: Vec<(&Lookup<'_>, Capacity)> = Vec::new();
    for lookup in lookups {
        let units = Capacity::of_transacted_read(lookup.table.size_of_image(lookup.item()));
        match tables.iter_mut().find(|(earlier, _)| earlier.table.name() == lookup.table.name()) {
            Some((_, sum)) => *sum += units,
            None => tables.push((lookup, units)),
        }
    }
    let report = |(lookup, units): (&Lookup<'_>, Capacity)| {
        Spending::on_table(units).report_of(UnitKind::Read, lookup.statement.table(), detail)
    };
    tables.into_iter().filter_map(report).collect()
}
