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
    let wanted = wanted(input);
    let before = target.insights();
    let announced = if is_so(before, wanted) { before } else { before.changing(wanted, call.now()) };
    let output = Output {
        table_name: target.table.name().to_string(),
        index_name: target.index_name().map(ToString::to_string),
        contributor_insights_status: announced.status,
        contributor_insights_mode: announced.mode,
    };
    if announced != before {
        let settled = settled(call, target, wanted);
        let change = PendingChange::Insights(target.index_name().cloned(), settled);
        call.put(call.begun(target.changing(announced), [change]));
    }
    Ok(output)
}

/// The mode to be enabled, if insights are not to be disabled. One that is not told is the default again (observed 2026-10-08).
fn wanted(input: &Structure) -> Option<InsightsMode> {
    let mode = input.text("ContributorInsightsMode").and_then(InsightsMode::from_name).unwrap_or_default();
    (input.text("ContributorInsightsAction") != Some("DISABLE")).then_some(mode)
}

/// Whether insights are as they are `wanted`, or on the way: then nothing changes (observed 2026-10-08).
fn is_so(before: ContributorInsights, wanted: Option<InsightsMode>) -> bool {
    match before.status {
        InsightsStatus::Enabled | InsightsStatus::Enabling => wanted.is_some() && wanted == before.mode,
        InsightsStatus::Disabled | InsightsStatus::Disabling => wanted.is_none(),
        InsightsStatus::Failed => false,
    }
}

/// What holds once the change is complete.
fn settled(call: &Call<'_>, target: InsightsTarget<'_>, wanted: Option<InsightsMode>) -> ContributorInsights {
    let Some(mode) = wanted else { return target.insights().disabled() };
    let fits = rules_of_others(call, target) + mode.rules(target.key()).count() <= MOST_RULES;
    if fits { target.insights().enabled(mode, call.now()) } else { ContributorInsights::failed(mode) }
}

/// How many rules there are in the account and region but for those of `target`.
fn rules_of_others(call: &Call<'_>, target: InsightsTarget<'_>) -> usize {
    let tables = call.database.tables_after(call.place(), "");
    let all: usize = tables.flat_map(InsightsTarget::all_of).map(|other| other.rule_count()).sum();
    all - target.rule_count()
}
