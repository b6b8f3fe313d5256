//! BatchGetItem: up to 100 items of several tables, as many of them as fit into 16 MB.

use std::collections::BTreeMap;

use serde::Serialize;

use super::attributes::Attributes;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending};
use super::lookup::lookup;
use super::requested_items::RequestedItems;
use super::requested_keys::{RequestedKeys, UnprocessedKeys};
use super::{Call, Error, Wording};
use crate::request::Structure;
use crate::table::{Capacity, Table};
use crate::value::{Item, KeyBytes};

/// What a response holds at most, in the bytes that items count: of 100 items of 300 KB AWS returns 52 (API reference), which is 16
/// million bytes and less than 16 MiB.
const MAXIMUM_RESPONSE_SIZE: usize = 16_000_000;

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    responses: BTreeMap<String, Vec<Attributes>>,
    unprocessed_keys: BTreeMap<String, UnprocessedKeys>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<ConsumedCapacity>>,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let wording = Wording::of_batch(call.layer);
    let detail = ReturnConsumedCapacity::of(&input);
    let requests = RequestedKeys::take(&mut input, wording)?;
    let lookups = requests.iter().map(|request| Lookups::new(call, request)).collect::<Result<Vec<_>, _>>()?;
    check_distinct(&lookups)?;
    Ok(read(&lookups, detail))
}

/// The keys of one table, found valid.
struct Lookups<'c> {
    request: &'c RequestedKeys,
    table: &'c Table,
    keys: Vec<KeyBytes>,
}

impl<'c> Lookups<'c> {
    fn new(call: &'c Call<'_>, request: &'c RequestedKeys) -> Result<Self, Error> {
        let table = call.table_to_read(&request.table_name, request.consistent)?;
        request.selected.check_paths(table)?;
        let keys = request.keys.iter().map(|key| lookup(table, key)).collect::<Result<_, _>>()?;
        Ok(Self { request, table, keys })
    }

    /// Reads as many of the items as fit into what `left` says is left of the response.
    fn read(&self, left: &mut usize) -> Found {
        let mut found = Found { items: Vec::new(), processed: 0, units: Capacity::ZERO };
        for key in &self.keys {
            let item = self.table.get(key.as_bytes());
            let size = item.map_or(0, Item::size);
            let Some(rest) = left.checked_sub(size) else {
                // Nothing that comes later may overtake.
                *left = 0;
                break;
            };
            *left = rest;
            found.processed += 1;
            found.units += Capacity::of_read(size, self.request.consistent);
            found.items.extend(item.map(|item| self.request.selected.of(item)));
        }
        found
    }
}

/// Keys of one table repeat only where the request names it in two ways.
fn check_distinct(lookups: &[Lookups<'_>]) -> Result<(), Error> {
    let mut seen = RequestedItems::default();
    let of_several = if lookups.len() > 1 { lookups } else { &[] };
    of_several.iter().try_for_each(|lookup| lookup.keys.iter().try_for_each(|key| seen.add(lookup.table, key)))
}

/// What was read of one table.
struct Found {
    items: Vec<Attributes>,
    processed: usize,
    units: Capacity,
}

fn read(lookups: &[Lookups<'_>], detail: ReturnConsumedCapacity) -> Output {
    let mut output = Output { responses: BTreeMap::new(), unprocessed_keys: BTreeMap::new(), consumed_capacity: None };
    let mut left = MAXIMUM_RESPONSE_SIZE;
    let mut reports = Vec::new();
    for lookup in lookups {
        let found = lookup.read(&mut left);
        let name = &lookup.request.table_name;
        if found.processed < lookup.keys.len() {
            output.unprocessed_keys.insert(name.clone(), lookup.request.unprocessed(found.processed));
        }
        reports.extend(Spending::on_table(found.units).report(name, detail));
        output.responses.insert(name.clone(), found.items);
    }
    output.consumed_capacity = (detail != ReturnConsumedCapacity::None).then_some(reports);
    output
}
