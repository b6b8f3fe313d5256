//! What is set for the expiry of a table's items.

use std::fmt;
use std::sync::Arc;

use crate::Timestamp;
use crate::stored::stored_struct;

/// How long after a change another one is refused, in milliseconds: it was observed 2026-10-09 to be between 1,811 and 1,872 seconds (the API
/// reference says an hour).
const PAUSE: i64 = 31 * 60 * 1000;

/// Which attribute says when items expire, if any does, and when that was last changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimeToLive {
    attribute: Option<Arc<str>>,
    changed: Option<Timestamp>,
}

/// Why the time to live is not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeToLiveFault {
    /// It is enabled for this attribute already.
    Enabled,
    /// It is not enabled.
    Disabled,
    /// It is enabled for this other attribute.
    OtherAttribute(Arc<str>),
    /// It was changed a moment ago.
    Changed,
}

impl fmt::Display for TimeToLiveFault {
    /// All observed 2026-10-08 and 2026-10-09.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Enabled => formatter.write_str("TimeToLive is already enabled"),
            Self::Disabled => formatter.write_str("TimeToLive is already disabled"),
            Self::OtherAttribute(attribute) => {
                write!(formatter, "TimeToLive is active on a different AttributeName: current AttributeName is {attribute}")
            }
            Self::Changed => formatter.write_str("Time to live has been modified multiple times within a fixed interval"),
        }
    }
}

impl TimeToLive {
    /// The attribute that says when items expire.
    #[must_use]
    pub const fn attribute(&self) -> Option<&Arc<str>> {
        self.attribute.as_ref()
    }

    /// Enabled for `attribute` at `now`.
    ///
    /// # Errors
    ///
    /// It is enabled, or was changed a moment ago.
    pub fn enabled(&self, attribute: &str, now: Timestamp) -> Result<Self, TimeToLiveFault> {
        match &self.attribute {
            Some(current) if **current == *attribute => Err(TimeToLiveFault::Enabled),
            Some(current) => Err(TimeToLiveFault::OtherAttribute(Arc::clone(current))),
            None => self.changed(Some(attribute.into()), now),
        }
    }

    /// Disabled at `now`; `attribute` is the one that it is enabled for.
    ///
    /// # Errors
    ///
    /// It is not enabled for that attribute, or was changed a moment ago.
    pub fn disabled(&self, attribute: &str, now: Timestamp) -> Result<Self, TimeToLiveFault> {
        match &self.attribute {
            None => Err(TimeToLiveFault::Disabled),
            Some(current) if **current != *attribute => Err(TimeToLiveFault::OtherAttribute(Arc::clone(current))),
            Some(_) => self.changed(None, now),
        }
    }

    fn changed(&self, attribute: Option<Arc<str>>, now: Timestamp) -> Result<Self, TimeToLiveFault> {
        let pauses = self.changed.is_some_and(|changed| (0..PAUSE).contains(&now.0.saturating_sub(changed.0)));
        if pauses { Err(TimeToLiveFault::Changed) } else { Ok(Self { attribute, changed: Some(now) }) }
    }
}

stored_struct!(TimeToLive { attribute, changed });

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Timestamp = Timestamp(PAUSE);

    fn sentence(result: Result<TimeToLive, TimeToLiveFault>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn what_is_so_already_is_refused_before_the_pause() {
        let enabled = TimeToLive::default().enabled("ttl", Timestamp(0)).unwrap();
        for now in [Timestamp(0), LATER] {
            assert_eq!(sentence(enabled.enabled("ttl", now)), "TimeToLive is already enabled");
            let other = "TimeToLive is active on a different AttributeName: current AttributeName is ttl";
            assert_eq!(sentence(enabled.enabled("other", now)), other);
            assert_eq!(sentence(enabled.disabled("other", now)), other);
            assert_eq!(sentence(TimeToLive::default().disabled("ttl", now)), "TimeToLive is already disabled");
        }
    }

    #[test]
    fn a_second_change_has_to_wait() {
        let enabled = TimeToLive::default().enabled("ttl", Timestamp(0)).unwrap();
        let wait = "Time to live has been modified multiple times within a fixed interval";
        assert_eq!(sentence(enabled.disabled("ttl", Timestamp(PAUSE - 1))), wait);
        let disabled = enabled.disabled("ttl", LATER).unwrap();
        assert_eq!(disabled.attribute(), None);
        assert_eq!(sentence(disabled.enabled("other", LATER)), wait);
    }
}
