//! Scan: all items of a table or index, or one of several segments of it, in the order of their keys' hashes.

use super::filter::Filter;
use super::page::{Page, Reader};
use super::parameters::Parameters;
use super::read_target::ReadTarget;
use super::segment::Segment;
use super::select::Select;
use super::selected::Selected;
use super::{Call, Error, ExpressionAttributes, Wording, start_key};
use crate::expression::{self, Condition, Placeholders, Surface, legacy};
use crate::request::{self, Structure};
use crate::table::{KeyRange, Pager, Source};
use crate::value::{Item, Layer};

const PARAMETERS: Parameters = Parameters {
    expressions: &["ProjectionExpression", "FilterExpression"],
    legacy: &["AttributesToGet", "ScanFilter", "ConditionalOperator"],
};

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Page, Error> {
    let wording = Wording::of_read(call.layer);
    PARAMETERS.check(&input, wording)?;
    let start = start_key::take(&mut input, wording)?;
    let segment = Segment::read(&input, wording)?;
    let (filter, projection) = expressions(&mut input, wording)?;
    request::validate_late(call.operation, &input, call.layer)?;
    let select = Select::read(&input, projection, wording)?;
    let target = ReadTarget::take(&mut input);

    let source = target.source(call)?;
    select.check_paths(source.base())?;
    let selection = select.of(source)?;
    let range = range(source, segment, start.as_ref(), wording.layer())?;
    let filter = Filter::new(filter, source, selection.fetches())?;
    let reader = Reader { source, selection, filter, consistent: target.consistent };
    let (page, spending) = reader.read(Pager::new(source, &range, true, target.limit));
    call.take_read(source.base(), range.start(), &spending)?;
    if call.database.counts_keys() {
        let read = Pager::new(source, &range, true, Some(page.scanned_count()));
        call.count_scanned(read, source, target.consistent);
    }
    Ok(target.report(page.in_hash_order(), &spending))
}

fn expressions(input: &mut Structure, wording: Wording) -> Result<(Option<Condition>, Selected), Error> {
    let refuse = |fault| wording.expression(&fault);
    let attributes = ExpressionAttributes::take(input, wording)?;
    let placeholders = attributes.placeholders(wording)?;
    let filter = filter_of(input, &placeholders).map_err(refuse)?;
    let projection = Selected::read(input, &placeholders, wording)?;
    placeholders.check_unused().map_err(refuse)?;
    Ok((filter, projection))
}

fn filter_of(input: &Structure, placeholders: &Placeholders<'_>) -> Result<Option<Condition>, expression::Error> {
    match input.text("FilterExpression") {
        Some(text) => expression::condition(text, Surface::Filter, placeholders).map(Some),
        None => legacy::scan_filter(input),
    }
}

/// The keys to read: those of the segment, behind `start`.
fn range(source: Source<'_>, segment: Segment, start: Option<&Item>, layer: Layer) -> Result<KeyRange, Error> {
    let range = segment.range();
    let Some(start) = start else { return Ok(range) };
    let position = source.seek(start).map_err(|fault| start_key::refused_by_scan(&fault, source, layer))?;
    if !range.contains(position.as_bytes()) {
        return Err(segment.refuse_start());
    }
    Ok(range.continued(position.as_bytes(), true))
}
