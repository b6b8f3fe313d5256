//! What is set for the contributor insights of a table or of a global secondary index: whether its keys are counted, and which requests count.

use std::fmt;

use serde::Serialize;

use super::KeySchema;
use crate::Timestamp;
use crate::stored::{stored_enum, stored_struct};

/// The contributor insights of a table or of a global secondary index. By default they were never enabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContributorInsights {
    /// Whether keys are counted.
    pub status: InsightsStatus,
    /// What is counted. It outlives the counting; there is none before insights were first enabled.
    pub mode: Option<InsightsMode>,
    /// When the rules were made that count, if there are any.
    pub rules_made: Option<Timestamp>,
    /// Whether there was no room for its rules when they were last asked for.
    pub no_room: bool,
    /// When the status last changed.
    pub changed: Option<Timestamp>,
}

/// Whether keys are counted, as descriptions show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum InsightsStatus {
    /// They are about to be.
    Enabling,
    /// They are.
    Enabled,
    /// They are about not to be any more.
    Disabling,
    /// They are not.
    #[default]
    Disabled,
    /// They are not, because there was no room for their rules.
    Failed,
}

/// Which requests count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InsightsMode {
    /// Those that are carried out, by what they consume, and those that are throttled.
    #[default]
    AccessedAndThrottledKeys,
    /// Those that are throttled.
    ThrottledKeys,
}

impl InsightsMode {
    /// The mode called `name` in requests.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "ACCESSED_AND_THROTTLED_KEYS" => Some(Self::AccessedAndThrottledKeys),
            "THROTTLED_KEYS" => Some(Self::ThrottledKeys),
            _ => None,
        }
    }

    /// The rules that count for a table or index with this `key`, in the order in which they are described.
    pub fn rules(self, key: &KeySchema) -> impl Iterator<Item = InsightsRule> {
        let (has_range, counts_accesses) = (!key.range().is_empty(), self == Self::AccessedAndThrottledKeys);
        let counts = move |rule: &InsightsRule| (rule.throttles || counts_accesses) && (!rule.items || has_range);
        InsightsRule::ALL.into_iter().filter(counts)
    }
}

/// A rule of Amazon `CloudWatch` that counts keys: accesses or throttles, of partitions or of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InsightsRule {
    /// Whether it counts keys with their sort keys.
    pub items: bool,
    /// Whether it counts requests that are throttled.
    pub throttles: bool,
}

impl InsightsRule {
    /// In the order of the developer guide (Getting started with `CloudWatch` Contributor Insights).
    const ALL: [Self; 4] = [
        Self { items: false, throttles: false },
        Self { items: false, throttles: true },
        Self { items: true, throttles: false },
        Self { items: true, throttles: true },
    ];
}

/// `PKC`, `PKT`, `SKC` or `SKT`.
impl fmt::Display for InsightsRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.items { "SK" } else { "PK" })?;
        formatter.write_str(if self.throttles { "T" } else { "C" })
    }
}

impl ContributorInsights {
    /// What is counted now: as long as there are rules, whatever else is about to be so.
    #[must_use]
    pub fn counted(&self) -> Option<InsightsMode> {
        self.rules_made.and(self.mode)
    }

    /// A change that begins at `now`: to be enabled in `mode`, or to be disabled.
    #[must_use]
    pub fn changing(self, mode: Option<InsightsMode>, now: Timestamp) -> Self {
        let status = if mode.is_some() { InsightsStatus::Enabling } else { InsightsStatus::Disabling };
        Self { status, mode: mode.or(self.mode), no_room: self.no_room && mode.is_none(), changed: Some(now), ..self }
    }

    /// Enabled in `mode` with rules made at `now`. Rules that there are already stay (observed 2026-10-08 of a change of the mode).
    #[must_use]
    pub fn enabled(self, mode: InsightsMode, now: Timestamp) -> Self {
        let rules_made = self.rules_made.or(Some(now));
        Self { status: InsightsStatus::Enabled, mode: Some(mode), rules_made, no_room: false, ..self }
    }

    /// Not enabled, though it was asked for: without rules.
    #[must_use]
    pub const fn failed(mode: InsightsMode) -> Self {
        Self { status: InsightsStatus::Failed, mode: Some(mode), rules_made: None, no_room: true, changed: None }
    }

    /// Disabled. The mode is still told (observed 2026-10-08).
    #[must_use]
    pub const fn disabled(self) -> Self {
        Self { status: InsightsStatus::Disabled, rules_made: None, no_room: false, ..self }
    }
}

stored_struct!(ContributorInsights { status, mode, rules_made, no_room, changed });
stored_enum!(InsightsStatus { 0 => Enabling, 1 => Enabled, 2 => Disabling, 3 => Disabled, 4 => Failed });
stored_enum!(InsightsMode { 0 => AccessedAndThrottledKeys, 1 => ThrottledKeys });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{KeyAttribute, ScalarType};

    fn names(mode: InsightsMode, range: bool) -> Vec<String> {
        let attribute = |name: &str| KeyAttribute::new(name, ScalarType::S);
        let range = if range { vec![attribute("sk")] } else { vec![] };
        mode.rules(&KeySchema::new(vec![attribute("pk")], range).unwrap()).map(|rule| rule.to_string()).collect()
    }

    #[test]
    fn rules_are_those_of_the_key_and_the_mode() {
        assert_eq!(names(InsightsMode::AccessedAndThrottledKeys, true), ["PKC", "PKT", "SKC", "SKT"]);
        assert_eq!(names(InsightsMode::AccessedAndThrottledKeys, false), ["PKC", "PKT"]);
        assert_eq!(names(InsightsMode::ThrottledKeys, true), ["PKT", "SKT"]);
        assert_eq!(names(InsightsMode::ThrottledKeys, false), ["PKT"]);
    }

    #[test]
    fn rules_outlive_a_change_of_the_mode_and_nothing_else() {
        let enabled = ContributorInsights::default().enabled(InsightsMode::ThrottledKeys, Timestamp(1));
        let changing = enabled.changing(Some(InsightsMode::AccessedAndThrottledKeys), Timestamp(2));
        assert_eq!((changing.rules_made, changing.changed), (Some(Timestamp(1)), Some(Timestamp(2))));
        let changed = changing.enabled(InsightsMode::AccessedAndThrottledKeys, Timestamp(2));
        assert_eq!((changed.rules_made, changed.counted()), (Some(Timestamp(1)), Some(InsightsMode::AccessedAndThrottledKeys)));
        let again = changed.changing(None, Timestamp(3)).disabled().enabled(InsightsMode::ThrottledKeys, Timestamp(4));
        assert_eq!(again.rules_made, Some(Timestamp(4)));
        let failed = ContributorInsights::failed(InsightsMode::ThrottledKeys);
        assert_eq!(failed.counted(), None);
        assert_eq!(failed.enabled(InsightsMode::ThrottledKeys, Timestamp(6)).rules_made, Some(Timestamp(6)));
    }

    #[test]
    fn what_has_failed_is_told_until_it_is_disabled_or_asked_for_again() {
        let failed = ContributorInsights::failed(InsightsMode::ThrottledKeys);
        assert!(failed.no_room && failed.changing(None, Timestamp(1)).no_room);
        assert!(!failed.changing(None, Timestamp(1)).disabled().no_room);
        assert!(!failed.changing(Some(InsightsMode::ThrottledKeys), Timestamp(1)).no_room);
    }

    #[test]
    fn names_of_requests_are_those_of_descriptions() {
        for name in ["ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"] {
            assert_eq!(serde_json::to_value(InsightsMode::from_name(name)).unwrap(), name);
        }
    }
}
