//! Expressions and the legacy parameters that they replaced: a request holds one kind or the other.

use super::{Error, Wording};
use crate::expression::Placeholders;
use crate::request::Structure;

/// The parameters of an operation of either kind, in the order in which AWS lists them.
#[derive(Debug)]
pub struct Parameters {
    /// Those that hold an expression.
    pub expressions: &'static [&'static str],
    /// The legacy ones.
    pub legacy: &'static [&'static str],
}

impl Parameters {
    /// Whether `input` holds parameters of one kind, and placeholders only with an expression that can use them.
    ///
    /// # Errors
    ///
    /// AWS's refusal.
    pub fn check(&self, input: &Structure, wording: Wording) -> Result<(), Error> {
        let expressions = present(input, self.expressions);
        let legacy = self.legacy_beside(input);
        if !expressions.is_empty() && !legacy.is_empty() {
            return Err(wording.content(mixed(&legacy, &expressions)));
        }
        let names = input.has("ExpressionAttributeNames") && expressions.is_empty();
        // A projection has no place for a value.
        let takes_values = expressions.iter().any(|expression| *expression != "ProjectionExpression");
        let values = input.has("ExpressionAttributeValues") && !takes_values;
        Placeholders::check_absent(names, values).map_err(|fault| wording.expression(&fault))
    }

    /// Whether all of `inputs`, which are parts of one request, hold parameters of one kind.
    ///
    /// # Errors
    ///
    /// AWS's refusal.
    pub fn check_together(&self, inputs: &[&Structure], wording: Wording) -> Result<(), Error> {
        let held = |names: &[&'static str]| -> Vec<_> {
            names.iter().copied().filter(|name| inputs.iter().any(|input| input.has(name))).collect()
        };
        let (expressions, legacy) = (held(self.expressions), held(self.legacy));
        if expressions.is_empty() || legacy.is_empty() { Ok(()) } else { Err(wording.content(mixed(&legacy, &expressions))) }
    }

    /// `KeyConditions` goes with a filter or projection expression; only beside a key condition expression is it too much.
    fn legacy_beside(&self, input: &Structure) -> Vec<&'static str> {
        let mut legacy = present(input, self.legacy);
        if !input.has("KeyConditionExpression") {
            legacy.retain(|name| *name != "KeyConditions");
        }
        legacy
    }
}

fn present(input: &Structure, names: &[&'static str]) -> Vec<&'static str> {
    names.iter().copied().filter(|name| input.has(name)).collect()
}

fn mixed(legacy: &[&str], expressions: &[&str]) -> String {
    format!(
        "Can not use both expression and non-expression parameters in the same request: \
         Non-expression parameters: {{{}}} Expression parameters: {{{}}}",
        legacy.join(", "),
        expressions.join(", ")
    )
}
