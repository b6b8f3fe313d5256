//! `TransactWriteItems`: up to 100 items of several tables written, and conditions on others checked, all or nothing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cancellation::all_or_cancelled;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity};
use super::item_collection_metrics::ItemCollectionMetrics;
use super::request_token::{Token, repeated};
use super::table_changes::{self, TableChanges, TableResult};
use super::transacted_action::Action;
use super::transaction_plan::{check_sizes, take_capacity, targets};
use super::{Call, Error, Wording};
use crate::account::TokenSpace;
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
    // What is to be reported of consumed capacity may differ between requests with one token.
    let request = || Fingerprint::of(&input, &["TransactItems", "ReturnItemCollectionMetrics"]);
    let token = Token::of(&input, TokenSpace::Items, request);
    let wanted = Wanted { detail: ReturnConsumedCapacity::of(&input), metrics: ItemCollectionMetrics::wanted(&input) };
    let actions = take_actions(&mut input, Wording::of_batch(call.layer))?;
    let targets = targets(call, &actions)?;
    if let Some(transaction) = token.as_ref().map_or(Ok(None), |token| token.completed(call))? {
        let consumed_capacity = repeated(&transaction, wanted.detail);
        return Ok(Output { consumed_capacity, item_collection_metrics: BTreeMap::new() });
    }
    let planned = all_or_cancelled(targets.iter().map(|target| target.plan(call)).collect())?;
    check_sizes(&planned)?;
    take_capacity(call, &targets, &planned)?;
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

/// What a request wants to be told.
struct Wanted {
    detail: ReturnConsumedCapacity,
    metrics: bool,
}

impl Wanted {
    fn of_results(&self, results: Vec<TableResult<'_>>) -> Output {
        let consumed_capacity = table_changes::consumed(&results, self.detail);
        let collections = results.into_iter().map(|result| (result.table_name.to_owned(), result.metrics));
        Output { consumed_capacity, item_collection_metrics: collections.filter(|(_, metrics)| !metrics.is_empty()).collect() }
    }
}
