//! `UpdateContributorInsights`: whether and which keys of a table or global secondary index are counted.

use serde::Serialize;

use super::insights_target::InsightsTarget;
use super::{Call, Error};
use crate::request::Structure;
use crate::table::{ContributorInsights, InsightsMode, InsightsStatus, PendingChange};

/// How many rules Amazon `CloudWatch` has room for in an account and region (its quota, observed 2026-10-09).
const MOST_RULES: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index_name: Option<String>,
    contributor_insights_status: InsightsStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    contributor_insights_mode: Option<InsightsMode>,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let target = InsightsTarget::find(call, input)?;
    target.check_made()?;
    call.check_key(target.table)?;
    let (announced, settled) = change(call, target, input);
    let output = Output {
        table_name: target.table.name().to_string(),
        index_name: target.index_name().map(ToString::to_string),
        contributor_insights_status: announced,
        contributor_insights_mode: settled.mode,
    };
    if settled != target.insights() {
        let table = target.replaced(ContributorInsights { status: announced, ..settled });
        call.put(call.begun(table, [PendingChange::Insights(target.index_name().cloned(), settled)]));
    }
    Ok(output)
}

/// The status that the response announces, and what holds once the change is complete. To ask for what is so already changes nothing, and a mode
/// that is not told is the default again (both observed 2026-10-08).
fn change(call: &Call<'_>, target: InsightsTarget<'_>, input: &Structure) -> (InsightsStatus, ContributorInsights) {
    let (before, now) = (target.insights(), call.now());
    if input.text("ContributorInsightsAction") == Some("DISABLE") {
        let is_disabled = before.status == InsightsStatus::Disabled;
        return if is_disabled { (before.status, before) } else { (InsightsStatus::Disabling, before.disabled(now)) };
    }
    let mode = input.text("ContributorInsightsMode").and_then(InsightsMode::from_name).unwrap_or_default();
    if before.counted() == Some(mode) {
        return (before.status, before);
    }
    let fits = rules_of_others(call, target) + mode.rules(target.key()).count() <= MOST_RULES;
    (InsightsStatus::Enabling, if fits { before.enabled(mode, now) } else { ContributorInsights::failed(mode, now) })
}

/// How many rules there are in the account and region but for those of `target`.
fn rules_of_others(call: &Call<'_>, target: InsightsTarget<'_>) -> usize {
    let tables = call.database.tables_after(call.place(), "");
    let all: usize = tables.flat_map(InsightsTarget::all_of).map(|other| other.rule_count()).sum();
    all - target.rule_count()
}
