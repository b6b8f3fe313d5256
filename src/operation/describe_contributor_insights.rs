//! `DescribeContributorInsights`: whether keys of a table or global secondary index are counted, and by which rules.

use serde::Serialize;

use super::insights_target::InsightsTarget;
use super::{Call, Error};
use crate::request::Structure;
use crate::table::{InsightsMode, InsightsRule, InsightsStatus};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contributor_insights_rule_list: Option<Vec<String>>,
    contributor_insights_status: InsightsStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_update_date_time: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_exception: Option<FailureException>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contributor_insights_mode: Option<InsightsMode>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FailureException {
    exception_name: &'static str,
    exception_description: &'static str,
}

/// Observed 2026-10-09; the API reference words it otherwise.
const NO_ROOM: FailureException = FailureException {
    exception_name: "LimitExceededException",
    exception_description: "Amazon CloudWatch Contributor Insights rule limit reached. Please disable Contributor Insights for other \
                            tables/indexes OR disable other CloudWatch Contributor Insights rules before retrying.",
};

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let target = InsightsTarget::find(call, input)?;
    let insights = target.insights();
    Ok(Output {
        table_name: target.table.name().to_string(),
        index_name: target.index_name().map(ToString::to_string),
        contributor_insights_rule_list: rules(target),
        contributor_insights_status: insights.status,
        last_update_date_time: insights.changed.map(crate::Timestamp::as_seconds),
        failure_exception: insights.no_room.then_some(NO_ROOM),
        contributor_insights_mode: insights.mode,
    })
}

/// The names of the rules that count. They name the table, its index (observed 2026-10-08), and when the rules were made.
fn rules(target: InsightsTarget<'_>) -> Option<Vec<String>> {
    let insights = target.insights();
    let (mode, since) = insights.counted().zip(insights.rules_made)?;
    let index = target.index_name().map(|name| format!("-{name}")).unwrap_or_default();
    let name = |rule: InsightsRule| format!("DynamoDBContributorInsights-{rule}-{}{index}-{}", target.table.name(), since.0);
    Some(mode.rules(target.key()).map(name).collect())
}
