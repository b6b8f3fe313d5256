//! `SearchVectors`: the nearest of the vectors in a vector index.
//!
//! AWS answers it at an endpoint of its own, which reads and words requests in its own way (as AWS's documentation and its clients have it); here every host is the same.

use serde::Serialize;

use super::consumed_capacity::{ReturnConsumedCapacity, as_double};
use super::search_result::SearchResult;
use super::search_target::SearchTarget;
use super::{Call, Error, ExpressionAttributes, Wording};
use crate::expression::{self, Placeholders, Projection, SearchCondition};
use crate::request::{Member, Structure};
use crate::value::AttributeValue;

const GREATEST_TOP: i64 = 100;

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<VectorCapacity>,
    search_results: Vec<SearchResult>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct VectorCapacity {
    vector_search_request_bytes: f64,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let wording = Wording::of_read(call.layer);
    let top = top(&input)?;
    let vector = vector(&mut input)?;
    let Expressions { condition, projection } = Expressions::take(&mut input, wording)?;
    let detail = ReturnConsumedCapacity::of(&input);
    let table_name = input.text("TableName").unwrap_or_default();
    let index_name = input.text("IndexName").unwrap_or_default();

    let table = call.table_to_read_globally(table_name)?;
    let target = SearchTarget::find(table, index_name)?;
    let search = target.search(&vector, top, condition)?;
    let nearest = target.index.search(&search);
    let (search_results, bytes) = target.results(&nearest, projection.as_ref());
    let capacity = VectorCapacity { vector_search_request_bytes: as_double(bytes) };
    Ok(Output { consumed_capacity: (detail != ReturnConsumedCapacity::None).then_some(capacity), search_results })
}

fn top(input: &Structure) -> Result<usize, Error> {
    let top = input.integer("TopK").unwrap_or_default();
    if top > GREATEST_TOP {
        return Err(Error::validation(format!(
            "Provided TopK value '{top}' is out of valid range. The value must be between 1 and {GREATEST_TOP} inclusive"
        )));
    }
    Ok(usize::try_from(top).unwrap_or_default())
}

fn vector(input: &mut Structure) -> Result<Vec<f32>, Error> {
    let number = |member: &Member| match member {
        Member::Value(Ok(AttributeValue::N(number))) => number.to_f32(),
        _ => None,
    };
    let elements = input.take_list("SearchVector").unwrap_or_default();
    let numbers: Option<Vec<f32>> = elements.iter().map(number).collect();
    numbers.ok_or_else(|| {
        Error::validation(
            "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute",
        )
    })
}

/// What the expressions of a search say.
struct Expressions {
    condition: Option<SearchCondition>,
    projection: Option<Projection>,
}

impl Expressions {
    fn take(input: &mut Structure, wording: Wording) -> Result<Self, Error> {
        let refuse = |fault: expression::Error| wording.expression(&fault);
        let attributes = ExpressionAttributes::take(input, wording)?;
        let (condition, projection) = (input.text("SearchConditionExpression"), input.text("ProjectionExpression"));
        // Everything about names comes before values.
        attributes.check_names(wording)?;
        let names = attributes.has_names() && condition.is_none() && projection.is_none();
        Placeholders::check_absent(names, false).map_err(refuse)?;
        let placeholders = attributes.placeholders(wording)?;
        Placeholders::check_absent(false, attributes.has_values() && condition.is_none()).map_err(refuse)?;

        let condition = condition.map(|text| expression::search_condition(text, &placeholders)).transpose().map_err(refuse)?;
        let projection = projection.map(|text| expression::projection(text, &placeholders)).transpose().map_err(refuse)?;
        placeholders.check_unused().map_err(refuse)?;
        Ok(Self { condition, projection })
    }
}
