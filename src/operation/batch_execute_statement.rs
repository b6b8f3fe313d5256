//! BatchExecuteStatement: up to 25 statements in PartiQL that read or that write one item each, each for itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::attributes::Attributes;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending};
use super::selected::Selected;
use super::statement_action::{Returned, action, check_paths, key_of};
use super::statement_request::StatementRequest;
use super::transacted_action::{Action, Effect};
use super::transaction_plan::{Planned, Target};
use super::{Call, CancellationReason, Error};
use crate::model::ErrorCode;
use crate::partiql::{Fault, KeyFault, Query, Refused, Statement};
use crate::request::Structure;
use crate::table::{Capacity, Table};
use crate::value::{Item, KeyBytes};

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    responses: Vec<Response>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<ConsumedCapacity>>,
}

/// What came of one statement. Its error has the shape of a reason to cancel a transaction.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<CancellationReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Attributes>,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let detail = ReturnConsumedCapacity::of(&input);
    let requests = StatementRequest::take_all(&mut input, "Statements")?;
    let members: Vec<_> = requests.into_iter().map(|request| Member::parse(call, request)).collect();
    check_kinds(&members)?;
    check_distinct(&members)?;
    let mut charges = Charges::default();
    let responses = members.into_iter().map(|member| member.execute(call, &mut charges)).collect();
    Ok(Output { responses, consumed_capacity: charges.report(detail) })
}

/// A statement of the batch, as far as it is about one item.
struct Member {
    request: StatementRequest,
    /// Whether it reads, if it is a statement at all.
    reads: Option<bool>,
    prepared: Result<Prepared, Failure>,
}

/// A statement and the key of its item.
struct Prepared {
    statement: Statement,
    table: Arc<str>,
    key: Item,
    place: Option<KeyBytes>,
}

/// Why a statement came to nothing, and its table if it got so far.
struct Failure {
    error: Error,
    table_name: Option<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, table_name: None }
    }
}

impl Member {
    fn parse(call: &Call<'_>, request: StatementRequest) -> Self {
        match request.parse() {
            Ok(statement) => Self { reads: Some(statement.reads()), prepared: Prepared::new(call, statement, &request), request },
            Err(fault) => Self { reads: None, prepared: Err(Error::from(fault).into()), request },
        }
    }

    fn execute(self, call: &mut Call<'_>, charges: &mut Charges) -> Response {
        let executed = self.prepared.and_then(|prepared| match prepared.statement {
            Statement::Select(query) => found(call, query, &prepared.key, &self.request, charges),
            statement => written(call, statement, prepared.key, &self.request, charges),
        });
        match executed {
            Ok((table_name, item)) => Response { error: None, table_name: Some(table_name), item },
            Err(failure) => Response { error: Some(failure.error.into()), table_name: failure.table_name, item: None },
        }
    }
}

impl Prepared {
    fn new(call: &Call<'_>, statement: Statement, request: &StatementRequest) -> Result<Self, Failure> {
        if let Statement::Exists(_) = statement {
            return Err(Error::from(Fault::from(Refused::Exists)).into());
        }
        let named = |error| Failure { error, table_name: Some(statement.table().to_owned()) };
        let table = call.table_to_read(statement.table(), request.consistent || !statement.reads()).map_err(named)?;
        let indexed = matches!(&statement, Statement::Select(query) if query.target.index.is_some());
        let key = if indexed { Err(KeyFault::NotPinned) } else { key_of(&statement, table) };
        let key = key.map_err(|fault| refused(&statement, fault))?;
        check_paths(&statement, table)?;
        // A key that is none fails when the statement is carried out.
        let place = table.key().table_key(&key).ok();
        Ok(Self { table: Arc::clone(table.name()), key, place, statement })
    }
}

fn refused(statement: &Statement, fault: KeyFault) -> Error {
    match fault {
        KeyFault::NotPinned if statement.reads() => {
            Error::validation("Select statements within BatchExecuteStatement must specify the primary key in the where clause.")
        }
        fault => Fault::from(fault).into(),
    }
}

fn check_kinds(members: &[Member]) -> Result<(), Error> {
    let has = |reads| members.iter().any(|member| member.reads == Some(reads));
    if has(true) && has(false) {
        return Err(Error::validation("Read and write requests together in the same batch is not supported."));
    }
    Ok(())
}

fn check_distinct(members: &[Member]) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for prepared in members.iter().filter_map(|member| member.prepared.as_ref().ok()) {
        if prepared.place.as_ref().is_some_and(|place| !seen.insert((&prepared.table, place))) {
            return Err(Error::validation("Provided list of item keys contains duplicates"));
        }
    }
    Ok(())
}

/// What a statement gives: the table as it names it, and an item.
type Given = (String, Option<Attributes>);

