//! `ListContributorInsights`: the tables and global secondary indexes whose keys are counted, a page at a time.
//!
//! A page of all tables is one of candidates, those whose keys are not counted among them: it may be empty and not the last (observed
//! 2026-10-09). A page of one table is full (observed 2026-10-08).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::insights_target::InsightsTarget;
use super::{Call, Error, named_table, next_token};
use crate::request::Structure;
use crate::table::{InsightsMode, InsightsStatus};

const LARGEST_PAGE: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    contributor_insights_summaries: Vec<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Summary {
    table_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index_name: Option<String>,
    contributor_insights_status: InsightsStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    contributor_insights_mode: Option<InsightsMode>,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let start = input.text("NextToken").map(position).transpose()?.unwrap_or_default();
    let limit = input.integer("MaxResults").and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.filter(|limit| *limit > 0).unwrap_or(LARGEST_PAGE);
    let candidates: Vec<_> = candidates(call, input)?.into_iter().filter(|candidate| name(*candidate) > start).collect();
    let page = candidates.get(..limit).unwrap_or(&candidates);
    let last = page.last().filter(|_| candidates.len() > limit);
    Ok(Output {
        next_token: last.map(|last| STANDARD.encode(name(*last))),
        contributor_insights_summaries: page.iter().copied().filter(|target| is_listed(*target)).map(summary).collect(),
    })
}

/// In the order of the names of tables and of their indexes.
fn candidates<'c>(call: &'c Call<'_>, input: &Structure) -> Result<Vec<InsightsTarget<'c>>, Error> {
    if input.has("TableName") {
        let table = named_table::find_known(call, input)?;
        return Ok(InsightsTarget::all_of(table).filter(|target| is_listed(*target)).collect());
    }
    Ok(call.database.tables_after(call.place(), "").flat_map(InsightsTarget::all_of).collect())
}

/// Whatever is not disabled, what has failed, too (observed 2026-10-09).
fn is_listed(target: InsightsTarget<'_>) -> bool {
    target.insights().status != InsightsStatus::Disabled
}

fn summary(target: InsightsTarget<'_>) -> Summary {
    let insights = target.insights();
    Summary {
        table_name: target.table.name().to_string(),
        index_name: target.index_name().map(ToString::to_string),
        contributor_insights_status: insights.status,
        contributor_insights_mode: insights.mode,
    }
}

/// What a token stands for: a name that sorts as candidates do, since a space comes before all characters of names.
fn name(target: InsightsTarget<'_>) -> String {
    let table = target.table.name();
    target.index_name().map_or_else(|| table.to_string(), |index| format!("{table} {index}"))
}

fn position(token: &str) -> Result<String, Error> {
    let bytes = STANDARD.decode(token).ok().filter(|bytes| !bytes.is_empty());
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(next_token::invalid)
}
