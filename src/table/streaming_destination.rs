//! Where the changes of a table's items are sent: a data stream of Amazon Kinesis.

use std::fmt;
use std::sync::Arc;

use crate::stored::{stored_enum, stored_struct};
use serde::Serialize;

/// A data stream that the changes of a table's items are or were sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamingDestination {
    /// The ARN of the data stream.
    pub stream: Arc<str>,
    /// Whether changes are sent.
    pub status: DestinationStatus,
    /// Why they are not, if they cannot be.
    pub failure: Option<DestinationFailure>,
    /// How exactly records tell their time, if that was chosen.
    pub precision: Option<TimePrecision>,
}

/// Whether changes are sent, as descriptions show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DestinationStatus {
    /// They are about to be.
    Enabling,
    /// They are.
    Active,
    /// They are about not to be any more.
    Disabling,
    /// They are not any more.
    Disabled,
    /// They cannot be.
    EnableFailed,
    /// They are, and about to tell their time otherwise.
    Updating,
}

/// How exactly records tell their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimePrecision {
    /// In milliseconds.
    #[default]
    Millisecond,
    /// In microseconds.
    Microsecond,
}

/// Why nothing can be sent to a data stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DestinationFailure {
    /// There is none of that name.
    NoStream,
    /// It lies in another region.
    OtherRegion,
    /// It belongs to another account.
    NotActive,
}

/// As descriptions tell it (observed 2026-10-09).
impl fmt::Display for DestinationFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const STREAM: &str = "The kinesis Arn used to enable kinesis replication belongs to a stream which is not in";
        match self {
            Self::NoStream => formatter.write_str("User does not have a permission to use kinesis stream"),
            Self::OtherRegion => write!(formatter, "{STREAM} the current region"),
            Self::NotActive => write!(formatter, "{STREAM} Active state"),
        }
    }
}

impl TimePrecision {
    /// The precision called `name` in requests.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "MILLISECOND" => Some(Self::Millisecond),
            "MICROSECOND" => Some(Self::Microsecond),
            _ => None,
        }
    }
}

impl fmt::Display for TimePrecision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Millisecond => "MILLISECOND",
            Self::Microsecond => "MICROSECOND",
        })
    }
}

impl StreamingDestination {
    /// Whether it stands in the way of another one: a table sends its changes to one data stream at a time.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self.status, DestinationStatus::Disabled | DestinationStatus::EnableFailed)
    }

    /// Whether changes are sent now.
    #[must_use]
    pub const fn takes_records(&self) -> bool {
        matches!(self.status, DestinationStatus::Active | DestinationStatus::Updating)
    }

    /// The precision that records have now. One that is being changed is described as it will be, and it is the other one until then.
    #[must_use]
    pub fn sent_precision(&self) -> Option<TimePrecision> {
        match (self.status, self.precision) {
            (DestinationStatus::Updating, Some(TimePrecision::Millisecond)) => Some(TimePrecision::Microsecond),
            (DestinationStatus::Updating, _) => None,
            (_, precision) => precision,
        }
    }
}

stored_struct!(StreamingDestination { stream, status, failure, precision });
stored_enum!(DestinationStatus { 0 => Enabling, 1 => Active, 2 => Disabling, 3 => Disabled, 4 => EnableFailed, 5 => Updating });
stored_enum!(TimePrecision { 0 => Millisecond, 1 => Microsecond });
stored_enum!(DestinationFailure { 0 => NoStream, 1 => OtherRegion, 2 => NotActive });

#[cfg(test)]
mod tests {
    use super::*;

    fn destination(status: DestinationStatus, precision: Option<TimePrecision>) -> StreamingDestination {
        StreamingDestination { stream: "arn".into(), status, failure: None, precision }
    }

    #[test]
    fn statuses_say_what_is_sent_and_what_is_in_the_way() {
        use DestinationStatus::{Active, Disabled, Disabling, EnableFailed, Enabling, Updating};
        let of = |status| (destination(status, None).is_live(), destination(status, None).takes_records());
        assert_eq!([Enabling, Disabling].map(of), [(true, false); 2]);
        assert_eq!([Active, Updating].map(of), [(true, true); 2]);
        assert_eq!([Disabled, EnableFailed].map(of), [(false, false); 2]);
    }

    #[test]
    fn a_precision_holds_once_the_change_is_complete() {
        let (milli, micro) = (Some(TimePrecision::Millisecond), Some(TimePrecision::Microsecond));
        let sent = |status, precision| destination(status, precision).sent_precision();
        assert_eq!([None, milli, micro].map(|precision| sent(DestinationStatus::Active, precision)), [None, milli, micro]);
        assert_eq!(sent(DestinationStatus::Updating, micro), None);
        assert_eq!(sent(DestinationStatus::Updating, milli), micro);
    }

    #[test]
    fn names_of_requests_are_those_of_descriptions() {
        for name in ["MILLISECOND", "MICROSECOND"] {
            let precision = TimePrecision::from_name(name).unwrap();
            assert_eq!((serde_json::to_value(precision).unwrap(), precision.to_string()), (name.into(), name.to_owned()));
        }
    }
}
