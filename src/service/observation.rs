//! The controls of those who observe: what requests cost, which items change, how large items are.

use serde::Serialize;

use super::Emulator;
use super::control::{Answer, answer};
use crate::account::{Cost, ItemChange, Place};
use crate::model::{Bounds, MapShape, MemberShape, Shape, StructureShape, TextShape};
use crate::operation;
use crate::request::Structure;
use crate::table::{Dimension, Index, Table};
use crate::value::{AttributeMap, Item};

static ANY_TEXT: TextShape = TextShape { length: Bounds::NONE, pattern: None, values: &[] };
const TEXT: Shape = Shape::Text(&ANY_TEXT);

/// Whether costs are to be kept.
pub(super) static OBSERVING: StructureShape =
    StructureShape { name: "ObservingCosts", members: &[member("observes", Shape::Boolean)] };

/// What a subscriber asks for: the members of a query, under a number.
pub(super) static SUBSCRIPTION: StructureShape = StructureShape {
    name: "Subscription",
    members: &[
        member("id", Shape::Long(&Bounds::NONE)),
        member("tableName", TEXT),
        member("region", TEXT),
        member("accountId", TEXT),
        member("IndexName", TEXT),
        member("KeyConditionExpression", TEXT),
        member("FilterExpression", TEXT),
        member("ExpressionAttributeNames", Shape::Map(&NAMES)),
        member("ExpressionAttributeValues", Shape::AttributeMap),
    ],
};

static NAMES: MapShape = MapShape { key: &ANY_TEXT, value: TEXT, length: Bounds::NONE };

/// The tables that are meant: one of this name, or all of this account and region, or all.
pub(super) static TABLES: StructureShape =
    StructureShape { name: "Tables", members: &[member("tableName", TEXT), member("region", TEXT), member("accountId", TEXT)] };

const fn member(name: &'static str, shape: Shape) -> MemberShape {
    MemberShape { name, required: false, shape }
}

/// What a request cost, as it is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToldCost<'c> {
    table_name: &'c str,
    index_name: Option<&'c str>,
    region: &'c str,
    account_id: &'c str,
    writes: bool,
    units: f64,
    partition: Option<&'c AttributeMap>,
    key: Option<&'c AttributeMap>,
    throttled: bool,
}

/// A change, as it is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToldChange<'c> {
    subscription: i64,
    time: i64,
    author: &'static str,
    key: &'c AttributeMap,
    before: Option<&'c Item>,
    after: Option<&'c Item>,
}

/// How much a table holds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Holding<'t> {
    table_name: &'t str,
    region: &'t str,
    account_id: &'t str,
    items: usize,
    bytes: u64,
    /// How many items have at most 2^n bytes, and more than half of that.
    sizes: Vec<u64>,
    largest: usize,
    indexes: Vec<IndexHolding<'t>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IndexHolding<'t> {
    index_name: &'t str,
    items: usize,
    bytes: u64,
}

/// Begins or ends to keep what requests cost.
pub(super) fn observe_costs(emulator: &Emulator, input: &Structure) -> Answer {
    emulator.database.borrow_mut().observe_costs(input.boolean("observes") == Some(true));
    answer(&())
}

/// Answers what requests have cost since it was asked last.
pub(super) fn take_costs(emulator: &Emulator, _: &Structure) -> Answer {
    let costs = emulator.database.borrow().observer().take_costs();
    answer(&costs.iter().map(told_cost).collect::<Vec<_>>())
}

fn told_cost(cost: &Cost) -> ToldCost<'_> {
    ToldCost {
        table_name: &cost.table,
        index_name: cost.index.as_deref(),
        region: cost.place.region.as_str(),
        account_id: cost.place.account.as_str(),
        writes: cost.dimension == Dimension::Write,
        units: cost.units.as_f64(),
        partition: cost.partition.as_ref(),
        key: cost.item.as_ref(),
        throttled: cost.throttled,
    }
}

/// Begins to keep the changes that the input asks for.
pub(super) fn subscribe(emulator: &Emulator, input: &Structure) -> Answer {
    let place = emulator.place_of(input)?;
    let mut database = emulator.settled();
    let name = input.text("tableName").unwrap_or_default();
    let table = database.table(&place, name).ok_or_else(|| format!("there is no table \"{name}\" in {}", place.region))?;
    let id = input.integer("id").unwrap_or_default();
    let subscription = operation::subscription(id, place, table, input.clone());
    let subscription = subscription.map_err(|error| error.message.unwrap_or_default().into_owned())?;
    database.observer_mut().subscribe(subscription);
    answer(&())
}

/// Keeps no changes more for a subscriber.
pub(super) fn unsubscribe(emulator: &Emulator, input: &Structure) -> Answer {
    emulator.database.borrow_mut().observer_mut().unsubscribe(input.integer("id").unwrap_or_default());
    answer(&())
}

/// Answers the changes since it was asked last.
pub(super) fn take_changes(emulator: &Emulator, _: &Structure) -> Answer {
    let changes = emulator.database.borrow_mut().observer_mut().take_changes();
    answer(&changes.iter().map(told_change).collect::<Vec<_>>())
}

fn told_change(change: &ItemChange) -> ToldChange<'_> {
    ToldChange {
        subscription: change.subscription,
        time: change.commit.time.0,
        author: change.commit.author.name(),
        key: &change.key,
        before: change.before.as_ref(),
        after: change.after.as_ref(),
    }
}

/// Takes all items out of the tables that are meant, and answers how many they were.
pub(super) fn clear(emulator: &Emulator, input: &Structure) -> Answer {
    let mut database = emulator.settled();
    let now = emulator.host.now();
    if let Some(name) = input.text("tableName") {
        let place = emulator.place_of(input)?;
        database.table(&place, name).ok_or_else(|| format!("there is no table \"{name}\" in {}", place.region))?;
        return answer(&database.clear(&place, name, now));
    }
    let all: Vec<_> = database.tables().map(|(place, table)| (place.clone(), table.name().clone())).collect();
    answer(&all.iter().map(|(place, name)| database.clear(place, name, now)).sum::<usize>())
}

/// Answers how much every table holds.
pub(super) fn holdings(emulator: &Emulator, _: &Structure) -> Answer {
    let database = emulator.settled();
    answer(&database.tables().map(|(place, table)| holding(place, table)).collect::<Vec<_>>())
}

fn holding<'t>(place: &'t Place, table: &'t Table) -> Holding<'t> {
    let (mut sizes, mut largest) = (Vec::new(), 0);
    for (_, item) in table.items() {
        let size = table.size_of(item);
        let class = size.next_power_of_two().ilog2() as usize;
        if sizes.len() <= class {
            sizes.resize(class + 1, 0);
        }
        if let Some(count) = sizes.get_mut(class) {
            *count += 1;
        }
        largest = largest.max(size);
    }
    Holding {
        table_name: table.name(),
        region: place.region.as_str(),
        account_id: place.account.as_str(),
        items: table.items().len(),
        bytes: table.bytes(),
        sizes,
        largest,
        indexes: table.indexes().iter().map(index_holding).collect(),
    }
}

fn index_holding(index: &Index) -> IndexHolding<'_> {
    IndexHolding { index_name: &index.schema().name, items: index.entries().len(), bytes: index.bytes() }
}
