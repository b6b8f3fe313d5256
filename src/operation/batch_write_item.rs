//! BatchWriteItem: up to 25 items put and deleted in several tables, each for itself.

use std::collections::BTreeMap;

use serde::Serialize;

use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending};
use super::item_collection_metrics::ItemCollectionMetrics;
use super::lookup::{checked_key, lookup};
use super::put_item::{check_index_keys, new_item};
use super::requested_items::RequestedItems;
use super::{Call, Error, Wording};
use crate::model::ErrorCode;
use crate::request::{Member, Structure};
use crate::table::{Batch, Table, Write};
use crate::value::Item;

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    /// Empty but where throughput is enforced or another transaction is under way: a request of the largest size is written whole.
    unprocessed_items: BTreeMap<String, Vec<Request>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    item_collection_metrics: BTreeMap<String, Vec<ItemCollectionMetrics>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Vec<ConsumedCapacity>>,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let wording = Wording::of_batch(call.layer);
    let detail = ReturnConsumedCapacity::of(&input);
    let wants_metrics = ItemCollectionMetrics::wanted(&input);
    let requests = take_requests(&mut input, wording)?;
    let mut seen = RequestedItems::default();
    let planned = requests.iter().map(|requests| requests.plan(call, &mut seen)).collect::<Result<Vec<_>, _>>()?;

    let mut output =
        Output { unprocessed_items: BTreeMap::new(), item_collection_metrics: BTreeMap::new(), consumed_capacity: None };
    let (mut reports, mut written, mut refusal) = (Vec::new(), 0, None);
    for (mut requests, batch) in requests.into_iter().zip(planned) {
        let admitted = requests.admit(call, batch)?;
        (written, refusal) = (written + admitted.batch.writes().len(), refusal.or(admitted.refusal));
        reports.extend(requests.write(call, &admitted.batch)?.report(&requests.table_name, detail));
        if wants_metrics {
            output.add_metrics(&requests, call.table(&requests.table_name)?);
        }
        if !admitted.left_out.is_empty() {
            output.unprocessed_items.insert(requests.table_name, admitted.left_out);
        }
    }
    output.consumed_capacity = (detail != ReturnConsumedCapacity::None).then_some(reports);
    match refusal {
        // Throughput that suffices for none of the writes refuses the request; so do regions that agree to none.
        Some(refusal) if written == 0 => Err(refusal),
        _ => Ok(output),
    }
}

impl Output {
    fn add_metrics(&mut self, requests: &Requests, table: &Table) {
        let metrics = requests.metrics(table);
        if !metrics.is_empty() {
            self.item_collection_metrics.insert(requests.table_name.clone(), metrics);
        }
    }
}

/// The writes to one table, before the table is known.
struct Requests {
    table_name: String,
    requests: Vec<Request>,
}

/// A write, which is serialized as it was requested.
#[derive(Debug, Serialize)]
enum Request {
    #[serde(rename = "PutRequest")]
    Put {
        #[serde(rename = "Item")]
        item: Item,
    },
    #[serde(rename = "DeleteRequest")]
    Delete {
        #[serde(rename = "Key")]
        key: Item,
    },
}

/// Those writes to a table that are carried out now.
struct Admitted {
    batch: Batch,
    left_out: Vec<Request>,
    /// Why the first write was left out that throughput did not suffice for, or that other regions do not agree to.
    refusal: Option<Error>,
}

fn take_requests(input: &mut Structure, wording: Wording) -> Result<Vec<Requests>, Error> {
    let tables = input.take_map("RequestItems").unwrap_or_default().into_iter();
    let tables = tables.map(|(table_name, requests)| {
        let requests = if let Member::List(requests) = requests { requests } else { Vec::new() };
        let requests = requests.into_iter().filter_map(|request| Request::of(request, wording).transpose());
        Ok(Requests { table_name, requests: requests.collect::<Result<_, Error>>()? })
    });
    tables.collect()
}

impl Request {
    fn of(member: Member, wording: Wording) -> Result<Option<Self>, Error> {
        let Member::Structure(mut request) = member else { return Ok(None) };
        if let Some(mut put) = request.take_structure("PutRequest") {
            let sent = wording.attributes(put.take_attributes("Item"))?;
            return Ok(Some(Self::Put { item: new_item(sent, wording)? }));
        }
        let Some(mut delete) = request.take_structure("DeleteRequest") else { return Ok(None) };
        Ok(Some(Self::Delete { key: checked_key(delete.take_attributes("Key"), wording)? }))
    }

    /// The attributes that hold the key of what is written.
    const fn attributes(&self) -> &Item {
        match self {
            Self::Put { item: attributes } | Self::Delete { key: attributes } => attributes,
        }
    }

    fn plan(&self, table: &Table) -> Result<Write, Error> {
        match self {
            Self::Put { item } => {
                let key = table.key().table_key(item).map_err(|fault| Error::validation(fault.of_lookup()))?;
                check_index_keys(table, item)?;
                Ok(Write::Put { key, item: item.clone() })
            }
            Self::Delete { key } => Ok(Write::Delete { key: lookup(table, key)? }),
        }
    }
}

impl Requests {
    fn plan(&self, call: &Call<'_>, seen: &mut RequestedItems) -> Result<Batch, Error> {
        let table = call.table(&self.table_name)?;
        let batch = self.requests.iter().map(|request| request.plan(table)).collect::<Result<Batch, _>>()?;
        batch.writes().iter().try_for_each(|write| seen.add(table, write.key()))?;
        Ok(batch)
    }

    /// Takes the capacity of each write of `batch`. Writes for which there is none left, or whose items are part of a transaction under way or
    /// written in another region, are left out of it and of these requests.
    fn admit(&mut self, call: &Call<'_>, batch: Batch) -> Result<Admitted, Error> {
        if !call.database.watches_costs() && call.database.held().is_empty() && call.database.global_tables().is_empty() {
            return Ok(Admitted { batch, left_out: Vec::new(), refusal: None });
        }
        let table = call.table(&self.table_name)?;
        let (mut admitted, mut left_out, mut refusal) = (Vec::new(), Vec::new(), None);
        for (request, write) in std::mem::take(&mut self.requests).into_iter().zip(batch.writes()) {
            match call.check_ongoing(table, write.key()).and_then(|()| call.take_write(table, write)) {
                Ok(()) => {
                    self.requests.push(request);
                    admitted.push(write.clone());
                }
                Err(error) => {
                    left_out.push(request);
                    // A transaction of another client refuses no request.
                    let refuses = error.code != ErrorCode::TransactionConflictException;
                    refusal = refusal.or(refuses.then_some(error));
                }
            }
        }
        Ok(Admitted { batch: admitted.into_iter().collect(), left_out, refusal })
    }

    fn write(&self, call: &mut Call<'_>, batch: &Batch) -> Result<Spending, Error> {
        let written = call.write(&self.table_name, batch);
        let table = call.table(&self.table_name)?;
        let mut spending = Spending::default();
        for written in &written {
            spending.add_write(table, written);
        }
        Ok(spending)
    }

    /// One report for each item collection that was written to.
    fn metrics(&self, table: &Table) -> Vec<ItemCollectionMetrics> {
        ItemCollectionMetrics::of_each(table, self.requests.iter().map(Request::attributes))
    }
}
