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
    read(call, &lookups, detail)
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
    fn read(&self, call: &Call<'_>, left: &mut usize) -> Found {
        let mut found = Found::default();
        for (key, named) in self.keys.iter().zip(&self.request.keys) {
            let item = self.table.get(key.as_bytes());
            let size = item.map_or(0, Item::size);
            let units = Capacity::of_read(self.table.size_of_image(item), self.request.consistent);
            match left.checked_sub(size) {
                // Nothing that comes later may overtake.
                None => (*left, found.is_full) = (0, true),
                Some(_) if found.is_full => {}
                Some(rest) => match call.take_read(self.table, key.as_bytes(), &Spending::on_table(units)) {
                    Ok(()) => {
                        *left = rest;
                        found.add(units, item.map(|item| self.request.selected.of(item)));
                        continue;
                    }
                    Err(refusal) => found.refusal = found.refusal.or(Some(refusal)),
                },
            }
            found.unprocessed.push(named.clone());
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
#[derive(Default)]
struct Found {
    items: Vec<Attributes>,
    processed: usize,
    units: Capacity,
    /// Whether an item found no room in the response.
    is_full: bool,
    unprocessed: Vec<Item>,
    /// Why the first key was refused that throughput did not suffice for.
    refusal: Option<Error>,
}

impl Found {
    fn add(&mut self, units: Capacity, item: Option<Attributes>) {
        self.processed += 1;
        self.units += units;
        self.items.extend(item);
    }
}

/// Throughput that suffices for none of the keys refuses the request; what it does not suffice for is left unprocessed else.
fn read(call: &Call<'_>, lookups: &[Lookups<'_>], detail: ReturnConsumedCapacity) -> Result<Output, Error> {
    let mut output = Output { responses: BTreeMap::new(), unprocessed_keys: BTreeMap::new(), consumed_capacity: None };
    let mut left = MAXIMUM_RESPONSE_SIZE;
    let (mut reports, mut processed, mut refusal) = (Vec::new(), 0, None);
    for lookup in lookups {
        let found = lookup.read(call, &mut left);
        let name = &lookup.request.table_name;
        (processed, refusal) = (processed + found.processed, refusal.or(found.refusal));
        if !found.unprocessed.is_empty() {
            output.unprocessed_keys.insert(name.clone(), lookup.request.unprocessed(found.unprocessed));
        }
        reports.extend(Spending::on_table(found.units).report(name, detail));
        output.responses.insert(name.clone(), found.items);
    }
    output.consumed_capacity = (detail != ReturnConsumedCapacity::None).then_some(reports);
    match refusal {
        Some(refusal) if processed == 0 => Err(refusal),
        _ => Ok(output),
    }
}
