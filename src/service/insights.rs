//! The control that tells what contributor insights have counted.

use serde::Serialize;

use super::Emulator;
use super::control::{Answer, answer};
use crate::account::{Counts, Tally};
use crate::model::{Bounds, MemberShape, Shape, StructureShape, TextShape};
use crate::request::Structure;
use crate::table::{InsightsMode, InsightsRule, KeySchema, Table};
use crate::value::AttributeMap;

/// Whose insights are meant, and how many keys are wanted of each rule.
pub(super) static TARGET: StructureShape = StructureShape {
    name: "InsightsTarget",
    members: &[
        member("tableName", TEXT),
        member("indexName", TEXT),
        member("region", TEXT),
        member("accountId", TEXT),
        member("limit", Shape::Long(&Bounds::NONE)),
    ],
};

const TEXT: Shape = Shape::Text(&TextShape { length: Bounds::NONE, pattern: None, values: &[] });

const fn member(name: &'static str, shape: Shape) -> MemberShape {
    MemberShape { name, required: false, shape }
}

/// How many keys Amazon `CloudWatch` tells of a rule unless more are asked for, up to 25.
const USUAL_LIMIT: usize = 10;

/// The keys that were counted most, by what each rule counts. What has no rule is left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    mode: InsightsMode,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_accessed_partition_keys: Option<Vec<Contributor>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_accessed_items: Option<Vec<Contributor>>,
    most_throttled_partition_keys: Option<Vec<Contributor>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_throttled_items: Option<Vec<Contributor>>,
}

#[derive(Serialize)]
struct Contributor {
    key: AttributeMap,
    value: f64,
    excess: f64,
}

/// Answers what was counted of the keys of a table or global secondary index since that was enabled.
pub(super) fn report(emulator: &Emulator, input: &Structure) -> Answer {
    let place = emulator.place_of(input)?;
    let database = emulator.settled();
    let name = input.text("tableName").unwrap_or_default();
    let table = database.table(&place, name).ok_or_else(|| format!("there is no table \"{name}\" in {}", place.region))?;
    let index = input.text("indexName");
    let (mode, key) = counted(table, index)?;
    let counts = database.key_counts(table, index).unwrap_or_default();
    let limit = input.integer("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(USUAL_LIMIT);
    let of = |items, throttles| contributors(&counts, InsightsRule { items, throttles }, mode, key, limit);
    answer(&Report {
        mode,
        most_accessed_partition_keys: of(false, false),
        most_accessed_items: of(true, false),
        most_throttled_partition_keys: of(false, true),
        most_throttled_items: of(true, true),
    })
}

/// What is counted of `table` or of its index, and the key that is meant.
fn counted<'t>(table: &'t Table, index: Option<&str>) -> Result<(InsightsMode, &'t KeySchema), String> {
    let settings = table.settings();
    let (insights, key) = match index {
        None => (settings.insights, table.key()),
        Some(name) => {
            let index = settings.indexes.iter().find(|index| *index.schema.name == *name);
            let missing = || format!("the table \"{}\" has no global secondary index \"{name}\"", table.name());
            index.map(|index| (index.insights, &index.schema.key)).ok_or_else(missing)?
        }
    };
    let what = index.map_or_else(|| format!("table \"{}\"", table.name()), |name| format!("index \"{name}\""));
    let disabled = || format!("contributor insights of the {what} are not enabled: enable them with UpdateContributorInsights");
    Ok((insights.counted().ok_or_else(disabled)?, key))
}

fn contributors(
    counts: &Counts,
    rule: InsightsRule,
    mode: InsightsMode,
    key: &KeySchema,
    limit: usize,
) -> Option<Vec<Contributor>> {
    mode.rules(key).find(|other| *other == rule)?;
    let parts = if rule.throttles { 1 } else { Counts::PARTS };
    let contributor = |tally: &Tally| Contributor {
        key: key.attributes_in(tally.key.as_bytes()),
        value: quotient(tally.count, parts),
        excess: quotient(tally.excess, parts),
    };
    Some(counts.of(rule).most(limit).into_iter().map(contributor).collect())
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 parts of units")]
fn quotient(count: u64, parts: u32) -> f64 {
    count as f64 / f64::from(parts)
}
