//! `TransactWriteItems`: up to 100 items of several tables written, and conditions on others checked, all or nothing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cancellation::all_or_cancelled;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending, UnitKind};
use super::item_collection_metrics::ItemCollectionMetrics;
use super::table_changes::{self, TableChanges, TableResult};
use super::transacted_action::Action;
use super::transaction_plan::{Target, check_sizes, targets};
use super::{Call, Error, Wording};
use crate::account::CompletedTransaction;
use crate::model::ErrorCode;
use crate::request::{Fingerprint, Member, Structure};

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<ConsumedCapacity>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    item_collection_metrics: BTreeMap<String, Vec<ItemCollectionMetrics>>,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let token = Token::of(&input);
    let wanted = Wanted { detail: ReturnConsumedCapacity::of(&input), metrics: ItemCollectionMetrics::wanted(&input) };
    let actions = take_actions(&mut input, Wording::of_batch(call.layer))?;
    let targets = targets(call, &actions)?;
    if let Some(transaction) = token.as_ref().map_or(Ok(None), |token| token.completed(call))? {
        return Ok(wanted.of_repetition(&transaction));
    }
    let planned = all_or_cancelled(targets.iter().map(Target::plan).collect())?;
    check_sizes(&planned)?;
    let results = table_changes::commit(call, TableChanges::of(&targets, planned), wanted.metrics)?;
    if let Some(token) = token {
        token.complete(call, &results);
    }
    Ok(wanted.of_results(results))
}

fn take_actions(input: &mut Structure, wording: Wording) -> Result<Vec<Action>, Error> {
    let items = input.take_list("TransactItems").unwrap_or_default().into_iter();
    let actions = items.filter_map(|item| match item {
        Member::Structure(mut item) => Action::take(&mut item, wording).transpose(),
        _ => None,
    });
    actions.collect()
}

/// The `ClientRequestToken` of a request and what it stands for.
struct Token {
    text: String,
    request: Fingerprint,
}

impl Token {
    /// What is to be reported of consumed capacity may differ between requests with one token.
    fn of(input: &Structure) -> Option<Self> {
        let text = input.text("ClientRequestToken")?.to_owned();
        Some(Self { text, request: Fingerprint::of(input, &["TransactItems", "ReturnItemCollectionMetrics"]) })
    }

    fn completed(&self, call: &Call<'_>) -> Result<Option<CompletedTransaction>, Error> {
        match call.database.completed(call.place(), &self.text, call.now()) {
            Some(transaction) if transaction.request != self.request => Err(Error::new(
                ErrorCode::IdempotentParameterMismatchException,
                "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent \
                 token that was already used.",
            )),
            transaction => Ok(transaction.cloned()),
        }
    }

    fn complete(&self, call: &mut Call<'_>, results: &[TableResult<'_>]) {
        let reads = results.iter().map(|result| (result.table_name.to_owned(), result.reads)).collect();
        let (transaction, now) = (CompletedTransaction { request: self.request, reads }, call.now());
        call.database.complete(call.caller.place, &self.text, transaction, now);
    }
}

/// What a request wants to be told.
struct Wanted {
    detail: ReturnConsumedCapacity,
    metrics: bool,
}

impl Wanted {
    fn of_results(&self, results: Vec<TableResult<'_>>) -> Output {
        let report = |result: &TableResult<'_>| result.spending.report_of(UnitKind::Write, result.table_name, self.detail);
        let consumed = (self.detail != ReturnConsumedCapacity::None).then(|| results.iter().filter_map(report).collect());
        let collections = results.into_iter().map(|result| (result.table_name.to_owned(), result.metrics));
        Output {
            consumed_capacity: consumed,
            item_collection_metrics: collections.filter(|(_, metrics)| !metrics.is_empty()).collect(),
        }
    }

    /// A repetition reads what the transaction wrote.
    fn of_repetition(&self, transaction: &CompletedTransaction) -> Output {
        let reads = transaction.reads.iter();
        let reports =
            reads.filter_map(|(table_name, units)| Spending::on_table(*units).report_of(UnitKind::Read, table_name, self.detail));
        let consumed = (self.detail != ReturnConsumedCapacity::None).then(|| reports.collect());
        Output { consumed_capacity: consumed, item_collection_metrics: BTreeMap::new() }
    }
}