fn found(call: &Call<'_>, query: Query, key: &Item, request: &StatementRequest, charges: &mut Charges) -> Result<Given, Failure> {
    let table = call.table_to_read(&query.target.table, request.consistent)?;
    let key = table
        .key()
        .lookup_key(key)
        .map_err(|fault| Failure { error: Error::validation(fault.of_lookup()), table_name: Some(query.target.table.clone()) })?;
    let item = table.get(key.as_bytes());
    let units = Capacity::of_read(table.size_of_image(item), request.consistent);
    let spending = Spending::on_table(units);
    call.take_read(table, key.as_bytes(), &spending)?;
    charges.of(&query.target.table).succeeded(spending);
    let matching =
        item.filter(|item| query.condition.as_ref().is_none_or(|condition| condition.matches(Some(item.attributes()))));
    let selected = Selected::from(query.projection);
    Ok((query.target.table, matching.map(|item| selected.of(item).in_hash_order())))
}

fn written(
    call: &mut Call<'_>,
    statement: Statement,
    key: Item,
    request: &StatementRequest,
    charges: &mut Charges,
) -> Result<Given, Failure> {
    let returned = Returned::of(&statement);
    let action = action(statement, key, request.returns_item)?;
    let table = call.table(&action.table_name)?;
    let target = Target::new(&action, table);
    let write = match target.plan(call).map_err(|error| target.refused(call, error)) {
        Ok(Planned::Write(write, _)) => write,
        Ok(Planned::Checked(_)) => return Err(Error::table_not_found().into()),
        Err(error) => return Err(failed(error, &action, table, charges)),
    };
    call.take_write(table, &write)?;
    let written = call.write(&action.table_name, &write.into()).pop().ok_or_else(Error::table_not_found)?;
    let mut spending = Spending::default();
    spending.add_write(call.table(&action.table_name)?, &written);
    charges.of(&action.table_name).succeeded(spending);
    Ok((action.table_name, returned.attributes(&written)))
}

/// A write that ran and failed is charged for what it attempted, and names its table. So do keys that are too large or updated;
/// other refusals are told as if nothing had run.
fn failed(error: Error, action: &Action, table: &Table, charges: &mut Charges) -> Failure {
    let key = Target::new(action, table).key();
    let ran = matches!(error.code, ErrorCode::ConditionalCheckFailedException | ErrorCode::DuplicateItemException);
    let touches_key = match &action.effect {
        Effect::Update(_, update) => update.top_level_attributes().any(|name| table.key().contains(name)),
        _ => false,
    };
    if ran {
        let stored = table.size_of_image(key.as_ref().ok().and_then(|key| table.get(key.as_bytes())));
        let carried = match &action.effect {
            Effect::Put(item) => table.size_of(item),
            _ => 0,
        };
        charges.of(&action.table_name).failed(Capacity::of_write(stored.max(carried)));
    }
    let names_table = ran || touches_key || is_oversized(action, table);
    Failure { error, table_name: names_table.then(|| action.table_name.clone()) }
}

fn is_oversized(action: &Action, table: &Table) -> bool {
    use crate::table::KeyFault::{HashSize, RangeSize};
    matches!(table.key().table_key(action.key()), Err(HashSize | RangeSize))
}

/// What the statements cost by table, in the order in which tables were met.
#[derive(Debug, Default)]
struct Charges(Vec<Charge>);

#[derive(Debug)]
struct Charge {
    table_name: String,
    spending: Spending,
    /// Whether any statement on the table came to something: if none did, the table is not reported.
    succeeded: bool,
}

impl Charges {
    fn of(&mut self, table_name: &str) -> ChargeOf<'_> {
        let at = self.0.iter().position(|charge| charge.table_name == table_name).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push(Charge { table_name: table_name.to_owned(), spending: Spending::default(), succeeded: false });
        }
        ChargeOf(self.0.get_mut(at))
    }

    fn report(&self, detail: ReturnConsumedCapacity) -> Option<Vec<ConsumedCapacity>> {
        let charges = self.0.iter().filter(|charge| charge.succeeded);
        let reports: Vec<_> = charges.filter_map(|charge| charge.spending.report(&charge.table_name, detail)).collect();
        (!reports.is_empty()).then_some(reports)
    }
}

/// The charge of one table.
struct ChargeOf<'c>(Option<&'c mut Charge>);

impl ChargeOf<'_> {
    fn succeeded(self, spending: Spending) {
        if let Some(charge) = self.0 {
            charge.spending.add(spending);
            charge.succeeded = true;
        }
    }

    fn failed(self, units: Capacity) {
        if let Some(charge) = self.0 {
            charge.spending.add_failed(units);
        }
    }
}
