//! The control that stands for Application Auto Scaling: it scales a capacity of a table, which a provisioned table needs before it can have replicas.

use super::Emulator;
use super::control::Answer;
use crate::account::Change;
use crate::model::{Bounds, MemberShape, Shape, StructureShape, TextShape};
use crate::operation::policy_name;
use crate::request::Structure;
use crate::table::{AutoScaling, Dimension, ScalingPolicy, ScalingTarget, Table};

/// What is to be scaled, and how; without units it is scaled no more.
pub(super) static SCALING: StructureShape = StructureShape {
    name: "Scaling",
    members: &[
        member("tableName", TEXT),
        member("indexName", TEXT),
        member("region", TEXT),
        member("accountId", TEXT),
        member("dimension", TEXT),
        member("minimumUnits", COUNT),
        member("maximumUnits", COUNT),
        member("targetValue", Shape::Double),
        member("policyName", TEXT),
    ],
};

const TEXT: Shape = Shape::Text(&TextShape { length: Bounds::NONE, pattern: None, values: &[] });
const COUNT: Shape = Shape::Long(&Bounds::NONE);

const fn member(name: &'static str, shape: Shape) -> MemberShape {
    MemberShape { name, required: false, shape }
}

/// Scales a capacity of a table or of an index from now on.
pub(super) fn scale(emulator: &Emulator, input: &Structure) -> Answer {
    let place = emulator.place_of(input)?;
    let mut database = emulator.settled();
    let name = input.text("tableName").unwrap_or_default();
    let table = database.table(&place, name).ok_or_else(|| format!("there is no table \"{name}\" in {}", place.region))?;
    let index = index_of(table, input.text("indexName"))?;
    let dimension = match input.text("dimension") {
        Some("read") => Dimension::Read,
        Some("write") => Dimension::Write,
        _ => return Err("write \"read\" or \"write\" as the dimension".to_owned()),
    };
    let scaling = scaling_of(name, index.as_deref(), dimension, input)?;
    let mut settings = table.settings().clone();
    settings.auto_scaling.set((index, dimension), scaling);
    let table = table.clone().with_settings(settings);
    database.apply(&place, Change::Put(table.into()), emulator.host.now());
    Ok(b"null".to_vec())
}

fn index_of(table: &Table, name: Option<&str>) -> Result<Option<std::sync::Arc<str>>, String> {
    let Some(name) = name else { return Ok(None) };
    let index = table.settings().indexes.iter().find(|index| *index.schema.name == *name);
    let index = index.ok_or_else(|| format!("the table \"{}\" has no global secondary index \"{name}\"", table.name()))?;
    Ok(Some(index.schema.name.clone()))
}

fn scaling_of(table: &str, index: Option<&str>, dimension: Dimension, input: &Structure) -> Result<Option<AutoScaling>, String> {
    let (minimum, maximum) = match (input.integer("minimumUnits"), input.integer("maximumUnits")) {
        (None, None) => return Ok(None),
        (Some(minimum), Some(maximum)) if 0 < minimum && minimum <= maximum => (minimum, maximum),
        _ => return Err("write minimumUnits and maximumUnits, for example 1 and 10".to_owned()),
    };
    let name = input.text("policyName").map_or_else(|| policy_name(table, index, dimension), str::to_owned);
    let target = ScalingTarget::new(input.double("targetValue").unwrap_or(70.0));
    let policy =
        ScalingPolicy { name: name.into(), target, disable_scale_in: None, scale_in_cooldown: None, scale_out_cooldown: None };
    Ok(Some(AutoScaling { minimum, maximum, policy }))
}
