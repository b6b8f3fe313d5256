//! A member that breaks a constraint of its shape, and the two ways of saying so.

use std::fmt;

/// One broken constraint of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// As the older layer writes it: `provisionedThroughput.readCapacityUnits`.
    pub path: String,
    /// The value as sent, in the older layer's form. `None` for an absent member.
    pub value: Option<String>,
    /// What it breaks.
    pub constraint: Constraint,
}

/// What AWS demands of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// It must be present.
    NotNull,
    /// The least length.
    LengthAtLeast(i64),
    /// The greatest length.
    LengthAtMost(i64),
    /// The least value.
    ValueAtLeast(i64),
    /// The greatest value.
    ValueAtMost(i64),
    /// A regular expression.
    Pattern(&'static str),
    /// One of these values, in AWS's order.
    Enumeration(&'static [&'static str]),
    /// Every element of the list keeps these.
    Elements(Vec<Constraint>),
    /// Every key of the map keeps these.
    Keys(Vec<Constraint>),
    /// Every value of the map keeps these.
    Values(Vec<Constraint>),
}

/// The member whose value the older layer leaves out (observed between August and October 2026 in eu-west-2 and us-east-1).
const NOT_TOLD: &str = "sequenceNumber";

impl Violation {
    /// `Value 'ab' at 'tableName' failed to satisfy constraint: ...`
    #[must_use]
    pub fn older(&self) -> String {
        let Self { path, value, constraint } = self;
        match value {
            None => format!("Value null at '{path}' failed to satisfy constraint: {constraint}"),
            Some(_) if path == NOT_TOLD => constraint.newer(path),
            Some(value) => format!("Value '{value}' at '{path}' failed to satisfy constraint: {constraint}"),
        }
    }
}

impl Constraint {
    /// How the newer layer says that `member` (in Pascal case) breaks it: `Value at 'TableName' failed to satisfy constraint: ...`.
    #[must_use]
    pub fn newer(&self, member: &str) -> String {
        format!("Value at '{member}' failed to satisfy constraint: {self}")
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotNull => formatter.write_str("Member must not be null"),
            Self::LengthAtLeast(length) => write!(formatter, "Member must have length greater than or equal to {length}"),
            Self::LengthAtMost(length) => write!(formatter, "Member must have length less than or equal to {length}"),
            Self::ValueAtLeast(value) => write!(formatter, "Member must have value greater than or equal to {value}"),
            Self::ValueAtMost(value) => write!(formatter, "Member must have value less than or equal to {value}"),
            Self::Pattern(pattern) => write!(formatter, "Member must satisfy regular expression pattern: {pattern}"),
            Self::Enumeration(values) => write!(formatter, "Member must satisfy enum value set: [{}]", values.join(", ")),
            Self::Elements(all) => write!(formatter, "Member must satisfy constraint: [{}]", joined(all)),
            Self::Keys(all) => write!(formatter, "Map keys must satisfy constraint: [{}]", joined(all)),
            Self::Values(all) => write!(formatter, "Map value must satisfy constraint: [{}]", joined(all)),
        }
    }
}

fn joined(constraints: &[Constraint]) -> String {
    constraints.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// AWS's envelope around the messages of one stage: `2 validation errors detected: a; b`.
#[must_use]
pub fn envelope(messages: &[String]) -> String {
    let plural = if messages.len() == 1 { "" } else { "s" };
    format!("{} validation error{plural} detected: {}", messages.len(), messages.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_layer_echoes_the_value() {
        let violation =
            Violation { path: "tableName".to_owned(), value: Some("ab".to_owned()), constraint: Constraint::LengthAtLeast(3) };
        assert_eq!(
            violation.older(),
            "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3"
        );
        let violation = Violation { value: None, constraint: Constraint::NotNull, ..violation };
        assert_eq!(violation.older(), "Value null at 'tableName' failed to satisfy constraint: Member must not be null");
    }

    #[test]
    fn sequence_numbers_are_not_echoed() {
        let violation =
            Violation { path: NOT_TOLD.to_owned(), value: Some("7".to_owned()), constraint: Constraint::LengthAtLeast(21) };
        assert_eq!(
            violation.older(),
            "Value at 'sequenceNumber' failed to satisfy constraint: Member must have length greater than or equal to 21"
        );
    }

    #[test]
    fn the_newer_layer_does_not() {
        assert_eq!(
            Constraint::ValueAtLeast(1).newer("Limit"),
            "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
        );
    }

    #[test]
    fn every_constraint_has_its_sentence() {
        for (constraint, text) in [
            (Constraint::NotNull, "Member must not be null"),
            (Constraint::LengthAtMost(255), "Member must have length less than or equal to 255"),
            (Constraint::ValueAtMost(100), "Member must have value less than or equal to 100"),
            (Constraint::Pattern("[0-9]+"), "Member must satisfy regular expression pattern: [0-9]+"),
            (Constraint::Enumeration(&["SIZE", "NONE"]), "Member must satisfy enum value set: [SIZE, NONE]"),
            (
                Constraint::Elements(vec![Constraint::LengthAtMost(2), Constraint::LengthAtLeast(1)]),
                "Member must satisfy constraint: [Member must have length less than or equal to 2, \
                 Member must have length greater than or equal to 1]",
            ),
            (
                Constraint::Keys(vec![Constraint::LengthAtLeast(3)]),
                "Map keys must satisfy constraint: [Member must have length greater than or equal to 3]",
            ),
            (
                Constraint::Values(vec![Constraint::LengthAtMost(25)]),
                "Map value must satisfy constraint: [Member must have length less than or equal to 25]",
            ),
        ] {
            assert_eq!(constraint.to_string(), text);
        }
    }

    #[test]
    fn an_envelope_counts_its_errors() {
        assert_eq!(envelope(&["a".to_owned()]), "1 validation error detected: a");
        assert_eq!(envelope(&["a".to_owned(), "b".to_owned()]), "2 validation errors detected: a; b");
    }
}
