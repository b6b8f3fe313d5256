//! Member validation: what AWS checks of a request before any expression, table or item is looked at.
//!
//! [`plan`] is the table of stages by operation, [`check`] the checks they are made of, [`walk`] the reader of the model's constraints,
//! [`order`] the order in which the older layer lists members, [`violation`] the wording.

mod check;
mod echo;
mod json_echo;
mod order;
mod path;
mod plan;
#[cfg(test)]
mod tests;
mod violation;
mod walk;

use crate::model::OperationModel;
use crate::value::Layer;

use super::{Member, Structure, Validation};
use plan::{Form, NewerPlan, Stage, Trigger};

pub use violation::{Constraint, Violation, envelope};

/// The message of a `ValidationException`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The whole text, envelope included.
    pub message: String,
}

/// Checks the members of `input` and says which layer words what is refused later.
///
/// # Errors
///
/// A [`Refusal`] with what AWS lists in its first failing stage.
pub fn validate(operation: &'static OperationModel, input: &Structure, validation: Validation) -> Result<Layer, Refusal> {
    match newer_plan(operation, input, validation) {
        Some(plan) => pass(plan.stages, input).map(|()| Layer::Newer),
        None => pass(older_stages(operation), input).map(|()| Layer::Older),
    }
}

/// Checks the members that AWS looks at after expressions: `Select` of Query and Scan on the newer layer (observed 2026-10-09 in
/// seven regions). `layer` is what [`validate`] said.
///
/// # Errors
///
/// A [`Refusal`].
pub fn validate_late(operation: &'static OperationModel, input: &Structure, layer: Layer) -> Result<(), Refusal> {
    match plan_of(operation) {
        Some(plan) if layer == Layer::Newer => pass(plan.late, input),
        _ => Ok(()),
    }
}

/// The plan of the newer layer, if that is the one to check the request.
fn newer_plan(operation: &OperationModel, input: &Structure, validation: Validation) -> Option<&'static NewerPlan> {
    let may_be_newer = validation.follows_newer(operation) && !input.forces_older_layer();
    let plan = plan_of(operation).filter(|_| may_be_newer)?;
    (!plan.older_if.iter().any(|trigger| trigger.applies(input))).then_some(plan)
}

fn plan_of(operation: &OperationModel) -> Option<&'static NewerPlan> {
    plan::NEWER.iter().find(|plan| plan.operation == operation.name)
}

fn older_stages(operation: &OperationModel) -> &'static [Stage] {
    plan::OLDER.iter().find(|(name, _)| *name == operation.name).map_or(plan::EVERYTHING, |(_, stages)| stages)
}

fn pass(stages: &[Stage], input: &Structure) -> Result<(), Refusal> {
    stages.iter().try_for_each(|stage| stage.pass(input))
}

impl Stage {
    fn pass(&self, input: &Structure) -> Result<(), Refusal> {
        let mut findings = Vec::new();
        for check in self.checks {
            findings.append(&mut check.findings(input));
        }
        match (findings.first(), self.form) {
            (None, _) => Ok(()),
            (Some(first), Form::Bare) => Err(Refusal { message: first.clone() }),
            (Some(_), Form::Enveloped) => Err(Refusal { message: envelope(&findings) }),
        }
    }
}

impl Trigger {
    fn applies(self, input: &Structure) -> bool {
        match self {
            Self::Missing(name) => !input.has(name),
            Self::CoercedInteger => input.has_coerced_integer(),
            Self::MissingOperator(name) => {
                let conditions = input.map(name).unwrap_or_default().iter();
                let mut conditions = conditions.filter_map(|(_, condition)| Member::as_structure(condition));
                conditions.any(|condition| !condition.has("ComparisonOperator"))
            }
        }
    }
}
