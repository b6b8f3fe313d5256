//! One page of a query in PartiQL: some ranges of keys one after the other, or everything.

use super::attributes::Attributes;
use super::consumed_capacity::Spending;
use super::filter::Filter;
use super::next_token::{self, Place};
use super::page::Reader;
use super::read_target::check_filled;
use super::select::Select;
use super::{Call, Error};
use crate::expression::Condition;
use crate::partiql::{Plan, Query, Target};
use crate::table::{IndexKind, KeyRange, Pager, Projected, Source};
use crate::value::{AttributeMap, Item};

/// How many items a page holds at most that reads several candidates of an `IN` (developer guide, operators of PartiQL).
const LISTED: usize = 10;

/// What a page of a query holds.
#[derive(Debug)]
pub struct StatementPage {
    /// What is given, with number sets in hash order.
    pub items: Vec<Attributes>,
    /// The key of the item that was read last, and where that is, unless everything was read.
    pub last: Option<(AttributeMap, Place)>,
    /// What reading cost.
    pub spending: Spending,
}

/// How a page is to be read.
#[derive(Debug)]
pub struct Wanted {
    /// Whether reads are strongly consistent.
    pub consistent: bool,
    /// The most items to read.
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub start: Option<Place>,
}

/// Reads a page of `query`.
///
/// # Errors
///
/// There is no such table or index, it cannot be read so, or there is no such start.
pub fn read(call: &Call<'_>, mut query: Query, wanted: &Wanted) -> Result<StatementPage, Error> {
    let source = source(call, &query.target, wanted.consistent)?;
    let plan = Plan::new(&query, source)?;
    let condition = query.condition.take();
    let select = if query.projection.is_some() { Select::Specific(query.projection.into()) } else { Select::AllProjected };
    select.check_paths(source.base())?;
    let selection = select.of(source)?;
    if plan.keyed.is_some() {
        check_filter(source, condition.as_ref())?;
    }
    let filter = Filter::new(condition.filter(|_| !plan.keyed.is_some_and(|keyed| keyed.exact)), source, selection.fetches())?;
    let reader = Reader { source, selection, filter, consistent: wanted.consistent };
    let start = plan.ranges.first().map(|range| range.start().to_vec()).unwrap_or_default();
    let page = Pages { reader, plan }.read(wanted)?;
    call.take_read(source.base(), &start, &page.spending)?;
    Ok(page)
}

fn source<'c>(call: &'c Call<'_>, target: &Target, consistent: bool) -> Result<Source<'c>, Error> {
    let table = call.table_to_read(&target.table, consistent)?;
    let Some(name) = &target.index else { return Ok(Source::table(table)) };
    let missing = || match table.vector_index(name) {
        Some(_) => Error::validation("Scan operation not supported on this index type"),
        None => Error::validation("The table does not have the specified index"),
    };
    check_filled(table, name)?;
    let source = Source::index(table, name).ok_or_else(missing)?;
    let is_global = source.as_index().is_some_and(|index| index.schema().kind == IndexKind::Global);
    if is_global && consistent {
        return Err(Error::validation("Strongly consistent read is not supported on Global Secondary Indexes"));
    }
    if !is_global {
        return Ok(source);
    }
    Ok(Source::index(call.table_to_read_globally(&target.table)?, name).unwrap_or(source))
}

/// An index that is read by its key has to have what is filtered by.
fn check_filter(source: Source<'_>, condition: Option<&Condition>) -> Result<(), Error> {
    let (Some(index), Some(condition)) = (source.as_index(), condition) else { return Ok(()) };
    let Projected::Names(_) = index.projected() else { return Ok(()) };
    let mut missing: Vec<&str> = Vec::new();
    for name in condition.top_level_attributes() {
        if !index.projected().contains(name) && !missing.contains(&name) {
            missing.push(name);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::validation(format!(
        "One or more parameter values were invalid: Secondary index {} does not project one or more filter attributes: [{}]",
        index.schema().name,
        missing.join(", ")
    )))
}

/// The ranges of a query and how their items are read.
struct Pages<'t> {
    reader: Reader<'t>,
    plan: Plan,
}

impl Pages<'_> {
    fn read(&self, wanted: &Wanted) -> Result<StatementPage, Error> {
        let mut page = StatementPage { items: Vec::new(), last: None, spending: Spending::default() };
        let (first, mut continued) = self.start(wanted.start.as_ref())?;
        let listed = if self.is_listed() { LISTED } else { usize::MAX };
        let (mut left, mut bytes) = (wanted.limit.unwrap_or(usize::MAX).min(listed), 0);
        for (number, range) in self.plan.ranges.iter().enumerate().skip(first) {
            let continued = continued.take();
            let range = continued.as_ref().unwrap_or(range);
            let pager = Pager::new(self.reader.source, range, self.plan.forward, Some(left)).behind(bytes);
            let portion = self.reader.portion(pager);
            left = left.saturating_sub(portion.pager.evaluated());
            bytes += portion.pager.filled();
            page.spending.add(portion.spending);
            page.items.extend(portion.items.into_iter().map(Attributes::in_hash_order));
            if let Some(last) = portion.pager.last_evaluated() {
                page.last = self.last(number, last, wanted.limit);
                break;
            }
        }
        Ok(page)
    }

    /// The range to begin with, and what is left of it.
    fn start(&self, start: Option<&Place>) -> Result<(usize, Option<KeyRange>), Error> {
        let Some(place) = start else { return Ok((0, None)) };
        let range = self.plan.ranges.get(place.range).filter(|range| range.contains(&place.key));
        let range = range.ok_or_else(next_token::invalid)?;
        Ok((place.range, Some(range.clone().continued(&place.key, self.plan.forward))))
    }

    /// Where a page ended with `item`, in the range of this `number`. A page that ended because it reads a list of candidates
    /// is the last if there is nothing behind it.
    fn last(&self, number: usize, item: &Item, limit: Option<usize>) -> Option<(AttributeMap, Place)> {
        let position = self.reader.source.position(item);
        let key = self.reader.source.seek(&Item::new(&position)).ok()?.as_bytes().to_vec();
        let place = Place { range: number, key };
        let ended_by_list = self.is_listed() && limit.is_none_or(|limit| limit > LISTED);
        (!ended_by_list || self.goes_on(&place)).then_some((position, place))
    }

    fn is_listed(&self) -> bool {
        self.plan.keyed.is_some_and(|keyed| keyed.listed)
    }

    fn goes_on(&self, place: &Place) -> bool {
        let Ok((_, Some(rest))) = self.start(Some(place)) else { return false };
        let others = self.plan.ranges.iter().skip(place.range.saturating_add(1));
        let holds_some = |range: &KeyRange| Pager::new(self.reader.source, range, true, Some(1)).next().is_some();
        std::iter::once(&rest).chain(others).any(holds_some)
    }
}
