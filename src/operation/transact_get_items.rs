//! `TransactGetItems`: up to 100 items of several tables as they are at one time, or none.

use serde::Serialize;

use super::attributes::Attributes;
use super::cancellation::all_or_cancelled;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending, UnitKind};
use super::lookup::{checked_key, lookup};
use super::selected::Selected;
use super::transaction_plan::{check_distinct, check_size};
use super::{Call, Error, Wording};
use crate::account::Charge;
use crate::request::{Member, Structure};
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
    let wording = Wording::of_batch(call.layer);
    let detail = ReturnConsumedCapacity::of(&input);
    let gets = take_gets(&mut input, wording)?;
    let tables = gets.iter().map(|get| call.table_to_transact(&get.table_name)).collect::<Result<Vec<_>, _>>()?;
    let lookups: Vec<_> = gets.iter().zip(tables).map(|(get, table)| Lookup::new(get, table)).collect();
    check_distinct(lookups.iter().filter_map(|lookup| Some((lookup.table, lookup.key.as_ref().ok()?))))?;
    let found = all_or_cancelled(lookups.iter().map(|lookup| lookup.find(call)).collect())?;
    check_size(found.iter().map(|item| size_of(*item)).sum())?;
    if call.database.watches_costs() {
        let reads = lookups.iter().zip(&found).map(|(lookup, item)| (lookup.table, lookup.charges(*item)));
        call.take_all(Dimension::Read, &reads.collect::<Vec<_>>())?;
    }
    Ok(Output {
        responses: lookups.iter().zip(&found).map(|(lookup, item)| lookup.response(*item)).collect(),
        consumed_capacity: (detail != ReturnConsumedCapacity::None).then(|| reports(&lookups, &found, detail)),
    })
}

/// One item that is wanted, before its table is known.
struct Get {
    table_name: String,
    key: Item,
    selected: Selected,
}

fn take_gets(input: &mut Structure, wording: Wording) -> Result<Vec<Get>, Error> {
    let items = input.take_list("TransactItems").unwrap_or_default().into_iter();
    let gets = items.filter_map(|item| if let Member::Structure(mut item) = item { item.take_structure("Get") } else { None });
    gets.map(|get| Get::take(get, wording)).collect()
}

impl Get {
    fn take(mut get: Structure, wording: Wording) -> Result<Self, Error> {
        let key = checked_key(get.take_attributes("Key"), wording)?;
        // Without a projection there may be names for one (reported of AWS in June 2026).
        let projects = get.has("ProjectionExpression");
        Ok(Self {
            key,
            selected: if projects { Selected::take(&mut get, wording)? } else { Selected::default() },
            table_name: get.take_text("TableName").unwrap_or_default(),
        })
    }
}

/// One item that is wanted of a table. What is wrong with its key, even an empty value, cancels the transaction.
struct Lookup<'c> {
    get: &'c Get,
    table: &'c Table,
    key: Result<KeyBytes, Error>,
}

impl<'c> Lookup<'c> {
    fn new(get: &'c Get, table: &'c Table) -> Self {
        Self { get, table, key: lookup(table, &get.key) }
    }

    fn find(&self, call: &Call<'_>) -> Result<Option<&'c Item>, Error> {
        let key = self.key.as_ref().map_err(Clone::clone)?;
        call.check_ongoing(self.table, key)?;
        self.get.selected.check_paths(self.table)?;
        Ok(self.table.get(key.as_bytes()))
    }

    fn charges(&self, item: Option<&Item>) -> Vec<Charge> {
        let Ok(key) = &self.key else { return Vec::new() };
        Spending::on_table(Capacity::of_transacted_read(self.table.size_of_image(item))).charges(key)
    }

    /// An item of which nothing is wanted that it has is left out, other than by GetItem.
    fn response(&self, item: Option<&Item>) -> Response {
        let attributes = item.map(|item| self.get.selected.of(item)).filter(|attributes| !attributes.is_empty());
        Response { item: attributes.map(Attributes::in_hash_order) }
    }
}

/// One report for each table, in the order of the request.
fn reports(lookups: &[Lookup<'_>], found: &[Option<&Item>], detail: ReturnConsumedCapacity) -> Vec<ConsumedCapacity> {
    let mut tables: Vec<(&Lookup<'_>, Capacity)> = Vec::new();
    for (lookup, item) in lookups.iter().zip(found) {
        let units = Capacity::of_transacted_read(lookup.table.size_of_image(*item));
        match tables.iter_mut().find(|(earlier, _)| earlier.table.name() == lookup.table.name()) {
            Some((_, sum)) => *sum += units,
            None => tables.push((lookup, units)),
        }
    }
    let report = |(lookup, units): (&Lookup<'_>, Capacity)| {
        Spending::on_table(units).report_of(UnitKind::Read, &lookup.get.table_name, detail)
    };
    tables.into_iter().filter_map(report).collect()
}

fn size_of(item: Option<&Item>) -> usize {
    item.map_or(0, Item::size)
}
